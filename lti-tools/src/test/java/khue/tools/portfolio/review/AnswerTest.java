/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import khue.tools.portfolio.Outcome;
import org.junit.jupiter.api.Test;

class AnswerTest {

    @Test
    void asksForACommentUnlessTheWorkPassed() {
        assertThat(new Answer(Optional.of(Outcome.PASSED), "").needsComment()).isFalse();
        assertThat(new Answer(Optional.of(Outcome.FAILED), "").needsComment()).isTrue();
        assertThat(new Answer(Optional.empty(), "").needsComment()).isTrue();
    }
}
