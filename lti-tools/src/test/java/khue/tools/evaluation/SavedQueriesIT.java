/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation;

import static khue.tools.testing.InServer.bean;
import static khue.tools.testing.InServer.execute;
import static khue.tools.testing.InServer.number;
import static khue.tools.testing.InServer.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import khue.tools.settings.Settings;
import khue.tools.testing.InServer;
import khue.tools.testing.PageBrowser;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Questions under a name over HTTP and on PostgreSQL, with a store that knows one indicator, one source and one school. */
@ArquillianTest
class SavedQueriesIT {

    private static final String PAGE = "/tools/evaluation/queries";
    private static final String SOURCE = "7d8a3c1e-0000-4000-8000-00000000000a";
    private static final String F1 = "from=2025-09-05&until=2026-05-31&by=school&geography=event";
    private static final String INDICATORS = """
            [{"id":"F1","version":2,"title":{"vi":"Tham gia","en":"Participation"},"unit":"share",
              "breakdowns":["school","none"],"formula":{"vi":"chia","en":"divide","sql":"select 1"}}]""";

    private final Settings settings = bean(Settings.class);

    private HttpServer store;
    private PageBrowser evaluator;
    private PageBrowser colleague;

    @Deployment
    static WebArchive tools() {
        return InServer.tools();
    }

