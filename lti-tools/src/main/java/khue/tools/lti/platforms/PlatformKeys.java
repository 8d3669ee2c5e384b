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
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import khue.tools.lti.outbound.Outbound;
import khue.tools.lti.outbound.OutboundFailed;
import khue.tools.lti.outbound.OutboundRequest;
import khue.tools.lti.outbound.OutboundResponse;

/**
 * The public keys of each platform: asked for anew when they are {@link #FRESH} old or when a key is unknown, but no more often than
 * {@link #PAUSE}, however many unknown keys are named; used while the platform does not answer, but no longer than {@link #USABLE}.
 *
 * <p>Each node keeps them in its own memory. That is safe, because they are a copy of what the platform publishes: a node that starts, or
 * that has not heard of a new key, asks for it, and no node needs to know what another one has asked. A platform is asked by each node once
 * in {@link #PAUSE} at most.
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

    /** Keys are known for an address: a registration that gets another one begins anew. */
    private record Address(UUID platform, URI jwksUri) {}

    private record Keys(List<JWK> all, Instant readAt) {

        static final Keys NONE = new Keys(List.of(), Instant.MIN);

        List<JWK> named(String keyId) {
            return all.stream().filter(key -> keyId.equals(key.getKeyID())).toList();
        }
    }

    /** What is known of one platform; one thread at a time asks it for more. */
    private static final class Known {
        private final ReentrantLock asking = new ReentrantLock();
        private volatile Keys keys = Keys.NONE;
        private volatile String trouble = "";
        private Instant askedAt = Instant.MIN;
    }

    private final Map<Address, Known> platforms = new ConcurrentHashMap<>();

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
        URI jwksUri = platform.registration().jwksUri();
        Known known = platforms.computeIfAbsent(new Address(platform.id(), jwksUri), address -> new Known());
        Keys keys = known.keys;
        if (isOlderThan(USABLE, keys.readAt()) || keys.named(keyId).isEmpty()) {
            // Nothing to go on with: whoever comes while another thread asks waits for what it brings.
            known.asking.lock();
            ask(jwksUri, known, keys);
        } else if (isOlderThan(FRESH, keys.readAt()) && known.asking.tryLock()) {
            ask(jwksUri, known, keys);
        }
        keys = known.keys;
        if (isOlderThan(USABLE, keys.readAt())) {
            throw new Unreachable(known.trouble);
        }
        return keys.named(keyId);
    }

    /** Ends the asking that its caller began. */
    private void ask(URI jwksUri, Known known, Keys seen) {
        try {
            if (known.keys == seen && isOlderThan(PAUSE, known.askedAt)) {
                known.askedAt = clock.instant();
                known.keys = new Keys(read(jwksUri), clock.instant());
            }
        } catch (Unreachable failure) {
            known.trouble = failure.getMessage();
        } finally {
            known.asking.unlock();
        }
    }

    private List<JWK> read(URI jwksUri) {
        try {
            OutboundResponse response =
                    lms.apply(OutboundRequest.get(jwksUri, "application/json, application/jwk-set+json"));
            if (!response.isSuccess()) {
                throw new Unreachable("the platform's key set answers " + response.status());
            }
            JsonNode set = JSON.readTree(response.body()).path("keys");
            if (!set.isArray()) {
                throw new Unreachable("the platform's key set has no keys");
            }
            return read(set);
        } catch (OutboundFailed unreachable) {
            throw new Unreachable("the platform's key set does not answer: " + unreachable.getMessage());
        } catch (IOException unreadable) {
            throw new Unreachable("the platform's key set is not JSON");
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
