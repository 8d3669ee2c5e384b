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
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Activities, agents and canonical statements as a client meets them. */
@ArquillianTest
class ActivitiesIT {

    private static final StoreClient CLIENT = StoreClient.inVersion("2.0.0");

    private final ObjectMapper json = new ObjectMapper();
    private final String activity = "http://example.vn/hoạt-động/" + UUID.randomUUID();
    private final String path = "/activities?" + form("activityId", activity);

    @Deployment(testable = false)
    static WebArchive store() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("application")));
    }

    @Test
    void tellsAllThatStatementsHaveSaidAboutAnActivity() throws Exception {
        post(statement("{\"name\":{\"vi\":\"Họp\"},\"type\":\"http://t/1\"}"));
        post("[" + statement("{\"name\":{\"en\":\"Meeting\"}}") + "," + statement("{\"type\":\"http://t/2\"}") + "]");

        HttpResponse<String> answer = CLIENT.get(path);

        assertThat(json.readTree(answer.body())).isEqualTo(json.readTree("""
            {"objectType":"Activity","id":"%s",
             "definition":{"name":{"vi":"Họp","en":"Meeting"},"type":"http://t/2"}}""".formatted(activity)));
        String etag = answer.headers().firstValue("ETag").orElseThrow();
        assertThat(CLIENT.get(path, "If-None-Match", etag).statusCode()).isEqualTo(304);
    }

    @Test
    void answersForAnActivityThatNothingIsKnownAbout() throws Exception {
        HttpResponse<String> answer = CLIENT.get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json.readTree(answer.body()))
                .isEqualTo(json.readTree("{\"objectType\":\"Activity\",\"id\":\"" + activity + "\"}"));
    }

    @Test
    void showsADefinitionAsSoonAsItsStatementIsAcknowledged() throws Exception {
        for (int i = 0; i < 20; i++) {
            post(statement("{\"name\":{\"vi\":\"" + i + "\"}}"));

            assertThat(json.readTree(CLIENT.get(path).body())
                            .at("/definition/name/vi")
                            .textValue())
                    .isEqualTo(Integer.toString(i));
        }
    }

    /** Every request says something of its own about the same activity. */
    @Test
    void losesNoDefinitionWhenManySendThemAtOnce() throws Exception {
        boolean allTaken = IntStream.range(0, 40)
                .parallel()
                .mapToObj(i -> statement("{\"extensions\":{\"http://e/" + i + "\":" + i + "}}"))
                .allMatch(statement -> status(statement) == 200);

        assertThat(allTaken).isTrue();
        assertThat(json.readTree(CLIENT.get(path).body()).at("/definition/extensions"))
                .hasSize(40);
    }

    @Test
    void givesCanonicalStatementsWithWhatTheStoreKnowsInTheReadersLanguage() throws Exception {
        post(statement("{\"name\":{\"vi\":\"Họp\",\"en\":\"Meating\"}}"));
        post(statement("{\"name\":{\"en\":\"Meeting\"}}"));

        HttpResponse<String> answer = CLIENT.get(
                "/statements?format=canonical&ascending=true&" + form("activity", activity), "Accept-Language", "en");

        JsonNode statements = json.readTree(answer.body()).get("statements");
        assertThat(statements)
                .extracting(statement -> statement.at("/object/definition/name").toString())
                .containsExactlyElementsOf(IntStream.range(0, statements.size())
                        .mapToObj(i -> "{\"en\":\"Meeting\"}")
                        .collect(Collectors.toList()));
    }

    @Test
    void tellsOfAnAgentWhatTheRequestTells() throws Exception {
        String agent = "{\"mbox\":\"mailto:an@example.vn\",\"name\":\"An\"}";

        HttpResponse<String> person = CLIENT.get("/agents?" + form("agent", agent));

        assertThat(json.readTree(person.body()))
                .isEqualTo(json.readTree(
                        "{\"objectType\":\"Person\",\"mbox\":[\"mailto:an@example.vn\"],\"name\":[\"An\"]}"));
        assertThat(person.headers().firstValue("ETag")).isPresent();
        assertThat(CLIENT.get("/agents").statusCode()).isEqualTo(400);
        assertThat(CLIENT.get("/agents?" + form("agent", "{\"name\":\"An\"}")).statusCode())
                .isEqualTo(400);
        assertThat(CLIENT.get("/agents?" + form("agent", "{\"objectType\":\"Group\",\"mbox\":\"mailto:g@example.vn\"}"))
                        .statusCode())
                .isEqualTo(400);
    }

    private void post(String statements) {
        assertThat(status(statements)).isEqualTo(200);
    }

    private static int status(String statements) {
        try {
            return CLIENT.json("POST", "/statements", statements).statusCode();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private String statement(String definition) {
        return """
            {"actor":{"mbox":"mailto:binh@example.vn"},
             "verb":{"id":"http://adlnet.gov/expapi/verbs/attended"},
             "object":{"id":"%s","definition":%s}}""".formatted(activity, definition);
    }
}
