/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi;

import static khue.xapi.StoreClient.form;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The document resources as a client meets them. */
@ArquillianTest
class DocumentsIT {

    private static final StoreClient CLIENT = StoreClient.inVersion("2.0.0");
    private static final StoreClient OLDER = StoreClient.inVersion("1.0.3");

    private final ObjectMapper json = new ObjectMapper();
    private final String agent =
            "{\"account\":{\"homePage\":\"http://example.vn\",\"name\":\"" + UUID.randomUUID() + "\"}}";
    private final String activity = "http://example.vn/hoạt-động/" + UUID.randomUUID();
    private final String state = "/activities/state?" + form("activityId", activity, "agent", agent);
    private final String activityProfile = "/activities/profile?" + form("activityId", activity);
    private final String agentProfile = "/agents/profile?" + form("agent", agent);

    @Deployment(testable = false)
    static WebArchive store() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("application")));
    }

    @Test
    void givesADocumentBackWithItsTypeItsTagAndTheTimeOfItsChange() throws Exception {
        String document = state + "&stateId=bookmark";

        HttpResponse<String> put = CLIENT.send("PUT", document, "Trang 7", "Content-Type", "text/plain;charset=UTF-8");
        HttpResponse<String> got = CLIENT.get(document);
        HttpResponse<String> head = CLIENT.send("HEAD", document, "");

        assertThat(put.statusCode()).isEqualTo(204);
        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(got.body()).isEqualTo("Trang 7");
        assertThat(got.headers().firstValue("Content-Type")).contains("text/plain;charset=UTF-8");
        assertThat(got.headers().firstValue("ETag").orElseThrow()).matches("\"[0-9a-f]{40}\"");
        assertThat(got.headers().firstValue("Last-Modified")).isPresent();
        assertThat(got.headers().firstValue("Content-Security-Policy")).contains("sandbox");
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("ETag")).isEqualTo(got.headers().firstValue("ETag"));
        assertThat(head.headers().firstValue("Content-Length")).contains("7");
        assertThat(CLIENT.get(
                                document,
                                "If-None-Match",
                                head.headers().firstValue("ETag").orElseThrow())
                        .statusCode())
                .isEqualTo(304);
    }

    @ParameterizedTest
    @CsvSource({
        "1.0.3, state, 204",
        "2.0.0, state, 409",
        "1.0.3, activity profile, 409",
        "2.0.0, activity profile, 409",
        "1.0.3, agent profile, 409",
        "2.0.0, agent profile, 409"
    })
    void letsAPutWithoutAPreconditionReplaceStateInTheOlderVersionOnly(String version, String resource, int status)
            throws Exception {
        StoreClient client = StoreClient.inVersion(version);
        String document = switch (resource) {
            case "state" -> state + "&stateId=x";
            case "activity profile" -> activityProfile + "&profileId=x";
            default -> agentProfile + "&profileId=x";
        };
        assertThat(client.json("PUT", document, "{\"a\":1}", "If-None-Match", "*")
                        .statusCode())
                .isEqualTo(204);

        HttpResponse<String> second = client.json("PUT", document, "{\"a\":2}");

        assertThat(second.statusCode()).isEqualTo(status);
        assertThat(client.get(document).body()).isEqualTo(status == 204 ? "{\"a\":2}" : "{\"a\":1}");
        if (status == 409) {
            assertThat(second.body()).contains("document-exists", "If-Match");
        }
    }

    @Test
    void asksForAPreconditionWhereAProfileIsMadeInTheOlderVersion() throws Exception {
        HttpResponse<String> profile = OLDER.json("PUT", activityProfile + "&profileId=x", "{}");

        assertThat(profile.statusCode()).isEqualTo(400);
        assertThat(profile.body()).contains("precondition-missing");
        assertThat(CLIENT.get(activityProfile).body()).isEqualTo("[]");
        assertThat(OLDER.json("PUT", state + "&stateId=x", "{}").statusCode()).isEqualTo(204);
        assertThat(CLIENT.json("PUT", activityProfile + "&profileId=x", "{}").statusCode())
                .isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "POST", "DELETE"})
    void changesADocumentOnlyWhenThePreconditionHolds(String method) throws Exception {
        String document = agentProfile + "&profileId=x";
        CLIENT.json("PUT", document, "{\"a\":1}");
        String tag = CLIENT.get(document).headers().firstValue("ETag").orElseThrow();
        String body = method.equals("DELETE") ? "" : "{\"a\":2}";

        assertThat(CLIENT.json(method, document, body, "If-Match", "\"0\"").statusCode())
                .isEqualTo(412);
        assertThat(CLIENT.json(method, document, body, "If-None-Match", "*").statusCode())
                .isEqualTo(412);
        assertThat(CLIENT.get(document).body()).isEqualTo("{\"a\":1}");
        assertThat(CLIENT.json(method, document, body, "If-Match", "\"0\", " + tag)
                        .statusCode())
                .isEqualTo(204);
        assertThat(CLIENT.get(document).body()).doesNotContain("1");
        assertThat(CLIENT.json(method, agentProfile + "&profileId=new", body, "If-Match", "*")
                        .statusCode())
                .isEqualTo(412);
    }

    @Test
    void mergesPostedPropertiesAndRefusesToMergeAnythingElse() throws Exception {
        String document = state + "&stateId=vars&registration=" + UUID.randomUUID();
        assertThat(CLIENT.json("POST", document, "{\"x\":\"foo\",\"y\":1.50}").statusCode())
                .isEqualTo(204);
        assertThat(CLIENT.json("POST", document, "{\"x\":{\"z\":[]}}").statusCode())
                .isEqualTo(204);

        for (String refused : new String[] {"[1]", "{\"x\":", "{}}"}) {
            assertThat(CLIENT.json("POST", document, refused).statusCode()).isEqualTo(400);
        }
        assertThat(CLIENT.send("POST", document, "{}", "Content-Type", "text/plain")
                        .statusCode())
                .isEqualTo(400);
        assertThat(CLIENT.get(document).body()).isEqualTo("{\"x\":{\"z\":[]},\"y\":1.50}");
    }

    /** Every writer adds a property of its own; whoever overwrote another's would make one disappear. */
    @Test
    void losesNothingWhenManyMergeIntoOneDocumentAtOnce() throws Exception {
        String document = activityProfile + "&profileId=shared";

        boolean allTaken = IntStream.range(0, 48)
                .parallel()
                .mapToObj(i -> post(document, "{\"p" + i + "\":" + i + "}"))
                .allMatch(status -> status == 204);

        assertThat(allTaken).isTrue();
        assertThat(json.readTree(CLIENT.get(document).body())).hasSize(48);
    }

    @Test
    void letsOneOfManyMakeADocumentThatIsNotThere() throws Exception {
        String document = activityProfile + "&profileId=first";

        long made = IntStream.range(0, 24)
                .parallel()
                .mapToObj(i -> put(document, "{\"p\":" + i + "}", "If-None-Match", "*"))
                .filter(status -> status == 204)
                .count();

        assertThat(made).isEqualTo(1);
    }

    @Test
    void listsIdsSinceATimeAndDeletesStateOfOneRegistrationOrAll() throws Exception {
        String registered = state + "&registration=" + UUID.randomUUID();
        CLIENT.json("PUT", state + "&stateId=a", "{}");
        CLIENT.json("PUT", registered + "&stateId=b", "{}");

        HttpResponse<String> all = CLIENT.get(state);
        assertThat(all.body()).isEqualTo("[\"a\",\"b\"]");
        assertThat(all.headers().firstValue("Last-Modified")).isPresent();
        assertThat(all.headers().firstValue("ETag")).isPresent();
        assertThat(CLIENT.get(registered).body()).isEqualTo("[\"b\"]");
        assertThat(CLIENT.get(state + "&since=" + Instant.now().plusSeconds(60)).body())
                .isEqualTo("[]");

        assertThat(CLIENT.send("DELETE", registered, "").statusCode()).isEqualTo(204);
        assertThat(CLIENT.get(state).body()).isEqualTo("[\"a\"]");
        assertThat(CLIENT.send("DELETE", state, "", "If-Match", "*").statusCode())
                .isEqualTo(400);
        assertThat(CLIENT.send("DELETE", state, "").statusCode()).isEqualTo(204);
        assertThat(CLIENT.get(state).body()).isEqualTo("[]");
        assertThat(CLIENT.get(state + "&stateId=a").statusCode()).isEqualTo(404);
    }

    @Test
    void knowsAnAgentByItsIdentifierHoweverItIsWritten() throws Exception {
        CLIENT.json("PUT", agentProfile + "&profileId=x", "{}");
        JsonNode named = ((com.fasterxml.jackson.databind.node.ObjectNode) json.readTree(agent))
                .put("name", "Bình")
                .put("objectType", "Agent");

        assertThat(CLIENT.get("/agents/profile?" + form("agent", named.toString(), "profileId", "x"))
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/activities/state?stateId=x | parameter-missing",
                "/activities/profile?activityId=no+iri&profileId=x | parameter-malformed",
                "/activities/profile?activityId=http://a&profileId=%00 | parameter-malformed",
                "/activities/profile?activityId=http://a&activityId=http://b | parameter-repeated",
                "/activities/profile?activityId=http://a&agent=x | parameter-unknown",
                "/activities/profile?activityid=http://a | parameter-unknown",
                "/activities/profile?activityId=http://a&since=yesterday | parameter-malformed",
                "/agents/profile?agent=%7B%22objectType%22:%22Group%22,%22mbox%22:%22mailto:a@b.vn%22%7D | parameter-malformed",
                "/agents/profile?agent=%7B%22mbox%22%3A%22mailto:a@b.vn%22 | parameter-malformed",
                "/agents/profile?agent=%7B%22mbox%22:1e9999999999%7D | parameter-malformed",
                "/agents/profile?agent=%FF | parameters-not-url-encoded",
            })
    void refusesParametersThatCannotBeMeant(String path, String code) throws Exception {
        HttpResponse<String> answer = CLIENT.get(path);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json.readTree(answer.body()).get("code").textValue()).isEqualTo(code);
    }

    @Test
    void refusesWhatIsTooLargeOrNotWhatItSays() throws Exception {
        String document = state + "&stateId=x";

        assertThat(CLIENT.send("PUT", document, "x".repeat(8 * 1024 * 1024 + 1), "Content-Type", "text/plain")
                        .statusCode())
                .isEqualTo(413);
        assertThat(CLIENT.send("PUT", document, "a=b", "Content-Type", "application/x-www-form-urlencoded")
                        .body())
                .contains("document-is-a-form");
        assertThat(CLIENT.json("PUT", document, "{").statusCode()).isEqualTo(400);
        assertThat(CLIENT.get(document).statusCode()).isEqualTo(404);
    }

    @Test
    void hidesDocumentsFromAKeyWithoutTheScope() throws Exception {
        CLIENT.json("PUT", state + "&stateId=x", "{}");

        for (String path : new String[] {state, state + "&stateId=x", activityProfile, agentProfile}) {
            assertThat(CLIENT.asTools().get(path).statusCode()).isEqualTo(403);
        }
        assertThat(CLIENT.asTools().json("PUT", state + "&stateId=x", "{}").statusCode())
                .isEqualTo(403);
        assertThat(CLIENT.asTools().send("DELETE", state, "").statusCode()).isEqualTo(403);
    }

    @Test
    void speaksTheOlderVersionToo() throws Exception {
        HttpResponse<String> answer = OLDER.get(state);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("X-Experience-API-Version")).contains("1.0.3");
    }

    private static int post(String path, String body) {
        return status("POST", path, body);
    }

    private static int put(String path, String body, String... headers) {
        return status("PUT", path, body, headers);
    }

    private static int status(String method, String path, String body, String... headers) {
        try {
            return CLIENT.json(method, path, body, headers).statusCode();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }
}
