/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.durability;

import static khue.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import khue.run.Credentials;
import khue.testing.Lrs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The database's administrator stops it and starts it again: both nodes say so meanwhile, and recover by themselves. */
@ExtendWith(TwoNodes.Extension.class)
class DatabaseOutageIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** More than the pool keeps open when nobody asks. */
    private static final int CONNECTIONS = 40;

    private final TwoNodes nodes;
    private final UUID registration = UUID.randomUUID();
    private final Statements statements = new Statements(registration);
    private boolean stopped;

    DatabaseOutageIT(TwoNodes nodes) {
        this.nodes = nodes;
    }

    @AfterEach
    void startItAgain() throws Exception {
        if (stopped) {
            nodes.postgres().start();
        }
    }

    @BeforeEach
    void becomeKnown() throws Exception {
        // A node checks a key slowly when it sees it for the first time, and one at a time.
        for (Lrs node : List.of(nodes.first(), nodes.second())) {
            assertThat(node.get("/statements?limit=1").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void everyRequestIsTurnedAwayWhileItIsDownAndTakenOnceItIsBack() throws Exception {
        everybodySends(nodes.first())
                .forEach(answer -> assertThat(answer.statusCode()).isEqualTo(204));
        everybodySends(nodes.second())
                .forEach(answer -> assertThat(answer.statusCode()).isEqualTo(204));
        int stored = 2 * CONNECTIONS;

        nodes.postgres().stop();
        stopped = true;
        for (Lrs node : List.of(nodes.first(), nodes.second())) {
            for (HttpResponse<byte[]> answer : everybodySends(node)) {
                isUnavailable(answer);
            }
            isUnavailable(node.get("/statements?limit=1"));
        }
        Lrs stranger = nodes.firstAs(new Credentials("tests", "a wrong secret"));
        isUnavailable(stranger.get("/statements?limit=1"));
        eventually(() -> assertThat(nodes.areReady()).isFalse());

        nodes.postgres().start();
        stopped = false;
        eventually(() -> assertThat(nodes.areReady()).isTrue());
        everybodySends(nodes.first())
                .forEach(answer -> assertThat(answer.statusCode()).isEqualTo(204));
        everybodySends(nodes.second())
                .forEach(answer -> assertThat(answer.statusCode()).isEqualTo(204));
        stored += 2 * CONNECTIONS;
        assertThat(nodes.second().statementIds("limit=500&registration=" + registration))
                .hasSize(stored)
                .doesNotHaveDuplicates();
    }

    private static void isUnavailable(HttpResponse<byte[]> answer) throws Exception {
        JsonNode body = JSON.readTree(answer.body());
        assertThat(answer.statusCode()).as(body.toString()).isEqualTo(503);
        assertThat(body.path("code").asText()).isEqualTo("database-unavailable");
        assertThat(body.path("message").path("en").asText()).isNotBlank();
    }

    private List<HttpResponse<byte[]>> everybodySends(Lrs node) throws Exception {
        List<Callable<HttpResponse<byte[]>>> senders = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            UUID id = UUID.randomUUID();
            String statement = statements.statement(id, i, i, i + 1).toString();
            senders.add(() -> node.put("/statements?statementId=" + id, statement));
        }
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            List<HttpResponse<byte[]>> answers = new ArrayList<>();
            for (Future<HttpResponse<byte[]>> answer : threads.invokeAll(senders)) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }
}
