/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation;

import static khue.tools.testing.InServer.bean;
import static khue.tools.testing.InServer.execute;
import static khue.tools.testing.InServer.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import khue.tools.settings.Settings;
import khue.tools.testing.InServer;
import khue.tools.testing.PageBrowser;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files of statements over HTTP and on PostgreSQL, with a store that answers as a test wants it to. */
@ArquillianTest
class StatementFilesIT {

    private static final String LINE = "{\"id\":\"1\",\"actor\":{\"mbox\":\"…\"}}\n";
    private static final int SECONDS = 30;

    private final Settings settings = bean(Settings.class);
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final UUID file = UUID.randomUUID();

    private HttpServer store;
    private volatile Answer answer;
    private PageBrowser evaluator;

    @FunctionalInterface
    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    @Deployment
    static WebArchive tools() {
        return InServer.tools();
    }

    @BeforeEach
    void anEvaluatorAndAStore() throws IOException {
        store = HttpServer.create(
                new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), settings.storeUrl().getPort()),
                0);
        store.setExecutor(Executors.newCachedThreadPool());
        store.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().toString());
            if (exchange.getRequestURI().getPath().endsWith("/reports/browser/file")) {
                exchange.getResponseHeaders().add("Content-Type", "application/x-ndjson");
                exchange.getResponseHeaders()
                        .add("Content-Disposition", "attachment; filename=\"statements-2026-11-22.jsonl\"");
                answer.to(exchange);
            } else {
                write(exchange, 200, exchange.getRequestURI().getPath().endsWith("/browser") ? "{}" : "[]");
            }
            exchange.close();
        });
        store.start();
        evaluator = evaluator();
    }

    @AfterEach
    void stopTheStore() {
        store.stop(0);
    }

    /** With the administrator's password, as its own. */
    private PageBrowser evaluator() {
        String name = "tep-" + UUID.randomUUID().toString().substring(0, 8);
        execute("""
                INSERT INTO account (id, name, role, password_hash, password_is_given, created_at)
                SELECT ?, ?, 'EVALUATOR', password_hash, false, now() FROM account WHERE name = 'admin'
                """, UUID.randomUUID(), name);
        PageBrowser browser = new PageBrowser(settings.baseUrl().toString()).speaking("vi");
        assertThat(browser.signIn(name, PageBrowser.ADMIN_PASSWORD).statusCode())
                .isEqualTo(303);
        browser.get("/tools/evaluation/statements");
        return browser;
    }

    private static void write(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private HttpResponse<String> take(Map<String, String> fields) {
        return take(StatementQuestion.of(fields).query(), "jsonl");
    }

    private HttpResponse<String> take(String question, String format) {
        return evaluator.post(
                "/tools/evaluation/files", Map.of("file", file.toString(), "format", format, "question", question));
    }

    private String told() {
        return evaluator.get("/tools/evaluation/files/" + file).body();
    }

    @Test
    void isWhatTheStoreWritesForExactlyTheQuestion() {
        answer = exchange -> write(exchange, 200, LINE.repeat(1234));

        HttpResponse<String> taken = take(Map.of(
                "actor",
                "ab12",
                "verb",
                "http://activitystrea.ms/submit",
                "school",
                "THCS Bến Tre",
                "text",
                "An",
                "limit",
                "25",
                "order",
                "newest"));

        assertThat(taken.statusCode()).isEqualTo(200);
        assertThat(taken.body()).isEqualTo(LINE.repeat(1234));
        assertThat(taken.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"statements-2026-11-22.jsonl\"");
        assertThat(asked.get(asked.size() - 1))
                .contains("/reports/browser/file?", "format=jsonl", "verb=http", "ab12", "text=An", "school=THCS%20B")
                .doesNotContain("limit", "ascending", "order");
        assertThat(told()).contains("\"ended\":true", "Đủ: 1.234 câu");
        assertThat(evaluator.get("/tools/evaluation/statements").body()).contains("JSON Lines · ", "Đủ: 1.234 câu");
        assertThat(text(
                        "SELECT subject FROM audit_log WHERE action = 'STATEMENTS_TAKEN' AND subject_id = ?",
                        file.toString()))
                .isEqualTo("jsonl actor=… verb=http://activitystrea.ms/submit school=THCS Bến Tre text=…");
    }

    @Test
    void saysSoWhenTheStoreBreaksOff() {
        answer = exchange -> {
            exchange.sendResponseHeaders(200, LINE.length() * 1000L);
            exchange.getResponseBody().write(LINE.getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
        };

        assertThat(take(Map.of()).body()).startsWith(LINE).contains("KHUE-EXPORT-BROKE-OFF");
        assertThat(told()).contains("\"ended\":true", "Kho học tập bị ngắt sau 1 câu");
    }

    @Test
    void canBeStoppedWhileItIsBeingWritten() throws Exception {
        CountDownLatch stopped = new CountDownLatch(1);
        answer = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream body = exchange.getResponseBody();
            body.write(LINE.getBytes(StandardCharsets.UTF_8));
            body.flush();
            await(stopped);
            while (true) {
                // Until nobody takes any more.
                body.write(LINE.getBytes(StandardCharsets.UTF_8));
                body.flush();
            }
        };
        CompletableFuture<HttpResponse<String>> taking = CompletableFuture.supplyAsync(() -> take(Map.of()));
        while (evaluator.get("/tools/evaluation/files/" + file).statusCode() == 404) {
            assertThat(taking).isNotCompleted();
        }
        assertThat(told()).contains("\"ended\":false");

        PageBrowser other = evaluator();
        assertThat(other.get("/tools/evaluation/files/" + file).statusCode()).isEqualTo(404);
        assertThat(other.post("/tools/evaluation/files/" + file + "/stop").statusCode())
                .isEqualTo(404);
        assertThat(evaluator.post("/tools/evaluation/files/" + file + "/stop").statusCode())
                .isEqualTo(303);
        stopped.countDown();

        assertThat(taking.get(SECONDS, TimeUnit.SECONDS).body()).contains("KHUE-EXPORT-BROKE-OFF");
        assertThat(told()).contains("\"ended\":true", "Đã dừng");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopping) {
            throw new IllegalStateException(stopping);
        }
    }

    @Test
    void isNotBegunWhenTheStoreIsBusyOrTheQuestionIsNotOne() {
        answer = exchange -> write(exchange, 503, "{\"code\":\"too-many-exports\"}");

        HttpResponse<String> busy = take(Map.of("school", "THCS Bến Tre"));
        assertThat(busy.statusCode()).isEqualTo(303);
        assertThat(evaluator.location(busy)).contains("school=THCS%20B", "busy=true");
        assertThat(evaluator.get(evaluator.location(busy)).body()).contains("Kho đang ghi nhiều tệp");

        answer = exchange -> write(exchange, 500, "");
        assertThat(take(Map.of()).statusCode()).isEqualTo(502);
        int questions = asked.size();
        for (String question : List.of("registration=1", "verb=done", "text=%zz", "text=a%00")) {
            assertThat(take(question, "jsonl").statusCode()).as(question).isEqualTo(400);
        }
        assertThat(take("", "xls").statusCode()).isEqualTo(400);
        assertThat(asked).hasSize(questions);
        assertThat(told()).contains("KHUE-NOT-FOUND");
    }
}
