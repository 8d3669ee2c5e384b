/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** How the deliveries stand, for administrators. */
@ApplicationScoped
@Transactional
public class Deliveries {

    /** How many messages of a kind are shown one by one. */
    static final int SHOWN_OF_A_KIND = 5;

    private static final int MOST_KINDS = 50;

    /** What problems of one kind have in common: {@code HTTP 403}, say, and not whose address the LMS answered about. */
    private static final String KIND = """
            coalesce(substring(problem from '^[^:]{0,80}HTTP [0-9]{3}'), substring(problem from '^[^:]{1,80}'), '')""";

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Clock clock;

    /**
     * One queue's state.
     *
     * @param queue {@code statements} (to the record store), {@code enrolments} (class sizes, to the record store), {@code scores} (to the
     *     LMSes), {@code subscriptions} (asking LMSes for notices) or {@code notices} (from the LMSes, to be looked into)
     * @param delivered since the given day began
     * @param oldestWaiting when the oldest waiting message was written
     * @param problem why the oldest waiting message was not delivered at the last attempt
     */
    public record Queue(
            String queue,
            long waiting,
            long delivered,
            long refused,
            long conflicts,
            Optional<Instant> oldestWaiting,
            Optional<String> problem) {}

    /** A message that was refused, or that conflicts with what the other side has. */
    public record Trouble(
            UUID id,
            String queue,
            State state,
            Optional<String> problem,
            String payload,
            int attempts,
            Instant createdAt,
            Instant settledAt) {}

    /**
     * Messages that were refused for the same reason.
     *
     * @param kind the beginning of the problem, up to where particulars begin: one status of one kind of answer
     * @param number of messages
     * @param latest the newest of them, at most {@link #SHOWN_OF_A_KIND}
     */
    public record Kind(String queue, State state, String kind, long number, List<Trouble> latest) {}

    /** Every queue that has messages, by name; "delivered" counts today's in this zone. */
    public List<Queue> queues(ZoneId zone) {
        Instant today =
                LocalDate.ofInstant(clock.instant(), zone).atStartOfDay(zone).toInstant();
        return ((List<?>) entities.createNativeQuery("""
                        SELECT queue,
                               count(*) FILTER (WHERE state = 'WAITING'),
                               count(*) FILTER (WHERE state = 'DELIVERED' AND settled_at >= ?1),
                               count(*) FILTER (WHERE state = 'REFUSED'),
                               count(*) FILTER (WHERE state = 'CONFLICT'),
                               min(created_at) FILTER (WHERE state = 'WAITING'),
                               (SELECT w.problem FROM outbox w
                                WHERE w.queue = o.queue AND w.state = 'WAITING' ORDER BY w.seq LIMIT 1)
                        FROM outbox o GROUP BY queue ORDER BY queue
                        """)
                        .setParameter(1, Outbox.utc(today))
                        .getResultList())
                .stream().map(row -> queue((Object[]) row)).toList();
    }

    /** What needs an administrator, by queue and kind, the most frequent first. */
    public List<Kind> kinds() {
        return ((List<?>) entities.createNativeQuery("""
                        SELECT queue, state, %s AS kind, count(*) FROM outbox
                        WHERE state IN ('REFUSED', 'CONFLICT') GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1, 2, 3 LIMIT ?1
                        """.formatted(KIND))
                        .setParameter(1, MOST_KINDS)
                        .getResultList())
                .stream().map(row -> kind((Object[]) row)).toList();
    }

    private Kind kind(Object[] row) {
        String queue = (String) row[0];
        State state = State.valueOf((String) row[1]);
        String kind = (String) row[2];
        List<Trouble> latest = ((List<?>) entities.createNativeQuery("""
                        SELECT id, queue, state, problem, payload, attempts, created_at, settled_at FROM outbox
                        WHERE queue = ?1 AND state = ?2 AND %s = ?3 ORDER BY settled_at DESC LIMIT ?4
                        """.formatted(KIND))
                        .setParameter(1, queue)
                        .setParameter(2, state.name())
                        .setParameter(3, kind)
                        .setParameter(4, SHOWN_OF_A_KIND)
                        .getResultList())
                .stream().map(trouble -> trouble((Object[]) trouble)).toList();
        return new Kind(queue, state, kind, ((Number) row[3]).longValue(), latest);
    }

    /** Lets every message of a kind be carried again; how many. */
    public int retryAll(String queue, State state, String kind) {
        return entities.createNativeQuery("""
                        UPDATE outbox SET state = 'WAITING', settled_at = NULL, attempts = 0, due_at = ?4
                        WHERE queue = ?1 AND state = ?2 AND state IN ('REFUSED', 'CONFLICT') AND %s = ?3
                        """.formatted(KIND))
                .setParameter(1, queue)
                .setParameter(2, state.name())
                .setParameter(3, kind)
                .setParameter(4, Outbox.utc(clock.instant()))
                .executeUpdate();
    }

    /** Lets a refused or conflicting message be carried again; false when it is neither. */
    public boolean retry(UUID id) {
        return entities.createNativeQuery("""
                                UPDATE outbox SET state = 'WAITING', settled_at = NULL, attempts = 0, due_at = ?2
                                WHERE id = ?1 AND state IN ('REFUSED', 'CONFLICT')
                                """)
                        .setParameter(1, id)
                        .setParameter(2, Outbox.utc(clock.instant()))
                        .executeUpdate()
                == 1;
    }

    private static Queue queue(Object[] row) {
        return new Queue(
                (String) row[0],
                ((Number) row[1]).longValue(),
                ((Number) row[2]).longValue(),
                ((Number) row[3]).longValue(),
                ((Number) row[4]).longValue(),
                Optional.ofNullable(row[5]).map(Outbox::instant),
                Optional.ofNullable((String) row[6]));
    }

    private static Trouble trouble(Object[] row) {
        return new Trouble(
                (UUID) row[0],
                (String) row[1],
                State.valueOf((String) row[2]),
                Optional.ofNullable((String) row[3]),
                (String) row[4],
                ((Number) row[5]).intValue(),
                Outbox.instant(row[6]),
                Outbox.instant(row[7]));
    }
}
