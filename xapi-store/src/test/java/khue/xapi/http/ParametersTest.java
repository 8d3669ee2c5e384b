/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {

    @Test
    void readsFieldsAsBrowsersWriteThem() {
        assertThat(Parameters.parse("a=1+2%2B3&h%E1%BB%8Dc=t%E1%BA%ADp&empty=&bare&&emoji=%F0%9F%8E%93"))
                .containsEntry("a", "1 2+3")
                .containsEntry("học", "tập")
                .containsEntry("empty", "")
                .containsEntry("bare", "")
                .containsEntry("emoji", "🎓")
                .hasSize(5);
    }

    @Test
    void readsUtf8ThatWasNotEscaped() {
        String bytesAsCharacters = new String(
                "name=Nguyễn".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                java.nio.charset.StandardCharsets.ISO_8859_1);

        assertThat(Parameters.parse(bytesAsCharacters)).containsEntry("name", "Nguyễn");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%4", "a=%zz", "a=%FF", "a=%C3", "a=%ED%A0%80", "%C0%80=1"})
    void refusesWhatIsNotUrlEncodedUtf8(String query) {
        assertThatThrownBy(() -> Parameters.parse(query))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo("parameters-not-url-encoded"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=1&a=2", "a=1&%61=1", "a&a"})
    void refusesAFieldThatOccursTwice(String query) {
        assertThatThrownBy(() -> Parameters.parse(query))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo("parameter-repeated"));
    }
}
