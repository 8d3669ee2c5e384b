/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformFormTest {

    private static final String ISSUER = "https://lms.example";

    @Test
    void becomesAnLmsWhenEverythingIsThere() {
        PlatformForm form = form("Moodle ", ISSUER, " abc");

        assertThat(form.isComplete()).isTrue();
        assertThat(form.platform().name()).isEqualTo("Moodle");
        assertThat(form.platform().registration().clientId()).isEqualTo("abc");
        assertThat(form.platform().registration().assertionAudience()).isEqualTo(ISSUER + "/token");
    }

    @Test
    void saysAtEachFieldWhatIsMissing() {
        PlatformForm form = PlatformForm.of(null, null, null, null, null, null, null, null);

        assertThat(form.problems()).containsOnlyKeys("name", "client_id", "issuer", "authorization", "token", "keys");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lms.example",
                "javascript:alert(1)",
                "ftp://lms.example",
                "https://u:p@lms.example",
                "https://lms.example#x",
                "https://a b"
            })
    void takesWebAddressesOnly(String issuer) {
        assertThat(form("Moodle", issuer, "abc").problems()).containsOnlyKeys("issuer");
    }

    @Test
    void takesTheOriginsOfOtherAddresses() {
        PlatformForm form = form(
                "Moodle", ISSUER, "abc", " https://School.example/ultra/stream\r\nhttps://lms.example:8443 " + ISSUER);

        assertThat(form.isComplete()).isTrue();
        assertThat(form.platform().registration().furtherOrigins())
                .containsExactly("https://lms.example:8443", "https://school.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"school.example", "https://a.example; script-src *", "data:text/html,x", "https://*"})
    void takesNoOtherAddressThatIsNone(String origins) {
        assertThat(form("Moodle", ISSUER, "abc", origins).problems()).containsOnlyKeys("origins");
    }

    @Test
    void takesTenOtherAddressesAtMost() {
        String eleven = IntStream.rangeClosed(1, 11)
                .mapToObj(number -> "https://lms" + number + ".example")
                .collect(Collectors.joining("\n"));

        assertThat(form("Moodle", ISSUER, "abc", eleven).problems()).containsOnlyKeys("origins");
        assertThat(form("Moodle", ISSUER, "abc", eleven.substring(0, eleven.lastIndexOf('\n')))
                        .isComplete())
                .isTrue();
    }

    private static PlatformForm form(String name, String issuer, String clientId) {
        return form(name, issuer, clientId, "");
    }

    private static PlatformForm form(String name, String issuer, String clientId, String origins) {
        return PlatformForm.of(
                name, issuer, clientId, ISSUER + "/auth", ISSUER + "/token", ISSUER + "/jwks", "", origins);
    }
}
