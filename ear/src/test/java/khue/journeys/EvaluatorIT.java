/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static khue.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import khue.testing.Lrs;
import khue.testing.RunningKhue;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An evaluator's work with what figures are made of. */
@ExtendWith({RunningKhue.Extension.class, Browser.class})
class EvaluatorIT {

    private static final String HEADING =
            "Mã trường;Tên trường;Cấp học;Khu vực;Loại trường;Từ ngày;Đến trước ngày;Nguồn\r\n";

    private final RunningKhue khue;
    private final Evaluators evaluators;

    EvaluatorIT(RunningKhue khue, Browser browser) {
        this.khue = khue;
        this.evaluators = new Evaluators(khue, browser);
    }

    @ParameterizedTest
    @ValueSource(strings = {"vi", "en"})
    void bringsAFileMendsItKeepsItAndPutsEverythingBack(String language) throws Exception {
        String school = "THCS Hồ Tây " + language;
        try (Window window = evaluator(language)) {
            Page page = window.page();
            window.open(tools("/evaluation/reference"));
            window.looksRight("reference");
            page.locator("main a[href$='/reference/schools']").click();
            assertThat(page.locator("main form[enctype]")).isVisible();
            page.locator("main details summary").click();

            page.locator("main form[enctype] .btn-primary").click();
            assertThat(page.locator("[aria-invalid=true]")).hasCount(1);

            bring(page, school + ";Trường Hồ Tây;THCX;Nội thành;Công lập;09/31/2025;;Quyết định 1\r\n");
            assertThat(page.locator("#mend tbody tr")).hasCount(2);
            assertThat(page.locator("#mend")).containsText("KHUE-CODE-UNKNOWN");
            assertThat(page.locator("#mend")).containsText("KHUE-DATE-");
            assertThat(page.locator("#keep")).hasCount(0);
            window.looksRight("reference-mend");

            page.locator("#mend .btn-primary").click();
            bring(page, school + ";Trường Hồ Tây;THCS;Nội thành;Công lập;05/09/2025;;Quyết định 1\r\n");
            assertThat(page.locator("main")).containsText(language.equals("vi") ? "Thêm 1" : "1 added");
            window.looksRight("reference-import");
            page.locator("#keep .btn-primary").click();
            assertThat(page.locator(".k-toast")).isVisible();
            String kept = page.url().replaceFirst("\\?.*", "");

            window.open(tools("/evaluation/reference/schools"));
            assertThat(page.locator("main")).containsText("Trường Hồ Tây");
            window.looksRight("reference-table");
            Download download = page.waitForDownload(
                    () -> page.locator("main a[href$='/reference/schools.csv']").click());
            assertThat(Files.readString(download.path(), StandardCharsets.UTF_8))
                    .startsWith("\uFEFFschool,name,level")
                    .contains(school + ",Trường Hồ Tây,lower-secondary,");

            window.open(kept);
            page.locator(".k-confirm > summary").click();
            window.looksRight("reference-undo");
            page.locator("dialog[open] form button:not([type=button])").click();
            assertThat(page.locator(".k-toast")).isVisible();
            window.open(tools("/evaluation/reference/schools"));
            assertThat(page.locator("#f-table")).isVisible();
            assertThat(page.locator("main").innerText()).doesNotContain(school + "\n");
            assertThat(whatWasDone(kept)).containsExactly("REFERENCE_KEPT", "REFERENCE_UNDONE");
        }
    }

