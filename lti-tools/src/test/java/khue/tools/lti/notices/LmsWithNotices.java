/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.notices;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import khue.tools.lti.protocol.Notice;
import khue.tools.testing.GradedCourse;

/** An LMS with a key, tokens and notice handlers. */
final class LmsWithNotices implements AutoCloseable {

    private static final String CLAIM = "https://purl.imsglobal.org/spec/lti/claim/";

    private final RSAKey key = newKey();
    private final HttpServer server;
    final List<JsonNode> handlers = new CopyOnWriteArrayList<>();
    final AtomicInteger failures = new AtomicInteger();
    final AtomicInteger keysAway = new AtomicInteger();

    LmsWithNotices() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/keys",
                exchange -> answer(
                        exchange,
                        keysAway.getAndDecrement() > 0 ? 503 : 200,
                        new JWKSet(key.toPublicJWK()).toString()));
        server.createContext(
                "/token", exchange -> answer(exchange, 200, "{\"access_token\":\"t\",\"expires_in\":3600}"));
        server.createContext("/handlers", this::handlers);
        server.start();
    }

    String root() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handlers(HttpExchange exchange) throws IOException {
        JsonNode asked = new ObjectMapper().readTree(exchange.getRequestBody().readAllBytes());
        handlers.add(asked);
        boolean put = exchange.getRequestMethod().equals("PUT");
        answer(exchange, !put ? 405 : failures.getAndDecrement() > 0 ? 503 : 200, asked.toString());
    }

    /** The course 7 was copied and became 8, but. */
    String notice(GradedCourse of, Consumer<Map<String, Object>> mutation) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", root());
        claims.put("aud", of.platform().toString());
        claims.put("azp", of.platform().toString());
        claims.put("iat", Instant.now().getEpochSecond());
        claims.put("exp", Instant.now().plusSeconds(3600).getEpochSecond());
        claims.put(CLAIM + "version", "1.3.0");
        claims.put(CLAIM + "deployment_id", "1");
        claims.put(
                CLAIM + "notice",
                Map.of(
                        "id",
                        UUID.randomUUID().toString(),
                        "timestamp",
                        Instant.now().toString(),
                        "type",
                        Notice.CONTEXT_COPY));
        claims.put(CLAIM + "context", Map.of("id", "8", "title", "Lớp 6A, năm học mới"));
        claims.put(CLAIM + "origin_contexts", List.of("7"));
        mutation.accept(claims);
        return signed(claims, key);
    }

    String forged(GradedCourse of) {
        String right = notice(of, claims -> {});
        try {
            return signed(JWSObject.parse(right).getPayload().toJSONObject(), newKey());
        } catch (java.text.ParseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String signed(Map<?, ?> claims, RSAKey key) {
        try {
            JWSObject token = new JWSObject(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("key-1").build(),
                    new Payload(new ObjectMapper().writeValueAsString(claims)));
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException | JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyID("key-1").generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
