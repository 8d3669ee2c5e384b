/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A launch that is right in every point, to be spoilt in one: {@code given().validLaunch().but(nonce("other"))}. What may be spoilt are
 * the static methods at the end.
 */
final class GivenLaunch implements LaunchMemory {

    static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");
    static final URI TOOL = URI.create("https://khue.example.vn/tools/lti/launch");
    static final PlatformRegistration LMS = new PlatformRegistration(
            "https://lms.example.vn",
            "client-1",
            URI.create("https://lms.example.vn/mod/lti/auth.php"),
            URI.create("https://lms.example.vn/mod/lti/token.php"),
            Optional.empty(),
            URI.create("https://lms.example.vn/mod/lti/certs.php"));

    static final RSAKey KEY = newKey(2048);
    static final String CLAIM = "https://purl.imsglobal.org/spec/lti/claim/";
    static final String DEEP_LINKING_SETTINGS = "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings";

    /** How a token is signed: from the signing input to the third part. */
    private interface Signature extends Function<String, String> {}

    PlatformRegistration platform = LMS;
    String nonceOfTheLogin = "nonce-1";
    Optional<String> announcedDeployment = Optional.empty();
    Instant now = NOW;
    final Map<String, Object> header = new LinkedHashMap<>();
    final Map<String, Object> claims = new LinkedHashMap<>();
    final List<JWK> published = new ArrayList<>();
    final Set<String> usedNonces = new HashSet<>();
    final Set<String> disabledDeployments = new HashSet<>();
    final List<String> askedKeys = new ArrayList<>();
    private Function<String, String> payload = json -> json;
    private Function<String, String> wholeToken = token -> token;
    private Signature signature = input -> rsa(KEY, input);

    private GivenLaunch() {
        header.put("typ", "JWT");
        header.put("alg", "RS256");
        header.put("kid", KEY.getKeyID());
        published.add(KEY.toPublicJWK());
        claims.put("iss", LMS.issuer());
        claims.put("aud", LMS.clientId());
        claims.put("sub", "4");
        claims.put("nonce", "nonce-1");
        claims.put("iat", NOW.getEpochSecond());
        claims.put("exp", NOW.plusSeconds(60).getEpochSecond());
        claims.put(CLAIM + "version", "1.3.0");
        claims.put(CLAIM + "deployment_id", "1");
        claims.put(CLAIM + "target_link_uri", TOOL.toString());
        claims.put(CLAIM + "roles", List.of("http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"));
        claims.put(CLAIM + "context", Map.of("id", "2", "label", "6A", "title", "Lớp 6A"));
    }

    static GivenLaunch given() {
        return new GivenLaunch();
    }

    GivenLaunch validLaunch() {
        claims.put(CLAIM + "message_type", "LtiResourceLinkRequest");
        claims.put(CLAIM + "resource_link", Map.of("id", "1", "title", "Vườn rau của em"));
        return this;
    }

    /** A teacher comes from the gradebook to the work of the person whom the platform calls 7. */
    GivenLaunch validSubmissionReview() {
        validLaunch();
        claims.put(CLAIM + "message_type", "LtiSubmissionReviewRequest");
        claims.put(CLAIM + "roles", List.of("http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor"));
        claims.put(CLAIM + "for_user", Map.of("user_id", "7"));
        return this;
    }

    GivenLaunch validDeepLinkingRequest() {
        claims.put(CLAIM + "message_type", "LtiDeepLinkingRequest");
        claims.put(
                DEEP_LINKING_SETTINGS,
                Map.of(
                        "deep_link_return_url",
                        "https://lms.example.vn/mod/lti/contentitem_return.php?course=2",
                        "accept_types",
                        List.of("ltiResourceLink"),
                        "accept_multiple",
                        false,
                        "data",
                        "opaque"));
        return this;
    }

    /** A payload that a real platform sent, at the moment when it was sent. */
    static GivenLaunch sentByMoodle(JsonNode payload) {
        GivenLaunch launch = new GivenLaunch();
        launch.claims.clear();
        payload.properties().forEach(claim -> launch.claims.put(claim.getKey(), claim.getValue()));
        launch.platform = new PlatformRegistration(
                payload.get("iss").asText(),
                payload.get("aud").asText(),
                URI.create("http://127.0.0.1:8180/mod/lti/auth.php"),
                URI.create("http://127.0.0.1:8180/mod/lti/token.php"),
                Optional.empty(),
                URI.create("http://127.0.0.1:8180/mod/lti/certs.php"));
        launch.nonceOfTheLogin = payload.get("nonce").asText();
        launch.now = Instant.ofEpochSecond(payload.get("iat").asLong());
        launch.claims.put(CLAIM + "target_link_uri", TOOL.toString());
        return launch;
    }