    /** What the audit log says of an import. */
    private List<String> whatWasDone(String imported) throws SQLException {
        try (Connection connection = khue.database().connectAsTools();
                PreparedStatement select = connection.prepareStatement(
                        "select action from tools.audit_log where action like 'REFERENCE%' and subject_id = ? order by id")) {
            select.setString(1, imported.replaceFirst(".*/", ""));
            try (ResultSet row = select.executeQuery()) {
                List<String> actions = new ArrayList<>();
                while (row.next()) {
                    actions.add(row.getString("action"));
                }
                return actions;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vi", "en"})
    void readsAVerbThatAnotherSystemUsesAsOneThatFiguresKnow(String language) throws Exception {
        String verb = "https://lms.example.vn/verbs/nop-bai-" + language;
        new Lrs(khue.xapiUrl(), khue.lrsKey()).post("/statements", """
                {"actor":{"name":"Trần Văn An","account":{"homePage":"https://lms.example.vn","name":"41"}},
                 "verb":{"id":"%s","display":{"en":"Handed in"}},"object":{"id":"https://lms.example.vn/assign/%s"}}""".formatted(verb, language));
        try (Window window = evaluator(language)) {
            Page page = window.page();
            window.open(tools("/evaluation/sources"));
            window.looksRight("sources");
            page.locator("main tbody a")
                    .filter(new Locator.FilterOptions().setHasText(khue.lrsKey().name()))
                    .first()
                    .click();
            assertThat(page.locator("main dl .k-attention")).hasCount(0);
            assertThat(page.locator("#verbs")).containsText(verb);
            assertThat(page.locator("#people")).not().containsText("Trần Văn An");
            Locator row = page.locator("#verbs tr").filter(new Locator.FilterOptions().setHasText(verb));
            row.locator("summary").click();
            row.locator("select").selectOption("http://activitystrea.ms/submit");
            window.looksRight("source");
            row.locator("form button").click();
            page.waitForURL("**/evaluation/reference/imports/*");
            assertThat(page.locator("#effect")).isVisible();
            window.looksRight("source-preview");
            page.locator("#keep .btn-primary").click();
            assertThat(page.locator(".k-toast")).isVisible();

            page.locator(".k-confirm > summary").click();
            page.locator("dialog[open] form button:not([type=button])").click();
            assertThat(page.locator(".k-toast")).isVisible();

            window.open(tools("/evaluation/statements?text=NOP-bai-" + language));
            assertThat(page.locator("main .k-timeline li")).hasCount(1);
            page.locator("main .k-timeline details summary").click();
            assertThat(page.locator("main .k-json")).containsText(verb);
            assertThat(page.locator("main")).not().containsText("Trần Văn An");
            window.looksRight("statements-found");

            page.locator("#save > summary").click();
            window.looksRight("statements-keep");
            Download file = page.waitForDownload(
                    () -> page.locator("#take button[value=csv]").click());
            assertThat(Files.readString(file.path(), StandardCharsets.UTF_8))
                    .startsWith("\uFEFFid,stored,")
                    .contains(verb)
                    .doesNotContain("Trần Văn An");
            assertThat(page.locator("#files li").first())
                    .containsText(language.equals("vi") ? "Đủ: 1 câu" : "Whole: statements 1, size 1 kB");
            window.looksRight("statements-file");
            page.locator("#save .btn").click();
            assertThat(page.locator("[aria-invalid=true]")).hasCount(1);
            window.looksRight("save-query");
            page.locator("main input[name=name]").fill("Bài nộp " + language);
            page.locator("main input[name=shared]").check();
            page.locator("main .btn-primary").click();
            assertThat(page.locator(".k-toast")).isVisible();
            window.looksRight("saved");

            page.locator("#own a[href$='/edit']").first().click();
            window.looksRight("edit-query");
            page.locator("main .k-confirm > summary").click();
            page.locator("dialog[open] form button:not([type=button])").click();
            page.locator("#removed > summary").click();
            window.looksRight("saved-removed");
            page.locator("#removed button").click();
            page.locator("#own strong").first().click();
            assertThat(page.locator("main .k-timeline li")).not().hasCount(0);

            window.open(tools("/evaluation/statements?school=Khong-co"));
            page.locator("#save > summary").click();
            page.locator("#save input[name=name]").fill("Trường cũ");
            page.locator("#save .btn").click();
            page.locator("#own strong").first().click();
            assertThat(page.locator("main")).containsText("Khong-co");
            window.looksRight("saved-query");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vi", "en"})
    void looksHowFarTheProgrammeIsAndWhichKindsOfSchoolsItHasReached(String language) {
        try (Window window = evaluator(language)) {
            Page page = window.page();
            page.locator(".k-tabs a[href$='/evaluation/board']").click();
            assertThat(page.locator("main .k-cards > .k-card")).hasCount(3);
            assertThat(page.locator("#cohorts tbody tr")).hasCount(5);
            assertThat(page.locator("main .k-note a[href$='/reference/denominators']")
                            .first())
                    .isVisible();
            window.looksRight("board");

            page.locator("select[name=year]").selectOption("2026-2027");
            page.locator("main form .btn").click();
            page.waitForURL("**year=2026-2027");
            assertThat(page.locator("main .k-cards")).containsText("2026");

            page.locator("main nav a[href$='/board/coverage']").click();
            assertThat(page.locator("#matrix td")).hasCount(16);
            page.locator("select[name=geography]").selectOption("legacy");
            page.locator("main form .btn").click();
            assertThat(page.locator("main")).containsText(language.equals("vi") ? "30/06/2025" : "30 Jun 2025");
            window.looksRight("coverage");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vi", "en"})
    void readsWhatASchoolStillNeedsAndWhoIsMissingOnItsMap(String language) throws Exception {
        String code = "01-map-" + language;
        aSchoolHasBegun(code, "M-" + language);
        try (Window window = evaluator(language)) {
            Page page = window.page();
            window.open(tools("/evaluation/board?year=2026-2027"));
            assertThat(page.locator("#models")).containsText(code);
            assertThat(page.locator("#schools tbody tr").filter(new Locator.FilterOptions().setHasText(code)))
                    .containsText(language.equals("vi") ? "thêm 4 học sinh tham gia" : "pupils who take part: 4 more");
            window.looksRight("board-begun");
            page.locator("main nav a[href$='/board/coverage']").click();
            page.locator("select[name=year]").selectOption("2026-2027");
            page.locator("main form .btn").click();
            assertThat(page.locator("#matrix td.b-idle")).hasCount(1);
            window.looksRight("coverage-begun");

            page.locator("main nav a[href$='/board/ecosystem']").click();
            page.locator("select[name=year]").selectOption("2026-2027");
            page.locator("main form .btn").click();
            assertThat(page.locator("#city td")).hasCount(50);
            window.looksRight("ecosystem");

            page.locator("#schools a")
                    .filter(new Locator.FilterOptions().setHasText(code))
                    .click();
            assertThat(page.locator("#links td:not(.b-none)")).hasCount(4);
            assertThat(page.locator("#gaps"))
                    .containsText(
                            language.equals("vi")
                                    ? "Nghệ nhân: chưa có ai tham gia ở đây"
                                    : "Artisans: nobody took part here");
            window.looksRight("ecosystem-school");
        }
    }

    /** It tries a model; a pupil was at an activity, and a guardian was there, too. */
    private void aSchoolHasBegun(String code, String model) throws Exception {
        Lrs store = new Lrs(khue.xapiUrl(), khue.lrsKey());
        String school = "https://khue.io/xapi/class/" + code;
        isKept(
                store,
                "schools",
                HEADING + code + ";Trường " + code + ";THCS;Nội thành;Công lập;05/09/2025;;Quyết định 1\r\n");
        isKept(store, "models", "code,version,title,source\n" + model + ",1,Mô hình " + model + ",Quyết định 1\n");
        isKept(store, "phases", "code,title,starts_on,source\n" + model + ",Thí điểm,2025-09-05,Quyết định 1\n");
        isKept(
                store,
                "school-models",
                "school,model,version,phase,valid_from,source\n" + code + "," + model + ",1," + model
                        + ",2026-09-05,Quyết định 1\n");
        assertThat(store.put("/reports/enrolments?class=" + school, """
                        {"label":"6A","school":"%s","learners":40,"asOf":"2026-09-10T00:00:00Z","source":"class list"}""".formatted(code))
                        .statusCode())
                .isEqualTo(204);
        for (String role : List.of("learner", "guardian")) {
            assertThat(store.post("/statements", """
                            {"actor":{"account":{"homePage":"https://khue.io/xapi/pid","name":"%1$s-%2$s"}},
                             "verb":{"id":"http://adlnet.gov/expapi/verbs/attended"},
                             "object":{"id":"https://khue.io/xapi/event/%2$s","definition":{"type":"http://activitystrea.ms/event"}},
                             "timestamp":"2026-10-10T03:00:00Z",
                             "context":{"contextActivities":{"grouping":[{"id":"%3$s"}]},
                               "extensions":{"https://w3id.org/xapi/acrossx/extensions/school":"%2$s",
                                 "https://khue.io/xapi/ext/actor-role":"%1$s","https://khue.io/xapi/ext/components":["technology"]}}}""".formatted(role, code, school))
                            .statusCode())
                    .isEqualTo(200);
        }
        eventually(() -> assertThat(new String(
                        store.get("/reports/ecosystem?year=2026-2027").body(), StandardCharsets.UTF_8))
                .contains("\"" + code + "\",\"name\":\"Trường " + code + "\",\"hidden\":false,\"links\":[{"));
    }

    private static void isKept(Lrs store, String table, String csv) throws Exception {
        JsonNode look = new ObjectMapper()
                .readTree(store.post("/reports/reference/" + table + "?file=tables.csv", csv)
                        .body());
        assertThat(store.post(
                                "/reports/imports/" + look.path("id").asLong() + "/keep?digest="
                                        + look.path("digest").asText(),
                                "")
                        .statusCode())
                .as(look.toString())
                .isLessThan(300);
    }

    @ParameterizedTest
    @ValueSource(strings = {"vi", "en"})
    void seesHowAnIndicatorMovedAndTakesThePictureAlong(String language) throws Exception {
        Lrs store = new Lrs(khue.xapiUrl(), khue.lrsKey());
        String classes = "https://khue.io/xapi/class/" + language + "-";
        for (int month = 9; month <= 11; month++) {
            for (int pupil = 0; pupil < 6; pupil++) {
                boolean again = pupil < month - 7;
                store.post("/statements", submission(classes + pupil % 2, month, pupil, 1));
                if (again) {
                    store.post("/statements", submission(classes + pupil % 2, month, pupil, 2));
                }
            }
        }
        try (Window window = evaluator(language)) {
            Page page = window.page();
            String of = "/evaluation/indicators/F3?from=2026-09-05&until=2026-11-30";
            window.open(tools(of + "&by=class&trend=month"));
            Locator drawn = page.locator("main svg[role=img]");
            page.waitForCondition(() -> {
                page.reload();
                return drawn.count() == 2 && page.locator("main").innerText().contains(language + "-1");
            });
            assertThat(page.locator("#trend tbody").last().locator("tr")).hasCount(4);
            assertThat(page.locator("#trend tbody").last()).containsText("9/2026");
            window.looksRight("indicator-trend");
            window.keepOnPaper("indicator-trend");
            Download picture = page.waitForDownload(
                    () -> page.locator("#trend a[href*='.svg?']").click());
            assertThat(Files.readString(picture.path(), StandardCharsets.UTF_8))
                    .startsWith("<?xml")
                    .contains("F3")
                    .contains("circle");
            assertThat(page.waitForDownload(() ->
                                    page.locator(".k-primary a[href*='.xlsx?']").click())
                            .suggestedFilename())
                    .isEqualTo("F3-v1-2026-09-05-2026-11-30.xlsx");

            page.locator("#f-trend").selectOption("month");
            page.locator("#f-from").fill("01/01/2001");
            page.locator("form.k-filters button").click();
            assertThat(page.locator("[aria-invalid=true]")).hasAttribute("name", "trend");

            window.open(tools(of + "&by=class"));
            page.locator("#figures tbody tr")
                    .filter(new Locator.FilterOptions().setHasText(language + "-1"))
                    .locator("a[href*='/behind']")
                    .click();
            // Three pupils in three months, of whom one, two and three handed in again.
            assertThat(page.locator("main .k-timeline > li")).not().hasCount(0);
            assertThat(page.locator("main .k-lead")).isVisible();
            page.locator("main .k-timeline details summary").first().click();
            assertThat(page.locator("main .k-json").first()).containsText("http://activitystrea.ms/submit");
            window.looksRight("behind");
            page.locator("main .k-timeline a[href*='/evaluation/statements']")
                    .first()
                    .click();
            assertThat(page.locator("main .k-timeline > li")).not().hasCount(0);

            window.open(tools(of + "&by=none"));
            assertThat(drawn).hasCount(1);
            window.looksRight("indicator-total");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vi", "en"})
    void hearsWhatChangedSinceTheVisitBefore(String language) throws Exception {
        String classIri = "https://khue.io/xapi/class/news-" + language;
        Lrs store = new Lrs(khue.xapiUrl(), khue.lrsKey());
        store.post("/statements", submission(classIri, 9, 0, 1));
        Evaluators.Account own = evaluators.account(language);
        try (Window window = evaluators.first(language, own)) {
            Page page = window.page();
            assertThat(page.locator("#start li")).hasCount(4);
            window.looksRight("news-first");
            page.reload();
            assertThat(page.locator("#start li")).hasCount(4);
            assertThat(page.locator("#moves")).hasCount(0);
        }
        for (int pupil = 1; pupil < 9; pupil++) {
            store.post("/statements", submission(classIri, 10, pupil, 1));
            store.post("/statements", submission(classIri, 10, pupil, 2));
        }
        try (Window window = evaluators.again(language, own)) {
            Page page = window.page();
            assertThat(page.locator("#start")).hasCount(0);
            Locator moved = page.locator("#moves tbody tr").filter(new Locator.FilterOptions().setHasText("F3 ·"));
            page.waitForCondition(() -> {
                page.reload();
                return moved.count() == 1;
            });
            window.looksRight("news");
            String told = moved.innerText();
            page.reload();
            assertThat(moved).hasText(told);
            window.open(tools("/evaluation/indicators"));
            window.looksRight("indicators");
        }
        try (Window window = evaluators.again(language, own)) {
            assertThat(window.page().locator("#moves tbody tr").filter(new Locator.FilterOptions().setHasText("F3 ·")))
                    .hasCount(0);
            window.looksRight("news-nothing");
        }
    }

    private static String submission(String classIri, int month, int pupil, int attempt) {
        return """
                {"actor":{"account":{"homePage":"https://khue.io/xapi/pid","name":"%1$s-%3$d"}},
                 "verb":{"id":"http://activitystrea.ms/submit"},
                 "object":{"id":"https://khue.io/xapi/project/%1$s-%2$d-%3$d","definition":{"type":"http://id.tincanapi.com/activitytype/project"}},
                 "context":{"registration":"%5$s","contextActivities":{"grouping":[{"id":"%1$s"}]},
                            "extensions":{"https://khue.io/xapi/ext/actor-role":"learner","https://khue.io/xapi/ext/attempt":%4$d}},
                 "timestamp":"2026-%2$02d-1%4$dT03:00:00Z"}""".formatted(
                        classIri,
                        month,
                        pupil,
                        attempt,
                        UUID.nameUUIDFromBytes((classIri + month + pupil).getBytes(StandardCharsets.UTF_8)));
    }

    private static void bring(Page page, String row) {
        page.locator("#f-table")
                .setInputFiles(new FilePayload(
                        "Danh sách trường.csv", "text/csv", (HEADING + row).getBytes(StandardCharsets.UTF_8)));
        page.locator("main form[enctype] .btn-primary").click();
        page.waitForURL("**/evaluation/reference/imports/*");
    }

    private Window evaluator(String language) {
        return evaluators.first(language);
    }

    private String tools(String path) {
        return evaluators.tools(path);
    }
}