    @BeforeEach
    void evaluatorsAndAStore() throws IOException {
        store = HttpServer.create(
                new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), settings.storeUrl().getPort()),
                0);
        store.setExecutor(Executors.newCachedThreadPool());
        store.createContext("/", exchange -> {
            String asked = exchange.getRequestURI().toString();
            String said = asked.contains("/reports/sources")
                    ? "[{\"id\":\"" + SOURCE + "\",\"name\":\"moodle\"}]"
                    : asked.contains("/reports/reference/schools")
                            ? "{\"all\":1,\"from\":0,\"rows\":[{\"school\":\"THCS Bến Tre\"}]}"
                            : asked.endsWith("/reports/indicators") ? INDICATORS : "{}";
            byte[] bytes = said.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        store.start();
        evaluator = evaluator("lan");
        colleague = evaluator("hung");
    }

    @AfterEach
    void stopTheStore() {
        store.stop(0);
    }

    /** With the administrator's password, as its own. */
    private PageBrowser evaluator(String called) {
        String name = called + "-" + UUID.randomUUID().toString().substring(0, 8);
        execute("""
                INSERT INTO account (id, name, role, password_hash, password_is_given, created_at)
                SELECT ?, ?, 'EVALUATOR', password_hash, false, now() FROM account WHERE name = 'admin'
                """, UUID.randomUUID(), name);
        PageBrowser browser = new PageBrowser(settings.baseUrl().toString()).speaking("vi");
        assertThat(browser.signIn(name, PageBrowser.ADMIN_PASSWORD).statusCode())
                .isEqualTo(303);
        browser.get(PAGE);
        return browser;
    }

    private HttpResponse<String> save(String name, String about, String question, String version, boolean shared) {
        Map<String, String> form =
                new HashMap<>(Map.of("name", name, "about", about, "question", question, "version", version));
        if (shared) {
            form.put("shared", "true");
        }
        return evaluator.post(PAGE, form);
    }

    private String saved(String about, String question, String version, boolean shared) {
        String name = "Câu hỏi " + UUID.randomUUID();
        assertThat(save(name, about, question, version, shared).statusCode()).isEqualTo(303);
        return PAGE + "/" + text("SELECT CAST(id AS text) FROM saved_query WHERE name = ?", name);
    }

    @Test
    void askedAnewByALinkThatStaysAlsoUnderAnotherName() {
        String link = saved("statements", "school=THCS%20B%E1%BA%BFn%20Tre&source=" + SOURCE, "", false);

        HttpResponse<String> opened = evaluator.get(link);
        assertThat(opened.statusCode()).isEqualTo(303);
        assertThat(evaluator.location(opened))
                .endsWith(
                        "/tools/evaluation/statements?source=" + SOURCE + "&school=THCS%20B%E1%BA%BFn%20Tre&limit=25");

        assertThat(evaluator.post(link, Map.of("name", " Bến\u200B\n Tre ")).statusCode())
                .isEqualTo(303);
        assertThat(evaluator.get(PAGE).body()).contains("<strong>Bến Tre</strong>", "Gọi lại là “Câu hỏi");
        evaluator.post(link + "/name-back");
        assertThat(evaluator.get(PAGE).body()).doesNotContain("<strong>Bến Tre</strong>", "Gọi lại là");
        assertThat(evaluator.get(link).statusCode()).isEqualTo(303);
    }

    @Test
    void seenByColleaguesOnlyWhenItIsShared() {
        String mine = saved("statements", "text=rau", "", false);
        String ours = saved("F1", F1, "2", true);

        assertThat(colleague.get(mine).statusCode()).isEqualTo(404);
        assertThat(colleague.get(ours).statusCode()).isEqualTo(303);
        assertThat(colleague.location(colleague.get(ours))).endsWith("/tools/evaluation/indicators/F1?" + F1);
        assertThat(colleague.get(PAGE).body())
                .contains("Của đồng nghiệp", "lan-")
                .doesNotContain(mine);
        for (String change : new String[] {"", "/remove", "/name-back", "/bring-back"}) {
            assertThat(colleague.post(ours + change, Map.of("name", "Của tôi")).statusCode())
                    .as(change)
                    .isEqualTo(404);
        }
        assertThat(colleague.get(ours + "/edit").statusCode()).isEqualTo(404);

        evaluator.post(ours, Map.of("name", "Riêng"));
        assertThat(colleague.get(ours).statusCode()).isEqualTo(404);
    }

    @Test
    void comesBackAfterItWasRemoved() {
        String link = saved("statements", "text=rau", "", true);

        evaluator.post(link + "/remove");
        assertThat(colleague.get(link).statusCode()).isEqualTo(404);
        assertThat(evaluator.get(link).body()).contains("Thầy cô đã xóa câu hỏi này");
        assertThat(evaluator.get(PAGE).body()).contains("Đã xóa: 1");

        evaluator.post(link + "/bring-back");
        assertThat(colleague.get(link).statusCode()).isEqualTo(303);
    }

    @Test
    void saysWhatHasChangedSinceBeforeItAsks() {
        assertThat(evaluator.get(saved("F1", F1, "1", false)).body())
                .contains(
                        "F1 khi ấy là phiên bản 1, nay là phiên bản 2",
                        "Vẫn hỏi",
                        "/tools/evaluation/indicators/F1?from=");
        assertThat(evaluator
                        .get(saved("F1", F1.replace("school", "cluster"), "2", false))
                        .body())
                .contains("không còn chia theo cách này", "Vẫn hỏi");
        assertThat(evaluator.get(saved("Z9", F1, "1", false)).body())
                .contains("Không còn chỉ số Z9")
                .doesNotContain("Vẫn hỏi");
        assertThat(evaluator
                        .get(saved("statements", "school=THCS%20Xưa&source=" + UUID.randomUUID(), "", false))
                        .body())
                .contains("Nguồn này không còn", "Trường “THCS Xưa” không có trong dữ liệu tham chiếu", "Vẫn hỏi");

        // Without an answer nobody knows; the page that is opened says that the store is silent.
        String link = saved("F1", F1, "1", false);
        store.stop(0);
        assertThat(evaluator.get(link).statusCode()).isEqualTo(303);
    }

    @Test
    void keptOnlyUnderAUsefulNameAndOnlyWhenAPageOfOursAskedIt() {
        long before = number("SELECT count(*) FROM saved_query");

        HttpResponse<String> nameless = save(" \u200B ", "statements", "text=rau", "", true);
        assertThat(nameless.statusCode()).isEqualTo(400);
        assertThat(nameless.body()).contains("Hãy đặt một cái tên", "value=\"text=rau\"", "checked");
        assertThat(save("a".repeat(121), "statements", "text=rau", "", false).body())
                .contains("nhiều nhất 120 ký tự");
        assertThat(save("x", "statements", "since=hôm qua", "", false).statusCode())
                .isEqualTo(400);
        assertThat(save("x", "../admin", "text=rau", "", false).statusCode()).isEqualTo(400);
        assertThat(evaluator.get(PAGE + "/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
        assertThat(number("SELECT count(*) FROM saved_query")).isEqualTo(before);

        save("<script>alert(1)</script>", "statements", "text=rau", "", false);
        assertThat(evaluator.get(PAGE).body())
                .contains("&lt;script&gt;alert(1)")
                .doesNotContain("<script>alert");
    }
}
