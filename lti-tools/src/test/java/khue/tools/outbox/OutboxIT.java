/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.outbox;

import static khue.tools.testing.InServer.bean;
import static khue.tools.testing.InServer.execute;
import static khue.tools.testing.InServer.number;
import static khue.tools.testing.InServer.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.transaction.UserTransaction;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.naming.InitialContext;
import khue.tools.lti.members.CourseRole;
import khue.tools.records.Recorder;
import khue.tools.records.ToolEvent;
import khue.tools.records.ToolEvent.EventObject;
import khue.tools.records.Verb;
import khue.tools.settings.Settings;
import khue.tools.testing.InServer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The outbox in the server, on PostgreSQL, with its workers going: what is written is carried, once, whatever happens in between. */
@ArquillianTest
class OutboxIT {

    /** A queue that nobody carries. */
    private static final String UNATTENDED = "unattended";

    private final Recorder recorder = bean(Recorder.class);
    private final Outbox outbox = bean(Outbox.class);
    private final Settings settings = bean(Settings.class);
    private final UserTransaction transaction = bean(UserTransaction.class);

    private Optional<Store> store = Optional.empty();

    @Deployment
    static WebArchive tools() {
        return InServer.tools();
    }

    /** What other tests have left would be carried first, to a store that must get these statements within the deadline. */
    @BeforeEach
    void beginsWithNothing() {
        execute("DELETE FROM outbox");
    }

    @AfterEach
    void leavesNothing() {
        store.ifPresent(Store::close);
        execute("DELETE FROM outbox WHERE queue LIKE ?", UNATTENDED + "-%");
    }

    @Test
    void keepsNothingOfWorkThatWasRolledBack() throws Exception {
        UUID registration = UUID.randomUUID();
        transaction.begin();
        recorder.record(event(registration));
        assertThat(waiting(registration)).isEqualTo(1);
        transaction.rollback();

        assertThat(waiting(registration)).isZero();
    }

    @Test
    void deliversEachStatementOnceAfterTheStoreWasAway() throws Exception {
        UUID registration = UUID.randomUUID();
        for (int piece = 0; piece < 120; piece++) {
            record(registration);
        }
        until(() -> failedAttempts(registration) > 0);

        store = Optional.of(new Store(settings.storeUrl(), 0));

        until(() -> waiting(registration) == 0);
        assertThat(store.get().of(registration)).hasSize(120);
        assertThat(store.get().received(registration)).isEqualTo(120);
    }

    @Test
    void sendsTheSameStatementAgainWhenTheAnswerWasLost() throws Exception {
        UUID registration = UUID.randomUUID();
        store = Optional.of(new Store(settings.storeUrl(), 2));

        record(registration);

        until(() -> waiting(registration) == 0);
        assertThat(store.get().of(registration)).hasSize(1);
        assertThat(store.get().received(registration)).isEqualTo(3);
    }

    @Test
    void givesNoMessageToTwoWorkers() throws Exception {
        String queue = UNATTENDED + "-1";
        add(queue, 200, Optional.empty());
        ManagedExecutorService executor = InitialContext.doLookup("java:comp/DefaultManagedExecutorService");
        List<Future<List<UUID>>> workers = new ArrayList<>();
        for (int worker = 0; worker < 4; worker++) {
            workers.add(executor.submit(() -> takeAll(queue)));
        }

        List<UUID> taken = new ArrayList<>();
        for (Future<List<UUID>> worker : workers) {
            taken.addAll(worker.get());
        }

        assertThat(taken).hasSize(200).doesNotHaveDuplicates();
    }

    @Test
    void keepsALaneInOrderAndKnowsItsNewest() throws Exception {
        String queue = UNATTENDED + "-2";
        add(queue, 2, Optional.of("lane"));

        Message first = outbox.take(queue, 10).get(0);
        assertThat(first.newest()).isFalse();
        assertThat(outbox.take(queue, 10)).as("the second waits for the first").isEmpty();

        outbox.settle(Map.of(first.id(), (Outcome.Settled) Outcome.DELIVERED));
        assertThat(outbox.take(queue, 10))
                .singleElement()
                .satisfies(second -> assertThat(second.newest()).isTrue());
    }

    @Test
    void givesAPostponedMessageAgainWithItsProblem() throws Exception {
        String queue = UNATTENDED + "-3";
        add(queue, 1, Optional.empty());
        UUID id = outbox.take(queue, 1).get(0).id();

        outbox.postpone(Map.of(id, new Outbox.Postponed("away", Instant.EPOCH)));

        assertThat(outbox.take(queue, 1)).singleElement().satisfies(again -> {
            assertThat(again.id()).isEqualTo(id);
            assertThat(again.attempts()).isEqualTo(2);
            assertThat(again.problem()).contains("away");
        });
    }

    private void record(UUID registration) throws Exception {
        transaction.begin();
        recorder.record(event(registration));
        transaction.commit();
    }

    private void add(String queue, int count, Optional<String> lane) throws Exception {
        transaction.begin();
        for (int message = 0; message < count; message++) {
            outbox.add(queue, UUID.randomUUID(), lane, "{}");
        }
        transaction.commit();
    }

    private List<UUID> takeAll(String queue) {
        List<UUID> taken = new ArrayList<>();
        List<Message> batch = outbox.take(queue, 7);
        while (!batch.isEmpty()) {
            batch.forEach(message -> taken.add(message.id()));
            batch = outbox.take(queue, 7);
        }
        return taken;
    }

    private long waiting(UUID registration) {
        return count("state = 'WAITING'", registration);
    }

    private long failedAttempts(UUID registration) {
        return count("problem IS NOT NULL", registration);
    }

    private static long count(String condition, UUID registration) {
        return number(
                "SELECT count(*) FROM outbox WHERE " + condition + " AND payload LIKE ?", "%" + registration + "%");
    }

    private static ToolEvent event(UUID registration) {
        var project = new EventObject(
                "project/" + registration,
                URI.create("http://id.tincanapi.com/activitytype/project"),
                Optional.empty());
        return ToolEvent.of(
                "portfolio",
                Verb.SUBMIT,
                UUID.randomUUID(),
                CourseRole.LEARNER,
                project,
                registration,
                UUID.randomUUID());
    }

    /** Where the tools send their records: keeps each statement once, by its id, and may lose its first answers. */
    static final class Store implements AutoCloseable {

        private final HttpServer server;
        private final Map<UUID, Set<String>> kept = new ConcurrentHashMap<>();
        private final Map<UUID, AtomicInteger> received = new ConcurrentHashMap<>();
        private final AtomicInteger lost;

        Store(URI url, int lostAnswers) throws IOException {
            lost = new AtomicInteger(lostAnswers);
            server = HttpServer.create(new InetSocketAddress(url.getHost(), url.getPort()), 0);
            server.createContext("/statements", this::take);
            server.start();
        }

        private void take(HttpExchange exchange) throws IOException {
            for (JsonNode statement : new ObjectMapper().readTree(exchange.getRequestBody())) {
                UUID registration =
                        UUID.fromString(statement.at("/context/registration").asText());
                kept.computeIfAbsent(registration, unknown -> new HashSet<>())
                        .add(statement.get("id").asText());
                received.computeIfAbsent(registration, unknown -> new AtomicInteger())
                        .incrementAndGet();
            }
            if (lost.getAndDecrement() <= 0) {
                exchange.sendResponseHeaders(204, -1);
            }
            exchange.close();
        }

        Set<String> of(UUID registration) {
            return kept.getOrDefault(registration, Set.of());
        }

        int received(UUID registration) {
            return received.getOrDefault(registration, new AtomicInteger()).get();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
