/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.durability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import khue.run.Credentials;
import khue.testing.Lrs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two servers share nothing but the database, and a client cannot tell which of them it talks to. */
@ExtendWith(TwoNodes.Extension.class)
class TwoNodesIT {

    private static final int BATCH = 50;

    private final TwoNodes nodes;
    private final UUID registration = UUID.randomUUID();
    private final Statements statements = new Statements(registration);

    TwoNodesIT(TwoNodes nodes) {
        this.nodes = nodes;
    }

    /** They did so when they were started for these tests: both made the same schemas and migrations at the same moment. */
    @Test
    void startTogetherOnAnEmptyDatabase() throws Exception {
        assertThat(nodes.areReady()).isTrue();
    }

    @Test
    void eachReadsWhatTheOtherHasJustWritten() throws Exception {
        Lrs writer = nodes.first();
        Lrs reader = nodes.second();
        for (int i = 0; i < 50; i++) {
            UUID id = UUID.randomUUID();
            String text = statements.statement(id, i, i, i + 1).toString();
            assertThat(writer.put("/statements?statementId=" + id, text).statusCode())
                    .isEqualTo(204);
            assertThat(reader.get("/statements?statementId=" + id).statusCode()).isEqualTo(200);
            assertThat(reader.statementIds("limit=1&registration=" + registration))
                    .first()
                    .isEqualTo(id.toString());
            Lrs previous = writer;
            writer = reader;
            reader = previous;
        }
    }

    /** A client that got no answer from one node sends the same again to the other, at the very same moment. */
    @Test
    void theSameBatchOnBothIsStoredOnce() throws Exception {
        Random chance = new Random(20_261_122);
        List<String> expected = new ArrayList<>();
        for (int round = 0; round < 20; round++) {
            List<ObjectNode> batch = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                batch.add(statements.statement(UUID.randomUUID(), i, i, i + 1));
            }
            batch.forEach(statement -> expected.add(statement.path("id").asText()));
            List<ObjectNode> otherOrder = new ArrayList<>(batch);
            Collections.shuffle(otherOrder, chance);

            CyclicBarrier together = new CyclicBarrier(2);
            assertThat(bothDo(
                            () -> post(nodes.first(), Statements.batch(batch), together),
                            () -> post(nodes.second(), Statements.batch(otherOrder), together)))
                    .containsOnly(200);
        }
        assertThat(nodes.first().statementIds("limit=500&registration=" + registration))
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(nodes.second().statementIds("limit=500&registration=" + registration))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    /** Of two different statements with one id, one is stored and the other refused, whole batch and all. */
    @Test
    void differentStatementsWithOneIdOnBothDoNotMix() throws Exception {
        for (int round = 0; round < 20; round++) {
            UUID disputed = UUID.randomUUID();
            UUID group = UUID.randomUUID();
            Statements ofGroup = new Statements(group);
            List<Integer> numbers = IntStream.range(0, BATCH).boxed().toList();
            String fromFirst = Statements.batch(numbers.stream()
                    .map(i -> ofGroup.statement(i == 25 ? disputed : UUID.randomUUID(), i, 1, 2))
                    .toList());
            String fromSecond = Statements.batch(numbers.stream()
                    .map(i -> ofGroup.statement(i == 5 ? disputed : UUID.randomUUID(), 100 + i, 3, 4))
                    .toList());
            CyclicBarrier together = new CyclicBarrier(2);
            assertThat(bothDo(
                            () -> post(nodes.first(), fromFirst, together),
                            () -> post(nodes.second(), fromSecond, together)))
                    .containsExactlyInAnyOrder(200, 409);
            assertThat(nodes.first().statementIds("registration=" + group))
                    .hasSize(BATCH)
                    .contains(disputed.toString());
        }
    }

    /** What a node calls consistent never grows by a statement from the other one. */
    @Test
    void nothingAppearsBeforeConsistentThrough() throws Exception {
        ExecutorService writer = Executors.newSingleThreadExecutor();
        try {
            Future<Integer> written = writer.submit(() -> {
                for (int i = 0; i < 100; i++) {
                    List<ObjectNode> batch = IntStream.range(0, BATCH)
                            .mapToObj(n -> statements.statement(UUID.randomUUID(), n, n, n + 1))
                            .toList();
                    assertThat(nodes.first()
                                    .post("/statements", Statements.batch(batch))
                                    .statusCode())
                            .isEqualTo(200);
                }
                return 100 * BATCH;
            });
            Lrs reader = nodes.second();
            while (!written.isDone()) {
                Instant consistent = Instant.parse(reader.get("/statements?limit=1")
                        .headers()
                        .firstValue("X-Experience-API-Consistent-Through")
                        .orElseThrow());
                String upTo = "format=ids&limit=500&registration=" + registration + "&since="
                        + consistent.minusSeconds(1) + "&until=" + consistent;
                List<String> seenThen = reader.statementIds(upTo);
                assertThat(reader.statementIds(upTo)).hasSameElementsAs(seenThen);
            }
            assertThat(reader.statementIds("format=ids&limit=500&registration=" + registration))
                    .hasSize(written.get());
        } finally {
            writer.shutdownNow();
        }
    }

    @Test
    void aKeyRevokedOnOneIsRefusedOnTheOther() throws Exception {
        Lrs administrator = nodes.firstAs(TwoNodes.STORE_KEY);
        String made = new String(
                administrator
                        .post(
                                "/keys",
                                "{\"name\":\"visitor\",\"label\":\"A visitor\",\"scopes\":[\"statements/read\"]}")
                        .body(),
                StandardCharsets.UTF_8);
        Credentials visitor = new Credentials(
                "visitor", new ObjectMapper().readTree(made).path("secret").asText());
        assertThat(visitor.secret()).as(made).isNotBlank();
        for (Lrs node : List.of(nodes.firstAs(visitor), nodes.secondAs(visitor))) {
            assertThat(node.get("/statements?limit=1").statusCode()).isEqualTo(200);
        }

        assertThat(administrator
                        .send(administrator.request("/keys?name=visitor").DELETE())
                        .statusCode())
                .isEqualTo(204);
        for (Lrs node : List.of(nodes.firstAs(visitor), nodes.secondAs(visitor))) {
            assertThat(node.get("/statements?limit=1").statusCode()).isEqualTo(401);
        }
    }

    private static List<Integer> bothDo(Callable<Integer> one, Callable<Integer> other) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Integer> answers = new ArrayList<>();
            for (Future<Integer> answer : threads.invokeAll(List.of(one, other))) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }

    private static int post(Lrs lrs, String batch, CyclicBarrier together) throws Exception {
        together.await();
        return lrs.post("/statements", batch).statusCode();
    }
}
