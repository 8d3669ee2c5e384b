/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.subjects;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import khue.tools.audit.AuditAction;
import khue.tools.audit.AuditLog;
import khue.tools.audit.Changes;
import khue.tools.subjects.clocks.CalendarChanged;
import khue.tools.subjects.clocks.LegalClocks;
import khue.tools.subjects.erasure.Erasing;
import khue.tools.subjects.erasure.Nobody;
import khue.tools.web.Formats;

/** The requests, each step of them in one transaction with its line in the audit log. */
@ApplicationScoped
@Transactional
public class Requests {

    /** How long what was made to be taken along can be taken. */
    static final Duration TAKEN_ALONG = Duration.ofDays(15);

    private static final int SHOWN = 300;
    private static final ObjectMapper JSON = new ObjectMapper();

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private LegalClocks clocks;

    @Inject
    private Erasing erasing;

    @Inject
    private Restrictions restrictions;

    @Inject
    private AuditLog audit;

    @Inject
    private Clock clock;

    @Inject
    private RandomGenerator random;

    /** How an erasure stands with the store. */
    public record Progress(String state, int attempts, Optional<String> problem) {}

    /**
     * A request comes.
     *
     * @param askedBy who asks on our pages; empty when it came on paper
     */
    DataRequest open(
            RequestKind kind, UUID person, Optional<UUID> askedBy, DataRequest.AskedAs askedAs, LocalDate receivedOn) {
        if (person.equals(Nobody.ID)) {
            throw new IllegalArgumentException("nobody has no data");
        }
        DataRequest request = new DataRequest(
                UUID.randomUUID(),
                kind,
                person,
                askedBy,
                askedAs,
                receivedOn,
                clocks.of(kind.name(), receivedOn),
                clock.instant());
        entities.persist(request);
        entities.flush();
        // The database gives it its number.
        entities.refresh(request);
        audit.changed(
                AuditAction.DATA_REQUEST_OPENED,
                request.id(),
                request.number(),
                Changes.made("kind", kind.name()).and("asked", null, askedBy.isPresent() ? "online" : "paper"));
        return request;
    }

    /** What nobody has answered yet has to be answered by the calendar as it is now; what was answered in time stays so. */
    void clockAnew(@Observes CalendarChanged change) {
        List<DataRequest> unanswered = entities.createQuery(
                        "SELECT r FROM DataRequest r WHERE r.repliedAt IS NULL AND r.doneAt IS NULL ORDER BY r.seq",
                        DataRequest.class)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
        for (DataRequest request : unanswered) {
            LocalDate before = request.replyBy();
            LocalDate now =
                    clocks.of(request.kind().name(), request.receivedOn()).replyBy();
            if (!now.equals(before)) {
                request.isToBeAnsweredBy(now);
                audit.changed(
                        AuditAction.DATA_REQUEST_TERM_MOVED,
                        request.id(),
                        request.number(),
                        Changes.of("reply-by", before, now));
                change.countOne();
            }
        }
    }

    public Optional<DataRequest> find(UUID request) {
        return Optional.ofNullable(entities.find(DataRequest.class, request));
    }

    /** What is to be done first, then what is done, the latest first. */
    List<DataRequest> list() {
        return entities.createQuery("""
                        SELECT r FROM DataRequest r
                        ORDER BY CASE WHEN r.doneAt IS NULL THEN 0 ELSE 1 END, r.doneBy, r.seq DESC
                        """, DataRequest.class).setMaxResults(SHOWN).getResultList();
    }

    List<DataRequest> of(UUID person) {
        return entities.createQuery(
                        "SELECT r FROM DataRequest r WHERE r.personId = :person ORDER BY r.seq DESC", DataRequest.class)
                .setParameter("person", person)
                .getResultList();
    }

    List<DataRequest> askedBy(UUID person) {
        return entities.createQuery(
                        "SELECT r FROM DataRequest r WHERE r.askedBy = :person ORDER BY r.seq DESC", DataRequest.class)
                .setParameter("person", person)
                .getResultList();
    }

    /** The receipt with this number and code. */
    Optional<DataRequest> byReceipt(ReceiptCode code) {
        return entities.createQuery("SELECT r FROM DataRequest r WHERE r.receiptCode = :code", DataRequest.class)
                .setParameter("code", code.letters())
                .getResultStream()
                .findFirst();
    }

    /** Whoever asked was answered. */
    void reply(UUID id) {
        DataRequest request = open(id);
        if (request.repliedAt().isEmpty()) {
            request.isReplied(clock.instant());
            audit.did(AuditAction.DATA_REQUEST_ANSWERED, id, request.number());
        }
    }

    /** @param why to be said to the person */
    void refuse(UUID id, String why, UUID account) {
        DataRequest request = open(id);
        request.isRefused(why, account, receipt(), clock.instant());
        audit.did(AuditAction.DATA_REQUEST_REFUSED, id, request.number());
    }

