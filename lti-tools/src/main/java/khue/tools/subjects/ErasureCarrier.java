/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.subjects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import khue.tools.files.ErasedContents;
import khue.tools.outbox.Backoff;
import khue.tools.outbox.Carrier;
import khue.tools.outbox.Message;
import khue.tools.outbox.Outcome;
import khue.tools.records.StoreClient;
import khue.tools.subjects.erasure.Erasing;
import khue.tools.uploads.Uploads;

/**
 * Finishes erasures outside the database: bytes on the disk, and what the store has. It asks the store with the request's own id until
 * the store has confirmed, whatever dies in between; then the message, the last that knows who it was, is emptied.
 */
@ApplicationScoped
class ErasureCarrier implements Carrier {

    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));

    /** What was being sent when the erasure began has arrived by then, or will not. */
    private static final Duration UNDER_WAY = Duration.ofSeconds(30);

    /** Calls in a row, each of some seconds, before the message is given back. */
    private static final int CALLS = 6;

    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    private StoreClient store;

    @Inject
    private ErasedContents contents;

    @Inject
    private Uploads uploads;

    @Inject
    private Requests requests;

    @Inject
    private Clock clock;

    @Override
    public String queue() {
        return Erasing.QUEUE;
    }

    /** Each by itself: one that the store refuses does not hold up the others. */
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
        try {
            return Map.of(message.id(), carry(message));
        } catch (IOException away) {
            return Map.of(message.id(), Outcome.later("The store does not answer: " + away));
        }
    }

    private Outcome carry(Message message) throws IOException {
        JsonNode wanted = JSON.readTree(message.payload());
        if (!wanted.has("erasure")) {
            // Confirmed, and stopped before it was written down.
            return Outcome.DELIVERED;
        }
        takeFromTheDisk(wanted);
        Duration age = Duration.between(message.createdAt(), clock.instant());
        if (wanted.path("recordsUnderWay").asBoolean() && age.compareTo(UNDER_WAY) < 0) {
            return Outcome.later("Records that were being sent may still arrive", UNDER_WAY.minus(age));
        }
        StoreClient.Answer answer = null;
        for (int call = 0; call < CALLS; call++) {
            answer = store.change(
                    "PUT",
                    "/erasures?id=" + message.id(),
                    wanted.get("erasure").toString(),
                    message.id().toString());
            if (answer.status() == 200) {
                requests.isErasedInTheStore(message.id(), answer.json());
                return Outcome.DELIVERED;
            }
            if (answer.status() != 202) {
                return refused(answer);
            }
        }
        return Outcome.later("The store is at work: " + answer.text());
    }

    private void takeFromTheDisk(JsonNode wanted) throws IOException {
        List<String> hashes = new ArrayList<>();
        wanted.path("contents").forEach(hash -> hashes.add(hash.asText()));
        contents.sweep(hashes);
        for (JsonNode upload : wanted.path("uploads")) {
            uploads.drop(UUID.fromString(upload.asText()));
        }
    }

    private static Outcome refused(StoreClient.Answer answer) {
        String said = "HTTP " + answer.status() + ": " + answer.text();
        return switch (answer.status()) {
            case 400, 404, 405, 409, 413, 422, 501 -> Outcome.refused(said);
            default -> Outcome.later(said);
        };
    }
}
