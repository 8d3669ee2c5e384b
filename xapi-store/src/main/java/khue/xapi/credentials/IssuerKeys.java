/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.credentials;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import khue.xapi.http.Failure;
import khue.xapi.http.Json;
import khue.xapi.http.Message;

/**
 * The public keys of the issuer, found by OpenID Connect Discovery and kept in memory: asked for anew when they are
 * {@link #FRESH} old or a key is unknown, but no more often than every {@link #PAUSE}, however many unknown keys are named;
 * used while the issuer does not answer, but no longer than {@link #USABLE}.
 *
 * @see <a href="https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig">OpenID Connect Discovery 4</a>
 */
final class IssuerKeys {

    static final Duration FRESH = Duration.ofHours(1);
    static final Duration USABLE = Duration.ofHours(24);
    static final Duration PAUSE = Duration.ofSeconds(30);

    private static final Logger LOG = Logger.getLogger(IssuerKeys.class.getName());
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

    /** Tokens that name unknown keys must not occupy the server's threads while the issuer is slow. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private static final int LARGEST_ANSWER = 1024 * 1024;

    private final String issuer;
    private final Clock clock;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** Held by the one thread that asks the issuer. */
    private final ReentrantLock asking = new ReentrantLock();

    private volatile Known known = new Known(List.of(), Instant.MIN);
    private Instant askedAt = Instant.MIN;

    IssuerKeys(String issuer, Clock clock) {
        this.issuer = issuer;
        this.clock = clock;
    }

    /**
     * The keys that may have signed a token which names this key.
     *
     * @param keyId null when the token names none: then all of them
     * @throws Failure 503 when no keys are known that could still be used
     */
    List<JWK> find(String keyId) {
        Known present = known;
        if (named(present, keyId).isEmpty()) {
            ask(LONGEST_WAIT);
        } else if (isOlderThan(FRESH, present.readAt)) {
            // One asks, and the others go on with the keys there are.
            ask(Duration.ZERO);
        }
        if (isOlderThan(USABLE, known.readAt)) {
            throw unreachable();
        }
        return named(known, keyId);
    }

    /** Asks the issuer, or waits for the one who does. */
    private void ask(Duration longestWait) {
        try {
            if (asking.tryLock(longestWait.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    askUnlessJustAsked();
                } finally {
                    asking.unlock();
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void askUnlessJustAsked() {
        if (!isOlderThan(PAUSE, askedAt)) {
            return;
        }
        askedAt = clock.instant();
        try {
            known = new Known(read(), clock.instant());
        } catch (IOException | ParseException failed) {
            LOG.log(Level.WARNING, failed, () -> "The keys of " + issuer + " could not be read");
        }
    }

    private List<JWK> read() throws IOException, ParseException {
        JsonNode configuration =
                Json.mapper().readTree(get(issuer.replaceAll("/+$", "") + "/.well-known/openid-configuration"));
        if (!configuration.path("issuer").asText().equals(issuer)) {
            throw new IOException("the issuer calls itself " + configuration.path("issuer"));
        }
        return JWKSet.parse(get(configuration.path("jwks_uri").asText())).getKeys();
    }

    private String get(String address) throws IOException {
        if (!TrustedIssuer.isSafe(address)) {
            throw new IOException("not an https address: " + address);
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .timeout(ANSWER_TIMEOUT)
                .header("Accept", "application/json")
                .build();
        try {
            HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                if (answer.statusCode() != 200) {
                    throw new IOException(address + " answers " + answer.statusCode());
                }
                byte[] bytes = body.readNBytes(LARGEST_ANSWER + 1);
                if (bytes.length > LARGEST_ANSWER) {
                    throw new IOException(address + " answers with more than " + LARGEST_ANSWER + " bytes");
                }
                return new String(bytes, StandardCharsets.UTF_8);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while the issuer was answering");
        }
    }

    private static List<JWK> named(Known known, String keyId) {
        return keyId == null
                ? known.keys
                : known.keys.stream()
                        .filter(key -> keyId.equals(key.getKeyID()))
                        .toList();
    }

    private boolean isOlderThan(Duration age, Instant time) {
        return time.equals(Instant.MIN) || !time.plus(age).isAfter(clock.instant());
    }

    private static Failure unreachable() {
        return new Failure(
                503,
                "token-issuer-unreachable",
                new Message(
                        "Kho không lấy được khoá công khai của nơi cấp token, nên chưa kiểm tra được token. Hãy gửi lại sau.",
                        "The public keys of the tokens' issuer cannot be read, so no token can be checked. Send again later."));
    }

    private record Known(List<JWK> keys, Instant readAt) {}
}
