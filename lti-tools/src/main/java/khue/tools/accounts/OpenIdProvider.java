/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.accounts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.jwk.JWK;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import khue.tools.lti.outbound.Outbound;
import khue.tools.lti.outbound.OutboundFailed;
import khue.tools.lti.outbound.OutboundRequest;
import khue.tools.lti.outbound.OutboundResponse;
import khue.tools.settings.Settings;

/**
 * The OpenID provider of the settings: where a browser is sent to sign in, and what the provider says about who did. Authorization code
 * with PKCE; everything between the provider and us goes through {@link Outbound}. Keys are asked for at each sign-in: there are few, and a
 * key that was just rotated is never missed.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#CodeFlowAuth">OpenID Connect Core 1.0, §3.1</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7636">RFC 7636</a>
 */
@ApplicationScoped
class OpenIdProvider {

    private static final Duration FRESH = Duration.ofMinutes(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the provider says about itself: OpenID Connect Discovery 1.0, §3. */
    private record Metadata(
            URI authorization, URI token, URI keys, boolean secretInTheForm, boolean namesItself, Instant readAt) {}

    private Settings settings;
    private Function<OutboundRequest, OutboundResponse> outbound;
    private Predicate<URI> mayCall;
    private Clock clock;
    private volatile Metadata known;

    @Inject
    OpenIdProvider(Settings settings, Outbound outbound, Clock clock) {
        this(settings, outbound::send, outbound::mayCall, clock);
    }

    OpenIdProvider(
            Settings settings,
            Function<OutboundRequest, OutboundResponse> outbound,
            Predicate<URI> mayCall,
            Clock clock) {
        this.settings = settings;
        this.outbound = outbound;
        this.mayCall = mayCall;
        this.clock = clock;
    }

    /** For the container's proxy. */
    protected OpenIdProvider() {}

    boolean isOffered() {
        return settings.oidcIssuer().isPresent();
    }

    /** What people call it. */
    String name() {
        return settings.oidcName();
    }

    /** Where the browser goes to sign in. */
    URI authorizationRequest(OpenIdAttempt attempt) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("scope", "openid email");
        query.put("client_id", settings.oidcClientId());
        query.put("redirect_uri", redirectUri());
        query.put("state", attempt.state());
        query.put("nonce", attempt.nonce());
        query.put("code_challenge", challenge(attempt.verifier()));
        query.put("code_challenge_method", "S256");
        String address = metadata().authorization().toString();
        return URI.create(address + (address.contains("?") ? "&" : "?") + form(query));
    }

    /**
     * What a code is worth.
     *
     * @param sentBy the {@code iss} beside the code, empty when there was none: RFC 9207 keeps one provider's code from another
     */
    OpenIdToken redeem(String code, String sentBy, OpenIdAttempt attempt) {
        Metadata provider = metadata();
        String issuer = settings.oidcIssuer().orElseThrow();
        boolean anothers = sentBy.isEmpty() ? provider.namesItself() : !sentBy.equals(issuer);
        if (anothers) {
            throw new OpenIdRefused(OpenIdRefused.Reason.STATE, "the code was sent by another provider: " + sentBy);
        }
        String token = askForToken(provider, code, attempt);
        return OpenIdToken.of(
                token,
                keys(provider),
                new OpenIdToken.Expected(issuer, settings.oidcClientId(), attempt.nonce(), clock.instant()));
    }

