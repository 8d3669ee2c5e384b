/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import khue.tools.web.CurrentVisit;
import khue.tools.web.Visitor;

/**
 * What administrators changed. A line is written in the transaction of the change, so that there is never one without the other, and the
 * database takes no line back before it is three years old.
 */
@ApplicationScoped
@Transactional
public class AuditLog {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * One change.
     *
     * @param id grows with time; the key to page on from
     * @param account who did it; empty: the server by itself
     * @param accountName what that account was called then
     * @param address where the request came from
     * @param subject what the thing was called then
     */
    public record Entry(
            long id,
            Instant at,
            Optional<UUID> account,
            Optional<String> accountName,
            Optional<String> address,
            AuditAction action,
            String subjectId,
            String subject,
            List<Changes.Change> changes) {}

    /**
     * Which entries to show; what is empty restricts nothing.
     *
     * @param from the first moment
     * @param until the first moment that is too late
     */
    public record Filter(
            Optional<UUID> account,
            Optional<AuditAction> action,
            Optional<String> subject,
            Optional<Instant> from,
            Optional<Instant> until) {

        public boolean restricts() {
            return account.isPresent()
                    || action.isPresent()
                    || subject.isPresent()
                    || from.isPresent()
                    || until.isPresent();
        }
    }

    /** @param next what to ask for to go on; empty at the end */
    public record Page(List<Entry> entries, Optional<Long> next) {}

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private CurrentVisit current;

    @Inject
    private Clock clock;

    /**
     * Whoever visits did something, in the caller's transaction.
     *
     * @param subjectId the thing's id
     * @param subject what people call it
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void did(AuditAction action, Object subjectId, String subject) {
        write(account(), action, subjectId, subject, Changes.none());
    }

    /** Whoever visits changed something; where nothing is different there is nothing to tell. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void changed(AuditAction action, Object subjectId, String subject, Changes changes) {
        if (!changes.isEmpty()) {
            write(account(), action, subjectId, subject, changes);
        }
    }

    /** Somebody did something to the own account who is not signed in yet. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void didAs(UUID account, AuditAction action, Object subjectId, String subject) {
        write(Optional.of(account), action, subjectId, subject, Changes.none());
    }

    private void write(Optional<UUID> account, AuditAction action, Object subjectId, String subject, Changes changes) {
        entities.createNativeQuery("""
                        INSERT INTO audit_log (at, account_id, account_name, address, action, subject_id, subject, changes)
                        VALUES (?1, CAST(?2 AS uuid), (SELECT name FROM account WHERE id = CAST(?2 AS uuid)), ?3, ?4, ?5, ?6, ?7)
                        """)
                .setParameter(1, utc(clock.instant()))
                .setParameter(2, account.map(UUID::toString).orElse(null))
                .setParameter(3, address().orElse(null))
                .setParameter(4, action.name())
                .setParameter(5, Changes.shortened(subjectId.toString()))
                .setParameter(6, Changes.shortened(subject))
                .setParameter(7, json(changes))
                .executeUpdate();
    }

    /**
     * The newest entries first.
     *
     * @param before the {@link Page#next} of the page before; empty for the first page
     * @param limit 1 to 500 entries
     */
    public Page newestFirst(Filter filter, Optional<Long> before, int limit) {
        int size = Math.max(1, Math.min(limit, 500));
        @SuppressWarnings("unchecked")
        List<Object[]> rows = entities.createNativeQuery("""
                        SELECT id, at, CAST(account_id AS text), account_name, address, action, subject_id, subject, changes
                        FROM audit_log
                        WHERE id < ?1
                          AND (CAST(?2 AS uuid) IS NULL OR account_id = CAST(?2 AS uuid))
                          AND (CAST(?3 AS text) IS NULL OR action = CAST(?3 AS text))
                          AND (CAST(?4 AS text) IS NULL OR subject_id = CAST(?4 AS text))
                          AND (CAST(?5 AS timestamptz) IS NULL OR at >= CAST(?5 AS timestamptz))
                          AND (CAST(?6 AS timestamptz) IS NULL OR at < CAST(?6 AS timestamptz))
                        ORDER BY id DESC
                        LIMIT ?7
                        """)
                .setParameter(1, before.orElse(Long.MAX_VALUE))
                .setParameter(2, filter.account().map(UUID::toString).orElse(null))
                .setParameter(3, filter.action().map(AuditAction::name).orElse(null))
                .setParameter(4, filter.subject().orElse(null))
                .setParameter(5, filter.from().map(Instant::toString).orElse(null))
                .setParameter(6, filter.until().map(Instant::toString).orElse(null))
                .setParameter(7, size + 1)
                .getResultList();
        List<Entry> found = rows.stream().flatMap(row -> entry(row).stream()).toList();
        return found.size() <= size
                ? new Page(found, Optional.empty())
                : new Page(
                        found.subList(0, size), Optional.of(found.get(size - 1).id()));
    }

    /** Forgets what the database lets go: entries that are three years old. */
    void forgetOld() {
        entities.createNativeQuery("DELETE FROM audit_log WHERE at < now() - interval '3 years'")
                .executeUpdate();
    }

    private Optional<UUID> account() {
        return visiting(current -> current.visitor().flatMap(Visitor::account));
    }

    private Optional<String> address() {
        return visiting(CurrentVisit::address);
    }

    /** Empty when no request is being answered: a timer, the start of the application. */
    private <T> Optional<T> visiting(java.util.function.Function<CurrentVisit, Optional<T>> question) {
        try {
            return question.apply(current);
        } catch (ContextNotActiveException byItself) {
            return Optional.empty();
        }
    }

    private static String json(Changes changes) {
        ObjectNode json = JSON.createObjectNode();
        changes.all()
                .forEach(change -> json.putArray(change.field())
                        .add(change.before().orElse(null))
                        .add(change.after().orElse(null)));
        return json.toString();
    }

    private static List<Changes.Change> changes(String json) {
        List<Changes.Change> changes = new ArrayList<>();
        try {
            JSON.readTree(json)
                    .properties()
                    .forEach(field -> changes.add(new Changes.Change(
                            field.getKey(),
                            text(field.getValue().path(0)),
                            text(field.getValue().path(1)))));
            return changes;
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("we wrote this JSON ourselves", impossible);
        }
    }

    private static Optional<String> text(JsonNode value) {
        return Optional.ofNullable(value.textValue());
    }

    /** An action that only a later release knew is left out, should somebody go back to this one. */
    private static Optional<Entry> entry(Object[] row) {
        return AuditAction.of((String) row[5])
                .map(action -> new Entry(
                        ((Number) row[0]).longValue(),
                        instant(row[1]),
                        Optional.ofNullable((String) row[2]).map(UUID::fromString),
                        Optional.ofNullable((String) row[3]),
                        Optional.ofNullable((String) row[4]),
                        action,
                        (String) row[6],
                        (String) row[7],
                        changes((String) row[8])));
    }

    private static Instant instant(Object value) {
        return value instanceof OffsetDateTime time ? time.toInstant() : ((java.util.Date) value).toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
