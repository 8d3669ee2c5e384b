/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** That the judge of pages is awake: a page that breaks a rule is told so, whatever its security policy. */
@ExtendWith(Chromium.Extension.class)
class AccessibilityIT {

    private static final String GOOD = """
            <!DOCTYPE html>
            <html lang="vi">
            <head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="script-src 'none'">
              <title>Bài học</title><style>p { color: #111; background: #fff; } %s</style></head>
            <body><main><h1>Bài học</h1><p>Em trồng rau muống.</p>%s</main></body>
            </html>""";

    private final Chromium chromium;

    AccessibilityIT(Chromium chromium) {
        this.chromium = chromium;
    }

    @Test
    void findsNothingInAGoodPage() {
        assertThat(findings("", "<label>Tên <input></label>")).isEmpty();
    }

    @Test
    void findsAFieldWithoutAName() {
        assertThat(findings("", "<input>")).singleElement().asString().contains("critical: label at input");
    }

    @Test
    void findsColoursThatCannotBeReadInTheDark() {
        String dark = "@media (prefers-color-scheme: dark) { p { color: #666; background: #333; } }";
        assertThat(findings(dark, ""))
                .singleElement()
                .asString()
                .startsWith("in the dark, ")
                .contains("color-contrast at p");
    }

    @Test
    void findsWhatIsInAFrame() {
        String frame = "<iframe title='Khung' src='%s'></iframe>".formatted(address(GOOD.formatted("", "<input>")));
        assertThat(findings("", frame)).singleElement().asString().contains("critical: label at input");
    }

    private List<String> findings(String style, String content) {
        try (BrowserContext context = chromium.newContext(new NewContextOptions())) {
            Page page = context.newPage();
            page.navigate(address(GOOD.formatted(style, content)));
            return Accessibility.findings(page);
        }
    }

    private static String address(String page) {
        return "data:text/html;base64," + Base64.getEncoder().encodeToString(page.getBytes(StandardCharsets.UTF_8));
    }
}
