/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static khue.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import khue.samplelms.school.Activity;
import khue.testing.Lrs;
import khue.testing.RunningKhue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A pupil asks for the own data and then to be erased, on a telephone; an administrator does it; nothing is left anywhere. */
@ExtendWith({RunningKhue.Extension.class, Browser.class})
class ErasureIT {

    /** Pupils of other journeys' schools have the same name. */
    private static final String SCHOOL = "Trường THCS Ao Làng";

    private static final String REFLECTION = "Em xếp thuyền giấy và thả trên ao làng.";

    private final RunningKhue khue;
    private final Browser browser;

    ErasureIT(RunningKhue khue, Browser browser) {
        this.khue = khue;
        this.browser = browser;
    }

    @Test
    void aPupilTakesTheDataAlongAndIsErased() throws Exception {
        Lrs lrs = new Lrs(khue.xapiUrl(), khue.lrsKey());
        try (School school = School.connected(khue, browser, SCHOOL);
                Window administrator = school.administrator()) {
            Activity activity = school.add("/portfolio/new", "Thuyền giấy");
            String account;
            String project = "activity=https://khue.io/xapi/project/" + School.item(activity);
            try (Window pupil = school.phone(school.pupil(), "vi")) {
                school.launch(pupil, activity);
                pupil.page().locator("#f-reflection").fill(REFLECTION);
                pupil.page().locator("button[value=submit]").click();
                assertThat(pupil.page().locator("button[value=submit]")).hasCount(0);
                eventually(() -> assertThat(lrs.statements(project)).isNotEmpty());
                account = account(school);
                sendAsMoodleDoes(lrs, account);

                asks(pupil, school, "EXPORT");
                decides(administrator, school, "EXPORT");
                takesItAlong(pupil, school);
                asks(pupil, school, "ERASE");
                pupil.looksRight("own-data");
            }
            decides(administrator, school, "ERASE");
            Page page = administrator.page();
            eventually(() -> {
                page.reload();
                assertThat(page.locator("a[href$='/receipt']").count()).isOne();
            });
            administrator.looksRight("subjects-erased");
            page.locator("a[href$='/receipt']").click();
            administrator.looksRight("subjects-receipt");
            assertThat(page.locator("main")).not().containsText(school.pupil().name());
            String code = page.locator(".f-code").innerText();
            try (Window anybody = browser.phone("vi")) {
                anybody.open(school.tools("/receipts"));
                anybody.page().locator("#f-code").fill(code);
                anybody.page().locator("main form .btn-primary").click();
                assertThat(anybody.page().locator("main")).containsText("Đúng là biên nhận");
                anybody.looksRight("receipt-checked");
            }
            nothingIsLeft(lrs, school, project, account);
        }
    }

    /** A record that another system sent about the same account of the LMS. */
    private static void sendAsMoodleDoes(Lrs lrs, String account) throws Exception {
        assertThat(lrs.post(
                                "/statements",
                                "{\"actor\":" + account
                                        + ",\"verb\":{\"id\":\"http://adlnet.gov/expapi/verbs/attempted\"},"
                                        + "\"object\":{\"id\":\"https://moodle.example.vn/quiz/7\"}}")
                        .statusCode())
                .isEqualTo(200);
    }

    /** Who the pupil is to the LMS, as an account in statements. */
    private String account(School school) throws SQLException {
        return Rows.texts(
                        khue.database().connectAsTools(),
                        """
                        SELECT '{"account":{"homePage":"' || p.issuer || '","name":"' || i.subject || '"}}'
                        FROM linked_identity i JOIN platform p ON p.id = i.platform_id JOIN person o ON o.id = i.person_id
                        WHERE p.client_id = ? AND o.display_name = ?
                        """,
                        school.tool().clientId(),
                        school.pupil().name())
                .get(0);
    }

