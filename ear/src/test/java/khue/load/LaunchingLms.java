/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * As much of an LMS as launches need: a registration that is active, a published key, and tokens as Moodle writes them.
 * Pupils are spread over classes of forty.
 */
public final class LaunchingLms implements AutoCloseable {

    private static final String CLAIM = "https://purl.imsglobal.org/spec/lti/claim/";
    private static final String CLIENT = "benchmark";
    private static final String DEPLOYMENT = "1";
    private static final int CLASS = 40;
    static final String LEARNER = "http://purl.imsglobal.org/vocab/lis/v2/membership#Learner";
    static final String INSTRUCTOR = "http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor";

    private final RSAKey key;
    private final HttpServer keys;
    private final String issuer;
    private final URI target;

    /** @param tools where the tools are, such as {@code http://127.0.0.1:8080/tools} */
    public LaunchingLms(URI tools) throws IOException, JOSEException {
        target = URI.create(tools + "/lti/launch");
        key = new RSAKeyGenerator(2048).keyID("benchmark").generate();
        byte[] published = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
        keys = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        keys.createContext("/keys", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, published.length);
            exchange.getResponseBody().write(published);
            exchange.close();
        });
        keys.start();
        issuer = "http://127.0.0.1:" + keys.getAddress().getPort();
    }

    /** Writes the registration as an administrator would have left it: connecting an LMS is not what is measured. */
    public void register(Connection database) throws SQLException {
        try (PreparedStatement insert = database.prepareStatement("""
                insert into tools.platform
                  (id, issuer, client_id, name, authorization_endpoint, token_endpoint, jwks_uri, status, created_at,
                   activated_at)
                values (?, ?, ?, 'Benchmark', ?, ?, ?, 'active', now(), now())""")) {
            insert.setObject(1, UUID.randomUUID());
            insert.setString(2, issuer);
            insert.setString(3, CLIENT);
            insert.setString(4, issuer + "/auth");
            insert.setString(5, issuer + "/token");
            insert.setString(6, issuer + "/keys");
            insert.executeUpdate();
        }
    }

    /** What the LMS sends a pupil's browser to the tools with: path and query. */
    public String login(int pupil) {
        return "/tools/lti/login?iss=%s&client_id=%s&lti_deployment_id=%s&login_hint=%d&target_link_uri=%s"
                .formatted(encoded(issuer), CLIENT, DEPLOYMENT, pupil, encoded(target.toString()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The id of the link by which everybody of somebody's class comes. */
    String link(int person) {
        return "link-" + person / CLASS;
    }

    /** The id_token for a pupil who has logged in. */
    public String token(int pupil, String nonce) {
        return token(pupil, LEARNER, nonce);
    }

    /** The same for somebody with another role in the class. */
    String token(int pupil, String role, String nonce) {
        Instant now = Instant.now();
        int course = pupil / CLASS;
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(CLIENT)
                .subject(Integer.toString(pupil))
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(60)))
                .claim("nonce", nonce)
                .claim("name", "Nguyễn Thị Học Sinh " + pupil)
                .claim("given_name", "Học Sinh " + pupil)
                .claim("family_name", "Nguyễn Thị")
                .claim(CLAIM + "version", "1.3.0")
                .claim(CLAIM + "message_type", "LtiResourceLinkRequest")
                .claim(CLAIM + "deployment_id", DEPLOYMENT)
                .claim(CLAIM + "target_link_uri", target.toString())
                .claim(CLAIM + "roles", List.of(role))
                .claim(
                        CLAIM + "context",
                        Map.of("id", "course-" + course, "title", "Lớp " + course, "type", List.of("CourseSection")))
                .claim(CLAIM + "resource_link", Map.of("id", link(pupil), "title", "Hồ sơ dự án"))
                .claim(CLAIM + "launch_presentation", Map.of("locale", "vi", "document_target", "window"))
                .build();
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException impossible) {
            throw new IllegalStateException("a key of our own signs", impossible);
        }
    }

    RSAKey publicKey() {
        return key.toPublicJWK();
    }

    @Override
    public void close() {
        keys.stop(0);
    }
}
