/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.notices;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import khue.tools.lti.platforms.Platform;
import khue.tools.lti.protocol.NoticeEnvelope;
import khue.tools.outbox.Outbox;

/** Keeps notices as they came, all of an envelope or none, for {@link NoticeCarrier}. */
@ApplicationScoped
class NoticeInbox {

    static final String QUEUE = "notices";

    /** An LMS that has sent so many which nobody has looked into yet has to wait. */
    static final int MOST_WAITING = 1_000;

    static final Duration RETRY = Duration.ofMinutes(5);

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A notice as the queue has it. */
    record Kept(UUID platform, String token) {

        static Kept of(String payload) {
            try {
                JsonNode json = JSON.readTree(payload);
                return new Kept(
                        UUID.fromString(json.path("platform").asText()),
                        json.path("token").asText());
            } catch (JsonProcessingException unreadable) {
                throw new IllegalArgumentException("not a kept notice", unreadable);
            }
        }

        String payload() {
            return JSON.createObjectNode()
                    .put("platform", platform.toString())
                    .put("token", token)
                    .toString();
        }
    }

    @Inject
    private Outbox outbox;

    /** Whether there was room for them. */
    @Transactional
    boolean keep(Platform platform, NoticeEnvelope envelope) {
        String lane = platform.id().toString();
        if (outbox.waiting(QUEUE, lane) + envelope.tokens().size() > MOST_WAITING) {
            return false;
        }
        for (String token : envelope.tokens()) {
            outbox.add(QUEUE, UUID.randomUUID(), Optional.of(lane), new Kept(platform.id(), token).payload());
        }
        return true;
    }
}
