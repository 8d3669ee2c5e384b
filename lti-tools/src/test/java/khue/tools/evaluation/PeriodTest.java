/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeriodTest {

    @ParameterizedTest
    @ValueSource(strings = {"2026-09-05", "5/9/2026", "05/09/2026", " 05/09/2026 "})
    void readsADayAsPeopleHereWriteIt(String typed) {
        assertThat(Period.day(typed)).contains(LocalDate.of(2026, 9, 5));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "31/2/2026", "9/25/2026", "2026-13-01", "hôm qua", "5/9/26", "5/9/99999"})
    void readsNothingElse(String typed) {
        assertThat(Period.day(typed)).isEmpty();
    }
}
