/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class FormatsTest {

    private final Formats vietnamese = new Formats(Locale.forLanguageTag("vi"));
    private final Formats english = new Formats(Locale.ENGLISH);

    @Test
    void writesDatesAndNumbersAsTheReaderDoes() {
        assertThat(vietnamese.date(LocalDate.of(2026, 9, 5))).isEqualTo("05/09/2026");
        assertThat(english.date(LocalDate.of(2026, 9, 5))).isEqualTo("5 Sep 2026");
        assertThat(vietnamese.number(1234.5)).isEqualTo("1.234,5");
        assertThat(english.number(1234.5)).isEqualTo("1,234.5");
        assertThat(vietnamese.percent(2 / 3.0)).isEqualTo("66,7%");
    }

    @Test
    void writesWhatIsRoundedToNothingWithoutASign() {
        assertThat(vietnamese.number(-0.004)).isEqualTo("0");
        assertThat(english.percent(-0.0004)).isEqualTo("0.0%");
        assertThat(english.number(-0.04)).isEqualTo("-0.04");
    }

    @Test
    void tellsTheTimeOfTheSchoolsWhereverTheServerStands() {
        Instant eveningInUtc = Instant.parse("2026-11-22T18:30:00Z");

        assertThat(vietnamese.dateTime(eveningInUtc)).isEqualTo("01:30 23/11/2026");
        assertThat(vietnamese.date(eveningInUtc)).isEqualTo("23/11/2026");
    }
}
