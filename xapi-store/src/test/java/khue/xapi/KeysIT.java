/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The key API as a machine meets it, and what keys made by it may do. */
@ArquillianTest
class KeysIT {

    private static final String TOOLS =
            basic(ServerForTests.KEYS.get("khue.store.key"), ServerForTests.KEYS.get("khue.store.secret"));
    private static final String EVERYTHING =
            basic(ServerForTests.KEYS.get("khue.lrs.key"), ServerForTests.KEYS.get("khue.lrs.secret"));

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ObjectMapper json = new ObjectMapper();

    @Deployment(testable = false)
    static WebArchive store() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("application")));
    }

    @Test
    void makesAKeyWhoseSecretIsToldOnce() throws Exception {
        HttpResponse<String> answer = post("""
                {"label":"Moodle của trường","scopes":["statements/write"]}""");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        JsonNode made = json.readTree(answer.body());
        String name = made.get("name").textValue();
        assertThat(name).startsWith("moodle-cua-truong-");
        assertThat(made.get("secret").textValue()).startsWith("khs_");
        assertThat(made.get("revokedAt").isNull()).isTrue();
        assertThat(get("?name=" + name).body()).doesNotContain("secret").contains("\"label\":\"Moodle của trường\"");
        assertThat(get("").body())
                .contains(name)
                .doesNotContain(made.get("secret").textValue());
        assertThat(statements(authorization(made)).statusCode()).isEqualTo(403);
    }

    @Test
    void restrictsAKeyFromTheAnswerOn() throws Exception {
        JsonNode made = made("statements/read");
        assertThat(statements(authorization(made)).statusCode()).isEqualTo(200);

        HttpResponse<String> answer = put(made, """
                {"label":"restricted","scopes":["statements/write"],"expiresAt":"2999-01-01T00:00:00Z"}""");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(statements(authorization(made)).statusCode()).isEqualTo(403);
        JsonNode restricted = json.readTree(answer.body());
        assertThat(restricted.get("expiresAt").textValue()).isEqualTo("2999-01-01T00:00:00Z");
    }

    @Test
    void refusesAKeyFromTheAnswerToItsRevocationOn() throws Exception {
        JsonNode made = made("statements/read");
        assertThat(statements(authorization(made)).statusCode()).isEqualTo(200);

        assertThat(delete(made).statusCode()).isEqualTo(204);

        assertThat(statements(authorization(made)).statusCode()).isEqualTo(401);
        assertThat(delete(made).statusCode()).isEqualTo(404);
        assertThat(json.readTree(get("?name=" + made.get("name").textValue()).body())
                        .get("revokedAt")
                        .isTextual())
                .isTrue();
    }

    @Test
    void refusesAnExpiredKey() throws Exception {
        JsonNode made = json.readTree(post("""
                {"label":"over","scopes":["statements/read"],"expiresAt":"2020-01-01T00:00:00Z"}""").body());

        assertThat(statements(authorization(made)).statusCode()).isEqualTo(401);
    }

    @Test
    void tellsWhoDidWhat() throws Exception {
        JsonNode made = json.readTree(send(request("", TOOLS)
                        .header("X-Khue-On-Behalf-Of", "account-1")
                        .POST(BodyPublishers.ofString("{\"label\":\"a\",\"scopes\":[\"state\"]}")))
                .body());
        put(made, "{\"label\":\"b\",\"scopes\":[\"profile\"]}");
        delete(made);

        JsonNode history = json.readTree(
                        get("?name=" + made.get("name").textValue()).body())
                .get("history");

        assertThat(history.findValuesAsText("what")).containsExactly("revoked", "changed", "made");
        assertThat(history.findValuesAsText("byKey")).containsOnly("tools");
        assertThat(history.get(2).get("onBehalfOf").textValue()).isEqualTo("account-1");
        assertThat(history.get(2).at("/scopes/0").textValue()).isEqualTo("state");
        assertThat(history.get(0).at("/scopes/0").textValue()).isEqualTo("profile");
    }

    @Test
    void tellsWhenAKeyWasUsedLast() throws Exception {
        JsonNode made = made("statements/read");
        statements(authorization(made));

        Instant deadline = Instant.now().plus(Duration.ofSeconds(20));
        String lastUsedAt = null;
        while (lastUsedAt == null) {
            assertThat(Instant.now()).isBefore(deadline);
            lastUsedAt = json.readTree(
                            get("?name=" + made.get("name").textValue()).body())
                    .get("lastUsedAt")
                    .textValue();
        }
        assertThat(Instant.parse(lastUsedAt))
                .isAfter(Instant.parse(made.get("createdAt").textValue()));
    }

    @Test
    void letsAKeySpeakWithAnotherAuthority() throws Exception {
        JsonNode made = json.readTree(post("""
                {"label":"school","scopes":["statements/write","statements/read/mine"],
                 "authority":{"account":{"homePage":"https://school.example.vn","name":"lms"}}}""").body());
        String activity = "http://example.vn/authority/" + made.get("name").textValue();
        HttpRequest.Builder write = HttpRequest.newBuilder(URI.create(ServerForTests.address() + "/xapi/statements"))
                .header("Authorization", authorization(made))
                .header("Content-Type", "application/json")
                .header("X-Experience-API-Version", "2.0.0")
                .POST(BodyPublishers.ofString("""
                        {"actor":{"mbox":"mailto:a@example.vn"},"verb":{"id":"http://example.vn/v"},"object":{"id":"%s"}}""".formatted(activity)));
        assertThat(send(write).statusCode()).isEqualTo(200);

        JsonNode found = json.readTree(
                statements(authorization(made), "?activity=" + encode(activity)).body());

        assertThat(found.at("/statements/0/authority").toString())
                .isEqualTo(
                        "{\"objectType\":\"Agent\",\"account\":{\"homePage\":\"https://school.example.vn\",\"name\":\"lms\"}}");
    }

    @Test
    void refusesWhoMayNotManageKeys() throws Exception {
        HttpResponse<String> stranger = send(HttpRequest.newBuilder(URI.create(ServerForTests.address() + "/xapi/keys"))
                .GET());
        HttpResponse<String> everything = send(request("", EVERYTHING).GET());
        HttpResponse<String> itself = send(request("?name=tools", TOOLS).DELETE());
        HttpResponse<String> settings = send(request("?name=everything", TOOLS)
                .PUT(BodyPublishers.ofString("{\"label\":\"a\",\"scopes\":[\"state\"]}")));

        assertThat(stranger.statusCode()).isEqualTo(401);
        assertThat(everything.body()).contains("scope-missing");
        assertThat(itself.body()).contains("key-in-use");
        assertThat(settings.body()).contains("key-from-settings");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                           | /label",
                "[]                                                           | ''",
                "{\"label\":\"\",\"scopes\":[\"all\"]}                        | /label",
                "{\"label\":\"a\\u0000\",\"scopes\":[\"all\"]}                 | /label",
                "{\"label\":\"a\"}                                            | /scopes",
                "{\"label\":\"a\",\"scopes\":\"all\"}                         | /scopes",
                "{\"label\":\"a\",\"scopes\":[]}                              | /scopes",
                "{\"label\":\"a\",\"scopes\":[\"all\",\"root\"]}              | /scopes/1",
                "{\"label\":\"a\",\"scopes\":[\"all\"],\"expiresAt\":\"soon\"}  | /expiresAt",
                "{\"label\":\"a\",\"scopes\":[\"all\"],\"name\":\"A B\"}        | /name",
                "{\"label\":\"a\",\"scopes\":[\"all\"],\"secret\":\"mine\"}     | /secret",
                "{\"label\":\"a\",\"scopes\":[\"all\"],\"authority\":{}}        | /authority",
            })
    void refusesAKeyThatCannotBe(String body, String pointer) throws Exception {
        HttpResponse<String> answer = post(body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json.readTree(answer.body()).get("code").textValue()).isEqualTo("key-malformed");
        assertThat(json.readTree(answer.body()).get("pointer").textValue()).isEqualTo(pointer);
    }

    private JsonNode made(String scope) throws Exception {
        HttpResponse<String> answer = post("{\"label\":\"a test\",\"scopes\":[\"" + scope + "\"]}");
        assertThat(answer.statusCode()).isEqualTo(201);
        return json.readTree(answer.body());
    }

    private HttpResponse<String> statements(String authorization) throws Exception {
        return statements(authorization, "?limit=1");
    }

    private HttpResponse<String> statements(String authorization, String query) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(ServerForTests.address() + "/xapi/statements" + query))
                .header("Authorization", authorization)
                .header("X-Experience-API-Version", "2.0.0")
                .GET());
    }

    private HttpResponse<String> get(String query) throws Exception {
        return send(request(query, TOOLS).GET());
    }

    private HttpResponse<String> post(String body) throws Exception {
        return send(request("", TOOLS).POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> put(JsonNode key, String body) throws Exception {
        return send(request("?name=" + key.get("name").textValue(), TOOLS).PUT(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> delete(JsonNode key) throws Exception {
        return send(request("?name=" + key.get("name").textValue(), TOOLS).DELETE());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String query, String authorization) {
        return HttpRequest.newBuilder(URI.create(ServerForTests.address() + "/xapi/keys" + query))
                .header("Authorization", authorization)
                .header("Content-Type", "application/json");
    }

    private static String authorization(JsonNode key) {
        return basic(key.get("name").textValue(), key.get("secret").textValue());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String basic(String name, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }
}
