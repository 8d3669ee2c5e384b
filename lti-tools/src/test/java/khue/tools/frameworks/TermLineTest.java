/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TermLineTest {

    @Test
    void readsATermOfEachLineAndWritesItBack() {
        String text = "passed | Đạt | Passed | 1\n\n failed|Chưa đạt|Not yet|0 ";

        TermLine.Reading reading = TermLine.read(text);

        assertThat(reading.problem()).isEmpty();
        assertThat(reading.lines())
                .containsExactly(
                        new TermLine("passed", "Đạt", "Passed", Optional.of(1)),
                        new TermLine("failed", "Chưa đạt", "Not yet", Optional.of(0)));
        assertThat(TermLine.write(reading.lines()))
                .isEqualTo("passed | Đạt | Passed | 1\nfailed | Chưa đạt | Not yet | 0");
        assertThat(TermLine.read("a | b | c").lines().get(0).points()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a | Một ; line ; 1",
                "a | Một | One@Đ | Hai | Two ; line ; 2",
                "a | Một | One@a | Hai | Two ; code-twice ; 2",
                "a | Một | ; line ; 1",
                "a | Một | One | nhiều ; line ; 1",
                "a | Một | One | 1 | 2 ; line ; 1",
                "@ ; number ; 0"
            })
    void saysWhichLineIsNotRightAndWhy(String text, String problem, int at) {
        TermLine.Reading reading = TermLine.read(text.replace('@', '\n'));

        assertThat(reading.problem()).contains(problem);
        assertThat(reading.at()).isEqualTo(at);
        assertThat(reading.lines()).isEmpty();
    }
}
