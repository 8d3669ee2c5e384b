/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import khue.samplelms.school.RegisteredTool;

/** The smallest tool that gets everything right; tests make it do one thing wrong. It has no pages: only a key set, and ears for notices. */
final class FakeTool implements AutoCloseable {
    static final String ALL_SCOPES = "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem"
            + " https://purl.imsglobal.org/spec/lti-ags/scope/lineitem.readonly"
            + " https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly"
            + " https://purl.imsglobal.org/spec/lti-ags/scope/score"
            + " https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly";
    static final String CONFIGURATION = "https://purl.imsglobal.org/spec/lti-tool-configuration";
    private static final ObjectMapper JSON = new ObjectMapper();

    // Making a key takes a while, and no test changes it.
    private static final RSAKey FIRST_KEY = newKey("first");

    final SampleLms lms;
    final List<JsonNode> notices = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final HttpClient http = HttpClient.newHttpClient();
    private RSAKey key = FIRST_KEY;
    private String clientId;

    FakeTool(SampleLms lms) throws IOException {
        this.lms = lms;
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/jwks", exchange -> {
            byte[] keys = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        server.createContext("/notices", exchange -> {
            notices.add(JSON.readTree(exchange.getRequestBody()));
            exchange.sendResponseHeaders(202, -1);
            exchange.close();
        });
        server.start();
    }

    static FakeTool registeredAt(SampleLms lms) throws IOException {
        return registeredAt(lms, document -> {});
    }

    /** One that asks for something else than usual. */
    static FakeTool registeredAt(SampleLms lms, Consumer<ObjectNode> change) throws IOException {
        FakeTool tool = new FakeTool(lms);
        ObjectNode document = tool.registration();
        change.accept(document);
        HttpResponse<String> response = tool.register(lms.newRegistrationToken(), document);
        if (response.statusCode() != 200) {
            throw new AssertionError(response.body());
        }
        tool.clientId = json(response).path("client_id").asText();
        return tool;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    String clientId() {
        return clientId;
    }

    RegisteredTool registered() {
        return lms.school().findTool(clientId).orElseThrow();
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    String launchUri() {
        return baseUrl() + "/launch";
    }

    void changeKey() {
        key = newKey("second");
    }

    ObjectNode registration() {
        ObjectNode document = JSON.createObjectNode();
        document.put("application_type", "web")
                .put("client_name", "Sổ tay lớp học")
                .put("token_endpoint_auth_method", "private_key_jwt")
                .put("initiate_login_uri", baseUrl() + "/login")
                .put("jwks_uri", baseUrl() + "/jwks")
                .put("scope", ALL_SCOPES);
        document.putArray("response_types").add("id_token");
        document.putArray("grant_types").add("implicit").add("client_credentials");
        document.putArray("redirect_uris").add(launchUri());
        ObjectNode configuration = document.putObject(CONFIGURATION);
        configuration.put("domain", URI.create(baseUrl()).getAuthority()).put("target_link_uri", launchUri());
        configuration
                .putArray("claims")
                .add("iss")
                .add("sub")
                .add("name")
                .add("given_name")
                .add("family_name");
        configuration.putArray("messages").addObject().put("type", "LtiDeepLinkingRequest");
        configuration
                .putObject("custom_parameters")
                .put("link", "$ResourceLink.id")
                .put("history", "$Context.id.history")
                .put("due", "$ResourceLink.submission.endDateTime");
        return document;
    }

    HttpResponse<String> register(String token, JsonNode document) {
        return send(HttpRequest.newBuilder(URI.create(lms.addresses().registration()))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(document.toString())));
    }

    /** The address of the authentication request that answers a login initiation. */
    Map<String, String> authenticationRequest(Map<String, String> login) {
        Map<String, String> request = new LinkedHashMap<>();
        request.put("scope", "openid");
        request.put("response_type", "id_token");
        request.put("response_mode", "form_post");
        request.put("prompt", "none");
        request.put("client_id", login.get("client_id"));
        request.put("redirect_uri", launchUri());
        request.put("state", "state-of-the-tool");
        request.put("nonce", UUID.randomUUID().toString());
        request.put("login_hint", login.get("login_hint"));
        request.put("lti_message_hint", login.get("lti_message_hint"));
        return request;
    }

    String authenticationAddress(Map<String, String> request) {
        return lms.addresses().authorization() + "?" + Visitor.encoded(request);
    }

    JWTClaimsSet.Builder assertionClaims() {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(clientId)
                .subject(clientId)
                .audience(lms.addresses().token())
                .claim("iat", now.getEpochSecond())
                .claim("exp", now.getEpochSecond() + 60)
                .jwtID(UUID.randomUUID().toString());
    }

    JWTClaimsSet.Builder deepLinkingClaims(Map<String, Object> settings, Object... items) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(clientId)
                .audience(lms.baseUrl())
                .claim("iat", now.getEpochSecond())
                .claim("exp", now.getEpochSecond() + 60)
                .claim("nonce", UUID.randomUUID().toString())
                .claim("https://purl.imsglobal.org/spec/lti/claim/message_type", "LtiDeepLinkingResponse")
                .claim("https://purl.imsglobal.org/spec/lti/claim/version", "1.3.0")
                .claim(
                        "https://purl.imsglobal.org/spec/lti/claim/deployment_id",
                        registered().deploymentId())
                .claim("https://purl.imsglobal.org/spec/lti-dl/claim/data", settings.get("data"))
                .claim("https://purl.imsglobal.org/spec/lti-dl/claim/content_items", List.of(items));
    }

