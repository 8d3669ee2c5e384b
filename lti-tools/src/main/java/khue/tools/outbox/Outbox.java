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
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The messages in the database: written with the work that caused them, taken by the workers of any node, settled once. */
@ApplicationScoped
public class Outbox {

    /**
     * How long a worker may take for one batch. A worker that died leaves its messages to the others after this time; one that merely took
     * longer has its messages carried twice, which every carrier can bear.
     */
    static final Duration LEASE = Duration.ofMinutes(2);

    /** How long a settled message stays as evidence. Refused and conflicting ones stay until somebody retries them. */
    static final Duration KEPT = Duration.ofDays(7);

    private static final int LONGEST_PROBLEM = 2000;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Clock clock;

    /** Adds a message in the caller's transaction. */
    @Transactional(TxType.MANDATORY)
    public void add(String queue, UUID id, Optional<String> lane, String payload) {
        entities.createNativeQuery("""
                        INSERT INTO outbox (id, queue, lane, payload, due_at, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?5)
                        """)
                .setParameter(1, id)
                .setParameter(2, queue)
                .setParameter(3, lane.orElse(null))
                .setParameter(4, payload)
                .setParameter(5, utc(clock.instant()))
                .executeUpdate();
    }

    /**
     * Takes the oldest messages that are due, for {@link #LEASE}. Of a lane only the oldest waiting one is taken: as long as it waits or is
     * being carried, the others behind it do not move.
     */
    @Transactional(TxType.REQUIRES_NEW)
    List<Message> take(String queue, int most) {
        Instant now = clock.instant();
        List<?> rows = entities.createNativeQuery("""
                        WITH taken AS MATERIALIZED (
                            SELECT o.id FROM outbox o
                            WHERE o.queue = ?1 AND o.state = 'WAITING' AND o.due_at <= ?2
                              AND (o.lane IS NULL OR NOT EXISTS (
                                  SELECT 1 FROM outbox older
                                  WHERE older.queue = o.queue AND older.lane = o.lane AND older.state = 'WAITING'
                                    AND older.seq < o.seq))
                            ORDER BY o.seq LIMIT ?3
                            FOR UPDATE OF o SKIP LOCKED)
                        UPDATE outbox o SET due_at = ?4, attempts = attempts + 1
                        FROM taken WHERE o.id = taken.id
                        RETURNING o.id, o.seq, o.lane, o.payload, o.attempts, o.problem, o.created_at, NOT EXISTS (
                            SELECT 1 FROM outbox newer
                            WHERE newer.queue = o.queue AND newer.lane = o.lane AND newer.seq > o.seq)
                        """)
                .setParameter(1, queue)
                .setParameter(2, utc(now))
                .setParameter(3, most)
                .setParameter(4, utc(now.plus(LEASE)))
                .getResultList();
        return rows.stream()
                .map(row -> message((Object[]) row))
                .sorted(Comparator.comparingLong(Message::seq))
                .toList();
    }

    /** Writes down which messages need not be carried again. */
    @Transactional(TxType.REQUIRES_NEW)
    void settle(Map<UUID, Outcome.Settled> outcomes) {
        outcomes.forEach((id, outcome) -> entities.createNativeQuery("""
                        UPDATE outbox SET state = ?2, problem = ?3, settled_at = ?4 WHERE id = ?1 AND state = 'WAITING'
                        """)
                .setParameter(1, id)
                .setParameter(2, outcome.state().name())
                .setParameter(3, outcome.problem().map(Outbox::cut).orElse(null))
                .setParameter(4, utc(clock.instant()))
                .executeUpdate());
    }

    /** Puts messages back, each to be carried at its time or later. */
    @Transactional(TxType.REQUIRES_NEW)
    void postpone(Map<UUID, Postponed> messages) {
        messages.forEach((id, postponed) -> entities.createNativeQuery("""
                        UPDATE outbox SET due_at = ?2, problem = ?3 WHERE id = ?1 AND state = 'WAITING'
                        """)
                .setParameter(1, id)
                .setParameter(2, utc(postponed.dueAt()))
                .setParameter(3, cut(postponed.problem()))
                .executeUpdate());
    }

    record Postponed(String problem, Instant dueAt) {}

    /** How many messages of a lane wait. */
    @Transactional(TxType.SUPPORTS)
    public long waiting(String queue, String lane) {
        return ((Number) entities.createNativeQuery(
                                "SELECT count(*) FROM outbox WHERE queue = ?1 AND lane = ?2 AND state = 'WAITING'")
                        .setParameter(1, queue)
                        .setParameter(2, lane)
                        .getSingleResult())
                .longValue();
    }

    /** Forgets what was settled well long enough ago. */
    @Transactional(TxType.REQUIRES_NEW)
    int prune() {
        return entities.createNativeQuery("""
                        DELETE FROM outbox WHERE state IN ('DELIVERED', 'SUPERSEDED') AND settled_at < ?1
                        """)
                .setParameter(1, utc(clock.instant().minus(KEPT)))
                .executeUpdate();
    }

    private static Message message(Object[] row) {
        return new Message(
                (UUID) row[0],
                ((Number) row[1]).longValue(),
                Optional.ofNullable((String) row[2]),
                (String) row[3],
                ((Number) row[4]).intValue(),
                Optional.ofNullable((String) row[5]),
                instant(row[6]),
                (Boolean) row[7]);
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** What the driver makes of a timestamptz in a query without an entity. */
    static Instant instant(Object stored) {
        return ((Date) stored).toInstant();
    }

    private static String cut(String problem) {
        return problem.length() <= LONGEST_PROBLEM ? problem : problem.substring(0, LONGEST_PROBLEM) + "…";
    }
}
