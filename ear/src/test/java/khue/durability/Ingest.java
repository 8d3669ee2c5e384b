/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.durability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import khue.testing.Lrs;

/**
 * Clients that send for as long as they are let, each on a connection of its own. What was not acknowledged they send
 * again with the same ids until it is, except for some batches that they give up: of those nobody knows whether they
 * arrived, but never may a part of one be there.
 */
final class Ingest implements AutoCloseable {

    private static final int CLIENTS = 8;
    private static final int BATCH = 50;
    private static final int ACTIVITIES = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration BEFORE_SENDING_AGAIN = Duration.ofMillis(50);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Client> clients;
    private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    private final Statements statements;
    private final Queue<Shipment> acknowledged = new ConcurrentLinkedQueue<>();
    private final Map<UUID, byte[]> works = new ConcurrentHashMap<>();
    private final Queue<Shipment> givenUp = new ConcurrentLinkedQueue<>();
    private final Queue<String> surprises = new ConcurrentLinkedQueue<>();
    private final AtomicInteger sentAgain = new AtomicInteger();
    private final AtomicInteger turnedAway = new AtomicInteger();
    private volatile boolean sending = true;

    /** Starts sending. */
    Ingest(Installation khue, UUID registration) {
        this.statements = new Statements(registration);
        this.clients = IntStream.range(0, CLIENTS)
                .mapToObj(number -> new Client(number, khue.lrs()))
                .toList();
        clients.forEach(threads::execute);
    }

