/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import khue.tools.queries.SavedQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SavedQuestionTest {

    @Test
    void keepsWhatAPageAsksAndNothingElse() {
        SavedQuery.What what = SavedQuestion.of(
                        "statements",
                        "school=THCS%20B%E1%BA%BFn%20Tre&verb=http%3A%2F%2Fx.vn%2Fv&from=17&done=x&text=a%26b",
                        "")
                .orElseThrow();

        assertThat(SavedQuestion.address(what))
                .isEqualTo(
                        "/evaluation/statements?verb=http%3A%2F%2Fx.vn%2Fv&school=THCS%20B%E1%BA%BFn%20Tre&text=a%26b&limit=25");
        assertThat(StatementQuestion.of(SavedQuestion.fields(what.question()).orElseThrow())
                        .typed())
                .containsEntry("text", "a&b")
                .containsEntry("school", "THCS Bến Tre");
    }

    @Test
    void keepsAnIndicatorWithItsVersion() {
        SavedQuery.What what = SavedQuestion.of(
                        "F1", "from=05/09/2025&until=2026-05-31&by=school&geography=event&x=y", "2")
                .orElseThrow();

        assertThat(what.version()).hasValue(2);
        assertThat(SavedQuestion.address(what))
                .isEqualTo("/evaluation/indicators/F1?from=2025-09-05&until=2026-05-31&by=school&geography=event");
    }

    @ParameterizedTest
    @CsvSource({
        "nothing, text=a, ''",
        "../admin, text=a, 1",
        "statements, registration=1, ''",
        "statements, since=yesterday, ''",
        "statements, text=%zz, ''",
        "statements, text=a%0D%0ALocation:%20x, ''",
        "F1, from=2025-09-05&until=2026-05-31&by=school&geography=event, 0",
        "F1, from=2025-09-05&until=2026-05-31&by=school&geography=event, one",
        "F1, from=2025-09-05&until=2026-05-31&by=school&geography=moon, 1",
        "F1, from=2025-09-05&until=2026-05-31&by=<b>&geography=event, 1",
        "F1, from=2026-09-05&until=2026-05-31&by=school&geography=event, 1",
        "F1, until=2026-05-31&by=school&geography=event, 1",
        "F1x, from=2025-09-05&until=2026-05-31&by=school&geography=event, 1",
    })
    void keepsNothingThatNoPageOfOursSent(String about, String question, String version) {
        assertThat(SavedQuestion.of(about, question, version)).isEmpty();
    }

    @Test
    void keepsNothingThatIsMissing() {
        assertThat(SavedQuestion.of(null, "text=a", "")).isEqualTo(Optional.empty());
        assertThat(SavedQuestion.of("statements", null, "")).isEmpty();
        assertThat(SavedQuestion.of("statements", "text=" + "a".repeat(20_000), ""))
                .isEmpty();
    }
}
