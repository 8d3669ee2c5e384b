/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTest {

    @ParameterizedTest
    @CsvSource({
        "https://lms.example/course/7?x=y, https://lms.example",
        "https://lms.example:443/, https://lms.example",
        "http://lms.example:80, http://lms.example",
        "http://lms.example:443, http://lms.example:443",
        "HTTPS://LMS.Example:8443/a, https://lms.example:8443",
        "http://[::1]:8080/a, http://[::1]:8080"
    })
    void namesSchemeHostAndUnusualPort(String url, String origin) {
        assertThat(Origins.of(URI.create(url))).isEqualTo(origin);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/path", "mailto:a@b.vn", "javascript:alert(1)", "lms.example"})
    void refusesWhatHasNoHost(String url) {
        assertThatThrownBy(() -> Origins.of(URI.create(url))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPolicyNamesOneOriginThatMayFrameUs() {
        assertThat(ContentSecurityPolicy.framedBy("https://lms.example"))
                .endsWith("frame-ancestors 'self' https://lms.example")
                .contains("default-src 'none'", "script-src 'self'")
                .doesNotContain("unsafe-eval");
        assertThat(ContentSecurityPolicy.framedBy("")).endsWith("frame-ancestors 'self'");
    }
}
