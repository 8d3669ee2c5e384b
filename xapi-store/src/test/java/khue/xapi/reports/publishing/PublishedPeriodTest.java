/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import khue.xapi.reports.indicators.Period;
import org.junit.jupiter.api.Test;

class PublishedPeriodTest {

    @Test
    void areTheMonthsQuartersAndYearsThatHoldADay() {
        assertThat(PublishedPeriod.ofCalendar(LocalDate.of(2025, 11, 20), LocalDate.of(2026, 2, 1)))
                .extracting(PublishedPeriod::name)
                .containsExactly("2025-11", "2025-Q4", "2025", "2025-12", "2026-01", "2026-Q1", "2026", "2026-02");
    }

    @Test
    void areWholeAlsoWhereTheFirstDayIsInTheMiddle() {
        assertThat(PublishedPeriod.ofCalendar(LocalDate.of(2024, 2, 29), LocalDate.of(2024, 2, 29)))
                .extracting(PublishedPeriod::days)
                .containsExactly(
                        new Period(LocalDate.of(2024, 2, 1), LocalDate.of(2024, 2, 29)),
                        new Period(LocalDate.of(2024, 1, 1), LocalDate.of(2024, 3, 31)),
                        new Period(LocalDate.of(2024, 1, 1), LocalDate.of(2024, 12, 31)));
    }
}
