/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/**
 * The rules for every token that a platform signs, whatever it is for. Each has a name; which of them apply, and in which order, says the
 * validator of a kind of token.
 */
abstract class PlatformTokenValidator {

    /** How far the clocks of a platform and of this server may be apart. */
    static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

    /** A token answers a login, and no login waits longer. */
    static final Duration OLDEST_TOKEN = Duration.ofMinutes(10);

    /** From {@code iat} to {@code exp}: a token that lives longer was not made for one launch. */
    static final Duration LONGEST_LIFE = Duration.ofHours(24);

    static final int SMALLEST_RSA_KEY = 2048;

    private static final Set<String> KEYS_IN_THE_HEADER = Set.of("jku", "jwk", "x5u", "x5c", "x5t", "x5t#S256");

    private final Clock clock;

    PlatformTokenValidator(Clock clock) {
        this.clock = clock;
    }

    /** Every key that the platform publishes under this id, which is a stranger's text. */
    abstract List<JWK> keys(PlatformRegistration platform, String keyId);

    // The token as a signed object

    /** Three parts, each in base64url; the first one a JSON object. */
    record Jws(ObjectNode header, String signingInput, byte[] payload, Base64URL signature) {}

    /** <a href="https://www.rfc-editor.org/rfc/rfc7515#section-7.1">RFC 7515, §7.1</a>. No member of the header may stand there twice: §4. */
    static Jws tokenIsOneSignedObject(String idToken) {
        String[] parts = idToken.split("\\.", -1);
        if (parts.length != 3) {
            throw new LaunchRejected(LaunchReason.TOKEN_MALFORMED, "expected 3 parts, came " + parts.length);
        }
        // A token with alg "none" has no signature part: it is refused for its algorithm, which says more.
        decoded(parts[2]);
        ObjectNode header = Json.object(part(parts[0]))
                .orElseThrow(() -> new LaunchRejected(
                        LaunchReason.TOKEN_MALFORMED, "the header is not one JSON object without a member twice"));
        return new Jws(header, parts[0] + "." + parts[1], part(parts[1]), new Base64URL(parts[2]));
    }

    private static byte[] part(String text) {
        if (text.isEmpty()) {
            throw new LaunchRejected(LaunchReason.TOKEN_MALFORMED, "a part is empty");
        }
        return decoded(text);
    }

