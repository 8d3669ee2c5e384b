/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.durability;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import khue.testing.Lrs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Eight clients send without a pause while the database, the server and the command that runs both are killed, one after the other.
 * {@code -Dkhue.crash.rounds=10} does it more often.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its processes cannot be told to end, only be killed")
class KilledInTheMiddleIT {

    private static final int ROUNDS = Integer.getInteger("khue.crash.rounds", 1);

    /** How many shipments each client delivers between two blows. */
    private static final int SHIPMENTS = 30;

    private final UUID registration = UUID.randomUUID();

    @Test
    void everyAcknowledgedStatementIsThereOnceAndNoBatchInPart() throws Exception {
        try (Installation khue = new Installation()) {
            khue.start();
            try (Ingest ingest = new Ingest(khue, registration)) {
                for (int round = 0; round < ROUNDS; round++) {
                    ingest.awaitShipments(SHIPMENTS);
                    khue.killPostgres();
                    ingest.awaitShipments(SHIPMENTS);
                    khue.killOneConnection();
                    ingest.awaitShipments(SHIPMENTS);
                    killServerInTheMiddleOfAnAnswer(khue);
                    khue.start();
                    ingest.awaitShipments(SHIPMENTS);
                    if (round % 2 == 0) {
                        killTheCommand(khue);
                    } else {
                        khue.stop();
                        khue.start();
                    }
                    System.out.printf("round %d: %s%n", round + 1, ingest);
                }
                ingest.awaitShipments(SHIPMENTS);
                ingest.finish();
                assertThat(ingest.surprises()).isEmpty();
                isAllThere(khue, ingest);
                System.out.printf("killed in the middle, %d rounds: %s%n", ROUNDS, ingest);
            }
        }
    }

    /** Who reads meanwhile can tell that the answer has no end, and does not take a part for the whole. */
    private static void killServerInTheMiddleOfAnAnswer(Installation khue) throws Exception {
        try (LongAnswer answer =
                new LongAnswer(khue.lrs().request("/statements?limit=100000").build())) {
            khue.killServer();
            assertThat(answer.isWhole()).isFalse();
        }
    }

    /** The next start ends what is left, and finds the data as they were. */
    private static void killTheCommand(Installation khue) throws Exception {
        List<ProcessHandle> left = khue.killCommand();
        assertThat(left).as("what kill -9 left behind").hasSize(2).allMatch(ProcessHandle::isAlive);
        khue.start();
        assertThat(khue.said())
                .contains("ended what a killed run had left")
                .as("the first password is shown once")
                .doesNotContain("    admin\n");
        assertThat(left).noneMatch(ProcessHandle::isAlive);
    }

    private void isAllThere(Installation khue, Ingest ingest) throws Exception {
        List<String> found = khue.lrs().statementIds("format=ids&limit=500&registration=" + registration);
        assertThat(found).doesNotHaveDuplicates();
        Set<String> left = new HashSet<>(found);
        for (UUID id : ingest.acknowledgedIds()) {
            assertThat(left.remove(id.toString())).as("%s is there", id).isTrue();
        }
        int arrived = 0;
        for (Shipment shipment : ingest.givenUp()) {
            long parts = shipment.statements().stream()
                    .filter(id -> left.remove(id.toString()))
                    .count();
            assertThat(parts).as("all or nothing of a batch").isIn(0L, (long)
                    shipment.statements().size());
            arrived += parts > 0 ? 1 : 0;
        }
        assertThat(left).as("statements that nobody sent").isEmpty();
        System.out.printf(
                "of %d batches that were given up, %d had arrived%n",
                ingest.givenUp().size(), arrived);
        everyFilterFindsEachOnce(khue.lrs(), found);
        everyWorkIsWhole(khue.lrs(), ingest);
        everyDocumentIsTheLastOne(khue.lrs(), ingest);
        tablesAgree(khue, found.size());
    }

    private static void everyWorkIsWhole(Lrs lrs, Ingest ingest) throws Exception {
        Map<UUID, byte[]> works = ingest.acknowledgedWorks();
        assertThat(works).isNotEmpty();
        for (Map.Entry<UUID, byte[]> work : works.entrySet()) {
            HttpResponse<byte[]> answer = lrs.get("/statements?attachments=true&statementId=" + work.getKey());
            assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                    .as("statement %s with its attachment", work.getKey())
                    .contains(new String(work.getValue(), StandardCharsets.UTF_8));
        }
    }

    private static void everyDocumentIsTheLastOne(Lrs lrs, Ingest ingest) throws Exception {
        for (Map.Entry<String, String> document : ingest.acknowledgedDocuments().entrySet()) {
            assertThat(lrs.get(document.getKey()).body()).asString().isEqualTo(document.getValue());
        }
    }

    /** A statement that was half written would be missing from one of its indexes. */
    private void everyFilterFindsEachOnce(Lrs lrs, List<String> expected) throws Exception {
        List<String> byVerb = new ArrayList<>();
        for (String verb : Statements.VERBS) {
            byVerb.addAll(find(lrs, "verb", verb));
        }
        assertThat(byVerb).hasSameSizeAs(expected).hasSameElementsAs(expected);
        List<String> byActivity = new ArrayList<>();
        for (String activity :
                IntStream.range(0, 20).mapToObj(Statements::activity).toList()) {
            byActivity.addAll(find(lrs, "activity", activity));
        }
        assertThat(byActivity).hasSameSizeAs(expected).hasSameElementsAs(expected);
        List<String> byAgent = new ArrayList<>();
        for (String agent : Statements.agents()) {
            byAgent.addAll(find(lrs, "agent", agent));
        }
        assertThat(byAgent).hasSameSizeAs(expected).hasSameElementsAs(expected);
    }

    private List<String> find(Lrs lrs, String filter, String value) throws Exception {
        return lrs.statementIds("format=ids&limit=500&registration=%s&%s=%s"
                .formatted(registration, filter, URLEncoder.encode(value, StandardCharsets.UTF_8)));
    }

    private static void tablesAgree(Installation khue, int statements) throws Exception {
        try (Connection connection = khue.database().connectAsXapi()) {
            assertThat(number(connection, "select count(*) from xapi.statement"))
                    .isEqualTo(statements);
            assertThat(number(connection, "select count(*) from xapi.statement_id"))
                    .isEqualTo(statements);
            assertThat(number(connection, "select count(*) from xapi.statement join xapi.statement_id using (key)"))
                    .isEqualTo(statements);
        }
    }

    private static long number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
