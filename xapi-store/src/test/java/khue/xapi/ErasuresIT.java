/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The erasure API as a machine meets it. */
@ArquillianTest
class ErasuresIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String AGENT = "{\"mbox\":\"mailto:%s@example.vn\"}";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final UUID id = UUID.randomUUID();
    private final String lan = "lan-" + UUID.randomUUID();

    @Deployment(testable = false)
    static WebArchive store() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("application")));
    }

    @Test
    void erasesAPersonAndAnswersTheSameWhenAskedAgain() throws Exception {
        statement(lan);
        statement(lan);
        long page = statementsOf(lan).path("statements").size();

        HttpResponse<String> done = erase(lan);
        HttpResponse<String> again = erase(lan);
        HttpResponse<String> asked = get();

        assertThat(page).isEqualTo(2);
        assertThat(done.statusCode()).isEqualTo(200);
        JsonNode answer = JSON.readTree(done.body());
        assertThat(answer.path("id").asText()).isEqualTo(id.toString());
        assertThat(answer.path("deleted").asInt()).isEqualTo(2);
        assertThat(answer.path("kept").asInt()).isZero();
        assertThat(answer.path("doneAt").isTextual()).isTrue();
        assertThat(again.body()).isEqualTo(done.body());
        assertThat(asked.body()).isEqualTo(done.body());
        assertThat(statementsOf(lan).path("statements")).isEmpty();
    }

    @Test
    void acknowledgesWhatIsSentLaterAndDoesNotKeepIt() throws Exception {
        erase(lan);

        assertThat(statement(lan).statusCode()).isEqualTo(200);

        assertThat(statementsOf(lan).path("statements")).isEmpty();
        assertThat(JSON.readTree(get().body()).path("deleted").asInt()).isOne();
    }

    @Test
    void leadsOnFromAPageWhoseNextStatementWasErased() throws Exception {
        String school = "http://example.vn/school/" + UUID.randomUUID();
        send("POST", "/statements", "everything", statement("minh", school));
        send("POST", "/statements", "everything", statement(lan, school));
        send("POST", "/statements", "everything", statement("minh", school));
        JsonNode first = JSON.readTree(send(
                        "GET",
                        "/statements?limit=1&activity=" + URLEncoder.encode(school, StandardCharsets.UTF_8),
                        "everything",
                        "")
                .body());

        erase(lan);
        JsonNode rest =
                JSON.readTree(send("GET", first.path("more").asText().replaceFirst("^/xapi", ""), "everything", "")
                        .body());

        assertThat(rest.path("statements")).hasSize(1);
        assertThat(rest.at("/statements/0/actor/mbox").asText()).isEqualTo("mailto:minh@example.vn");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]",
                "{}",
                "{\"agents\":[]}",
                "{\"agents\":{}}",
                "{\"agents\":[7]}",
                "{\"agents\":[{\"name\":\"Lan\"}]}",
                "{\"agents\":[{\"objectType\":\"Group\",\"mbox\":\"mailto:a@example.vn\"}]}",
                "{\"agents\":[{\"mbox\":\"mailto:a@example.vn\"}],\"registrations\":[\"one\"]}",
                "{\"agents\":[{\"mbox\":\"mailto:a@example.vn\"}],\"everything\":true}",
            })
    void refusesWhatItDoesNotUnderstand(String body) throws Exception {
        HttpResponse<String> answer = send("PUT", "/erasures?id=" + id, "tools", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).path("code").asText()).isEqualTo("erasure-malformed");
        assertThat(get().statusCode()).isEqualTo(404);
    }

    @Test
    void refusesToEraseTheKeyThatAsks() throws Exception {
        JsonNode own = JSON.readTree(send("POST", "/statements", "tools", statement(lan, "http://example.vn/a"))
                .body());
        JsonNode authority = JSON.readTree(
                        send("GET", "/statements?statementId=" + own.get(0).asText(), "tools", "")
                                .body())
                .path("authority");

        assertThat(send("PUT", "/erasures?id=" + id, "tools", "{\"agents\":[" + authority + "]}")
                        .body())
                .contains("erasure-malformed");
    }

    @Test
    void refusesAnIdThatIsSomebodyElses() throws Exception {
        erase(lan);

        assertThat(erase("minh-" + UUID.randomUUID()).body()).contains("erasure-differs");
        assertThat(send("PUT", "/erasures?id=7", "tools", "{}").body()).contains("parameter-malformed");
    }

    private HttpResponse<String> erase(String name) throws Exception {
        return send("PUT", "/erasures?id=" + id, "tools", "{\"agents\":[" + AGENT.formatted(name) + "]}");
    }

    private HttpResponse<String> get() throws Exception {
        return send("GET", "/erasures?id=" + id, "tools", "");
    }

    private HttpResponse<String> statement(String name) throws Exception {
        return send("POST", "/statements", "everything", statement(name, "http://example.vn/a"));
    }

    private static String statement(String name, String activity) {
        return "{\"actor\":" + AGENT.formatted(name)
                + ",\"verb\":{\"id\":\"http://example.vn/v\"},\"object\":{\"id\":\"" + activity + "\"}}";
    }

    private JsonNode statementsOf(String name) throws Exception {
        return JSON.readTree(send(
                        "GET",
                        "/statements?agent=" + URLEncoder.encode(AGENT.formatted(name), StandardCharsets.UTF_8),
                        "everything",
                        "")
                .body());
    }

    /** @param key {@code tools} or {@code everything} */
    private HttpResponse<String> send(String method, String path, String key, String body) throws Exception {
        String setting = key.equals("tools") ? "khue.store" : "khue.lrs";
        String pair = ServerForTests.KEYS.get(setting + ".key") + ":" + ServerForTests.KEYS.get(setting + ".secret");
        return client.send(
                HttpRequest.newBuilder(URI.create(ServerForTests.address() + "/xapi" + path))
                        .method(method, BodyPublishers.ofString(body))
                        .header(
                                "Authorization",
                                "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
                        .header("Content-Type", "application/json")
                        .header("X-Experience-API-Version", "2.0.0")
                        .build(),
                BodyHandlers.ofString());
    }
}
