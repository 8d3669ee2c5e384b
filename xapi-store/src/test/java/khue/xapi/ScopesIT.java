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
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import khue.xapi.credentials.Scope;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which scope each resource asks for: every operation is tried with a key of every single scope. */
@ArquillianTest
class ScopesIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String AGENT = "%7B%22mbox%22%3A%22mailto%3Aa%40example.vn%22%7D";
    private static final String ACTIVITY = "http%3A%2F%2Fexample.vn%2Fscopes";

    /** By scope, what to show. */
    private static final Map<String, String> KEYS = new TreeMap<>();

    @Deployment(testable = false)
    static WebArchive store() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("application")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST   | /statements                                             | statements/write all",
                "PUT    | /statements?statementId=7d8a3c1e-0000-4000-8000-00000000000a | statements/write all",
                "GET    | /statements                                             | statements/read/mine statements/read all/read all",
                "GET    | /statements?statementId=7d8a3c1e-0000-4000-8000-00000000000b | statements/read/mine statements/read all/read all",
                "GET    | /activities/state?activityId={activity}&agent={agent}&stateId=a | state all/read all",
                "GET    | /activities/state?activityId={activity}&agent={agent}   | state all/read all",
                "PUT    | /activities/state?activityId={activity}&agent={agent}&stateId=a | state all",
                "POST   | /activities/state?activityId={activity}&agent={agent}&stateId=a | state all",
                "DELETE | /activities/state?activityId={activity}&agent={agent}&stateId=a | state all",
                "GET    | /activities/profile?activityId={activity}&profileId=a   | profile all/read all",
                "POST   | /activities/profile?activityId={activity}&profileId=a   | profile all",
                "DELETE | /activities/profile?activityId={activity}&profileId=a   | profile all",
                "GET    | /agents/profile?agent={agent}&profileId=a               | profile all/read all",
                "POST   | /agents/profile?agent={agent}&profileId=a               | profile all",
                "DELETE | /agents/profile?agent={agent}&profileId=a               | profile all",
                "GET    | /activities?activityId={activity}                      | statements/read/mine statements/read all/read all",
                "GET    | /agents?agent={agent}                                  | statements/write statements/read/mine statements/read state define profile all/read all reports reference keys metrics erase",
                "GET    | /reports/indicators                                     | reports all/read all",
                "GET    | /reports/indicators/F3/statements?from=2026-09-01&until=2026-09-02 | all/read all",
                "PUT    | /reports/enrolments?class={activity}                    | reports all",
                "GET    | /reports/facts                                          | reports all/read all",
                "GET    | /reports/statements?format=jsonl                       | statements/read all/read all",
                "GET    | /reports/browser                                        | reports all/read all",
                "GET    | /reports/browser/file?format=jsonl                      | reports all/read all",
                "POST   | /reports/facts                                          | all",
                "GET    | /reports/sources                                        | reports all/read all",
                "GET    | /reports/reference                                      | reports reference all/read all",
                "GET    | /reports/imports                                        | reports reference all/read all",
                "POST   | /reports/reference/schools                              | reference all",
                "POST   | /reports/imports/1/undo                                 | reference all",
                "DELETE | /reports/imports/1                                      | reference all",
                "GET    | /metrics                                                | metrics all",
                "GET    | /keys                                                   | keys",
                "POST   | /keys                                                   | keys",
                "PUT    | /keys?name=nobody                                       | keys",
                "DELETE | /keys?name=nobody                                       | keys",
                "GET    | /erasures?id=7d8a3c1e-0000-4000-8000-00000000000c       | erase",
                "PUT    | /erasures?id=7d8a3c1e-0000-4000-8000-00000000000c       | erase",
            })
    void opensEachResourceToTheseScopesAlone(String method, String resource, String scopes) throws Exception {
        if (KEYS.isEmpty()) {
            makeKeys();
        }
        Set<String> opened = new TreeSet<>();
        for (Map.Entry<String, String> key : KEYS.entrySet()) {
            int status = status(method, resource, key.getValue());
            assertThat(status).as(key.getKey()).isNotIn(401, 500);
            if (status != 403) {
                opened.add(key.getKey());
            }
        }

        assertThat(opened).containsExactlyInAnyOrder(scopes.split(" "));
    }

    /** The server is there only when a test runs, so the keys are made by the first one. */
    private static void makeKeys() throws Exception {
        String tools = basic(ServerForTests.KEYS.get("khue.store.key"), ServerForTests.KEYS.get("khue.store.secret"));
        for (String scope : Arrays.stream(Scope.values()).map(Scope::word).toList()) {
            String body = "{\"label\":\"scope\",\"scopes\":[\"" + scope + "\"]}";
            JsonNode made = JSON.readTree(CLIENT.send(
                            HttpRequest.newBuilder(URI.create(ServerForTests.address() + "/xapi/keys"))
                                    .header("Authorization", tools)
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.ofString())
                    .body());
            KEYS.put(
                    scope,
                    basic(made.get("name").textValue(), made.get("secret").textValue()));
        }
    }

    private static int status(String method, String resource, String authorization) throws Exception {
        String path = resource.replace("{activity}", ACTIVITY).replace("{agent}", AGENT);
        HttpRequest request = HttpRequest.newBuilder(URI.create(ServerForTests.address() + "/xapi" + path))
                .method(method, BodyPublishers.ofString(method.equals("PUT") || method.equals("POST") ? "{}" : ""))
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .header("X-Experience-API-Version", "2.0.0")
                .build();
        return CLIENT.send(request, BodyHandlers.discarding()).statusCode();
    }

    private static String basic(String name, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }
}
