/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.records;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import khue.tools.settings.Settings;

/**
 * Speaks to the learning record store, whichever it is: xAPI below {@code /statements} and, when the store is ours, the report API below
 * {@code /reports} and the key API at {@code /keys}. Its address is the operator's own setting. Redirects are not followed: the credentials are for one place only.
 */
@ApplicationScoped
public class StoreClient {

    /** Any 1.0.x or 2.0 store takes what 1.0.3 can say, and our statements say no more. */
    static final String XAPI_VERSION = "1.0.3";

    private static final String ON_BEHALF_OF = "X-Khue-On-Behalf-Of";

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private final Settings settings;

    @Inject
    StoreClient(Settings settings) {
        this.settings = settings;
    }

    /** For the container's proxy. */
    protected StoreClient() {
        this.settings = null;
    }

    /** What the store answered, whatever its status. */
    public record Answer(int status, HttpHeaders headers, byte[] body) {

        public boolean successful() {
            return status / 100 == 2;
        }

        /** The body as JSON; a {@link IOException} when it is something else. */
        public JsonNode json() throws IOException {
            return JSON.readTree(body);
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /**
     * Asks for something.
     *
     * @param pathAndQuery below the store's root, starting with a slash and encoded: {@code /statements?limit=20}
     * @throws IOException when the store cannot be reached or does not answer in time
     */
    public Answer get(String pathAndQuery) throws IOException {
        return send("GET", pathAndQuery, BodyPublishers.noBody());
    }

    /** The same on behalf of somebody, for what our own store keeps a list of; {@code who} as in {@link #change}. */
    public Answer get(String pathAndQuery, String who) throws IOException {
        return send(request("GET", pathAndQuery, BodyPublishers.noBody()).header(ON_BEHALF_OF, who));
    }

    /**
     * An answer that is read while it comes.
     *
     * @param body to be closed by whoever asked; reading it fails when the store breaks off
     */
    public record Stream(int status, HttpHeaders headers, InputStream body) implements AutoCloseable {

        public boolean successful() {
            return status / 100 == 2;
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }

    /** Asks for something long; the answer has to begin in time, and may then take as long as it takes. */
    public Stream open(String pathAndQuery, String who) throws IOException {
        HttpRequest request = request("GET", pathAndQuery, BodyPublishers.noBody())
                .header(ON_BEHALF_OF, who)
                .build();
        try {
            HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
            return new Stream(response.statusCode(), response.headers(), response.body());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while the store was answering");
        }
    }

    /** Posts JSON; otherwise as {@link #get}. */
    Answer post(String pathAndQuery, String json) throws IOException {
        return send("POST", pathAndQuery, BodyPublishers.ofString(json));
    }

    /** Puts JSON; otherwise as {@link #get}. */
    Answer put(String pathAndQuery, String json) throws IOException {
        return send("PUT", pathAndQuery, BodyPublishers.ofString(json));
    }

    /**
     * Changes something of our own store's, on behalf of somebody; otherwise as {@link #get}.
     *
     * @param json the body; empty for none
     * @param who decided, as the store may know it: never a name
     */
    public Answer change(String method, String pathAndQuery, String json, String who) throws IOException {
        return change(method, pathAndQuery, json.getBytes(StandardCharsets.UTF_8), who);
    }

    /** The same with a body of any kind. */
    public Answer change(String method, String pathAndQuery, byte[] body, String who) throws IOException {
        return send(
                request(method, pathAndQuery, BodyPublishers.ofByteArray(body)).header(ON_BEHALF_OF, who));
    }

    private Answer send(String method, String pathAndQuery, BodyPublisher body) throws IOException {
        return send(request(method, pathAndQuery, body));
    }

    private HttpRequest.Builder request(String method, String pathAndQuery, BodyPublisher body) {
        return HttpRequest.newBuilder(URI.create(settings.storeUrl() + pathAndQuery))
                .method(method, body)
                .timeout(ANSWER_TIMEOUT)
                .header("Authorization", "Basic " + credentials())
                .header("X-Experience-API-Version", XAPI_VERSION)
                .header("Content-Type", "application/json");
    }

    private Answer send(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while the store was answering");
        }
    }

    private String credentials() {
        String pair = settings.storeKey() + ":" + settings.storeSecret();
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
