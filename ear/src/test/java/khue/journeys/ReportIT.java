/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import khue.testing.RunningKhue;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An evaluator reports on a quarter: what happened is entered, a draft is made and written in two windows, it is locked, signed and exported,
 * a stranger checks its hash, and the evaluator asks what would differ today.
 */
@ExtendWith({RunningKhue.Extension.class, Browser.class})
class ReportIT {

    private static final String PASSWORD = "một câu chỉ mình tôi biết";
    private static final String SIGNER = "Nguyễn Thị Lan Hương";

    private final RunningKhue khue;
    private final Browser browser;

    ReportIT(RunningKhue khue, Browser browser) {
        this.khue = khue;
        this.browser = browser;
    }

    @ParameterizedTest
    @ValueSource(strings = {"vi", "en"})
    void anEvaluatorDraftsLocksSignsAndExportsAndAnybodyChecks(String language) throws IOException {
        String name = "bao-cao." + UUID.randomUUID().toString().substring(0, 8);
        String given = invited(name);
        String hash;
        String formula;
        try (Window window = browser.window(language, Screen.DESK, Screen.NARROWEST)) {
            Page page = window.page();
            signIn(window, name, given);
            page.locator("#f-new").fill(PASSWORD);
            page.locator("#f-again").fill(PASSWORD);
            press(page);
            page.waitForURL("**/evaluation");
            page.locator(".k-tabs a[href$='/reports']").click();

            entersAnIncident(window, name);
            drafts(window);
            String narrative = "Chương trình đi đúng tiến độ, " + name + ".";
            writesInTwoWindows(window, narrative);
            locks(window, narrative);
            hash = page.locator("#hash").inputValue();
            signs(window);
            formula = firstFormula(page.locator(".r-paper").innerText());
            takesAlong(page, hash);

            page.locator("a[href$='/today']").click();
            window.looksRight("report-today");
            window.open(tools("/reports"));
            window.looksRight("reports");
        }
        try (Window anybody = browser.window(language, Screen.NARROWEST, Screen.DESK)) {
            anybody.open(tools("/reports/verify"));
            anybody.page().locator("#f-hash").fill("0".repeat(64));
            press(anybody.page());
            assertThat(anybody.page().locator("main")).containsText("KHUE-REPORT-UNKNOWN");
            anybody.looksRight("report-verify-unknown");
            anybody.page().locator("#f-hash").fill(hash.substring(0, 20));
            press(anybody.page());
            assertThat(anybody.page().locator("main .k-facts")).isVisible();
            assertThat(anybody.page().locator("body")).not().containsText(SIGNER);
            anybody.looksRight("report-verify");
            anybody.page().locator("#f-hash").fill(formula);
            press(anybody.page());
            assertThat(anybody.page().locator("main pre")).containsText("select");
            anybody.looksRight("report-verify-formula");
        }
    }

    /** The code by which paper refers to it. */
    private static String firstFormula(String paper) {
        Matcher code = Pattern.compile("\\((?:code|mã) ([0-9a-f]{4}(?:-[0-9a-f]{4}){4})\\)")
                .matcher(paper);
        assertThat(code.find()).isTrue();
        return code.group(1);
    }

    private void entersAnIncident(Window window, String name) {
        Page page = window.page();
        window.open(tools("/reports/events/new"));
        page.locator("#f-day").fill("hôm qua");
        press(page);
        assertThat(page.locator("main")).containsText("KHUE-EVENT-DAY");
        window.looksRight("report-event");
        page.locator("input[value=INCIDENT]").check();
        page.locator("#f-day").fill(today(page));
        page.locator("#f-place").fill("THCS Ngọc Hà");
        page.locator("#f-what").fill("Mất mạng hai ngày, " + name);
        page.locator("#f-done").fill("Đã đổi đường truyền.");
        press(page);
        assertThat(page.locator(".k-toast")).isVisible();
        window.looksRight("report-events");
    }

    /** The day as people here write it; the browser's clock is the server's. */
    private static String today(Page page) {
        return (String) page.evaluate(
                "() => new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Ho_Chi_Minh' }).format(new Date())");
    }

