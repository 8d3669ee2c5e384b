/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.platforms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import khue.tools.lti.outbound.Outbound;
import khue.tools.lti.outbound.OutboundRequest;
import khue.tools.lti.outbound.OutboundResponse;
import khue.tools.lti.protocol.ClientAssertion;
import khue.tools.lti.protocol.PlatformRegistration;

/**
 * Access tokens for a platform's services, kept until shortly before they expire, in this node only.
 *
 * @see <a href="https://www.imsglobal.org/spec/security/v1p0/#using-json-web-tokens-with-oauth-2-0-client-credentials-grant">Security
 *     Framework 1.0, §4.1.1</a>
 */
@ApplicationScoped
public class AccessTokens {

    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    /** A token that ends sooner than this is not kept: it would end on its way. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private static final Duration LONGEST_KEPT = Duration.ofHours(1);
    private static final int LONGEST_TOKEN = 16 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Wanted(UUID platform, Set<String> scopes) {}

    private record Kept(String token, Instant until) {}

    private final Map<Wanted, Kept> kept = new ConcurrentHashMap<>();

    private Function<OutboundRequest, OutboundResponse> lms;
    private Function<Map<String, Object>, String> signature;
    private Clock clock;

    @Inject
    public AccessTokens(Outbound outbound, SigningKeys keys, Clock clock) {
        this(outbound::send, keys::sign, clock);
    }

    AccessTokens(
            Function<OutboundRequest, OutboundResponse> lms,
            Function<Map<String, Object>, String> signature,
            Clock clock) {
        this.lms = lms;
        this.signature = signature;
        this.clock = clock;
    }

    /** For the container's proxy. */
    protected AccessTokens() {}

    /**
     * The value for {@code Authorization: Bearer …}, for exactly these scopes. Do not call it inside a database transaction.
     *
     * @throws TokenRefused when the platform gives none, or one for less than these scopes
     * @throws khue.tools.lti.outbound.OutboundFailed when the platform does not answer
     */
    public String bearer(Platform platform, Set<String> scopes) {
        Wanted wanted = new Wanted(platform.id(), Set.copyOf(scopes));
        Kept known = kept.get(wanted);
        if (known != null && known.until().isAfter(clock.instant())) {
            return known.token();
        }
        return ask(platform.registration(), wanted);
    }

    /** A service answered 401: the next {@link #bearer} asks for a new token. */
    public void forget(Platform platform, Set<String> scopes) {
        kept.remove(new Wanted(platform.id(), Set.copyOf(scopes)));
    }

    private String ask(PlatformRegistration platform, Wanted wanted) {
        Instant now = clock.instant();
        ClientAssertion assertion = new ClientAssertion(
                platform.clientId(),
                platform.assertionAudience(),
                UUID.randomUUID().toString(),
                now);
        String form = "grant_type=client_credentials"
                + "&client_assertion_type=" + encode(ASSERTION_TYPE)
                + "&client_assertion=" + encode(signature.apply(assertion.claims()))
                + "&scope=" + encode(String.join(" ", new TreeSet<>(wanted.scopes())));
        OutboundResponse response =
                lms.apply(OutboundRequest.post(platform.tokenEndpoint(), "application/x-www-form-urlencoded", form)
                        .with("Accept", "application/json"));
        JsonNode answer = json(response);
        String token = answer.path("access_token").asText();
        if (token.isBlank() || token.length() > LONGEST_TOKEN || !token.matches("[\\x21-\\x7e]+")) {
            throw new TokenRefused(response.status(), response.retryAfter(clock), "no usable access_token");
        }
        grantsEveryScope(response, answer, wanted);
        Duration lifetime = lifetime(answer).minus(MARGIN);
        if (!lifetime.isNegative() && !lifetime.isZero()) {
            kept.put(wanted, new Kept(token, now.plus(lifetime)));
        }
        return token;
    }

    private JsonNode json(OutboundResponse response) {
        if (!response.isSuccess()) {
            throw new TokenRefused(response.status(), response.retryAfter(clock), shortened(response.text()));
        }
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException unreadable) {
            throw new TokenRefused(response.status(), response.retryAfter(clock), "the answer is not JSON");
        } catch (IOException impossible) {
            throw new UncheckedIOException("bytes in memory can be read", impossible);
        }
    }

    /** An answer without {@code scope} grants what was asked for (RFC 6749, §5.1). */
    private void grantsEveryScope(OutboundResponse response, JsonNode answer, Wanted wanted) {
        String granted = answer.path("scope").asText();
        if (!granted.isBlank() && !Arrays.asList(granted.split(" ")).containsAll(wanted.scopes())) {
            throw new TokenRefused(
                    response.status(), response.retryAfter(clock), "granted only: " + shortened(granted));
        }
    }

    /** Some platforms send {@code expires_in} as a text; without a usable one, the token serves once. */
    private static Duration lifetime(JsonNode answer) {
        long seconds = answer.path("expires_in").asLong(0);
        return Duration.ofSeconds(Math.max(0, Math.min(seconds, LONGEST_KEPT.toSeconds())));
    }

    private static String shortened(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
