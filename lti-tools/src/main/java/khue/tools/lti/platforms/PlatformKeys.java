/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.platforms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.jwk.JWK;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import khue.tools.lti.outbound.Outbound;
import khue.tools.lti.outbound.OutboundFailed;
import khue.tools.lti.outbound.OutboundRequest;
import khue.tools.lti.outbound.OutboundResponse;

/**
 * The public keys of each platform, kept in this node's memory: asked for anew when they are {@link #FRESH} old or when a key is unknown,
 * but no more often than {@link #PAUSE}, however many unknown keys are named; used while the platform does not answer, but no longer than
 * {@link #USABLE}.
 */
@ApplicationScoped
public class PlatformKeys {

    static final Duration FRESH = Duration.ofHours(1);
    static final Duration USABLE = Duration.ofHours(24);
    static final Duration PAUSE = Duration.ofSeconds(30);

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The platform's keys are not known, and it does not say them now. */
    public static class Unreachable extends RuntimeException {

        Unreachable(String detail) {
            super(detail);
        }
    }

    /** What is known of one platform; its monitor lets one thread at a time ask the platform, and the others wait for what it brings. */
    private static final class Known {
        private List<JWK> keys = List.of();
        private Instant readAt = Instant.MIN;
        private Instant askedAt = Instant.MIN;
        private String trouble = "";
    }

    private final Map<UUID, Known> platforms = new ConcurrentHashMap<>();

    private Function<OutboundRequest, OutboundResponse> lms;
    private Clock clock;

    @Inject
    public PlatformKeys(Outbound outbound, Clock clock) {
        this(outbound::send, clock);
    }

    PlatformKeys(Function<OutboundRequest, OutboundResponse> lms, Clock clock) {
        this.lms = lms;
        this.clock = clock;
    }

    /** For the container's proxy. */
    protected PlatformKeys() {}

    /**
     * Every key that the platform publishes under this id. Do not call it inside a database transaction.
     *
     * @throws Unreachable when no keys are known that could still be used
     */
    public List<JWK> find(Platform platform, String keyId) {
        Known known = platforms.computeIfAbsent(platform.id(), id -> new Known());
        synchronized (known) {
            if (isOlderThan(FRESH, known.readAt) || named(known, keyId).isEmpty()) {
                ask(platform, known);
            }
            if (isOlderThan(USABLE, known.readAt)) {
                throw new Unreachable(known.trouble);
            }
            return named(known, keyId);
        }
    }

    private static List<JWK> named(Known known, String keyId) {
        return known.keys.stream().filter(key -> keyId.equals(key.getKeyID())).toList();
    }

    private void ask(Platform platform, Known known) {
        if (!isOlderThan(PAUSE, known.askedAt)) {
            return;
        }
        known.askedAt = clock.instant();
        try {
            OutboundResponse response = lms.apply(OutboundRequest.get(
                    platform.registration().jwksUri(), "application/json, application/jwk-set+json"));
            if (!response.isSuccess()) {
                known.trouble = "the platform's key set answers " + response.status();
                return;
            }
            JsonNode set = JSON.readTree(response.body()).path("keys");
            if (!set.isArray()) {
                known.trouble = "the platform's key set has no keys";
                return;
            }
            known.keys = read(set);
            known.readAt = clock.instant();
        } catch (OutboundFailed unreachable) {
            known.trouble = "the platform's key set does not answer: " + unreachable.getMessage();
        } catch (IOException unreadable) {
            known.trouble = "the platform's key set is not JSON";
        }
    }

    /** Keys of a kind that we cannot read are somebody else's. */
    private static List<JWK> read(JsonNode set) {
        List<JWK> keys = new ArrayList<>();
        for (JsonNode key : set) {
            try {
                keys.add(JWK.parse(key.toString()));
            } catch (ParseException | IllegalArgumentException otherKind) {
                continue;
            }
        }
        return List.copyOf(keys);
    }

    private boolean isOlderThan(Duration age, Instant time) {
        return time.equals(Instant.MIN) || !time.plus(age).isAfter(clock.instant());
    }
}