    private void drafts(Window window) {
        Page page = window.page();
        window.open(tools("/reports"));
        page.locator("main a[href$='/reports/new']").click();
        window.looksRight("report-new");
        page.locator("form:has(input[value=QUARTER]) button").last().click();
        page.waitForURL(url -> url.matches(".*/reports/[0-9a-f-]{36}.*"));
        assertThat(page.locator("form section h2")).hasCount(6);
        assertThat(page.locator("#remedies")).containsText("THCS Ngọc Hà");
    }

    private static void writesInTwoWindows(Window window, String narrative) {
        Page page = window.page();
        String draft = page.url();
        try (Page other = window.context().newPage()) {
            other.navigate(draft);
            page.locator("#f-narrative-progress").fill(narrative);
            page.locator("#f-narrative-plan").focus();
            Locator said = page.locator("#progress .r-said");
            assertThat(said).not().isEmpty();
            page.waitForCondition(() ->
                    page.locator("input[name=version-progress]").inputValue().equals("2"));
            other.locator("#f-narrative-progress").fill("Lời của cửa sổ kia.");
            other.locator("#f-narrative-plan").focus();
            assertThat(other.locator("#progress .r-said")).containsText(narrative);
            other.locator("button[value=save]").last().click();
            assertThat(other.locator("#progress .k-waiting")).containsText(narrative);
            assertThat(other.locator("#f-narrative-progress")).hasValue("Lời của cửa sổ kia.");
            window.looksRight(other, "report-draft-two-windows");
        }
        page.reload();
        assertThat(page.locator("#f-narrative-progress")).hasValue(narrative);
        page.locator("#f-narrative-plan").fill("Mở rộng ra 25 trường.");
        window.looksRight("report-draft");
    }

    private static void locks(Window window, String narrative) {
        Page page = window.page();
        page.locator("button[value=lock]").click();
        page.waitForURL("**/lock*");
        window.looksRight("report-lock");
        press(page);
        assertThat(page.locator(".r-paper")).containsText(narrative);
        assertThat(page.locator(".r-paper")).containsText("Mở rộng ra 25 trường.");
        window.looksRight("report-locked");
    }

    private static void signs(Window window) {
        Page page = window.page();
        page.locator("main a[href$='/sign']").click();
        press(page);
        assertThat(page.locator("main")).containsText("KHUE-REPORT-KNOWN");
        window.looksRight("report-sign");
        page.locator("#f-name").fill(SIGNER);
        page.locator("#f-title").fill("Phó Hiệu trưởng");
        page.locator("input[name=known]").check();
        page.locator("#f-password").fill(PASSWORD);
        press(page);
        assertThat(page.locator(".r-paper")).containsText(SIGNER);
        window.looksRight("report-signed");
    }

    private static void takesAlong(Page page, String hash) throws IOException {
        for (String format : new String[] {"pdf", "docx", "xlsx", "json", "jws"}) {
            Download download = page.waitForDownload(
                    () -> page.locator("a[href$='/report." + format + "']").click());
            byte[] file = Files.readAllBytes(download.path());
            assertThat(new String(file, StandardCharsets.ISO_8859_1))
                    .as(format)
                    .startsWith(
                            switch (format) {
                                case "pdf" -> "%PDF-";
                                case "json" -> "{\"draftedAt\":";
                                case "jws" -> "eyJ";
                                default -> "PK\u0003\u0004";
                            });
            Files.write(java.nio.file.Path.of("target", "report." + format), file);
        }
        assertThat(page.locator("#hash")).hasValue(hash);
    }

    private String invited(String name) {
        try (Window window = browser.desk("vi")) {
            Page page = window.page();
            signIn(window, "admin", khue.adminPassword());
            page.waitForURL(url -> !url.contains("/signin"));
            window.open(tools("/admin/accounts"));
            page.locator("#f-name").fill(name);
            page.locator("input[value=EVALUATOR]").check();
            press(page);
            return page.locator("#made-password").inputValue();
        }
    }

    private void signIn(Window window, String name, String password) {
        window.open(tools("/signin"));
        window.page().locator("#f-name").fill(name);
        window.page().locator("#f-password").fill(password);
        press(window.page());
    }

    private static void press(Page page) {
        page.locator("main form .btn-primary").first().click();
    }

    private String tools(String path) {
        return khue.baseUrl() + "/tools" + path;
    }
}
