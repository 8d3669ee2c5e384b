/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.facts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecondsTest {

    @ParameterizedTest
    @CsvSource({"PT35M, 2100", "PT1H30M, 5400", "P1DT1S, 86401", "P2W, 1209600", "PT0.5S, 1", "'PT1,4S', 1", "PT0S, 0"})
    void areTheLengthOfADuration(String duration, int seconds) {
        assertThat(Seconds.of(duration)).contains(seconds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "P1Y", "P1M", "P1Y2M3D", "PT999999999999H", "35", "PT1234567890123S"})
    void areUnknownWhereUnitsHaveNoFixedLengthOrAreBeyondAllMeasure(String duration) {
        assertThat(Seconds.of(duration)).isEmpty();
    }

    @Test
    void doNotTakeLongForADurationOfMillionsOfDigits() {
        assertThat(Seconds.of("PT0." + "1".repeat(100_000) + "S")).contains(0);
    }
}
