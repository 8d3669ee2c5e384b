/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.accounts;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * An OpenID provider as the specifications have it, for tests: discovery, authorization code with PKCE (S256, demanded), a client secret by
 * Basic authentication, codes that are good once and only with the redirect address, the verifier and the client they were given to. Whoever
 * comes is the person that the test said.
 */
final class OpenIdServer implements AutoCloseable {

    static final String CLIENT_ID = "khue";
    static final String CLIENT_SECRET = "a-secret-of-the-provider";

    /** What a code was given for. */
    private record Granted(String redirectUri, String challenge, String nonce, Map<String, Object> person) {}

    private final HttpServer server;
    private final RSAKey key;
    private final String redirectUri;
    private final Map<String, Granted> codes = new ConcurrentHashMap<>();

    private Map<String, Object> person = Map.of();
    private String refusal = "";
    private UnaryOperator<JWTClaimsSet.Builder> tampering = claims -> claims;

    OpenIdServer(int port, String redirectUri) {
        this.redirectUri = redirectUri;
        try {
            key = new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate();
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
        server.createContext("/.well-known/openid-configuration", exchange -> json(exchange, 200, configuration()));
        server.createContext("/authorize", this::authorize);
        server.createContext("/token", this::token);
        server.createContext(
                "/keys",
                exchange -> json(exchange, 200, new JWKSet(key).toPublicJWKSet().toString()));
        server.start();
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on this person signs in. */
    void isVisitedBy(String subject, String email, boolean verified) {
        person = Map.of("sub", subject, "email", email, "email_verified", verified);
        refusal = "";
        tampering = claims -> claims;
    }

    /** From now on the person says no, or the provider does. */
    void refuses(String error) {
        refusal = error;
    }

    void tampersWith(UnaryOperator<JWTClaimsSet.Builder> change) {
        tampering = change;
    }

    private String configuration() {
        String issuer = issuer();
        return """
                {"issuer":"%1$s","authorization_endpoint":"%1$s/authorize","token_endpoint":"%1$s/token","jwks_uri":"%1$s/keys",
                 "response_types_supported":["code"],"subject_types_supported":["public"],
                 "id_token_signing_alg_values_supported":["RS256"],"code_challenge_methods_supported":["S256"],
                 "token_endpoint_auth_methods_supported":["client_secret_basic"],
                 "authorization_response_iss_parameter_supported":true}""".formatted(issuer);
    }

    /** OpenID Connect Core 1.0, §3.1.2. A redirect address that was not registered gets a page, and nobody is sent there. */
    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> query = fields(exchange.getRequestURI().getRawQuery());
        if (!CLIENT_ID.equals(query.get("client_id")) || !redirectUri.equals(query.get("redirect_uri"))) {
            json(exchange, 400, "{\"error\":\"invalid_request\"}");
            return;
        }
        boolean usable = "code".equals(query.get("response_type"))
                && query.getOrDefault("scope", "").contains("openid")
                && "S256".equals(query.get("code_challenge_method"))
                && query.getOrDefault("code_challenge", "").length() == 43;
        Map<String, String> answer = new LinkedHashMap<>();
        answer.put("state", query.getOrDefault("state", ""));
        answer.put("iss", issuer());
        if (!usable) {
            answer.put("error", "invalid_request");
        } else if (!refusal.isEmpty()) {
            answer.put("error", refusal);
        } else {
            String code = UUID.randomUUID().toString();
            codes.put(code, new Granted(redirectUri, query.get("code_challenge"), query.get("nonce"), person));
            answer.put("code", code);
        }
        StringBuilder location = new StringBuilder(redirectUri);
        answer.forEach((name, value) -> location.append(location.indexOf("?") < 0 ? '?' : '&')
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        exchange.getResponseHeaders().add("Location", location.toString());
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    /** RFC 6749, §4.1.3; RFC 7636, §4.6. */
    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> form = fields(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        String credentials =
                Base64.getEncoder().encodeToString((CLIENT_ID + ":" + CLIENT_SECRET).getBytes(StandardCharsets.UTF_8));
        if (!("Basic " + credentials).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            json(exchange, 401, "{\"error\":\"invalid_client\"}");
            return;
        }
        Granted granted = codes.remove(form.getOrDefault("code", ""));
        boolean fits = granted != null
                && "authorization_code".equals(form.get("grant_type"))
                && granted.redirectUri().equals(form.get("redirect_uri"))
                && granted.challenge().equals(challenge(form.getOrDefault("code_verifier", "")));
        if (!fits) {
            json(exchange, 400, "{\"error\":\"invalid_grant\"}");
            return;
        }
        json(
                exchange,
                200,
                "{\"access_token\":\"x\",\"token_type\":\"Bearer\",\"id_token\":\"" + idToken(granted) + "\"}");
    }

    private String idToken(Granted granted) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience(CLIENT_ID)
                .claim("nonce", granted.nonce())
                .issueTime(Date.from(Instant.now()))
                .expirationTime(Date.from(Instant.now().plusSeconds(300)));
        granted.person().forEach(claims::claim);
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
                tampering.apply(claims).build());
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
        return token.serialize();
    }

    private static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Map<String, String> fields(String encoded) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : encoded == null ? new String[0] : encoded.split("&")) {
            String[] parts = pair.split("=", 2);
            fields.put(parts[0], URLDecoder.decode(parts.length == 2 ? parts[1] : "", StandardCharsets.UTF_8));
        }
        return fields;
    }

    private static void json(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        // The next test's provider listens on the same port: no connection to this one is kept.
        exchange.getResponseHeaders().add("Connection", "close");
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
