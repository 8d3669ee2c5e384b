/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class OurPagesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/tools",
                "/tools/",
                "/tools/admin",
                "/tools/admin/launches?result=refused&before=12",
                "/tools/a%20b"
            })
    void leadsToAPageOfOurs(String path) {
        assertThat(OurPages.isOurs(path)).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "https://evil.example/tools",
                "//evil.example/tools",
                "/tools//evil.example",
                "/tools@evil.example",
                "/toolsevil",
                "/tools/\\evil.example",
                "/tools/a\r\nSet-Cookie: x=y",
                "/tools/<script>",
                "/xapi/statements",
                "/tools/../xapi",
                "javascript:alert(1)"
            })
    void leadsNowhereElse(String path) {
        assertThat(OurPages.isOurs(path)).isFalse();
    }
}
