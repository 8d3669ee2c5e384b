/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AnswersTest {

    private static final Period YEAR = new Period(LocalDate.of(2025, 9, 5), LocalDate.of(2026, 5, 31));

    @ParameterizedTest
    @EnumSource(names = {"NONE", "AREA"})
    void failWithWhatFailedAlsoWhereItWasComputedBeside(Breakdown failing) {
        Answers answers = new Answers(failingBy(failing), new SmallGroups());

        assertThatThrownBy(() -> answers.answer(
                        F1Participation.DEFINITION, new Question(YEAR, Breakdown.AREA, Geography.EVENT, YEAR.until())))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("by " + failing);
    }

    private static Computation failingBy(Breakdown failing) {
        return new Computation() {
            @Override
            public List<Figure> compute(Indicator indicator, Question question) {
                if (question.by() == failing) {
                    throw new UnsupportedOperationException("by " + failing);
                }
                return List.of();
            }
        };
    }
}
