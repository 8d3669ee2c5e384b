/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptedEncodingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "none                    | false",
                "gzip                    | true",
                "GZIP                    | true",
                "x-gzip                  | true",
                "br, gzip                | true",
                "br                      | false",
                "identity                | false",
                "*                       | true",
                "*;q=0                   | false",
                "gzip;q=0                | false",
                "gzip;q=0.000, *         | false",
                "gzip;q=0.001            | true",
                "gzip;q=0.5, identity    | false",
                "gzip, identity;q=0.5    | true",
                "gzip;q=nonsense         | false",
                "gzip;q=1e999999999      | false",
                ",,;;,                   | false",
            })
    void takesGzipWhenTheSenderLikesItAtLeastAsMuchAsNothing(String header, boolean gzip) {
        assertThat(AcceptedEncoding.isGzip(header)).isEqualTo(gzip);
    }
}
