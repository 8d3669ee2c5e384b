/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.members;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Nguyễn Thị Hoa | Nguyễn Thị Hoa",
                "O&#039;Brien &amp; Sons | O'Brien & Sons",
                "&lt;b&gt;&quot;&apos; | <b>\"'",
                "&#x110;&#7841;t | Đạt",
                "&amp;lt; | &lt;",
                "A & B; C | A & B; C",
                "&nbsp;&unknown; | &nbsp;&unknown;",
                "&#0;&#10;&#x110000;&#9999999; | &#0;&#10;&#x110000;&#9999999;",
                "$1 \\ &amp; | $1 \\ &"
            })
    void resolvesOneLevelOfWhatLmsesEscape(String escaped, String plain) {
        assertThat(HtmlText.unescape(escaped)).isEqualTo(plain);
    }
}
