/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** One worker of one queue: takes what is due, has it carried, writes down what became of it, and knows how long to leave it alone. */
final class Delivery {

    private static final Logger LOG = Logger.getLogger(Delivery.class.getName());

    private final Carrier carrier;
    private final Outbox outbox;
    private final Clock clock;
    private final RandomGenerator random;

    private int failures;
    private Instant pausedUntil = Instant.MIN;

    Delivery(Carrier carrier, Outbox outbox, Clock clock, RandomGenerator random) {
        this.carrier = carrier;
        this.outbox = outbox;
        this.clock = clock;
        this.random = random;
    }

    /** Carries one batch; whether there may be more to carry right away. */
    boolean deliver() {
        if (clock.instant().isBefore(pausedUntil)) {
            return false;
        }
        List<Message> messages = outbox.take(carrier.queue(), carrier.batch());
        if (messages.isEmpty()) {
            return false;
        }
        Map<UUID, Outcome> outcomes = carry(messages);
        Map<UUID, Outcome.Settled> settled = new LinkedHashMap<>();
        Map<Message, Outcome.Later> later = new LinkedHashMap<>();
        for (Message message : messages) {
            Outcome outcome = outcomes.getOrDefault(message.id(), Outcome.later("not carried"));
            if (outcome instanceof Outcome.Settled now) {
                settled.put(message.id(), now);
            } else {
                later.put(message, (Outcome.Later) outcome);
            }
        }
        outbox.settle(settled);
        if (later.isEmpty()) {
            failures = 0;
            return messages.size() == carrier.batch();
        }
        outbox.postpone(carrier.oneDestination() ? pause(later) : postponeEach(later));
        return !carrier.oneDestination();
    }

    /** A carrier that fails in a way that it does not know of itself must not lose its messages, nor stop the worker. */
    private Map<UUID, Outcome> carry(List<Message> messages) {
        try {
            return carrier.carry(messages);
        } catch (RuntimeException failure) {
            LOG.log(Level.WARNING, failure, () -> "The messages of " + carrier.queue() + " could not be carried");
            return messages.stream()
                    .collect(Collectors.toMap(Message::id, message -> Outcome.later(failure.toString())));
        }
    }

    /** The whole queue waits; its messages stay due, so that the oldest goes first afterwards. */
    private Map<UUID, Outbox.Postponed> pause(Map<Message, Outcome.Later> later) {
        Instant now = clock.instant();
        failures++;
        Duration pause = later.values().stream()
                .map(Outcome.Later::notBefore)
                .reduce(carrier.backoff().after(failures, random), Delivery::longer);
        pausedUntil = now.plus(pause);
        Map<UUID, Outbox.Postponed> postponed = new LinkedHashMap<>();
        later.forEach((message, outcome) -> postponed.put(message.id(), new Outbox.Postponed(outcome.problem(), now)));
        return postponed;
    }

    private Map<UUID, Outbox.Postponed> postponeEach(Map<Message, Outcome.Later> later) {
        Instant now = clock.instant();
        Map<UUID, Outbox.Postponed> postponed = new LinkedHashMap<>();
        later.forEach((message, outcome) -> {
            Duration wait = longer(carrier.backoff().after(message.attempts(), random), outcome.notBefore());
            postponed.put(message.id(), new Outbox.Postponed(outcome.problem(), now.plus(wait)));
        });
        return postponed;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