    /** Does what was asked; of an erasure, what the tools have of the person. */
    void carryOut(UUID id, UUID account) {
        DataRequest request = open(id);
        UUID person = request.person().orElseThrow(() -> new AlreadyDecided());
        request.isDecided(account, clock.instant());
        switch (request.kind()) {
            case EXPORT -> {
                request.isDone("{}", receipt(), clock.instant());
                audit.did(AuditAction.DATA_EXPORT_ALLOWED, id, request.number());
            }
            case RESTRICT, OBJECT -> {
                request.isDone(json(restrictions.begin(person, id)).toString(), receipt(), clock.instant());
                audit.did(AuditAction.DATA_RESTRICTED, id, request.number());
            }
            case ERASE -> {
                // Other requests of the person lose their name, too: what they still ask for cannot be done any more.
                closeOthers(person, id, account);
                entities.flush();
                Map<String, Long> counts = erasing.erase(id, person);
                entities.refresh(request);
                request.isRunning(json(counts).toString());
                audit.did(AuditAction.DATA_ERASED_HERE, id, request.number());
            }
        }
    }

    private void closeOthers(UUID person, UUID id, UUID account) {
        for (DataRequest other : of(person)) {
            if (!other.id().equals(id) && other.isOpen()) {
                other.isRefused("ERASED", account, receipt(), clock.instant());
                audit.did(AuditAction.DATA_REQUEST_REFUSED, other.id(), other.number());
            }
        }
    }

    /** The store has confirmed. From now on nothing of ours knows who it was. */
    void isErasedInTheStore(UUID id, JsonNode answer) {
        DataRequest request = locked(id);
        entities.createNativeQuery("UPDATE outbox SET payload = '{}' WHERE id = ?1")
                .setParameter(1, id)
                .executeUpdate();
        if (request.state() != DataRequest.State.RUNNING) {
            return;
        }
        ObjectNode result = read(request);
        for (String figure : List.of("deleted", "kept", "attachments", "documents")) {
            result.put("store." + figure, answer.path(figure).asLong());
        }
        request.isDone(result.toString(), receipt(), clock.instant());
        audit.did(AuditAction.DATA_ERASED_IN_THE_STORE, id, request.number());
    }

    /** The person's data is used again as before; nothing that was shown is shown again by itself. */
    void lift(UUID id) {
        DataRequest request = locked(id);
        if (restrictions.lift(id)) {
            audit.did(AuditAction.DATA_RESTRICTION_LIFTED, id, request.number());
        }
    }

    boolean isInForce(DataRequest request) {
        return request.kind().restricts() && restrictions.isInForce(request.id());
    }

    /** Somebody took along what was made for it. */
    void isTaken(DataRequest request) {
        audit.did(AuditAction.DATA_TAKEN, request.id(), request.number());
    }

    boolean canBeTaken(DataRequest request) {
        return request.kind() == RequestKind.EXPORT
                && request.state() == DataRequest.State.DONE
                && request.person().isPresent()
                && clock.instant().isBefore(request.doneAt().orElseThrow().plus(TAKEN_ALONG));
    }

    Optional<Progress> progress(DataRequest request) {
        List<?> rows = entities.createNativeQuery("SELECT state, attempts, problem FROM outbox WHERE id = ?1")
                .setParameter(1, request.id())
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> new Progress(
                        (String) row[0], ((Number) row[1]).intValue(), Optional.ofNullable((String) row[2])))
                .findFirst();
    }

    /** What the receipt counts, in the order in which it was done. */
    Map<String, Long> figures(DataRequest request) {
        Map<String, Long> figures = new LinkedHashMap<>();
        read(request)
                .properties()
                .forEach(
                        figure -> figures.put(figure.getKey(), figure.getValue().asLong()));
        return figures;
    }

    boolean isLate(DataRequest request) {
        return request.isLate(Formats.today(clock));
    }

    private DataRequest open(UUID id) {
        DataRequest request = locked(id);
        if (!request.isOpen()) {
            throw new AlreadyDecided();
        }
        return request;
    }

    private DataRequest locked(UUID id) {
        return Optional.ofNullable(entities.find(DataRequest.class, id, LockModeType.PESSIMISTIC_WRITE))
                .orElseThrow();
    }

    private String receipt() {
        return ReceiptCode.random(random).letters();
    }

    private static ObjectNode json(Map<String, Long> counts) {
        return JSON.valueToTree(counts);
    }

    private static ObjectNode read(DataRequest request) {
        try {
            return (ObjectNode) JSON.readTree(request.result());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("we wrote this JSON ourselves", impossible);
        }
    }

    /** Two people pressed at once, or one pressed twice. */
    static final class AlreadyDecided extends RuntimeException {

        AlreadyDecided() {
            super("the request was decided already", null, false, false);
        }
    }
}
