/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi;

import static khue.xapi.StoreClient.form;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that come as forms. */
@ArquillianTest
class AlternateRequestSyntaxIT {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final StoreClient CLIENT = StoreClient.inVersion("1.0.3");

    private final ObjectMapper json = new ObjectMapper();
    private final String agent =
            "{\"account\":{\"homePage\":\"http://example.vn\",\"name\":\"" + UUID.randomUUID() + "\"}}";

    @Deployment(testable = false)
    static WebArchive store() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("application")));
    }

    /** All that a browser could not put anywhere else is in the form. */
    @Test
    void takesEveryHeaderTheParametersAndTheContentFromTheForm() throws Exception {
        String id = UUID.randomUUID().toString();
        String activity = "http://example.vn/hoạt-động/" + id;

        HttpResponse<String> put = bare(
                "/statements?method=PUT",
                form(
                        "Authorization",
                        CLIENT.authorization(),
                        "X-Experience-API-Version",
                        "1.0.3",
                        "Content-Type",
                        "application/json",
                        "statementId",
                        id,
                        "content",
                        statement(activity)));
        HttpResponse<String> got =
                CLIENT.send("POST", "/statements?method=GET", form("activity", activity), "Content-Type", FORM);

        assertThat(put.statusCode()).isEqualTo(204);
        assertThat(put.headers().firstValue("X-Experience-API-Version")).contains("1.0.3");
        assertThat(json.readTree(got.body()).at("/statements/0/id").textValue()).isEqualTo(id);
        assertThat(got.body()).contains("Nguyễn Thị Bình 🎓");
    }

    @Test
    void reachesEveryMethodOfDocumentsWithTheirPreconditions() throws Exception {
        String context = form("agent", agent, "profileId", "tập");

        assertThat(documents(
                                "PUT",
                                context + "&"
                                        + form(
                                                "content",
                                                "a+b=c & 100%",
                                                "Content-Type",
                                                "text/plain",
                                                "If-None-Match",
                                                "*"))
                        .statusCode())
                .isEqualTo(204);
        HttpResponse<String> got = documents("GET", context);
        assertThat(got.body()).isEqualTo("a+b=c & 100%");
        assertThat(got.headers().firstValue("Content-Type")).contains("text/plain");
        assertThat(documents("DELETE", context + "&" + form("If-Match", "\"0\""))
                        .statusCode())
                .isEqualTo(412);
        assertThat(documents("PUT", context + "&" + form("content", "{}", "If-None-Match", "*"))
                        .statusCode())
                .isEqualTo(412);
        String etag = got.headers().firstValue("ETag").orElseThrow();
        assertThat(documents("DELETE", context + "&" + form("If-Match", etag)).statusCode())
                .isEqualTo(204);
        assertThat(documents("POST", context + "&" + form("content", "{\"a\":1}"))
                        .statusCode())
                .isEqualTo(204);
        assertThat(documents("POST", context + "&" + form("content", "{\"b\":2}"))
                        .statusCode())
                .isEqualTo(204);
        assertThat(documents("GET", context).body()).isEqualTo("{\"a\":1,\"b\":2}");
        assertThat(documents("GET", form("agent", agent)).body()).isEqualTo("[\"tập\"]");
    }

    @Test
    void reachesResourcesThatAreOnlyRead() throws Exception {
        HttpResponse<String> person =
                CLIENT.send("POST", "/agents?method=GET", form("agent", agent), "Content-Type", FORM);
        HttpResponse<String> about = bare("/about?method=GET", "");

        assertThat(json.readTree(person.body()).at("/account/0/homePage").textValue())
                .isEqualTo("http://example.vn");
        assertThat(about.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "",
            value = {
                "PATCH          | content=%7B%7D                             | parameter-malformed",
                "PUT            | statementId=x                              | alternate-request-content",
                "GET            | content=%7B%7D                             | alternate-request-content",
                "GET&limit=1    | limit=1                                    | parameter-unknown",
                "GET            | limit=1&limit=1                            | parameter-repeated",
                "GET            | verb=%FF                                   | parameters-not-url-encoded",
                "PUT            | {\"content\":\"not a form\"}               | alternate-request-content",
                "GET            | X-Experience-API-Version=0.8               | version-not-supported",
                "GET            | X-Experience-API-Version=2.0.0             | alternate-request-syntax-of-version-1",
                "GET            | Authorization=Basic+eA==                   | key-not-accepted",
                "GET            | LIMIT=1                                    | parameter-unknown"
            })
    void refusesAFormThatStandsForNoRequest(String method, String form, String code) throws Exception {
        HttpResponse<String> answer = CLIENT.send("POST", "/statements?method=" + method, form, "Content-Type", FORM);

        assertThat(json.readTree(answer.body()).get("code").textValue()).isEqualTo(code);
        assertThat(answer.headers().firstValue("X-Experience-API-Version")).isPresent();
    }

    @Test
    void isNotThereInVersion2() throws Exception {
        HttpResponse<String> answer = StoreClient.inVersion("2.0.0")
                .send("POST", "/statements?method=GET", form("limit", "1"), "Content-Type", FORM);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("alternate-request-syntax-of-version-1");
        assertThat(answer.headers().firstValue("X-Experience-API-Version")).contains("2.0.0");
    }

    @Test
    void isNotForOtherMethodsThanPost() throws Exception {
        HttpResponse<String> answer = CLIENT.json("PUT", "/statements?method=POST", "{}");

        assertThat(answer.body()).contains("parameter-unknown");
    }

    private HttpResponse<String> documents(String method, String form) throws IOException, InterruptedException {
        return CLIENT.send("POST", "/agents/profile?method=" + method, form, "Content-Type", FORM);
    }

    private static HttpResponse<String> bare(String path, String form) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(ServerForTests.address() + "/xapi" + path))
                                .POST(BodyPublishers.ofString(form))
                                .build(),
                        BodyHandlers.ofString());
    }

    private static String statement(String activity) {
        return """
                {"actor":{"mbox":"mailto:binh@example.vn","name":"Nguyễn Thị Bình 🎓"},
                 "verb":{"id":"http://adlnet.gov/expapi/verbs/attended"},
                 "object":{"id":"%s"}}""".formatted(activity);
    }
}
