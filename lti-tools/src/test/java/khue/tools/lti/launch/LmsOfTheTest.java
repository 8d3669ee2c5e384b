/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.launch;

import com.fasterxml.jackson.core.JsonProcessingException;
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
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import khue.tools.lti.platforms.NewPlatform;
import khue.tools.lti.protocol.PlatformRegistration;

/** As much of an LMS as a launch needs: it publishes a key and signs what a test wants signed. */
final class LmsOfTheTest implements AutoCloseable {

    static final String CLAIM = "https://purl.imsglobal.org/spec/lti/claim/";

    private final RSAKey key = newKey();
    private final HttpServer server;
    private final String clientId = "client-" + UUID.randomUUID();
    private volatile int keysStatus;
    private volatile byte[] keys;

    LmsOfTheTest() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        keysAnswer(200, new JWKSet(key.toPublicJWK()).toString());
        server.createContext("/keys", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(keysStatus, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        server.start();
    }

    /** From now on this is what the address of the keys says. */
    void keysAnswer(int status, String body) {
        keysStatus = status;
        keys = body.getBytes(StandardCharsets.UTF_8);
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    String clientId() {
        return clientId;
    }

    NewPlatform registration() {
        return registration(issuer());
    }

    /** A tenant of a hosted LMS: the issuer is everybody's, the keys are its own. */
    NewPlatform asTenantOf(LmsOfTheTest host) {
        return registration(host.issuer());
    }

    private NewPlatform registration(String issuer) {
        return NewPlatform.of(
                "LMS of the test",
                new PlatformRegistration(
                        issuer,
                        clientId,
                        URI.create(issuer() + "/auth"),
                        URI.create(issuer() + "/token"),
                        Optional.empty(),
                        URI.create(issuer() + "/keys")));
    }

    /** A pupil opens a link, but. */
    String token(URI tool, String nonce, Consumer<Map<String, Object>> mutation) {
        Map<String, Object> claims = claims(tool, nonce);
        mutation.accept(claims);
        return signed(claims, key);
    }

    private Map<String, Object> claims(URI tool, String nonce) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", issuer());
        claims.put("aud", clientId);
        claims.put("sub", "4");
        claims.put("name", "Trần Minh An");
        claims.put("nonce", nonce);
        claims.put("iat", Instant.now().getEpochSecond());
        claims.put("exp", Instant.now().plusSeconds(60).getEpochSecond());
        claims.put(CLAIM + "version", "1.3.0");
        claims.put(CLAIM + "message_type", "LtiResourceLinkRequest");
        claims.put(CLAIM + "deployment_id", "1");
        claims.put(CLAIM + "target_link_uri", tool.toString());
        claims.put(CLAIM + "roles", List.of("http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"));
        claims.put(CLAIM + "context", Map.of("id", "2", "title", "Lớp 6A"));
        claims.put(CLAIM + "resource_link", Map.of("id", "1", "title", "Vườn rau của em"));
        return claims;
    }

    /** Signed by another key that calls itself by the same id. */
    String forged(URI tool, String nonce) {
        return signed(claims(tool, nonce), newKey());
    }

    private static String signed(Map<?, ?> claims, RSAKey key) {
        try {
            JWSObject token = new JWSObject(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .build(),
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

    @Override
    public void close() {
        server.stop(0);
    }
}
