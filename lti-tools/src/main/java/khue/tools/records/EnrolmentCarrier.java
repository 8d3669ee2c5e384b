/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.records;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import khue.tools.outbox.Backoff;
import khue.tools.outbox.Carrier;
import khue.tools.outbox.Message;
import khue.tools.outbox.Outcome;
import khue.tools.records.StoreClient.Answer;

/** Carries class sizes to the store's report API, where the store has one: another vendor's store does without them. */
@ApplicationScoped
class EnrolmentCarrier implements Carrier {

    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));
    private static final ObjectMapper JSON = new ObjectMapper();

    private final StoreClient store;

    @Inject
    EnrolmentCarrier(StoreClient store) {
        this.store = store;
    }

    /** For the container's proxy. */
    protected EnrolmentCarrier() {
        this.store = null;
    }

    @Override
    public String queue() {
        return EnrolmentReports.QUEUE;
    }

    @Override
    public boolean oneDestination() {
        return true;
    }

    @Override
    public Backoff backoff() {
        return BACKOFF;
    }

    @Override
    public Map<UUID, Outcome> carry(List<Message> messages) {
        Message message = messages.get(0);
        return Map.of(message.id(), put(message));
    }

    private Outcome put(Message message) {
        try {
            JsonNode enrolment = JSON.readTree(message.payload());
            String path = "/reports/enrolments?class="
                    + URLEncoder.encode(enrolment.get("class").asText(), StandardCharsets.UTF_8);
            return outcome(store.put(path, enrolment.get("report").toString()));
        } catch (IOException away) {
            return Outcome.later("The store does not answer: " + away);
        }
    }

    private static Outcome outcome(Answer answer) {
        if (answer.successful()) {
            return Outcome.DELIVERED;
        }
        return switch (answer.status()) {
            case 404, 405, 501 -> Outcome.SUPERSEDED;
            case 400, 409, 413, 422 -> Outcome.refused("HTTP " + answer.status() + ": " + answer.text());
            default -> Outcome.later("HTTP " + answer.status() + ": " + answer.text());
        };
    }
}
