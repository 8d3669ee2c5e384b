/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import khue.tools.outbox.Message;
import khue.tools.outbox.Outcome;
import khue.tools.outbox.State;
import khue.tools.settings.Settings;
import khue.tools.testing.ScriptedServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every answer that a store may give, and what becomes of the statements. */
class StatementSendingTest {

    private final ScriptedServer store = new ScriptedServer();
    private final StatementSending sending = new StatementSending(new StoreClient(storeAt(store.url("/xapi"))));

    @AfterEach
    void stop() {
        store.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204})
    void sendsABatchWithOneRequest(int status) {
        store.answers(status, status == 200 ? "[]" : "");
        List<Message> batch = messages(3);

        assertThat(sending.send(batch).values()).containsOnly(Outcome.DELIVERED).hasSize(3);

        assertThat(store.asked()).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.pathAndQuery()).isEqualTo("/xapi/statements");
            assertThat(request.header("Authorization")).isEqualTo("Basic a2V5OnNlY3JldA==");
            assertThat(request.header("X-Experience-API-Version")).isEqualTo("1.0.3");
            assertThat(request.body())
                    .isEqualTo("[" + batch.get(0).payload() + "," + batch.get(1).payload() + ","
                            + batch.get(2).payload() + "]");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 401, 403, 404, 429, 500, 502, 503})
    void keepsEverythingWhenTheFaultIsNotTheStatements(int status) {
        store.answers(status, "busy");

        assertThat(sending.send(messages(2)).values())
                .allSatisfy(outcome -> assertThat(problem(outcome))
                        .startsWith("HTTP " + status)
                        .contains("busy"));
        assertThat(store.asked()).hasSize(1);
    }

    @Test
    void keepsEverythingWhenNobodyListens() throws IOException {
        URI nobody;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
        var unreachable = new StatementSending(new StoreClient(storeAt(nobody)));

        assertThat(unreachable.send(messages(2)).values()).allMatch(Outcome.Later.class::isInstance);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 409, 413})
    void putsEachByItselfWhenTheStoreTakesOffenceAtSomething(int status) {
        store.answers(status).answers(204).answers(400, "no verb").answers(204);
        List<Message> batch = messages(3);

        Map<UUID, Outcome> outcomes = sending.send(batch);

        assertThat(outcomes.get(batch.get(0).id())).isEqualTo(Outcome.DELIVERED);
        assertThat(outcomes.get(batch.get(1).id())).isEqualTo(Outcome.refused("HTTP 400: no verb"));
        assertThat(outcomes.get(batch.get(2).id())).isEqualTo(Outcome.DELIVERED);
        assertThat(store.asked().get(1).method()).isEqualTo("PUT");
        assertThat(store.asked().get(1).pathAndQuery())
                .isEqualTo("/xapi/statements?statementId=" + batch.get(0).id());
    }

    @Test
    void leavesTheRestWaitingWhenTheStoreGoesAwayInBetween() {
        store.answers(400).answers(204).answers(503);
        List<Message> batch = messages(4);

        Map<UUID, Outcome> outcomes = sending.send(batch);

        assertThat(outcomes.get(batch.get(0).id())).isEqualTo(Outcome.DELIVERED);
        assertThat(batch.subList(1, 4))
                .allSatisfy(message -> assertThat(outcomes.get(message.id())).isInstanceOf(Outcome.Later.class));
        assertThat(store.asked()).hasSize(3);
    }

    @Test
    void takesAStatementThatIsThereAlreadyForDelivered() {
        Message message = messages(1).get(0);
        String stored = message.payload()
                .replace("2026-11-22T03:04:05.678Z", "2026-11-22T10:04:05.6780+07:00")
                .replaceFirst("\\{", "{\"stored\":\"2026-11-22T03:04:06Z\",\"version\":\"1.0.3\",");
        store.answers(409).answers(409).answers(200, stored);

        assertThat(sending.send(List.of(message))).containsEntry(message.id(), Outcome.DELIVERED);
    }

    @Test
    void takesAStatementThatWasVoidedSinceForDelivered() {
        Message message = messages(1).get(0);
        store.answers(409).answers(409).answers(404).answers(200, message.payload());

        assertThat(sending.send(List.of(message))).containsEntry(message.id(), Outcome.DELIVERED);
        assertThat(store.asked().get(3).pathAndQuery()).contains("voidedStatementId=" + message.id());
    }

    @Test
    void reportsAnotherStatementWithTheSameId() {
        Message message = messages(1).get(0);
        store.answers(409).answers(409).answers(200, message.payload().replace("submit", "approve"));

        assertThat(sending.send(List.of(message)).get(message.id()))
                .isInstanceOfSatisfying(
                        Outcome.Settled.class,
                        outcome -> assertThat(outcome.state()).isEqualTo(State.CONFLICT));
    }

    @ParameterizedTest
    @CsvSource({"404, CONFLICT", "403, CONFLICT"})
    void reportsAnIdWhoseStatementTheStoreDoesNotShow(int status, State expected) {
        Message message = messages(1).get(0);
        store.answers(409).answers(409).answers(status).answers(status);

        assertThat(sending.send(List.of(message)).get(message.id()))
                .isInstanceOfSatisfying(
                        Outcome.Settled.class,
                        outcome -> assertThat(outcome.state()).isEqualTo(expected));
    }

    @Test
    void looksAgainLaterWhenTheStoreCannotSayWhatItHas() {
        Message message = messages(1).get(0);
        store.answers(409).answers(409).answers(500);

        assertThat(sending.send(List.of(message)).get(message.id())).isInstanceOf(Outcome.Later.class);
    }

    private static List<Message> messages(int count) {
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            UUID id = UUID.randomUUID();
            String statement = """
                    {"id":"%s","actor":{"account":{"homePage":"https://khue.example/xapi/pid","name":"x%d"}},\
                    "verb":{"id":"http://activitystrea.ms/submit"},"object":{"id":"https://khue.example/xapi/project/1"},\
                    "timestamp":"2026-11-22T03:04:05.678Z"}""".formatted(id, i);
            messages.add(new Message(id, i, Optional.empty(), statement, 1, Optional.empty(), Instant.EPOCH, true));
        }
        return messages;
    }

    private static String problem(Outcome outcome) {
        return ((Outcome.Later) outcome).problem();
    }

    static Settings storeAt(URI url) {
        return new Settings(null) {
            @Override
            public URI storeUrl() {
                return url;
            }

            @Override
            public String storeKey() {
                return "key";
            }

            @Override
            public String storeSecret() {
                return "secret";
            }
        };
    }
}
