/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import khue.tools.outbox.Message;
import khue.tools.outbox.Outcome;
import khue.tools.outbox.State;
import khue.tools.testing.ScriptedServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnrolmentCarrierTest {

    private final ScriptedServer store = new ScriptedServer();
    private final EnrolmentCarrier carrier =
            new EnrolmentCarrier(new StoreClient(StatementSendingTest.storeAt(store.url("/xapi"))));

    @AfterEach
    void stop() {
        store.close();
    }

    @Test
    void putsTheReportAtTheClass() {
        store.answers(204);

        assertThat(carried()).isEqualTo(Outcome.DELIVERED);
        assertThat(store.asked()).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("PUT");
            assertThat(request.pathAndQuery())
                    .isEqualTo("/xapi/reports/enrolments?class=https%3A%2F%2Fkhue.example%2Fxapi%2Fclass%2F1");
            assertThat(request.body()).isEqualTo("{\"learners\":28}");
        });
    }

    @ParameterizedTest
    @CsvSource({"404, SUPERSEDED", "405, SUPERSEDED", "501, SUPERSEDED", "400, REFUSED"})
    void doesWithoutAReportApiAndReportsARefusal(int status, State expected) {
        store.answers(status);

        assertThat(carried())
                .isInstanceOfSatisfying(
                        Outcome.Settled.class,
                        outcome -> assertThat(outcome.state()).isEqualTo(expected));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 500, 503})
    void triesAgainLater(int status) {
        store.answers(status);

        assertThat(carried()).isInstanceOf(Outcome.Later.class);
    }

    private Outcome carried() {
        Message message = new Message(
                UUID.randomUUID(),
                1,
                Optional.of("1"),
                "{\"class\":\"https://khue.example/xapi/class/1\",\"report\":{\"learners\":28}}",
                1,
                Optional.empty(),
                Instant.EPOCH,
                true);
        return carrier.carry(List.of(message)).get(message.id());
    }
}
