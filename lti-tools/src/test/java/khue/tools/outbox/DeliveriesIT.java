/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.outbox;

import static khue.tools.testing.InServer.bean;
import static khue.tools.testing.InServer.execute;
import static khue.tools.testing.InServer.number;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import khue.tools.testing.InServer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What was refused, by kind, and carrying a whole kind again. */
@ArquillianTest
class DeliveriesIT {

    private final Deliveries deliveries = bean(Deliveries.class);

    /** One that nobody carries. */
    private final String queue = "unattended " + UUID.randomUUID();

    @Deployment
    static WebArchive tools() {
        return InServer.tools();
    }

    /** The pages have words for the queues that there are, and this one is none. */
    @AfterEach
    void leavesNothing() {
        execute("DELETE FROM outbox WHERE queue = ?", queue);
    }

    @Test
    void putsTogetherWhatWasRefusedForTheSameReason() {
        for (int i = 0; i < 7; i++) {
            refused("REFUSED", "HTTP 403 from https://lms.example/items/" + i + ": not allowed");
        }
        refused("REFUSED", "HTTP 404 from https://lms.example/items/1");
        refused("REFUSED", "no access token: HTTP 401: invalid_client");
        refused("REFUSED", "the LMS is not active");
        refused("CONFLICT", "the store has another statement with this id");

        assertThat(kinds())
                .extracting(Deliveries.Kind::kind, Deliveries.Kind::number)
                .satisfies(found -> {
                    assertThat(found.get(0)).isEqualTo(org.assertj.core.groups.Tuple.tuple("HTTP 403", 7L));
                    assertThat(found)
                            .extracting(tuple -> tuple.toList().get(0))
                            .containsExactlyInAnyOrder(
                                    "HTTP 403",
                                    "HTTP 404",
                                    "no access token",
                                    "the LMS is not active",
                                    "the store has another statement with this id");
                });
        assertThat(kinds().get(0).latest()).hasSize(Deliveries.SHOWN_OF_A_KIND);
    }

    @Test
    void carriesAWholeKindAgainAndNothingElse() {
        for (int i = 0; i < 7; i++) {
            refused("REFUSED", "HTTP 403 from https://lms.example/items/" + i);
        }
        refused("REFUSED", "HTTP 404 from https://lms.example/items/1");
        refused("CONFLICT", "HTTP 403 from https://lms.example/items/1");

        assertThat(deliveries.retryAll(queue, State.REFUSED, "HTTP 403")).isEqualTo(7);

        assertThat(number("SELECT count(*) FROM outbox WHERE queue = ? AND state = 'WAITING' AND attempts = 0", queue))
                .isEqualTo(7);
        assertThat(kinds()).hasSize(2);
        assertThat(deliveries.retryAll(queue, State.REFUSED, "HTTP 403")).isZero();
        assertThat(deliveries.retryAll(queue, State.WAITING, "HTTP 403")).isZero();
    }

    private List<Deliveries.Kind> kinds() {
        return deliveries.kinds().stream()
                .filter(kind -> kind.queue().equals(queue))
                .toList();
    }

    private void refused(String state, String problem) {
        execute("""
                INSERT INTO outbox (id, queue, payload, state, attempts, due_at, problem, created_at, settled_at)
                VALUES (?, ?, '{}', ?, 3, now(), ?, now(), now())""", UUID.randomUUID(), queue, state, problem);
    }
}
