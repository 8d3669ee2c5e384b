/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

    @ParameterizedTest
    @CsvSource({
        "bytes=0-1, bytes 0-1/100",
        "bytes=0-, bytes 0-99/100",
        "bytes=40-1000, bytes 40-99/100",
        "bytes=99-99, bytes 99-99/100",
        "bytes=-10, bytes 90-99/100",
        "bytes=-1000, bytes 0-99/100"
    })
    void isThePartThatIsThere(String asked, String given) throws Exception {
        assertThat(ByteRange.of(asked, 100).orElseThrow().of(100)).isEqualTo(given);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "bytes=",
                "bytes=-",
                "bytes=5-2",
                "bytes=0-1,5-6",
                "lines=1-2",
                "bytes=a-b",
                "bytes=99999999999999999999-"
            })
    void isTheWholeWhenNoOnePartIsAskedFor(String asked) throws Exception {
        assertThat(ByteRange.of(asked, 100)).isEmpty();
    }

    @Test
    void isRefusedBehindTheEnd() {
        assertThatThrownBy(() -> ByteRange.of("bytes=100-", 100)).isInstanceOf(ByteRange.NotThere.class);
        assertThatThrownBy(() -> ByteRange.of("bytes=-0", 100)).isInstanceOf(ByteRange.NotThere.class);
    }
}
