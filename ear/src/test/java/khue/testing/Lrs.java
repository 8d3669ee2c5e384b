/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import khue.run.Credentials;

/** The learning record store as anybody with a key of it meets it. */
public final class Lrs {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Longer than anything takes on a busy machine: only an answer that never comes reaches it. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final URI url;
    private final String authorization;

    /** @param url such as {@code http://127.0.0.1:8080/xapi} */
    public Lrs(URI url, Credentials key) {
        this.url = url;
        String pair = key.name() + ":" + key.secret();
        this.authorization = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /** All statements that a query finds, the newest first. */
    public List<JsonNode> statements(String query) throws IOException, InterruptedException {
        List<JsonNode> statements = new ArrayList<>();
        readPages(query, statements::add);
        return statements;
    }

    /** The ids of all statements that a query finds, for answers that are too many to be held. */
    public List<String> statementIds(String query) throws IOException, InterruptedException {
        List<String> ids = new ArrayList<>();
        readPages(query, statement -> ids.add(statement.path("id").asText()));
        return ids;
    }

    private void readPages(String query, Consumer<JsonNode> reader) throws IOException, InterruptedException {
        String more = url.getRawPath() + "/statements?" + query;
        while (!more.isEmpty()) {
            HttpResponse<byte[]> answer = send(signed(url.resolve(more)));
            assertThat(answer.statusCode()).as(more).isEqualTo(200);
            JsonNode page = JSON.readTree(answer.body());
            page.path("statements").forEach(reader);
            more = page.path("more").asText();
        }
    }

    public HttpResponse<byte[]> get(String pathAndQuery) throws IOException, InterruptedException {
        return send(request(pathAndQuery));
    }

    public HttpResponse<byte[]> post(String pathAndQuery, String json) throws IOException, InterruptedException {
        return send(
                request(pathAndQuery).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    public HttpResponse<byte[]> put(String pathAndQuery, String json) throws IOException, InterruptedException {
        return send(
                request(pathAndQuery).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(json)));
    }

    /** Posts statements with attachments, as {@code multipart/mixed} with that boundary. */
    public HttpResponse<byte[]> postMultipart(String pathAndQuery, String boundary, byte[] body)
            throws IOException, InterruptedException {
        return send(request(pathAndQuery)
                .header("Content-Type", "multipart/mixed; boundary=" + boundary)
                .POST(BodyPublishers.ofByteArray(body)));
    }

    /**
     * A request with version and key, to be completed.
     *
     * @param pathAndQuery below the store's address, such as {@code /statements?limit=1}
     */
    public HttpRequest.Builder request(String pathAndQuery) {
        return signed(URI.create(url + pathAndQuery));
    }

    private HttpRequest.Builder signed(URI target) {
        return HttpRequest.newBuilder(target)
                .timeout(PATIENCE)
                .header("X-Experience-API-Version", "1.0.3")
                .header("Authorization", authorization);
    }

    public HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }
}
