/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathEscapesTest {

    @ParameterizedTest
    @CsvSource({
        "/xapi/%zz, /xapi/%25zz",
        "/xapi/%, /xapi/%25",
        "/xapi/%4, /xapi/%254",
        "/xapi/%%41, /xapi/%25%2541",
        "/xapi/%e1%bb%9/x, /xapi/%25e1%25bb%259/x",
        "/xapi/%41%2F, /xapi/%41%2F",
        "/xapi/statements, /xapi/statements",
    })
    void escapeThePercentSignsWhenOneOfThemEscapesNothing(String path, String mended) {
        assertThat(PathEscapes.mended(path)).isEqualTo(mended);
    }
}
