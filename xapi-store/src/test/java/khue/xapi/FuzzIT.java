/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Random requests for some seconds: whatever comes, the store answers, never with a fault of its own, and keeps what it
 * accepts. A failure names its seed; {@code -Dfuzz.seed=…} begins with that one.
 */
@ArquillianTest
class FuzzIT {

    private static final Duration TIME_OF_EACH = Duration.ofSeconds(8);
    private static final int AT_LEAST = 20;
    private static final Set<String> SET_BY_THE_STORE = Set.of("id", "stored", "authority", "version", "timestamp");
    private static final List<String> RESOURCES = List.of(
            "/statements",
            "/statements",
            "/activities/state",
            "/activities/profile",
            "/agents/profile",
            "/activities",
            "/agents",
            "/about",
            "/reports/indicators",
            "/reports/indicators/F1",
            "/reports/indicators/T3",
            "/reports/facts",
            "/reports/enrolments",
            "/keys",
            "/metrics",
            "/",
            "/nothing");
    private static final List<String> METHODS =
            List.of("GET", "GET", "POST", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "get", "TRACE");
    private static final List<String> PARAMETERS = List.of(
            "statementId",
            "voidedStatementId",
            "agent",
            "verb",
            "activity",
            "registration",
            "related_agents",
            "since",
            "until",
            "limit",
            "ascending",
            "format",
            "attachments",
            "cursor",
            "activityId",
            "stateId",
            "profileId",
            "method",
            "class",
            "from",
            "to",
            "by",
            "name");
    private static final List<String> VALUES = List.of(
            "",
            "true",
            "0",
            "-1",
            "1e999999999",
            "99999999999999999999",
            "canonical",
            "2026-09-05T07:30:00Z",
            "0000-00-00T00:00:00Z",
            "9999-12-31T23:59:59.999999999Z",
            "http://example.vn/x",
            "%7B%22mbox%22%3A%22mailto%3Aa%40example.vn%22%7D",
            "%7B%22account%22%3A1e9999999999%7D",
            "%5B".repeat(500),
            "5cbb0f42-3c5f-4d6f-8a3b-0f4c9c7b6a10",
            "%00",
            "%ff",
            "%zz",
            "%ED%A0%80",
            "học",
            "'%20or%201=1--",
            "GET",
            "POST");
    private static final List<String> HEADERS = List.of(
            "Accept-Language",
            "Accept-Encoding",
            "Accept",
            "Content-Encoding",
            "Content-Type",
            "If-Match",
            "If-None-Match",
            "If-Modified-Since",
            "Range",
            "Expect",
            "X-Experience-API-Version",
            "X-Experience-API-Hash",
            "Origin",
            "Cookie",
            "Updated",
            "X-Forwarded-For");
    private static final List<String> HEADER_VALUES = List.of(
            "",
            "*",
            "\"",
            "\"a\", W/\"b\", c",
            "gzip;q=1e9",
            ";;;,,,",
            "vi;q=2, *;q=-1, en-" + "x".repeat(300),
            "multipart/mixed; boundary=",
            "multipart/mixed; boundary=\"" + "b".repeat(200) + "\"",
            "application/json; charset=utf-16",
            "application/x-www-form-urlencoded",
            "bytes=0-0",
            "1.0.3",
            "2.0.0",
            "99.99.99",
            "Thu, 99 Foo 9999 99:99:99 GMT",
            "x".repeat(4000));

    /** Numbers stay as exact as they were written. */
    private final ObjectMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final long firstSeed = Long.getLong("fuzz.seed", System.nanoTime());

