/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation.news;

import static khue.tools.testing.InServer.bean;
import static khue.tools.testing.InServer.execute;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import khue.tools.settings.Settings;
import khue.tools.testing.InServer;
import khue.tools.testing.PageBrowser;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The first page from one visit to the next, with a store that says what the test wants. */
@ArquillianTest
class NewsIT {

    private static final String PAGE = "/tools/evaluation";

    private final Settings settings = bean(Settings.class);
    private final String name = "tin-" + UUID.randomUUID().toString().substring(0, 8);
    private final UUID account = UUID.randomUUID();

    private HttpServer store;
    private volatile int status = 200;
    private volatile String period = "";
    private volatile String sources;
    private volatile String totals;
    private volatile String imports = "[]";
    private PageBrowser evaluator;

    @Deployment
    static WebArchive tools() {
        return InServer.tools();
    }

    @BeforeEach
    void anEvaluatorAndAStoreWhereOneSourceSpeaksAndOneFigureIsKnown() throws IOException {
        sources = list(source("a", "Moodle", Duration.ofHours(1), 400, rhythm(90, "1", 0, 3, false)));
        totals = total("F1", 2, 5, 40);
        store = HttpServer.create(
                new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), settings.storeUrl().getPort()),
                0);
        store.createContext("/", this::answer);
        store.start();
        execute("""
                INSERT INTO account (id, name, role, password_hash, password_is_given, created_at)
                SELECT ?, ?, 'EVALUATOR', password_hash, false, now() FROM account WHERE name = 'admin'
                """, account, name);
        anotherVisit();
    }

    @AfterEach
    void stopTheStore() {
        store.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String asked = exchange.getRequestURI().toString();
        String days = Arrays.stream(
                        exchange.getRequestURI().getQuery() == null
                                ? new String[0]
                                : exchange.getRequestURI().getQuery().split("&"))
                .map(parameter -> "\"" + parameter.replace("=", "\":\"") + "\"")
                .sorted()
                .collect(Collectors.joining(","));
        String said = asked.contains("/reports/sources")
                ? sources
                : asked.contains("/reports/imports")
                        ? imports
                        : "{%s,\"minimumGroup\":10,\"computedAt\":\"2026-10-01T00:00:00Z\",\"factsThrough\":\"2026-10-01T00:00:00Z\",\"totals\":[%s]}"
                                .formatted(period.isEmpty() ? days : period, totals);
        byte[] bytes = said.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void anotherVisit() {
        evaluator = new PageBrowser(settings.baseUrl().toString()).speaking("vi");
        assertThat(evaluator.signIn(name, PageBrowser.ADMIN_PASSWORD).statusCode())
                .isEqualTo(303);
    }

    /** What the page says, without marks; reports and requests of other tests may be on it, too. */
    private String page() {
        return evaluator.get(PAGE).body().replaceAll("(?s)^.*<main", "<main").replaceAll("\\s*<[^>]*>\\s*", " ");
    }

    @Test
    void aFirstVisitBeginsWithWhatToDoAndNothingIsNew() {
        imports = list(imported("kept", Instant.now().minusSeconds(60), null));

        assertThat(page())
                .contains("Bắt đầu từ đâu", "Chào mừng")
                .doesNotContain("Nguồn mới", "Dữ liệu nền đã đổi", "Con số đã thay đổi", "Từ lần trước");
    }

    @Test
    void saysOfSourcesWhichAreNewWhichAreLateAndWhichFellSilent() {
        page();
        sources = list(
                source("a", "Moodle", Duration.ofHours(1), 400, rhythm(90, "1", 0, 3, false)),
                source("b", "ViettelStudy", Duration.ofHours(2), 3, rhythm(1, "null", 0, 10, false)),
                source("c", "Youth+", Duration.ofHours(50), 400, rhythm(90, "1", 2, 3, false)),
                source("d", "vnEdu", Duration.ofHours(80), 3, rhythm(12, "5", 3, 15, false)),
                source("e", "TOTA", Duration.ofHours(600), 7, rhythm(20, "5", 16, 15, true)),
                source("f", "EMVITET", Duration.ofHours(400), 2, rhythm(2, "null", 11, 10, true)),
                source("g", "FPT", Duration.ofHours(2000), 0, rhythm(40, "1", 24, 3, true)));
        // All but b were there before.
        execute(
                "UPDATE evaluator_visit SET known = replace(known, '\"a\"', '\"a\",\"c\",\"d\",\"e\",\"f\",\"g\"') WHERE account_id = ?",
                account);
        anotherVisit();

        assertThat(page())
                .containsSubsequence(
                        "TOTA im lặng lâu hơn thường lệ",
                        "7 câu trong 30 ngày",
                        "nhiều nhất 5 ngày học; từ lần cuối đã 16 ngày học. Quá 15 ngày học là im lặng",
                        "EMVITET im lặng lâu hơn thường lệ",
                        "chỉ gửi trong 2 ngày, chưa rõ nhịp; từ lần cuối đã 11 ngày học",
                        "Youth+ chậm hơn thường lệ")
                .contains("Nguồn mới: ViettelStudy")
                // One that sends once a week is neither silent nor late; and what fell silent long ago is no news.
                .doesNotContain("Moodle", "vnEdu", "FPT", "Nguồn mới: TOTA", "Bắt đầu từ đâu");
    }

    @Test
    void aSourceThatFellSilentIsToldInTheFirstVisitToo() {
        sources = list(source("e", "TOTA", Duration.ofHours(600), 7, rhythm(20, "5", 16, 15, true)));

        assertThat(page()).contains("TOTA im lặng lâu hơn thường lệ").doesNotContain("Nguồn mới");
    }

    @Test
    void comparesFiguresWithTheVisitBeforeHoweverOftenThePageIsOpened() {
        page();
        totals = total("F1", 2, 10, 40) + "," + total("F3", 1, 1, 2);
        anotherVisit();

        for (int opened = 0; opened < 2; opened++) {
            assertThat(page()).containsSubsequence("Con số đã thay đổi (1)", "F1 · Tên F1", "12,5%", "25,0%");
        }
        anotherVisit();
        assertThat(page()).doesNotContain("Con số đã thay đổi");
    }

    @Test
    void sixHoursLaterIsAnotherVisitWithoutASignIn() {
        page();
        totals = total("F1", 2, 10, 40);
        execute(
                "UPDATE evaluator_visit SET seen_at = now() - interval '5 hours 59 minutes' WHERE account_id = ?",
                account);
        assertThat(page()).contains("Bắt đầu từ đâu").doesNotContain("Con số đã thay đổi");

        totals = total("F1", 2, 20, 40);
        execute(
                "UPDATE evaluator_visit SET seen_at = now() - interval '6 hours 1 minute' WHERE account_id = ?",
                account);
        assertThat(page()).containsSubsequence("Từ lần trước", "25,0%", "50,0%");
    }

    @Test
    void aFigureOfAnotherFormulaIsToldButNotCompared() {
        page();
        totals = total("F1", 3, 5, 40);
        anotherVisit();

        assertThat(page()).contains("Con số đã thay đổi (1)", "công thức mới, không so được");
    }

    @Test
    void figuresOfAnotherSchoolYearAreNotComparedAndThePageSaysSo() {
        page();
        totals = total("F1", 2, 10, 40) + "," + total("Q3", 1, 3, 100);
        period = "\"from\":\"2031-09-05\",\"until\":\"2032-09-04\"";
        anotherVisit();

        assertThat(page())
                .contains("Đã sang năm học mới", "3 tài khoản mới chưa được nối")
                .doesNotContain("Con số đã thay đổi");
    }

    @Test
    void tellsHowManyAccountsNobodyKnewBefore() {
        totals = total("Q3", 1, 4, 100);
        assertThat(page()).contains("4 tài khoản mới chưa được nối");
        totals = total("Q3", 1, 6, 100);
        anotherVisit();

        assertThat(page()).contains("2 tài khoản mới chưa được nối", "Tất cả 6 tài khoản");

        totals = total("Q3", 1, 1, 100);
        anotherVisit();
        assertThat(page()).doesNotContain("chưa được nối");
    }

    @Test
    void tellsFilesOfReferenceDataThatWereKeptOrPutBackMeanwhile() {
        page();
        Instant soon = Instant.now().plusSeconds(60);
        Instant before = Instant.now().minusSeconds(60);
        imports = list(
                imported("kept", soon, null),
                imported("undone", before, soon),
                imported("looked-at", null, null),
                imported("kept", before, null),
                imported("undone", before, before));
        anotherVisit();

        String said = page();
        assertThat(count(said, "Dữ liệu nền đã đổi: Trường")).isEqualTo(1);
        assertThat(count(said, "Dữ liệu nền đã trả lại như cũ: Trường")).isEqualTo(1);
        assertThat(count(said, "truong\\.csv, .{16}: 12 dòng\\.")).isEqualTo(2);
    }

    @Test
    void keepsWhatWasSeenWhileTheStoreIsSilent() {
        page();
        status = 503;
        anotherVisit();
        assertThat(evaluator.get(PAGE).statusCode()).isEqualTo(502);

        status = 200;
        totals = total("F1", 2, 10, 40);
        assertThat(page()).containsSubsequence("12,5%", "25,0%");
    }

    private static long count(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .count();
    }

    private static String list(String... parts) {
        return "[" + String.join(",", parts) + "]";
    }

    private static String source(String id, String label, Duration quiet, int month, String rhythm) {
        return "{\"id\":\"%s\",\"name\":\"key\",\"label\":\"%s\",\"newest\":\"%s\",\"day\":0,\"week\":0,\"month\":%d,\"rhythm\":%s}"
                .formatted(id, label, Instant.now().minus(quiet), month, rhythm);
    }

    /** As the store tells it. */
    private static String rhythm(int days, String usualGap, int quiet, int patience, boolean silent) {
        return "{\"days\":%d,\"usualGap\":%s,\"quiet\":%d,\"patience\":%d,\"silent\":%s}"
                .formatted(days, usualGap, quiet, patience, silent);
    }

    private static String total(String id, int version, int numerator, int denominator) {
        return """
                {"id":"%1$s","version":%2$d,"title":{"vi":"Tên %1$s","en":"Title %1$s"},"unit":"share",
                 "total":{"key":null,"numerator":%3$d,"denominator":%4$d,"value":%5$s,"suppressed":false}}""".formatted(id, version, numerator, denominator, (double) numerator / denominator);
    }

    private static String imported(String state, Instant kept, Instant undone) {
        return """
                {"id":7,"table":"schools","title":{"vi":"Trường","en":"Schools"},"state":"%s","file":"truong.csv","sha256":"0","whole":false,
                 "madeAt":"2026-10-01T00:00:00Z","by":"%s","rows":12,"keptAt":%s,"undoneAt":%s}""".formatted(state, UUID.randomUUID(), quoted(kept), quoted(undone));
    }

    private static String quoted(Instant moment) {
        return moment == null ? "null" : "\"" + moment + "\"";
    }
}
