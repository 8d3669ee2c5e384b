/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import khue.tools.frameworks.TermForTests;
import khue.tools.portfolio.Outcome;
import org.junit.jupiter.api.Test;

class AnswerTest {

    private static final Optional<Outcome> PASSED = Optional.of(new Outcome(TermForTests.level("passed", 1)));
    private static final Optional<Outcome> FAILED = Optional.of(new Outcome(TermForTests.level("failed", 0)));
    private static final Optional<Outcome> OBSERVED = Optional.of(new Outcome(TermForTests.withoutPoints("observed")));
    private static final Optional<UUID> VOICE = Optional.of(UUID.randomUUID());

    @Test
    void asksForWordsUnlessNothingIsToBeMended() {
        assertThat(answer(PASSED, "", Optional.empty()).lacksWords()).isFalse();
        assertThat(answer(OBSERVED, "", Optional.empty()).lacksWords()).isFalse();
        assertThat(answer(FAILED, "", Optional.empty()).lacksWords()).isTrue();
        assertThat(answer(Optional.empty(), "", Optional.empty()).lacksWords()).isTrue();
    }

    @Test
    void takesAVoiceForWords() {
        assertThat(answer(FAILED, "", VOICE).lacksWords()).isFalse();
        assertThat(answer(Optional.empty(), "", VOICE).lacksWords()).isFalse();
    }

    @Test
    void isTheSameAgainWhenOnlyTheRecordingIsAnotherOne() {
        Answer spoken = answer(FAILED, "Em kể thêm nhé.", VOICE);

        assertThat(spoken.repeats(answer(FAILED, "Em kể thêm nhé.", Optional.of(UUID.randomUUID()))))
                .isTrue();
        assertThat(spoken.repeats(answer(PASSED, "Em kể thêm nhé.", VOICE))).isFalse();
        assertThat(spoken.repeats(answer(FAILED, "Em viết thêm nhé.", VOICE))).isFalse();
    }

    private static Answer answer(Optional<Outcome> outcome, String comment, Optional<UUID> voice) {
        return new Answer(outcome, comment, List.of(), voice);
    }
}