    GivenLaunch but(Consumer<GivenLaunch> mutation) {
        mutation.accept(this);
        return this;
    }

    LaunchMessage isAccepted() {
        return validate();
    }

    void isRefusedFor(LaunchReason reason) {
        assertThatThrownBy(this::validate).isInstanceOfSatisfying(LaunchRejected.class, rejected -> {
            assertThat(rejected.reason()).as(rejected.detail()).isEqualTo(reason);
            assertThat(rejected.detail()).isNotBlank();
        });
    }

    private LaunchMessage validate() {
        return new LaunchValidator(this, TOOL, Clock.fixed(now, ZoneOffset.UTC))
                .validate(token(), new ExpectedLaunch(platform, nonceOfTheLogin, announcedDeployment));
    }

    String token() {
        String input = Base64URL.encode(Json.write(header)) + "." + Base64URL.encode(payload.apply(Json.write(claims)));
        return wholeToken.apply(input + "." + signature.apply(input));
    }

    @Override
    public List<JWK> keys(PlatformRegistration asked, String keyId) {
        askedKeys.add(keyId);
        return published.stream().filter(key -> keyId.equals(key.getKeyID())).toList();
    }

    @Override
    public boolean useUp(String nonce) {
        return usedNonces.add(nonce);
    }

    @Override
    public boolean isDisabled(PlatformRegistration asked, String deploymentId) {
        return disabledDeployments.contains(deploymentId);
    }

    static RSAKey newKey(int bits) {
        try {
            return new RSAKeyGenerator(bits, true).keyIDFromThumbprint(true).generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String rsa(RSAKey key, String input) {
        try {
            return new RSASSASigner(key.toRSAPrivateKey(), true)
                    .sign(new JWSHeader(JWSAlgorithm.RS256), input.getBytes(StandardCharsets.US_ASCII))
                    .toString();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    // What may be spoilt

    static Consumer<GivenLaunch> claim(String name, Object value) {
        return launch -> launch.claims.put(name, value);
    }

    static Consumer<GivenLaunch> ltiClaim(String name, Object value) {
        return claim(CLAIM + name, value);
    }

    static Consumer<GivenLaunch> without(String name) {
        return launch -> {
            launch.claims.remove(name);
            launch.claims.remove(CLAIM + name);
        };
    }

    static Consumer<GivenLaunch> nonce(String value) {
        return claim("nonce", value);
    }

    static Consumer<GivenLaunch> nonceAlreadyUsed() {
        return launch -> launch.usedNonces.add(launch.nonceOfTheLogin);
    }

    static Consumer<GivenLaunch> header(String name, Object value) {
        return launch -> launch.header.put(name, value);
    }

    static Consumer<GivenLaunch> noKeyId() {
        return launch -> launch.header.remove("kid");
    }

    static Consumer<GivenLaunch> signedBy(RSAKey key) {
        return launch -> launch.signature = input -> rsa(key, input);
    }

    static Consumer<GivenLaunch> notSigned() {
        return launch -> launch.signature = input -> "";
    }

    /** The old trick: HS256, with the text of the public key for a password. */
    static Consumer<GivenLaunch> signedWithThePublicKeyAsAPassword() {
        return launch -> {
            launch.header.put("alg", "HS256");
            launch.signature = input -> {
                try {
                    return new MACSigner(KEY.toPublicJWK().toJSONString())
                            .sign(new JWSHeader(JWSAlgorithm.HS256), input.getBytes(StandardCharsets.US_ASCII))
                            .toString();
                } catch (JOSEException impossible) {
                    throw new IllegalStateException(impossible);
                }
            };
        };
    }

    static Consumer<GivenLaunch> payloadAlteredAfterSigning() {
        return launch -> launch.wholeToken = token -> {
            String[] parts = token.split("\\.");
            String altered = new Base64URL(parts[1]).decodeToString().replace("#Learner", "#Instructor");
            return parts[0] + "." + Base64URL.encode(altered) + "." + parts[2];
        };
    }

    static Consumer<GivenLaunch> payload(Function<String, String> change) {
        return launch -> launch.payload = change;
    }

    static Consumer<GivenLaunch> token(Function<String, String> change) {
        return launch -> launch.wholeToken = change;
    }

    static Consumer<GivenLaunch> published(JWK... keys) {
        return launch -> {
            launch.published.clear();
            launch.published.addAll(List.of(keys));
        };
    }

    static Consumer<GivenLaunch> at(Duration afterTheTokenWasIssued) {
        return launch -> launch.now = NOW.plus(afterTheTokenWasIssued);
    }

    static Consumer<GivenLaunch> deploymentDisabled(String id) {
        return launch -> launch.disabledDeployments.add(id);
    }

    static Consumer<GivenLaunch> deploymentAnnounced(String id) {
        return launch -> launch.announcedDeployment = Optional.of(id);
    }
}
