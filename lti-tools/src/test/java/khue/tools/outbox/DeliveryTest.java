/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import khue.tools.testing.MovableClock;
import org.junit.jupiter.api.Test;

/** What a worker does with what its carrier says; the database's part is tested in a container. */
class DeliveryTest {

    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-22T03:00:00Z"));
    private final Waiting outbox = new Waiting();
    private final List<Long> carried = new ArrayList<>();

    private Function<Message, Outcome> store = message -> Outcome.DELIVERED;

    @Test
    void carriesTheOldestFirstBatchByBatch() {
        outbox.has(5);
        Delivery delivery = delivery(2, true);

        assertThat(delivery.deliver()).isTrue();
        assertThat(delivery.deliver()).isTrue();
        assertThat(delivery.deliver()).isFalse();

        assertThat(carried).containsExactly(0L, 1L, 2L, 3L, 4L);
        assertThat(outbox.settled.values()).containsOnly(State.DELIVERED).hasSize(5);
    }

    @Test
    void restsWhileItsOneDestinationIsAwayAndThenGoesOnInOrder() {
        outbox.has(4);
        store = message -> Outcome.later("away");
        Delivery delivery = delivery(2, true);

        assertThat(delivery.deliver()).isFalse();
        assertThat(delivery.deliver()).isFalse();
        assertThat(carried).as("one attempt, then a rest").containsExactly(0L, 1L);

        store = message -> Outcome.DELIVERED;
        clock.passes(LONGEST);
        deliverAll(delivery);
        assertThat(carried).containsExactly(0L, 1L, 0L, 1L, 2L, 3L);
    }

    @Test
    void comesBackWithinSecondsHoweverLongItsDestinationWasAway() {
        outbox.has(1);
        store = message -> Outcome.later("away");
        Delivery delivery = delivery(2, true);
        for (int minute = 0; minute < 1000; minute++) {
            clock.passes(Duration.ofMinutes(1));
            delivery.deliver();
        }

        store = message -> Outcome.DELIVERED;
        clock.passes(LONGEST);
        delivery.deliver();

        assertThat(outbox.settled).hasSize(1);
    }

    @Test
    void letsOneMessageWaitAndCarriesTheOthersWhenDestinationsDiffer() {
        outbox.has(3);
        store = message -> message.seq() == 0 ? Outcome.later("away") : Outcome.DELIVERED;
        Delivery delivery = delivery(1, false);

        deliverAll(delivery);
        assertThat(carried).containsExactly(0L, 1L, 2L);

        clock.passes(LONGEST);
        deliverAll(delivery);
        assertThat(carried).endsWith(0L);
    }

    @Test
    void waitsAsLongAsTheOtherSideAsks() {
        outbox.has(1);
        store = message -> Outcome.later("busy", Duration.ofMinutes(3));
        Delivery delivery = delivery(1, false);
        delivery.deliver();

        clock.passes(Duration.ofMinutes(2));
        delivery.deliver();
        assertThat(carried).hasSize(1);

        clock.passes(Duration.ofMinutes(1));
        delivery.deliver();
        assertThat(carried).hasSize(2);
    }

    @Test
    void keepsMessagesWhoseCarrierFails() {
        outbox.has(1);
        store = message -> {
            throw new IllegalStateException("a defect");
        };
        Delivery delivery = delivery(1, true);

        assertThat(delivery.deliver()).isFalse();

        assertThat(outbox.settled).isEmpty();
        assertThat(outbox.problems.values()).singleElement().asString().contains("a defect");
    }

    @Test
    void writesDownWhatWasRefused() {
        outbox.has(2);
        store = message -> message.seq() == 0 ? Outcome.refused("no verb") : Outcome.conflict("another one");

        delivery(2, true).deliver();

        assertThat(outbox.settled.values()).containsExactly(State.REFUSED, State.CONFLICT);
    }

    private static void deliverAll(Delivery delivery) {
        boolean more = true;
        while (more) {
            more = delivery.deliver();
        }
    }

    private Delivery delivery(int batch, boolean oneDestination) {
        Carrier carrier = new Carrier() {
            @Override
            public String queue() {
                return "test";
            }

            @Override
            public int batch() {
                return batch;
            }

            @Override
            public int workers() {
                return 1;
            }

            @Override
            public boolean oneDestination() {
                return oneDestination;
            }

            @Override
            public Backoff backoff() {
                return new Backoff(Duration.ofSeconds(1), LONGEST);
            }

            @Override
            public Map<UUID, Outcome> carry(List<Message> messages) {
                messages.forEach(message -> carried.add(message.seq()));
                return messages.stream().collect(Collectors.toMap(Message::id, store));
            }
        };
        return new Delivery(carrier, outbox, clock, new Random());
    }

    /** An outbox in memory, for one worker. */
    private final class Waiting extends Outbox {

        private final Map<Message, Instant> due = new LinkedHashMap<>();
        private final Map<UUID, State> settled = new LinkedHashMap<>();
        private final Map<UUID, String> problems = new HashMap<>();

        void has(int count) {
            for (int seq = 0; seq < count; seq++) {
                due.put(
                        new Message(
                                UUID.randomUUID(), seq, Optional.empty(), "", 1, Optional.empty(), Instant.EPOCH, true),
                        Instant.EPOCH);
            }
        }

        @Override
        List<Message> take(String queue, int most) {
            return due.entrySet().stream()
                    .filter(message -> !settled.containsKey(message.getKey().id()))
                    .filter(message -> !message.getValue().isAfter(clock.instant()))
                    .map(Map.Entry::getKey)
                    .limit(most)
                    .toList();
        }

        @Override
        void settle(Map<UUID, Outcome.Settled> outcomes) {
            outcomes.forEach((id, outcome) -> settled.put(id, outcome.state()));
        }

        @Override
        void postpone(Map<UUID, Postponed> messages) {
            due.replaceAll((message, before) -> messages.containsKey(message.id())
                    ? messages.get(message.id()).dueAt()
                    : before);
            messages.forEach((id, postponed) -> problems.put(id, postponed.problem()));
        }
    }
}