    /** <a href="https://www.rfc-editor.org/rfc/rfc4648#section-5">RFC 4648, §5</a>, without padding. */
    private static byte[] decoded(String text) {
        if (text.endsWith("=")) {
            throw new LaunchRejected(LaunchReason.TOKEN_MALFORMED, "a part is padded");
        }
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException other) {
            throw new LaunchRejected(LaunchReason.TOKEN_MALFORMED, "a part is not base64url");
        }
    }

    /**
     * What the registration allows, never what the token wishes: {@code none}, and HS256 with the public key for a password, end here.
     * <a href="https://www.rfc-editor.org/rfc/rfc8725#section-3.1">RFC 8725, §3.1</a>.
     */
    static String algorithmIsAllowed(Jws token, PlatformRegistration platform) {
        String algorithm = token.header().path("alg").asText();
        if (!platform.signatureAlgorithms().contains(algorithm)) {
            throw new LaunchRejected(
                    LaunchReason.ALGORITHM_REFUSED,
                    "expected one of " + platform.signatureAlgorithms() + ", came " + algorithm);
        }
        return algorithm;
    }

    /**
     * A token must not bring its own key, nor demand an extension: we know none, and one that is critical must be understood.
     * <a href="https://www.rfc-editor.org/rfc/rfc7515#section-4.1.11">RFC 7515, §4.1.11</a>,
     * <a href="https://www.rfc-editor.org/rfc/rfc8725#section-3.10">RFC 8725, §3.10</a>.
     */
    static void headerBringsNoKeyAndDemandsNothing(Jws token) {
        token.header().fieldNames().forEachRemaining(name -> {
            if (KEYS_IN_THE_HEADER.contains(name) || name.equals("crit")) {
                throw new LaunchRejected(LaunchReason.HEADER_REFUSED, "the header has " + name);
            }
        });
    }

    /** <a href="https://www.imsglobal.org/spec/security/v1p0/#rsa-key-0">Security Framework 1.0, §6.3</a>: the key is found by its id. */
    static String keyIsNamed(Jws token) {
        JsonNode keyId = token.header().path("kid");
        if (!keyId.isTextual() || keyId.textValue().isBlank()) {
            throw new LaunchRejected(LaunchReason.KEY_ID_MISSING, "the header has no kid");
        }
        return keyId.textValue();
    }

    /** Exactly one key of that id, RSA, long enough, meant for signatures, and not for another algorithm. RFC 7517, §4. */
    RSAPublicKey keyIsOneOfThePlatforms(PlatformRegistration platform, String keyId, String algorithm) {
        List<JWK> keys = keys(platform, keyId);
        if (keys.isEmpty()) {
            throw new LaunchRejected(LaunchReason.KEY_UNKNOWN, "the platform publishes no key " + keyId);
        }
        if (keys.size() > 1) {
            throw new LaunchRejected(
                    LaunchReason.KEY_UNUSABLE, "the platform publishes " + keys.size() + " keys " + keyId);
        }
        JWK key = keys.get(0);
        boolean fit = KeyType.RSA.equals(key.getKeyType())
                && key.size() >= SMALLEST_RSA_KEY
                && (key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE))
                && (key.getAlgorithm() == null || key.getAlgorithm().getName().equals(algorithm));
        if (!fit) {
            throw new LaunchRejected(
                    LaunchReason.KEY_UNUSABLE,
                    "expected an RSA key of at least " + SMALLEST_RSA_KEY + " bits for signatures by " + algorithm
                            + ", came " + key.getKeyType() + " of " + key.size() + " bits, use " + key.getKeyUse()
                            + ", alg " + key.getAlgorithm());
        }
        try {
            return key.toRSAKey().toRSAPublicKey();
        } catch (JOSEException unusable) {
            throw new LaunchRejected(LaunchReason.KEY_UNUSABLE, "key " + keyId + ": " + unusable.getMessage());
        }
    }

    /** <a href="https://www.rfc-editor.org/rfc/rfc7515#section-5.2">RFC 7515, §5.2</a>; OpenID Connect Core 1.0, §3.1.3.7, 6. */
    static void signatureIsMadeWithTheKey(Jws token, String algorithm, RSAPublicKey key) {
        // A header of our own making: nothing but the algorithm, which is allowed by now, takes part in the check.
        JWSHeader header = new JWSHeader(JWSAlgorithm.parse(algorithm));
        boolean made;
        try {
            made = new RSASSAVerifier(key)
                    .verify(header, token.signingInput().getBytes(StandardCharsets.US_ASCII), token.signature());
        } catch (JOSEException unusable) {
            throw new LaunchRejected(LaunchReason.SIGNATURE_WRONG, unusable.getMessage());
        }
        if (!made) {
            throw new LaunchRejected(LaunchReason.SIGNATURE_WRONG, "the signature does not fit the platform's key");
        }
    }

    // OpenID Connect

    /** <a href="https://www.rfc-editor.org/rfc/rfc7519#section-4">RFC 7519, §4</a>: an object, no claim twice. */
    static Claims payloadIsOneObject(Jws token) {
        return Json.object(token.payload())
                .map(Claims::new)
                .orElseThrow(() -> new LaunchRejected(
                        LaunchReason.TOKEN_MALFORMED, "the payload is not one JSON object without a claim twice"));
    }

    /** Security Framework 1.0, §5.1.3, 2: letter by letter. */
    static void issuerIsThePlatform(Claims claims, PlatformRegistration platform) {
        String issuer = claims.text("iss").orElse("none");
        if (!issuer.equals(platform.issuer())) {
            throw new LaunchRejected(
                    LaunchReason.ISSUER_OTHER, "expected iss " + platform.issuer() + ", came " + issuer);
        }
    }

    /** Security Framework 1.0, §5.1.3, 3: us, and nobody whom we do not trust; we trust nobody else. */
    static void audienceIsThisToolAlone(Claims claims, PlatformRegistration platform) {
        List<String> audience = claims.texts("aud");
        if (!audience.equals(List.of(platform.clientId()))) {
            throw new LaunchRejected(
                    LaunchReason.AUDIENCE_OTHER, "expected aud " + platform.clientId() + ", came " + audience);
        }
    }

    /** Security Framework 1.0, §5.1.3, 5. That there are several audiences and no azp (4) cannot happen: there is one audience. */
    static void authorizedPartyIsThisTool(Claims claims, PlatformRegistration platform) {
        String party =
                claims.text("azp").orElse(claims.has("azp") ? "something else than a text" : platform.clientId());
        if (!party.equals(platform.clientId())) {
            throw new LaunchRejected(
                    LaunchReason.AUTHORIZED_PARTY_OTHER, "expected azp " + platform.clientId() + ", came " + party);
        }
    }

    /** Security Framework 1.0, §5.1.3, 7: the current time is before exp, give or take {@link #CLOCK_SKEW}. */
    void tokenHasNotExpired(Claims claims) {
        Instant expires = requiredTime(claims, "exp");
        Instant now = clock.instant();
        if (!now.isBefore(expires.plus(CLOCK_SKEW))) {
            throw new LaunchRejected(LaunchReason.TOKEN_EXPIRED, "exp " + expires + ", our clock says " + now);
        }
    }

    /** Security Framework 1.0, §5.1.3, 8: iat may be used to refuse a token that was issued too far away from now. */
    void tokenWasIssuedJustNow(Claims claims) {
        Instant issued = requiredTime(claims, "iat");
        Instant now = clock.instant();
        if (issued.isAfter(now.plus(CLOCK_SKEW))) {
            throw new LaunchRejected(LaunchReason.TOKEN_FROM_THE_FUTURE, "iat " + issued + ", our clock says " + now);
        }
        if (issued.isBefore(now.minus(OLDEST_TOKEN))) {
            throw new LaunchRejected(LaunchReason.TOKEN_TOO_OLD, "iat " + issued + ", our clock says " + now);
        }
        Instant expires = requiredTime(claims, "exp");
        if (expires.isAfter(issued.plus(LONGEST_LIFE))) {
            throw new LaunchRejected(
                    LaunchReason.TOKEN_TIME_UNUSABLE, "lives longer than " + LONGEST_LIFE + ": until " + expires);
        }
    }

    /** <a href="https://www.rfc-editor.org/rfc/rfc7519#section-4.1.5">RFC 7519, §4.1.5</a>; LTI does not ask for it. */
    void tokenIsInForce(Claims claims) {
        if (!claims.has("nbf")) {
            return;
        }
        Instant from = requiredTime(claims, "nbf");
        Instant now = clock.instant();
        if (from.isAfter(now.plus(CLOCK_SKEW))) {
            throw new LaunchRejected(LaunchReason.TOKEN_FROM_THE_FUTURE, "nbf " + from + ", our clock says " + now);
        }
    }

    private static Instant requiredTime(Claims claims, String name) {
        return claims.time(name)
                .orElseThrow(() -> new LaunchRejected(
                        LaunchReason.TOKEN_TIME_UNUSABLE, name + " is missing or not a number of seconds"));
    }

    // LTI

    /** <a href="https://www.imsglobal.org/spec/lti/v1p3/#lti-version-claim">LTI 1.3, §5.3.2</a>. */
    static void versionIsOneThree(Claims claims) {
        String version = claims.text(LaunchMessage.CLAIM + "version").orElse("none");
        if (!version.equals("1.3.0")) {
            throw new LaunchRejected(LaunchReason.VERSION_OTHER, "expected version 1.3.0, came " + version);
        }
    }
}