    private static void asks(Window pupil, School school, String kind) {
        pupil.open(school.tools("/consents"));
        pupil.page().locator("a[href$='/own-data']").click();
        pupil.page().locator("input[name=kind][value=" + kind + "]").check();
        if (kind.equals("EXPORT")) {
            pupil.looksRight("own-data-ask");
        }
        pupil.page().locator("main form .btn-primary").click();
        assertThat(pupil.page().locator(".k-toast")).isVisible();
    }

    private static void decides(Window administrator, School school, String kind) {
        Page page = administrator.page();
        administrator.open(school.tools("/subjects/people?q=" + "zzz"));
        administrator.looksRight("subjects-find-nobody");
        page.locator("#f-q").fill(school.pupil().name());
        page.locator("#f-where").fill(SCHOOL);
        page.locator("main form .btn-primary").click();
        administrator.looksRight("subjects-find");
        page.locator("main .k-queue a").first().click();
        administrator.looksRight("subjects-person");
        page.locator("main .k-queue a").first().click();
        administrator.looksRight("subjects-request-" + kind);
        if (kind.equals("ERASE")) {
            page.locator("main form[action$='/do'] button").click();
            assertThat(page.locator("main")).containsText("KHUE-SUBJECT-NUMBER");
            administrator.looksRight("subjects-request-mend");
            String number = page.locator("h1").innerText().replaceAll(".*: ", "");
            page.locator("#f-number").fill(number);
        }
        page.locator("input[name=known]").check();
        page.locator("main form[action$='/do'] button").click();
        assertThat(page.locator(".k-toast")).isVisible();
        if (kind.equals("EXPORT")) {
            administrator.open(school.tools("/subjects"));
            administrator.looksRight("subjects");
            administrator.open(school.tools("/subjects/clocks?year=2026"));
            assertThat(page.locator("main")).containsText("Tết Nguyên đán");
            administrator.looksRight("subjects-clocks");
        }
    }

    private static void takesItAlong(Window pupil, School school) throws IOException {
        pupil.open(school.tools("/own-data"));
        Download download = pupil.page()
                .waitForDownload(() -> pupil.page().locator("a[href$='/data']").click());
        Map<String, String> entries = entries(download.path());
        assertThat(entries.get("data/submission.html")).contains(REFLECTION);
        assertThat(entries.get("statements.json"))
                .contains("https://moodle.example.vn/quiz/7", "http://activitystrea.ms/submit");
        Path folder = Files.createTempDirectory("own-data");
        for (Map.Entry<String, String> entry : entries.entrySet()) {
            Path file = folder.resolve(entry.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, entry.getValue());
        }
        try (Page offline = pupil.context().newPage()) {
            pupil.context().setOffline(true);
            offline.navigate(folder.resolve("index.html").toUri().toString());
            offline.locator("a[href='data/submission.html']").click();
            assertThat(offline.locator("body")).containsText(REFLECTION);
            pupil.looksRight(offline, "own-data-offline");
        } finally {
            pupil.context().setOffline(false);
        }
    }

    private static Map<String, String> entries(Path file) throws IOException {
        Map<String, String> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return entries;
    }

    private void nothingIsLeft(Lrs lrs, School school, String project, String account) throws Exception {
        String quiz = "activity=https://moodle.example.vn/quiz/7";
        assertThat(lrs.statements(project + "&verb=http://activitystrea.ms/submit"))
                .as("of our tools")
                .isEmpty();
        assertThat(lrs.statements(quiz)).as("of another system").isEmpty();
        assertThat(Rows.texts(
                        khue.database().connectAsTools(),
                        "SELECT i.subject FROM linked_identity i JOIN platform p ON p.id = i.platform_id"
                                + " JOIN person o ON o.id = i.person_id WHERE p.client_id = ? AND o.display_name = ?",
                        school.tool().clientId(),
                        school.pupil().name()))
                .as("of the tools")
                .isEmpty();
        sendAsMoodleDoes(lrs, account);
        assertThat(lrs.statements(quiz)).as("what comes later").isEmpty();
    }
}
