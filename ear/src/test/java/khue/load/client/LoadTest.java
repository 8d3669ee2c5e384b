/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import khue.run.Credentials;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadTest {

    private static final String BODY = "{\"statements\":[\"học tập\"]}";

    private final Set<Integer> clientPorts = ConcurrentHashMap.newKeySet();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private Target target;

    @BeforeEach
    void startAServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/xapi/statements", this::answer);
        server.start();
        target = new Target(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/xapi"),
                new Credentials("key", "secret"),
                "1.0.3");
    }

    @AfterEach
    void stopIt() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        clientPorts.add(exchange.getRemoteAddress().getPort());
        seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("Authorization") + " "
                + exchange.getRequestHeaders().getFirst("X-Experience-API-Version") + " "
                + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        String query = exchange.getRequestURI().getQuery();
        byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
        if ("close".equals(query)) {
            exchange.getResponseHeaders().set("Connection", "close");
        }
        exchange.sendResponseHeaders("busy".equals(query) ? 503 : 200, "chunked".equals(query) ? 0 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Test
    void sendsWhatItWasGivenOverAsManyConnectionsAsItWasTold() throws InterruptedException {
        Load.Result result = Load.send(
                target,
                3,
                60,
                number -> post("[" + number + "]"),
                (number, answer) -> answer.text().equals(BODY));

        assertThat(result.outcomes()).containsOnlyKeys("200");
        assertThat(result.latencies().count()).isEqualTo(60);
        assertThat(clientPorts).hasSize(3);
        assertThat(seen)
                .hasSize(60)
                .contains("POST /xapi/statements Basic a2V5OnNlY3JldA== 1.0.3 [0]")
                .contains("POST /xapi/statements Basic a2V5OnNlY3JldA== 1.0.3 [59]");
    }

    @Test
    void readsAnswersInChunks() throws IOException {
        try (Connection connection = Connection.to(target)) {
            Request request = Request.get(target, "/statements?chunked");

            assertThat(connection.send(request).text()).isEqualTo(BODY);
            assertThat(connection.send(request).text()).isEqualTo(BODY);
        }
        assertThat(clientPorts).hasSize(1);
    }

    @Test
    void connectsAnewWhenTheServerClosed() throws IOException {
        try (Connection connection = Connection.to(target)) {
            Request request = Request.get(target, "/statements?close");

            assertThat(connection.send(request).text()).isEqualTo(BODY);
            assertThat(connection.send(request).text()).isEqualTo(BODY);
        }
        assertThat(clientPorts).hasSize(2);
    }

    @Test
    void countsWhatIsNotAsItShouldBeAndSendsItOnceOnly() throws InterruptedException {
        Load.Result refused =
                Load.send(target, 1, 5, number -> Request.get(target, "/statements?busy"), (number, answer) -> true);
        Load.Result wrong = Load.send(target, 1, 5, number -> post("[]"), (number, answer) -> number != 3);

        assertThat(refused.outcomes()).containsEntry("503", 5);
        assertThat(refused.otherThan(200)).isEqualTo(5);
        assertThat(wrong.outcomes()).containsEntry("200", 4).containsEntry("wrong answer", 1);
        assertThat(seen).hasSize(10);
    }

    @Test
    void stopsWhenItsTimeIsOver() throws InterruptedException {
        Load.Result result =
                Load.sendFor(Duration.ofMillis(200), target, 2, number -> post("[]"), (number, answer) -> true);

        assertThat(result.elapsed()).isBetween(Duration.ofMillis(190), Duration.ofSeconds(5));
        assertThat(result.outcomes()).containsOnlyKeys("200");
    }

    @Test
    void tellsPercentilesExactly() {
        Latencies latencies = Latencies.ofNanoseconds(List.of(new long[] {40, 10}, new long[] {30, 20}));

        assertThat(latencies.percentile(50)).isEqualTo(Duration.ofNanos(20));
        assertThat(latencies.percentile(95)).isEqualTo(Duration.ofNanos(40));
    }

    private Request post(String json) {
        return Request.post(target, "/statements", json.getBytes(StandardCharsets.UTF_8));
    }
}
