/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.LocalDate;
import java.util.List;
import khue.xapi.reports.indicators.Step.Named;
import khue.xapi.reports.indicators.Step.Part;
import org.junit.jupiter.api.Test;

class StepTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final Period SINCE_SEPTEMBER = period("2026-09-05", "2027-09-04");

    @Test
    void cutsTheFirstMonthAndStopsAtThePresentOne() {
        assertThat(Step.MONTH.parts(SINCE_SEPTEMBER, TODAY, List.of()))
                .containsExactly(
                        new Part("2026-09", period("2026-09-05", "2026-09-30"), false),
                        new Part("2026-10", period("2026-10-01", "2026-10-31"), true),
                        new Part("2026-11", period("2026-11-01", "2026-11-30"), false));
    }

    @Test
    void goesByQuartersAndYearsOfTheCalendar() {
        assertThat(Step.QUARTER.parts(period("2025-11-30", "2026-06-30"), TODAY, List.of()))
                .containsExactly(
                        new Part("2025-Q4", period("2025-11-30", "2025-12-31"), false),
                        new Part("2026-Q1", period("2026-01-01", "2026-03-31"), true),
                        new Part("2026-Q2", period("2026-04-01", "2026-06-30"), true));
        assertThat(Step.YEAR.parts(period("2024-01-01", "2026-12-31"), TODAY, List.of()))
                .extracting(Part::name, Part::complete)
                .containsExactly(tuple("2024", true), tuple("2025", true), tuple("2026", false));
    }

    @Test
    void goesByTermsWithTheDaysBetweenThemInNone() {
        List<Named> terms = List.of(
                new Named("2025-2026/1", period("2025-09-05", "2026-01-18")),
                new Named("2025-2026/2", period("2026-01-19", "2026-05-31")),
                new Named("2026-2027/1", period("2026-09-05", "2027-01-17")),
                new Named("2026-2027/2", period("2027-01-18", "2027-05-31")));

        assertThat(Step.TERM.parts(period("2026-01-01", "2027-08-31"), TODAY, terms))
                .containsExactly(
                        new Part("2025-2026/1", period("2026-01-01", "2026-01-18"), false),
                        new Part("2025-2026/2", period("2026-01-19", "2026-05-31"), true),
                        new Part("2026-2027/1", period("2026-09-05", "2027-01-17"), false));
        assertThat(Step.TERM.parts(period("2026-06-01", "2026-08-31"), TODAY, terms))
                .isEmpty();
    }

    @Test
    void countsNoFurtherThanItHasTo() {
        assertThat(Step.MONTH.parts(period("0001-01-01", "9999-12-31"), TODAY, List.of()))
                .hasSize(Step.MOST + 1);
    }

    private static Period period(String from, String until) {
        return new Period(LocalDate.parse(from), LocalDate.parse(until));
    }
}
