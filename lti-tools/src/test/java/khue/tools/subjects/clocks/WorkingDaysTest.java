/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.subjects.clocks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Around the National Day of 2026, a Wednesday, for which the Monday is off and the Saturday before is worked. */
class WorkingDaysTest {

    private final WorkingDays calendar = new WorkingDays(
            Set.of(LocalDate.parse("2026-08-31"), LocalDate.parse("2026-09-01"), LocalDate.parse("2026-09-02")),
            Set.of(LocalDate.parse("2026-08-22")));

    @ParameterizedTest
    @CsvSource({
        "2026-08-17, 2, 2026-08-19",
        "2026-08-20, 2, 2026-08-22",
        "2026-08-21, 2, 2026-08-24",
        "2026-08-23, 1, 2026-08-24",
        "2026-08-28, 2, 2026-09-04",
        "2026-09-02, 1, 2026-09-03",
        "2026-09-04, 1, 2026-09-07",
    })
    void countsWhatIsWorkedFromTheNextDayOn(LocalDate received, int days, LocalDate last) {
        assertThat(calendar.after(received, days)).isEqualTo(last);
    }
}