    /** Waits until each client has had so many more shipments acknowledged. */
    void awaitShipments(int more) throws InterruptedException {
        List<Integer> goals =
                clients.stream().map(client -> client.arrived.get() + more).toList();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (int i = 0; i < CLIENTS; i++) {
            while (clients.get(i).arrived.get() < goals.get(i)) {
                assertThat(surprises).isEmpty();
                assertThat(System.nanoTime()).as("client %d goes on", i).isLessThan(deadline);
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
    }

    /** Begins nothing new and waits until everything that was not given up is acknowledged. */
    void finish() throws InterruptedException {
        sending = false;
        threads.shutdown();
        assertThat(threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("everything is acknowledged")
                .isTrue();
    }

    List<UUID> acknowledgedIds() {
        return acknowledged.stream()
                .flatMap(shipment -> shipment.statements().stream())
                .toList();
    }

    /** What was attached to acknowledged statements, by the statement's id. */
    Map<UUID, byte[]> acknowledgedWorks() {
        Map<UUID, byte[]> acknowledgedWorks = new HashMap<>(works);
        acknowledgedWorks.keySet().retainAll(Set.copyOf(acknowledgedIds()));
        return acknowledgedWorks;
    }

    /** The last acknowledged content of each client's document, by where it is. */
    Map<String, String> acknowledgedDocuments() {
        return clients.stream().collect(Collectors.toMap(Client::place, client -> client.document));
    }

    List<Shipment> givenUp() {
        return List.copyOf(givenUp);
    }

    /** Answers that no client should ever get, whatever happens to the server. */
    List<String> surprises() {
        return List.copyOf(surprises);
    }

    @Override
    public String toString() {
        return "%d shipments acknowledged with %d statements; sent again %d times, %d answers 503, %d batches given up"
                .formatted(
                        acknowledged.size(),
                        acknowledgedIds().size(),
                        sentAgain.get(),
                        turnedAway.get(),
                        givenUp.size());
    }

    @Override
    public void close() {
        sending = false;
        threads.shutdownNow();
    }

    /** One client with its own connection, sending one shipment after the other. */
    private final class Client implements Runnable {

        private final int number;
        private final Lrs lrs;
        private final Random chance;
        private final AtomicInteger arrived = new AtomicInteger();
        private volatile String document = "";

        Client(int number, Lrs lrs) {
            this.number = number;
            this.lrs = lrs;
            this.chance = new Random(number);
        }

        @Override
        public void run() {
            try {
                for (int i = 0; sending; i++) {
                    if (i % 8 == 4) {
                        deliverDocument("{\"page\":%d}".formatted(i));
                    } else {
                        deliver(shipment(i));
                    }
                }
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            } catch (IOException | RuntimeException broken) {
                surprises.add("client %d: %s".formatted(number, broken));
            }
        }

        private String place() {
            return "/activities/state?stateId=%d&activityId=%s&agent=%s"
                    .formatted(
                            number,
                            URLEncoder.encode(Statements.activity(0), StandardCharsets.UTF_8),
                            URLEncoder.encode(Statements.agents().get(0), StandardCharsets.UTF_8));
        }

        private void deliverDocument(String content) throws IOException, InterruptedException {
            deliver(new Shipment(List.of(), lrs -> lrs.put(place(), content)));
            document = content;
        }

        /** Single statements by both methods, some with an attachment, and a batch from time to time. */
        private Shipment shipment(int i) {
            if (i % 8 == 0) {
                return batch(i);
            }
            UUID id = UUID.randomUUID();
            if (i % 8 == 6) {
                works.put(id, Statements.work(i));
                byte[] body = Statements.withWork(statement(id, i), Statements.work(i));
                return new Shipment(List.of(id), lrs -> lrs.postMultipart("/statements", Statements.BOUNDARY, body));
            }
            String statement = statement(id, i).toString();
            return i % 2 == 0
                    ? new Shipment(List.of(id), lrs -> lrs.post("/statements", statement))
                    : new Shipment(List.of(id), lrs -> lrs.put("/statements?statementId=" + id, statement));
        }

        private Shipment batch(int i) {
            List<UUID> ids = new ArrayList<>();
            List<ObjectNode> batch = new ArrayList<>();
            for (int n = 0; n < BATCH; n++) {
                UUID id = UUID.randomUUID();
                ids.add(id);
                batch.add(statement(id, i + n));
            }
            String text = Statements.batch(batch);
            return new Shipment(ids, lrs -> lrs.post("/statements", text));
        }

        private ObjectNode statement(UUID id, int i) {
            return statements.statement(id, i, i % ACTIVITIES, (i + 1) % ACTIVITIES);
        }

        private void deliver(Shipment shipment) throws IOException, InterruptedException {
            while (true) {
                boolean mayHaveArrived = true;
                try {
                    HttpResponse<byte[]> answer = shipment.request().sendTo(lrs);
                    if (answer.statusCode() == 200 || answer.statusCode() == 204) {
                        acknowledged.add(shipment);
                        arrived.incrementAndGet();
                        return;
                    }
                    if (!isTemporary(answer)) {
                        surprises.add("%d %s".formatted(answer.statusCode(), text(answer)));
                        return;
                    }
                    turnedAway.incrementAndGet();
                } catch (ConnectException nobodyListens) {
                    mayHaveArrived = false;
                } catch (IOException noAnswer) {
                    // Whether it arrived is not known.
                }
                if (shipment.isBatch() && mayHaveArrived && chance.nextBoolean()) {
                    givenUp.add(shipment);
                    return;
                }
                sentAgain.incrementAndGet();
                TimeUnit.MILLISECONDS.sleep(BEFORE_SENDING_AGAIN.toMillis());
            }
        }

        /** 503 with a code of ours: anything else might make a client drop what it holds, or believe that it arrived. */
        private static boolean isTemporary(HttpResponse<byte[]> answer) {
            return answer.statusCode() == 503 && code(answer).isPresent();
        }

        private static Optional<String> code(HttpResponse<byte[]> answer) {
            try {
                return Optional.ofNullable(
                        JSON.readTree(answer.body()).path("code").textValue());
            } catch (IOException notJson) {
                return Optional.empty();
            }
        }

        private static String text(HttpResponse<byte[]> answer) {
            String body = new String(answer.body(), StandardCharsets.UTF_8);
            return body.substring(0, Math.min(body.length(), 300));
        }
    }
}
