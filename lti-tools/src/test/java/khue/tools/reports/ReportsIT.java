/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.reports;

import static khue.tools.testing.InServer.bean;
import static khue.tools.testing.InServer.execute;
import static khue.tools.testing.InServer.number;
import static khue.tools.testing.InServer.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import khue.tools.evaluation.news.News;
import khue.tools.reports.snapshot.CanonicalJson;
import khue.tools.reports.snapshot.TypedHash;
import khue.tools.settings.Settings;
import khue.tools.testing.InServer;
import khue.tools.testing.PageBrowser;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reports over HTTP and on PostgreSQL, with a store that knows one indicator. */
@ArquillianTest
class ReportsIT {

    private static final String NARRATIVE = "Các trường đi đúng tiến độ.";
    private static final String SIGNER = "Nguyễn Thị Lan Hương";

    private final Settings settings = bean(Settings.class);
    private final ReportKeys keys = bean(ReportKeys.class);

    private HttpServer store;
    private volatile JsonNode answer;
    private volatile int status;
    private PageBrowser evaluator;
    private String name;

    @Deployment
    static WebArchive tools() {
        return InServer.tools();
    }

    @BeforeEach
    void anEvaluatorAndAStore() throws IOException {
        answer = SnapshotOfTheTest.answer();
        status = 200;
        store = HttpServer.create(
                new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), settings.storeUrl().getPort()),
                0);
        store.createContext("/", this::answer);
        store.start();
        name = "bao-cao-" + UUID.randomUUID().toString().substring(0, 8);
        evaluator = account(name, "EVALUATOR");
    }

    @AfterEach
    void stopTheStore() {
        execute("DELETE FROM sign_in_failures");
        if (store != null) {
            store.stop(0);
        }
    }

    /** With the administrator's password, as its own. */
    private PageBrowser account(String called, String role) {
        execute("""
                INSERT INTO account (id, name, role, password_hash, password_is_given, created_at)
                SELECT ?, ?, ?, password_hash, false, now() FROM account WHERE name = 'admin'
                """, UUID.randomUUID(), called, role);
        PageBrowser browser = new PageBrowser(settings.baseUrl().toString()).speaking("vi");
        assertThat(browser.signIn(called, PageBrowser.ADMIN_PASSWORD).statusCode())
                .isEqualTo(303);
        return browser;
    }

    private void answer(HttpExchange exchange) throws IOException {
        boolean one = exchange.getRequestURI().getPath().endsWith("/F1");
        String said = one ? answer.toString() : "[" + answer + "]";
        byte[] bytes = said.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Test
    void aDraftHasSixSectionsAndLeavesNothingOut() {
        String page = evaluator.get("/tools/reports/" + drafted()).body();

        assertThat(page)
                .containsSubsequence(
                        "1. Tiến độ",
                        "I1 Trường tham gia tích cực",
                        "Chưa có số liệu",
                        "2. Tình hình thực hiện",
                        "F1 Tham gia hồ sơ dự án",
                        "3. Kết quả",
                        "4. Khó khăn, tồn tại",
                        "5. Khắc phục sự cố",
                        "6. Kế hoạch triển khai")
                .contains("62,5%", "n &lt; 10")
                .doesNotContain("??");
    }

    @Test
    void twoWindowsDoNotUndoEachOther() {
        String report = "/tools/reports/" + drafted();
        evaluator.get(report);
        assertThat(evaluator
                        .post(report + "/sections/progress", Map.of("words", "Cửa sổ một.", "version", "1"))
                        .body())
                .isEqualTo("{\"version\":2}");

        HttpResponse<String> byScript =
                evaluator.post(report + "/sections/progress", Map.of("words", "Cửa sổ hai.", "version", "1"));
        assertThat(byScript.statusCode()).isEqualTo(409);
        assertThat(CanonicalJson.read(byScript.body()).path("other").asText()).isEqualTo("Cửa sổ một.");

        HttpResponse<String> byForm = evaluator.post(
                report,
                form(Map.of(
                        "narrative-progress",
                        "Cửa sổ hai.",
                        "version-progress",
                        "1",
                        "narrative-plan",
                        "Kế hoạch.",
                        "version-plan",
                        "1")));
        assertThat(byForm.statusCode()).isEqualTo(400);
        assertThat(byForm.body()).contains("KHUE-REPORT-CHANGED", "Cửa sổ một.", "Cửa sổ hai.");
        // What was in order is kept all the same, and the same form again keeps this one.
        assertThat(text("SELECT narrative FROM report_section WHERE code = 'plan' AND report_id = ?", id(report)))
                .isEqualTo("Kế hoạch.");
        assertThat(evaluator
                        .post(report, form(Map.of("narrative-progress", "Cửa sổ hai.", "version-progress", "2")))
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    void isLockedAsItWasLookedAtAndNeverChangedAgain() {
        UUID id = drafted();
        String report = "/tools/reports/" + id;
        String seen = hidden(evaluator.get(report + "/lock").body(), "seen");
        evaluator.post(report + "/sections/progress", Map.of("words", NARRATIVE, "version", "1"));
        assertThat(evaluator.post(report + "/lock", Map.of("seen", seen)).statusCode())
                .isEqualTo(409);
        assertThat(number("SELECT count(*) FROM report_snapshot WHERE report_id = ?", id))
                .isZero();

        String hash = locked(id);

        assertThat(evaluator.get(report + "/report.json").body()).satisfies(content -> {
            assertThat(CanonicalJson.sha256(content)).isEqualTo(hash);
            assertThat(CanonicalJson.write(CanonicalJson.read(content))).isEqualTo(content);
        });
        assertThat(evaluator
                        .post(report + "/sections/progress", Map.of("words", "Khác.", "version", "2"))
                        .statusCode())
                .isEqualTo(409);
        for (String change : new String[] {
            "UPDATE report_snapshot SET content = content || ' ' WHERE report_id = ?",
            "DELETE FROM report_snapshot WHERE report_id = ?",
            "UPDATE report_section SET narrative = 'Khác.' WHERE report_id = ?",
            "DELETE FROM report_figure WHERE report_id = ?",
            "UPDATE report SET until_day = until_day + 1 WHERE id = ?",
            "DELETE FROM report WHERE id = ?"
        }) {
            assertThatThrownBy(() -> execute(change, id)).as(change).hasMessageContaining("refused");
        }
        assertThatThrownBy(() -> execute("TRUNCATE report_snapshot CASCADE")).hasMessageContaining("refused");
        assertThatThrownBy(() -> execute(
                        "INSERT INTO report_snapshot SELECT ?, content || ' ', sha256, locked_by, locked_at"
                                + " FROM report_snapshot WHERE report_id = ?",
                        drafted(),
                        id))
                .hasMessageContaining("the_hash_is_of_the_content");
    }

    @Test
    void isSignedByWhoeverKnowsThePasswordAndCheckedByAnybody() {
        UUID id = drafted();
        String report = "/tools/reports/" + id;
        evaluator.get(report);
        evaluator.post(report + "/sections/progress", Map.of("words", NARRATIVE, "version", "1"));
        String hash = locked(id);
        Map<String, String> signature =
                Map.of("name", SIGNER, "title", "Phó Hiệu trưởng", "known", "true", "password", "not-this-one");
        assertThat(evaluator.get(report + "/sign").body()).contains("không rút lại được");
        HttpResponse<String> wrong = evaluator.post(report + "/sign", signature);
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("KHUE-REPORT-PASSWORD", SIGNER).doesNotContain("not-this-one");
        assertThat(number("SELECT count(*) FROM report_signature WHERE report_id = ?", id))
                .isZero();

        Map<String, String> right = new LinkedHashMap<>(signature);
        right.put("password", PageBrowser.ADMIN_PASSWORD);
        assertThat(evaluator.post(report + "/sign", right).statusCode()).isEqualTo(303);
        assertThat(evaluator.post(report + "/sign", right).statusCode()).isEqualTo(409);
        assertThat(keys.claims(evaluator.get(report + "/report.jws").body()).orElseThrow())
                .containsEntry("sha256", hash)
                .containsEntry("name", SIGNER)
                .containsEntry("role", "EVALUATOR");
        assertThat(keys.claims(evaluator.get(report + "/report.jws").body().replaceFirst("\\.[^.]*\\.", ".e30.")))
                .isEmpty();
        assertThatThrownBy(() -> execute("UPDATE report_signature SET name = 'x' WHERE report_id = ?", id))
                .hasMessageContaining("refused");

        PageBrowser anybody = new PageBrowser(settings.baseUrl().toString()).speaking("vi");
        assertThat(anybody.get("/tools/reports/keys").body())
                .contains("\"ES256\"")
                .doesNotContain("\"d\"");
        assertThat(anybody.get("/tools/reports/verify?hash=" + TypedHash.beginning(hash))
                        .body())
                .contains("Đúng là báo cáo", "01/07/2025", "Người đánh giá", "Khớp với mã băm")
                .doesNotContain(SIGNER, "Lan", NARRATIVE, "62,5", name);
        assertThat(anybody.get("/tools/reports/verify?hash=" + "0".repeat(64)).statusCode())
                .isEqualTo(404);
        assertThat(anybody.get("/tools/reports/verify?hash=0123").statusCode()).isEqualTo(400);
        assertThat(anybody.get(report).statusCode()).isEqualTo(303);
    }

    @Test
    void theFirstPageSaysWhichReportsWaitForASignatureAndWhichWereSignedMeanwhile() {
        UUID id = drafted();
        assertThat(news(id, Optional.of(Instant.EPOCH))).isEmpty();

        locked(id);
        for (Optional<Instant> since : List.of(Optional.<Instant>empty(), Optional.of(Instant.now()))) {
            assertThat(news(id, since)).singleElement().satisfies(item -> {
                assertThat(item.title()).isEqualTo("Báo cáo 01/07/2025 – 30/09/2025 chờ ký");
                assertThat(item.tone()).isEqualTo("waiting");
                assertThat(item.word()).isEqualTo("chờ ký");
            });
        }

        Instant before = Instant.now().minusSeconds(1);
        evaluator.post(
                "/tools/reports/" + id + "/sign",
                Map.of(
                        "name",
                        SIGNER,
                        "title",
                        "Phó Hiệu trưởng",
                        "known",
                        "true",
                        "password",
                        PageBrowser.ADMIN_PASSWORD));
        assertThat(news(id, Optional.of(before))).singleElement().satisfies(item -> {
            assertThat(item.title()).endsWith("đã ký");
            assertThat(item.detail()).startsWith(SIGNER);
            assertThat(item.tone()).isEqualTo("good");
        });
        assertThat(news(id, Optional.of(Instant.now().plusSeconds(60)))).isEmpty();
        assertThat(news(id, Optional.empty())).isEmpty();
    }

    private static List<News.Item> news(UUID report, Optional<Instant> since) {
        return bean(ReportNews.class).since(since, Locale.forLanguageTag("vi")).stream()
                .filter(item -> item.href().equals("/reports/" + report))
                .toList();
    }

    @Test
    void aFileThatWasExportedIsRecognisedByItsOwnHash() {
        UUID id = drafted();
        locked(id);
        for (String format : new String[] {"pdf", "docx", "xlsx"}) {
            HttpResponse<String> file = evaluator.get("/tools/reports/" + id + "/report." + format);
            assertThat(file.statusCode()).as(format).isEqualTo(200);
            assertThat(file.headers().firstValue("Content-Disposition").orElse(""))
                    .contains("khue-report-2025-07-01-2025-09-30." + format);
            String hash = text("SELECT sha256 FROM report_file WHERE report_id = ? AND format = ?", id, format);
            assertThat(evaluator.get("/tools/reports/verify?hash=" + hash).body())
                    .contains("Đúng là tệp " + format);
        }
    }

    @Test
    void aFormulaOfALockedReportIsShownByTheCodeOnItsPaper() {
        ObjectNode told = (ObjectNode) SnapshotOfTheTest.answer();
        String sql = "select 1 as " + name.replace('-', '_') + "\n where 1 < 2";
        ((ObjectNode) told.get("formula")).put("sql", sql);
        answer = told;
        PageBrowser anybody = new PageBrowser(settings.baseUrl().toString()).speaking("vi");
        String check = "/tools/reports/verify?hash=" + TypedHash.beginning(CanonicalJson.sha256(sql));
        UUID id = drafted();
        assertThat(anybody.get(check).statusCode()).as("of a draft").isEqualTo(404);

        locked(id);
        for (int version : new int[] {3, 2}) {
            told.put("version", version);
            locked(drafted());
        }

        assertThat(anybody.get(check).body())
                .containsSubsequence(
                        "F1 v2: Tham gia hồ sơ dự án", sql.replace("<", "&lt;"), "F1 v3", CanonicalJson.sha256(sql))
                .doesNotContain("62,5", "Tiểu học", name);
        // As for reports that were locked before there were codes.
        execute("DELETE FROM report_formula");
        assertThat(anybody.get(check).statusCode()).isEqualTo(404);
        execute("DO $$ BEGIN PERFORM report_formulas(report_id, content) FROM report_snapshot; END $$");
        assertThat(anybody.get(check).body()).contains("F1 v2", "F1 v3");
    }

    @Test
    void saysWhatWouldDifferTodayAndStaysWhatItIs() {
        UUID id = drafted();
        locked(id);
        String today = "/tools/reports/" + id + "/today";
        assertThat(evaluator.get(today).body()).contains("Không có gì khác");

        ObjectNode later = (ObjectNode) SnapshotOfTheTest.answer();
        later.put("version", 3);
        ((ObjectNode) later.get("total")).put("numerator", 260).put("value", 0.65);
        answer = later;

        assertThat(evaluator.get(today).body())
                .contains("Định nghĩa của chỉ số đã đổi", "62,5% (250 / 400)", "65,0% (260 / 400)");
        status = 503;
        assertThat(evaluator.get(today).statusCode()).isEqualTo(502);
        assertThat(evaluator.get("/tools/reports/" + id).body())
                .contains("62,5%", "F1 v2", "n &lt; 10")
                .doesNotContain("65,0%", "??");
        assertThat(evaluator.post("/tools/reports", quarter("")).statusCode()).isEqualTo(502);
    }

    @Test
    void whatHappenedIsToldByTheReportOfItsTimeAndStaysThere() {
        String event = "/tools/reports/events/" + UUID.randomUUID();
        Map<String, String> incident = new LinkedHashMap<>(Map.of(
                "kind",
                "INCIDENT",
                "day",
                "03/08/2025",
                "place",
                "THCS Ngọc Hà",
                "what",
                "Mất mạng " + name,
                "done",
                ""));
        assertThat(evaluator
                        .post(event, Map.of("kind", "INCIDENT", "day", "32/8/2025", "what", ""))
                        .body())
                .contains("KHUE-EVENT-DAY", "KHUE-EVENT-WHAT");
        assertThat(evaluator.post(event, incident).statusCode()).isEqualTo(303);
        evaluator.post(
                "/tools/reports/events/" + UUID.randomUUID(),
                Map.of("kind", "MILESTONE", "day", "15/10/2025", "what", "Hội thảo " + name));
        UUID id = drafted();
        assertThat(evaluator.get("/tools/reports/" + id).body())
                .containsSubsequence("5. Khắc phục sự cố", "Mất mạng " + name, "6. Kế hoạch", "Hội thảo " + name);
        locked(id);

        incident.put("what", "Khác hẳn");
        evaluator.post(event, incident);
        evaluator.post(event + "/remove");

        assertThat(evaluator.get("/tools/reports/" + id).body())
                .contains("Mất mạng " + name)
                .doesNotContain("Khác hẳn");
    }

    @Test
    void aCorrectionIsANewReportThatSaysWhichOneItReplaces() {
        UUID first = drafted();
        evaluator.get("/tools/reports/" + first);
        evaluator.post("/tools/reports/" + first + "/sections/progress", Map.of("words", NARRATIVE, "version", "1"));
        String hash = locked(first);

        UUID second = id(evaluator.location(evaluator.post("/tools/reports", quarter(first.toString()))));
        assertThat(evaluator.get("/tools/reports/" + second).body()).contains(NARRATIVE);
        assertThat(evaluator.get("/tools/reports/verify?hash=" + hash).body()).doesNotContain("Đã có báo cáo sau");
        locked(second);

        assertThat(evaluator.get("/tools/reports/" + second).body())
                .contains("thay cho báo cáo có mã băm SHA-256 " + hash);
        assertThat(evaluator.get("/tools/reports/verify?hash=" + hash).body()).contains("Đã có báo cáo sau");
    }

    @Test
    void aKeyThatNoLongerSignsIsStillBelieved() {
        ReportKeys.Signed first = keys.sign(Map.of("sha256", "a"));
        assertThat(text("SELECT private_key FROM report_key WHERE kid = ?", first.kid()))
                .startsWith("sealed:");
        execute("UPDATE report_key SET since = since - interval '400 days' WHERE kid = ?", first.kid());
        keys.run();
        assertThat(number("SELECT count(*) FROM report_key WHERE private_key IS NOT NULL"))
                .isZero();

        ReportKeys.Signed second = keys.sign(Map.of("sha256", "b"));

        assertThat(second.kid()).isNotEqualTo(first.kid());
        assertThat(keys.claims(first.jws())).isPresent();
        assertThat(keys.claims(second.jws())).isPresent();
    }

    @Test
    void aKeyWhoseSecretIsLostMakesRoomForAnother() {
        ReportKeys.Signed first = keys.sign(Map.of("sha256", "a"));
        execute("UPDATE report_key SET private_key = ? WHERE kid = ?", "sealed:" + "A".repeat(64), first.kid());

        ReportKeys.Signed second = keys.sign(Map.of("sha256", "b"));

        assertThat(second.kid()).isNotEqualTo(first.kid());
        assertThat(keys.claims(first.jws())).isPresent();
    }

    @Test
    void aReaderReadsWhatIsSignedAndNothingElse() {
        UUID draft = drafted();
        UUID locked = drafted();
        locked(locked);
        UUID signed = drafted();
        locked(signed);
        evaluator.get("/tools/reports/" + signed + "/sign");
        assertThat(evaluator
                        .post(
                                "/tools/reports/" + signed + "/sign",
                                Map.of(
                                        "name",
                                        SIGNER,
                                        "title",
                                        "Phó Hiệu trưởng",
                                        "known",
                                        "true",
                                        "password",
                                        PageBrowser.ADMIN_PASSWORD))
                        .statusCode())
                .isEqualTo(303);
        PageBrowser reader = account("doc-" + name, "READER");

        assertThat(reader.get("/tools/admin").body()).contains("href=\"/tools/reports\"");
        assertThat(reader.get("/tools/reports").body())
                .contains(signed.toString())
                .doesNotContain(draft.toString(), locked.toString(), "/reports/new", "/reports/events", "/evaluation");
        assertThat(reader.get("/tools/reports/" + signed).body())
                .contains("62,5%", SIGNER, "report.pdf")
                .doesNotContain("/today", "/sign\"", "name=\"replaces\"", "/evaluation", "??");
        for (String file : new String[] {"pdf", "docx", "xlsx", "json", "jws"}) {
            assertThat(reader.get("/tools/reports/" + signed + "/report." + file)
                            .statusCode())
                    .as(file)
                    .isEqualTo(200);
        }
        for (UUID unsigned : new UUID[] {draft, locked}) {
            assertThat(reader.get("/tools/reports/" + unsigned).statusCode()).isEqualTo(404);
            assertThat(reader.get("/tools/reports/" + unsigned + "/report.pdf").statusCode())
                    .isEqualTo(404);
        }
        for (String path : new String[] {"/new", "/events", "/" + signed + "/today", "/" + signed + "/sign"}) {
            assertThat(reader.get("/tools/reports" + path).statusCode())
                    .as(path)
                    .isEqualTo(403);
        }
        assertThat(reader.post("/tools/reports", quarter("")).statusCode()).isEqualTo(403);
        assertThat(reader.post("/tools/reports/" + draft + "/discard", Map.of()).statusCode())
                .isEqualTo(403);
    }

    @Test
    void aFigureIsCutByWhatTheEvaluatorChoosesAndStaysSo() {
        UUID id = drafted();
        String report = "/tools/reports/" + id;
        int number = (int) number("SELECT number FROM report_figure WHERE report_id = ? AND indicator = 'F1'", id);
        String page = evaluator.get(report).body();
        assertThat(page).contains("name=\"by-" + number + "\"", "theo cấp học");
        ObjectNode uncut = (ObjectNode) SnapshotOfTheTest.answer();
        uncut.put("by", "none").putArray("rows");
        answer = uncut;

        Map<String, String> chosen = form(Map.of());
        chosen.put("by-" + number, "none");
        assertThat(evaluator.post(report, chosen).statusCode()).isEqualTo(303);
        assertThat(text("SELECT breakdown FROM report_figure WHERE report_id = ? AND number = ?", id, number))
                .isEqualTo("none");
        assertThat(evaluator.get(report).body()).doesNotContain("theo cấp học");

        Map<String, String> again = form(Map.of());
        again.put("do", "refresh");
        assertThat(evaluator.post(report, again).statusCode()).isEqualTo(303);
        assertThat(text("SELECT breakdown FROM report_figure WHERE report_id = ? AND number = ?", id, number))
                .isEqualTo("none");
        chosen.put("by-" + number, "shoe-size");
        assertThat(evaluator.post(report, chosen).statusCode()).isEqualTo(400);
        locked(id);
        assertThat(CanonicalJson.read(evaluator.get(report + "/report.json").body())
                        .at("/figures/" + (number - 1) + "/by")
                        .asText())
                .isEqualTo("none");
    }

    @Test
    void isWrittenByEvaluatorsAlone() {
        UUID id = drafted();
        PageBrowser reader = account("doc-" + name, "READER");
        PageBrowser administrator = PageBrowser.administrator(settings.baseUrl().toString(), "vi");
        for (String path : new String[] {"/new", "/" + id + "/lock", "/events"}) {
            assertThat(reader.get("/tools/reports" + path).statusCode())
                    .as(path)
                    .isEqualTo(403);
        }
        for (String path : new String[] {"", "/new", "/" + id, "/" + id + "/lock", "/events"}) {
            assertThat(administrator.get("/tools/reports" + path).statusCode())
                    .as(path)
                    .isEqualTo(403);
        }
        assertThat(administrator
                        .post("/tools/reports/" + id + "/lock", Map.of("seen", ""))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void guessingHashesIsMadeSlow() {
        PageBrowser stranger = new PageBrowser(settings.baseUrl().toString());
        int answered = 200;
        for (int attempt = 0; attempt < 60 && answered != 429; attempt++) {
            answered = stranger.get("/tools/reports/verify?hash=" + CanonicalJson.sha256("guess " + attempt))
                    .statusCode();
        }
        assertThat(answered).isEqualTo(429);
    }

    private UUID drafted() {
        HttpResponse<String> answered = evaluator.post("/tools/reports", quarter(""));
        assertThat(answered.statusCode()).as(answered.body()).isEqualTo(303);
        return id(evaluator.location(answered));
    }

    private static Map<String, String> quarter(String replaces) {
        return Map.of("kind", "QUARTER", "from", "2025-07-01", "until", "2025-09-30", "replaces", replaces);
    }

    /** @return the hash */
    private String locked(UUID id) {
        String lock = "/tools/reports/" + id + "/lock";
        assertThat(evaluator
                        .post(lock, Map.of("seen", hidden(evaluator.get(lock).body(), "seen")))
                        .statusCode())
                .isEqualTo(303);
        return text("SELECT sha256 FROM report_snapshot WHERE report_id = ?", id);
    }

    /** What the form sends besides the sections. */
    private static Map<String, String> form(Map<String, String> sections) {
        Map<String, String> fields = new LinkedHashMap<>(sections);
        fields.putAll(Map.of(
                "version",
                "1",
                "superior",
                "UBND",
                "issuer",
                "Trường",
                "number",
                "",
                "place",
                "Hà Nội",
                "recipients",
                ""));
        fields.put("do", "save");
        return fields;
    }

    private static UUID id(String path) {
        Matcher found = Pattern.compile("[0-9a-f]{8}-[0-9a-f-]{27}").matcher(path);
        assertThat(found.find()).as(path).isTrue();
        return UUID.fromString(found.group());
    }

    private static String hidden(String page, String field) {
        Matcher found =
                Pattern.compile("name=\"" + field + "\" value=\"([^\"]*)\"").matcher(page);
        assertThat(found.find()).as(page).isTrue();
        return found.group(1);
    }
}