    Map<String, Object> item(String title) {
        return Map.of(
                "type",
                "ltiResourceLink",
                "title",
                title,
                "url",
                launchUri() + "?project=1",
                "custom",
                Map.of("project", "1"),
                "lineItem",
                Map.of("scoreMaximum", 10, "resourceId", "project-1", "tag", "grade"));
    }

    String signed(JWTClaimsSet claims) {
        return signed(claims, key, key.getKeyID());
    }

    static String signed(JWTClaimsSet claims, RSAKey key, String kid) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(kid).build(), claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException fault) {
            throw new IllegalStateException(fault);
        }
    }

    /** Signs claims of any type, also those that a JWT must not have. */
    String signedAsIs(Map<String, Object> claims) {
        try {
            JWSObject token = new JWSObject(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .build(),
                    new Payload(claims));
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException fault) {
            throw new IllegalStateException(fault);
        }
    }

    Map<String, String> tokenForm(String assertion, String scope) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        form.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        form.put("client_assertion", assertion);
        form.put("scope", scope);
        return form;
    }

    HttpResponse<String> requestToken(Map<String, String> form) {
        return send(HttpRequest.newBuilder(URI.create(lms.addresses().token()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(Visitor.encoded(form))));
    }

    String accessToken(String scope) {
        HttpResponse<String> response =
                requestToken(tokenForm(signed(assertionClaims().build()), scope));
        return json(response).path("access_token").asText();
    }

    /** Calls a service with a fresh token for all scopes. */
    HttpResponse<String> call(String address, Consumer<HttpRequest.Builder> details) {
        return call(address, ALL_SCOPES, details);
    }

    HttpResponse<String> call(String address, String scope, Consumer<HttpRequest.Builder> details) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address)).header("Authorization", "Bearer " + accessToken(scope));
        details.accept(request);
        return send(request);
    }

    HttpResponse<String> get(String address, String accept) {
        return call(address, request -> request.header("Accept", accept));
    }

    HttpResponse<String> post(String address, String mediaType, Object body) {
        return call(
                address,
                request -> request.header("Content-Type", mediaType).POST(BodyPublishers.ofString(text(body))));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException fault) {
            throw new AssertionError("not JSON: " + response.body(), fault);
        }
    }

    static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    static RSAKey newKey(String kid) {
        try {
            return new RSAKeyGenerator(2048).keyID(kid).keyUse(KeyUse.SIGNATURE).generate();
        } catch (JOSEException fault) {
            throw new IllegalStateException(fault);
        }
    }
}
