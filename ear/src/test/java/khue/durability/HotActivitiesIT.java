/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.durability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import khue.testing.Lrs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A whole city works on the same twenty activities at once, in every order and with definitions that change. Stores
 * that write an activity's definition in the acknowledging transaction deadlock here. {@code -Dkhue.hot.seconds=600}
 * makes it last.
 */
@ExtendWith(TwoNodes.Extension.class)
class HotActivitiesIT {

    private static final Duration LENGTH = Duration.ofSeconds(Long.getLong("khue.hot.seconds", 8));
    private static final int CONNECTIONS = 8;
    private static final int ACTIVITIES = 20;
    private static final int BATCH = 50;

    private final TwoNodes nodes;
    private final UUID registration = UUID.randomUUID();
    private final Statements statements = new Statements(registration);

    HotActivitiesIT(TwoNodes nodes) {
        this.nodes = nodes;
    }

    @Test
    void concurrentBatchesOnTheSameActivitiesAreAllAccepted() throws Exception {
        List<Lrs> clients = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            clients.add(i % 2 == 0 ? nodes.first() : nodes.second());
        }
        long deadline = System.nanoTime() + LENGTH.toNanos();
        int batches = 0;
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            List<Future<Integer>> sending = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                int client = i;
                sending.add(threads.submit(() -> send(clients.get(client), client, deadline)));
            }
            for (Future<Integer> sent : sending) {
                batches += sent.get();
            }
        } finally {
            threads.shutdownNow();
        }
        System.out.printf("%d batches of %d on %d activities in %s%n", batches, BATCH, ACTIVITIES, LENGTH);
        everyActivityHasItsShare(batches);
    }

    /** Half of the clients name the activities in one order, half in the other. */
    private int send(Lrs lrs, int client, long deadline) throws Exception {
        int batches = 0;
        for (; System.nanoTime() < deadline; batches++) {
            List<ObjectNode> batch = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                int activity = (client % 2 == 0 ? i : BATCH - 1 - i) % ACTIVITIES;
                int number = (batches * CONNECTIONS + client) * BATCH + i;
                batch.add(statements.statement(UUID.randomUUID(), number, activity, (activity + 1) % ACTIVITIES));
            }
            HttpResponse<byte[]> answer = lrs.post("/statements", Statements.batch(batch));
            assertThat(answer.statusCode())
                    .as(new String(answer.body(), StandardCharsets.UTF_8))
                    .isEqualTo(200);
        }
        return batches;
    }

    private void everyActivityHasItsShare(int batches) throws Exception {
        Map<Integer, Integer> expected = new HashMap<>();
        for (int i = 0; i < BATCH; i++) {
            expected.merge(i % ACTIVITIES, batches, Integer::sum);
        }
        for (int activity = 0; activity < ACTIVITIES; activity++) {
            String id = URLEncoder.encode(Statements.activity(activity), StandardCharsets.UTF_8);
            String filter = "format=ids&limit=1000&registration=" + registration + "&activity=" + id;
            List<String> found = nodes.first().statementIds(filter);
            assertThat(found)
                    .as("statements about activity %d", activity)
                    .hasSize(expected.get(activity))
                    .doesNotHaveDuplicates();
        }
    }
}