    @Deployment(testable = false)
    static WebArchive store() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("application")));
    }

    @AfterEach
    void theStoreIsWell() throws Exception {
        UUID id = UUID.randomUUID();
        String statement =
                new RandomStatements(1).statement().put("id", id.toString()).toString();

        assertThat(send("PUT", "/statements?statementId=" + id, statement).statusCode())
                .isEqualTo(204);
        assertThat(client.send(
                                HttpRequest.newBuilder(URI.create(ServerForTests.address() + "/health/ready"))
                                        .build(),
                                BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(200);
        assertThat(send("GET", "/metrics", "").body()).doesNotContain("code=\"internal-error\"");
    }

    @Test
    void keepsEveryValidStatementAsItWasSent() throws Exception {
        forEachSeed(seed -> {
            ObjectNode statement = new RandomStatements(seed).statement();

            HttpResponse<String> answer = send("POST", "/statements", statement.toString());

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            isKeptAsSent(statement, answer);
        });
    }

    @Test
    void keepsOrRefusesAStatementWithOneChangeAndSaysWhere() throws Exception {
        forEachSeed(seed -> {
            RandomStatements random = new RandomStatements(seed);
            ObjectNode statement = random.mutated(random.statement());

            HttpResponse<String> answer = send("POST", "/statements", statement.toString());

            assertThat(answer.statusCode()).as(answer.body()).isIn(200, 400, 409);
            if (answer.statusCode() == 200) {
                isKeptAsSent(statement, answer);
            } else if (answer.statusCode() == 400) {
                JsonNode failure = json.readTree(answer.body());
                assertThat(failure.at("/violations/0/pointer").isTextual()
                                || failure.path("pointer").isTextual())
                        .as(answer.body())
                        .isTrue();
            }
        });
    }

    @Test
    void answersNonsenseAtEveryResourceWithoutAFaultOfItsOwn() throws Exception {
        forEachSeed(seed -> {
            Random random = new Random(seed);
            Wire request = Wire.request(pick(METHODS, random), "/xapi" + pick(RESOURCES, random) + query(random));
            for (int i = random.nextInt(3); i > 0; i--) {
                request.with(pick(HEADERS, random), pick(HEADER_VALUES, random));
            }
            byte[] body = body(random, seed);
            if (random.nextBoolean()) {
                request.with(
                        "Content-Type",
                        pick(List.of("application/json", "text/plain", "multipart/mixed; boundary=b"), random));
            }

            Wire.Answer answer = (body.length == 0 ? request : request.body(body)).send();

            assertThat(answer.status()).as(answer.text()).isLessThan(500);
        });
    }

    private static String query(Random random) {
        StringBuilder query = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            query.append(query.isEmpty() ? '?' : '&')
                    .append(pick(PARAMETERS, random))
                    .append('=')
                    .append(pick(VALUES, random));
        }
        return query.toString();
    }

    private static byte[] body(Random random, long seed) {
        switch (random.nextInt(4)) {
            case 0 -> {
                byte[] bytes = new byte[random.nextInt(300)];
                random.nextBytes(bytes);
                return bytes;
            }
            case 1 -> {
                return new RandomStatements(seed).nonsense().toString().getBytes(StandardCharsets.UTF_8);
            }
            case 2 -> {
                byte[] valid = new RandomStatements(seed).statement().toString().getBytes(StandardCharsets.UTF_8);
                valid[random.nextInt(valid.length)] = (byte) random.nextInt(256);
                return valid;
            }
            default -> {
                return new byte[0];
            }
        }
    }

    private void isKeptAsSent(ObjectNode sent, HttpResponse<String> answer) throws Exception {
        String id = json.readTree(answer.body()).get(0).textValue();
        HttpResponse<String> got = send("GET", "/statements?statementId=" + id, "");
        if (got.statusCode() == 404) {
            got = send("GET", "/statements?voidedStatementId=" + id, "");
        }
        ObjectNode kept = (ObjectNode) json.readTree(got.body());
        ObjectNode expected = (ObjectNode) json.readTree(sent.toString());
        kept.remove(SET_BY_THE_STORE);
        expected.remove(SET_BY_THE_STORE);
        listsOfContextActivities(expected);
        listsOfContextActivities(expected.path("object"));
        assertThat(kept.toString()).isEqualTo(expected.toString());
    }

    // Data 2.4.6.2: a lone context activity comes back as a list of one.
    private static void listsOfContextActivities(JsonNode statement) {
        JsonNode activities = statement.path("context").path("contextActivities");
        activities.properties().forEach(property -> {
            if (property.getValue().isObject()) {
                ((ObjectNode) activities)
                        .set(
                                property.getKey(),
                                JsonNodeFactory.instance.arrayNode().add(property.getValue()));
            }
        });
    }

    private void forEachSeed(Work work) throws Exception {
        Instant end = Instant.now().plus(TIME_OF_EACH);
        long seed = firstSeed;
        for (int i = 0; i < AT_LEAST || Instant.now().isBefore(end); i++, seed++) {
            try {
                work.on(seed);
            } catch (AssertionError | Exception failed) {
                throw new AssertionError("replay with -Dfuzz.seed=" + seed, failed);
            }
        }
    }

    private HttpResponse<String> send(String method, String target, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(ServerForTests.address() + "/xapi" + target))
                .header("Authorization", Wire.basic())
                .header("X-Experience-API-Version", "2.0.0");
        if (body.isEmpty()) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json").method(method, BodyPublishers.ofString(body));
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static <T> T pick(List<T> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }

    @FunctionalInterface
    private interface Work {
        void on(long seed) throws Exception;
    }
}
