/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import khue.testing.RunningKhue;

/** The learning record store as anybody with a key of it meets it. */
final class Lrs {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final RunningKhue khue;

    Lrs(RunningKhue khue) {
        this.khue = khue;
    }

    /** All statements that a query finds, the newest first. */
    List<JsonNode> statements(String query) throws IOException, InterruptedException {
        List<JsonNode> statements = new ArrayList<>();
        String more = "/xapi/statements?" + query;
        while (!more.isEmpty()) {
            JsonNode page = get(more);
            page.path("statements").forEach(statements::add);
            more = page.path("more").asText();
        }
        return statements;
    }

    private JsonNode get(String pathAndQuery) throws IOException, InterruptedException {
        String key = khue.lrsKey().name() + ":" + khue.lrsKey().secret();
        HttpRequest request = HttpRequest.newBuilder(khue.xapiUrl().resolve(pathAndQuery))
                .header("X-Experience-API-Version", "1.0.3")
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8)))
                .build();
        HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).as(pathAndQuery).isEqualTo(200);
        return JSON.readTree(answer.body());
    }
}
