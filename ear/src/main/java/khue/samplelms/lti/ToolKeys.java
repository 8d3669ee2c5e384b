/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.lti;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import khue.samplelms.http.ExchangeLog;
import khue.samplelms.http.Json;
import khue.samplelms.http.Refusal;
import khue.samplelms.school.RegisteredTool;

/**
 * Verifies what tools sign. A tool's key set is fetched when it is first needed and again only when a token does not
 * verify with it, as platforms do.
 */
public final class ToolKeys {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int LARGEST_KEY_SET = 256 * 1024;
    private static final int SMALLEST_KEY = 2048;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final ExchangeLog log;
    private final Map<String, JWKSet> fetched = new ConcurrentHashMap<>();

    public ToolKeys(ExchangeLog log) {
        this.log = log;
    }

    /** Forgets a tool's key set, so that the next token makes the platform fetch it. */
    public void forget(RegisteredTool tool) {
        fetched.remove(tool.jwksUri());
    }

    /** The claims of a token that the tool signed; anything else is refused as {@code invalid_client}. */
    JsonNode verify(RegisteredTool tool, String compact) {
        JWSObject token = parsed(compact);
        if (!JWSAlgorithm.RS256.equals(token.getHeader().getAlgorithm())) {
            throw refused("The header's alg is " + token.getHeader().getAlgorithm() + "; only RS256 is accepted.");
        }
        String kid = token.getHeader().getKeyID();
        if (kid == null || kid.isEmpty()) {
            throw refused("The header has no kid, so the key cannot be chosen.");
        }
        JWKSet known = fetched.get(tool.jwksUri());
        boolean verified = known != null && verifies(token, known);
        if (!verified) {
            JWKSet fresh = fetch(tool.jwksUri());
            fetched.put(tool.jwksUri(), fresh);
            if (fresh.getKeyByKeyId(kid) == null) {
                throw refused("The key set at " + tool.jwksUri() + " has no key with kid " + kid + ".");
            }
            if (!verifies(token, fresh)) {
                throw refused("The signature does not fit the key " + kid + " at " + tool.jwksUri() + ".");
            }
        }
        return Json.object(token.getPayload().toString());
    }

    private static JWSObject parsed(String compact) {
        try {
            return JWSObject.parse(compact);
        } catch (ParseException fault) {
            throw refused("This is not a signed JWT: " + fault.getMessage());
        }
    }

    private static boolean verifies(JWSObject token, JWKSet keySet) {
        Optional<RSAKey> key = usable(keySet.getKeyByKeyId(token.getHeader().getKeyID()));
        try {
            return key.isPresent() && token.verify(new RSASSAVerifier(key.get().toRSAPublicKey()));
        } catch (JOSEException | IllegalStateException unverifiable) {
            return false;
        }
    }

    private static Optional<RSAKey> usable(JWK key) {
        boolean fit = key instanceof RSAKey
                && key.size() >= SMALLEST_KEY
                && (key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE));
        return fit ? Optional.of(key.toRSAKey()) : Optional.empty();
    }

    private JWKSet fetch(String jwksUri) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(jwksUri))
                .timeout(PATIENCE)
                .header("Accept", "application/json")
                .build();
        try {
            HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            log.add("GET", jwksUri, response.statusCode(), "the tool's key set");
            try (InputStream body = response.body()) {
                if (response.statusCode() != 200) {
                    throw refused("The key set at " + jwksUri + " answers " + response.statusCode() + ".");
                }
                byte[] bytes = body.readNBytes(LARGEST_KEY_SET);
                return JWKSet.parse(new String(bytes, StandardCharsets.UTF_8));
            }
        } catch (IOException fault) {
            log.add("GET", jwksUri, 0, "the tool's key set: " + fault);
            throw refused("The key set at " + jwksUri + " cannot be fetched: " + fault);
        } catch (ParseException fault) {
            throw refused("The key set at " + jwksUri + " is not a JWK set: " + fault.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw refused("The LMS is stopping.");
        }
    }

    static Refusal refused(String description) {
        return new Refusal(400, "invalid_client", description);
    }
}
