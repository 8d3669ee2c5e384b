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
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import khue.tools.lti.outbound.OutboundFailed;
import khue.tools.lti.outbound.OutboundRequest;
import khue.tools.lti.outbound.OutboundResponse;
import khue.tools.lti.platforms.Platform;
import khue.tools.lti.platforms.Platforms;
import khue.tools.lti.platforms.ServiceCalls;
import khue.tools.lti.platforms.TokenRefused;
import khue.tools.lti.protocol.Notice;
import khue.tools.lti.protocol.NoticeEnvelope;
import khue.tools.outbox.Backoff;
import khue.tools.outbox.Carrier;
import khue.tools.outbox.Message;
import khue.tools.outbox.Outcome;

/**
 * Asks LMSes to send us notices.
 *
 * @see <a href="https://www.imsglobal.org/spec/lti-pns/v1p0">Platform Notification Service 1.0, notice handlers</a>
 */
@ApplicationScoped
class SubscriptionCarrier implements Carrier {

    static final String QUEUE = "subscriptions";

    static final Set<String> SCOPES = Set.of("https://purl.imsglobal.org/spec/lti/scope/noticehandlers");

    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(5), Duration.ofHours(1));

    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    private Platforms platforms;

    @Inject
    private ServiceCalls services;

    @Inject
    private NoticeSubscriptions subscriptions;

    @Inject
    private Clock clock;

    @Override
    public String queue() {
        return QUEUE;
    }

    @Override
    public boolean oneDestination() {
        return false;
    }

    @Override
    public Backoff backoff() {
        return BACKOFF;
    }

    @Override
    public Map<UUID, Outcome> carry(List<Message> messages) {
        Message message = messages.get(0);
        return Map.of(message.id(), message.newest() ? carry(message) : Outcome.SUPERSEDED);
    }

    private Outcome carry(Message message) {
        JsonNode wanted;
        try {
            wanted = JSON.readTree(message.payload());
        } catch (JsonProcessingException unreadable) {
            return Outcome.refused("not a subscription");
        }
        Optional<Platform> platform =
                platforms.find(UUID.fromString(wanted.path("platform").asText()));
        if (platform.isEmpty()) {
            return Outcome.SUPERSEDED;
        }
        String url = wanted.path("url").asText();
        try {
            OutboundResponse response = services.send(
                    platform.get(), SCOPES, request(url, wanted.path("handler").asText()));
            if (response.isSuccess()) {
                subscriptions.agreed(UUID.fromString(wanted.path("deployment").asText()), url);
                return Outcome.DELIVERED;
            }
            String problem = "HTTP " + response.status();
            return response.status() == 429 || response.status() >= 500
                    ? Outcome.later(problem, response.retryAfter(clock).orElse(Duration.ZERO))
                    : Outcome.refused(problem);
        } catch (OutboundFailed failure) {
            return failure.isTransient() ? Outcome.later(failure.getMessage()) : Outcome.refused(failure.getMessage());
        } catch (TokenRefused refusal) {
            String problem = "no access token: " + refusal.getMessage();
            return refusal.isTransient()
                    ? Outcome.later(problem, refusal.retryAfter().orElse(Duration.ZERO))
                    : Outcome.refused(problem);
        }
    }

    /** One handler for one type of notice; asking again with the same is the same. */
    private static OutboundRequest request(String url, String handler) {
        return OutboundRequest.put(
                        URI.create(url),
                        "application/json",
                        JSON.createObjectNode()
                                .put("notice_type", Notice.CONTEXT_COPY)
                                .put("handler", handler)
                                .put("max_batch_size", NoticeEnvelope.MOST)
                                .toString())
                .with("Accept", "application/json");
    }
}
