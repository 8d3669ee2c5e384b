/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import khue.tools.lti.outbound.Outbound;
import khue.tools.lti.outbound.OutboundFailed;
import khue.tools.lti.outbound.OutboundRequest;
import khue.tools.lti.outbound.OutboundResponse;
import khue.tools.lti.platforms.AccessTokens;
import khue.tools.lti.platforms.Platform;
import khue.tools.lti.platforms.TokenRefused;

/**
 * Tries what a launch and the services need of an LMS, before a teacher does: its public keys, an access token for each service, and
 * whether its clock agrees with ours.
 */
@ApplicationScoped
class ConnectionTest {

    /** Tokens are refused from here on: an LMS's {@code iat} must not be in our future, nor ours in its. */
    private static final Duration MOST_BETWEEN_CLOCKS = Duration.ofSeconds(30);

    private static final int LONGEST_DETAIL = 300;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What is tried; what it is called is {@code admin.test.<name>}. */
    enum Check {
        KEYS,
        CLOCK,
        GRADES(
                "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem",
                "https://purl.imsglobal.org/spec/lti-ags/scope/score"),
        MEMBERS("https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly");

        private final Set<String> scopes;

        Check(String... scopes) {
            this.scopes = Set.of(scopes);
        }

        String label() {
            return "admin.test." + name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * How one of them went.
     *
     * @param advice the key of the sentence that says what is wrong and what to do; empty: it works
     * @param detail what was found, in English
     */
    record Result(Check check, Optional<String> advice, String detail) {

        public boolean works() {
            return advice.isEmpty();
        }

        public String label() {
            return check.label();
        }
    }

    private Function<OutboundRequest, OutboundResponse> lms;
    private AccessTokens tokens;
    private Clock clock;

    @Inject
    ConnectionTest(Outbound outbound, AccessTokens tokens, Clock clock) {
        this(outbound::send, tokens, clock);
    }

    ConnectionTest(Function<OutboundRequest, OutboundResponse> lms, AccessTokens tokens, Clock clock) {
        this.lms = lms;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** For the container's proxy. */
    protected ConnectionTest() {}

    List<Result> of(Platform platform) {
        List<Result> results = new ArrayList<>();
        try {
            OutboundResponse answer = lms.apply(OutboundRequest.get(
                    platform.registration().jwksUri(), "application/json, application/jwk-set+json"));
            results.add(keys(answer));
            clock(answer).ifPresent(results::add);
        } catch (OutboundFailed failed) {
            results.add(failed(Check.KEYS, failed));
        }
        results.add(token(Check.GRADES, platform));
        results.add(token(Check.MEMBERS, platform));
        return results;
    }

    private Result keys(OutboundResponse answer) {
        if (!answer.isSuccess()) {
            return new Result(Check.KEYS, Optional.of("admin.test.do.keys-status"), "HTTP " + answer.status());
        }
        try {
            int usable = 0;
            for (JsonNode key : JSON.readTree(answer.body()).path("keys")) {
                boolean signs = key.path("use").asText("sig").equals("sig");
                usable += signs && key.path("kty").asText().equals("RSA") ? 1 : 0;
            }
            return usable == 0
                    ? new Result(Check.KEYS, Optional.of("admin.test.do.keys-none"), "no RSA key for signatures")
                    : new Result(Check.KEYS, Optional.empty(), usable + " RSA");
        } catch (IOException notJson) {
            return new Result(Check.KEYS, Optional.of("admin.test.do.keys-none"), "not JSON");
        }
    }

    /** Nothing when the LMS does not say what time it is (RFC 9110, §6.6.1). */
    Optional<Result> clock(OutboundResponse answer) {
        try {
            Optional<Instant> theirs = answer.header("date").stream()
                    .findFirst()
                    .map(text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
            return theirs.map(time -> Duration.between(clock.instant(), time)).map(ahead -> {
                boolean agrees = ahead.abs().compareTo(MOST_BETWEEN_CLOCKS) <= 0;
                return new Result(
                        Check.CLOCK,
                        agrees ? Optional.empty() : Optional.of("admin.test.do.clock"),
                        ahead.toSeconds() + " s");
            });
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    private Result token(Check check, Platform platform) {
        // Not the one that we may still hold: whether the LMS gives one now is the question.
        tokens.forget(platform, check.scopes);
        try {
            tokens.bearer(platform, check.scopes);
            return new Result(check, Optional.empty(), "HTTP 200");
        } catch (OutboundFailed failed) {
            return failed(check, failed);
        } catch (TokenRefused refused) {
            return new Result(check, Optional.of("admin.test.do." + adviceOn(refused)), cut(refused.getMessage()));
        }
    }

    /** RFC 6749, §5.2, and what platforms answer instead. */
    private static String adviceOn(TokenRefused refused) {
        String said = refused.getMessage().toLowerCase(Locale.ROOT);
        if (refused.status() / 100 == 2 || said.contains("invalid_scope")) {
            return "token-scope";
        }
        if (refused.isTransient()) {
            return "token-busy";
        }
        return refused.status() == 404 || refused.status() == 405 ? "token-address" : "token-refused";
    }

    private static Result failed(Check check, OutboundFailed failed) {
        String cause = failed.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return new Result(check, Optional.of("admin.test.do." + cause), cut(failed.getMessage()));
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_DETAIL ? text : text.substring(0, LONGEST_DETAIL) + "…";
    }
}