    private String askForToken(Metadata provider, String code, OpenIdAttempt attempt) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", redirectUri());
        form.put("code_verifier", attempt.verifier());
        if (provider.secretInTheForm()) {
            form.put("client_id", settings.oidcClientId());
            form.put("client_secret", settings.oidcClientSecret());
        }
        OutboundRequest post = OutboundRequest.post(provider.token(), "application/x-www-form-urlencoded", form(form))
                .with("Accept", "application/json");
        OutboundResponse response =
                send(provider.secretInTheForm() ? post : post.with("Authorization", "Basic " + credentials()));
        if (!response.isSuccess()) {
            // Its error code (RFC 6749, §5.2) and nothing else of it goes into our log.
            String said = json(response).path("error").asText().replaceAll("[^a-z_]", "");
            boolean ofTheCode = said.equals("invalid_grant");
            throw new OpenIdRefused(
                    ofTheCode ? OpenIdRefused.Reason.STATE : OpenIdRefused.Reason.UNREACHABLE,
                    "the token endpoint answers " + response.status() + " " + said);
        }
        String token = json(response).path("id_token").asText();
        if (token.isEmpty()) {
            throw new OpenIdRefused(OpenIdRefused.Reason.TOKEN, "there is no id_token");
        }
        return token;
    }

    private List<JWK> keys(Metadata provider) {
        JsonNode set = json(successful(send(OutboundRequest.get(provider.keys(), "application/json"))));
        List<JWK> keys = new ArrayList<>();
        for (JsonNode key : set.path("keys")) {
            try {
                keys.add(JWK.parse(key.toString()));
            } catch (ParseException | IllegalArgumentException ofAKindWeDoNotKnow) {
                continue;
            }
        }
        return keys;
    }

    private Metadata metadata() {
        Metadata read = known;
        if (read == null || !clock.instant().isBefore(read.readAt().plus(FRESH))) {
            read = readMetadata();
            known = read;
        }
        return read;
    }

    /** Discovery 1.0, §4: below the issuer, and the issuer that it names is that one, letter by letter. */
    private Metadata readMetadata() {
        String issuer = settings.oidcIssuer().orElseThrow();
        String root = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        URI address = URI.create(root + "/.well-known/openid-configuration");
        JsonNode said = json(successful(send(OutboundRequest.get(address, "application/json"))));
        if (!said.path("issuer").asText().equals(issuer)) {
            throw unusable("it calls itself " + said.path("issuer").asText());
        }
        return new Metadata(
                endpoint(said, "authorization_endpoint"),
                endpoint(said, "token_endpoint"),
                endpoint(said, "jwks_uri"),
                secretInTheForm(said.path("token_endpoint_auth_methods_supported")),
                said.path("authorization_response_iss_parameter_supported").asBoolean(),
                clock.instant());
    }

    /** Without a word about it, RFC 6749's Basic authentication is meant (Discovery 1.0, §3). */
    private static boolean secretInTheForm(JsonNode methods) {
        List<String> taken = new ArrayList<>();
        methods.forEach(method -> taken.add(method.asText()));
        if (taken.isEmpty() || taken.contains("client_secret_basic")) {
            return false;
        }
        if (taken.contains("client_secret_post")) {
            return true;
        }
        throw unusable("it takes no client secret: " + taken);
    }

    private URI endpoint(JsonNode said, String name) {
        try {
            URI url = URI.create(said.path(name).asText());
            if (mayCall.test(url)) {
                return url;
            }
        } catch (IllegalArgumentException notAnAddress) {
            // Refused below.
        }
        throw unusable(name + " is not an https address");
    }

    private OutboundResponse send(OutboundRequest request) {
        try {
            return outbound.apply(request);
        } catch (OutboundFailed failed) {
            throw new OpenIdRefused(OpenIdRefused.Reason.UNREACHABLE, failed.getMessage());
        }
    }

    private static OutboundResponse successful(OutboundResponse response) {
        if (!response.isSuccess()) {
            throw unusable("it answers " + response.status());
        }
        return response;
    }

    private static JsonNode json(OutboundResponse response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException notJson) {
            throw unusable("what it says is not JSON");
        }
    }

    private static OpenIdRefused unusable(String why) {
        return new OpenIdRefused(OpenIdRefused.Reason.UNREACHABLE, why);
    }

    private String redirectUri() {
        return settings.toolsUrl() + "/signin/oidc/callback";
    }

    /** RFC 6749, §2.3.1: both parts are form-encoded first. */
    private String credentials() {
        String pair = encode(settings.oidcClientId()) + ":" + encode(settings.oidcClientSecret());
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /** RFC 7636, §4.2. */
    private static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
