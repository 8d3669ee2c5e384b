/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.subjects;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import khue.tools.subjects.clocks.LegalClocks;

/**
 * What somebody asked about the own data, from the day on which it came to the receipt. It never holds a name: once the person is erased,
 * nothing in it says who it was.
 */
@Entity
@Table(name = "data_request")
public class DataRequest {

    /** Where it stands. */
    public enum State {
        OPEN,
        RUNNING,
        DONE,
        REFUSED
    }

    /** As whom somebody asks. */
    public enum AskedAs {
        SELF,
        GUARDIAN,
        REPRESENTATIVE
    }

    @Id
    private UUID id;

    @Column(insertable = false, updatable = false)
    private Long seq;

    @Enumerated(EnumType.STRING)
    private RequestKind kind;

    @Enumerated(EnumType.STRING)
    private State state;

    @Column(name = "person_id")
    private UUID personId;

    @Column(name = "asked_by")
    private UUID askedBy;

    @Enumerated(EnumType.STRING)
    @Column(name = "asked_as")
    private AskedAs askedAs;

    @Column(name = "on_paper")
    private boolean onPaper;

    @Column(name = "received_on")
    private LocalDate receivedOn;

    @Column(name = "reply_by")
    private LocalDate replyBy;

    @Column(name = "done_by")
    private LocalDate doneBy;

    @Column(name = "opened_at")
    private Instant openedAt;

    @Column(name = "replied_at")
    private Instant repliedAt;

    @Column(name = "decided_at")
    private Instant decidedAt;

    @Column(name = "decided_by")
    private UUID decidedBy;

    private String refusal;

    @Column(name = "done_at")
    private Instant doneAt;

    private String result;

    @Column(name = "receipt_code")
    private String receiptCode;

    protected DataRequest() {}

    DataRequest(
            UUID id,
            RequestKind kind,
            UUID person,
            Optional<UUID> askedBy,
            AskedAs askedAs,
            LocalDate receivedOn,
            LegalClocks.Clock clock,
            Instant now) {
        this.id = id;
        this.kind = kind;
        this.state = State.OPEN;
        this.personId = person;
        this.askedBy = askedBy.orElse(null);
        this.askedAs = askedAs;
        this.onPaper = askedBy.isEmpty();
        this.receivedOn = receivedOn;
        this.replyBy = clock.replyBy();
        this.doneBy = clock.doneBy();
        this.openedAt = now;
        this.result = "{}";
    }

    /** The calendar has changed while nobody has answered. */
    void isToBeAnsweredBy(LocalDate day) {
        replyBy = day;
    }

    /** Whoever asked was told that the request is there and what happens. */
    void isReplied(Instant now) {
        if (repliedAt == null) {
            repliedAt = now;
        }
    }

    /** An account decided that it is to be done. */
    void isDecided(UUID account, Instant now) {
        isReplied(now);
        decidedBy = account;
        decidedAt = now;
    }

    void isRunning(String soFar) {
        state = State.RUNNING;
        result = soFar;
        personId = null;
        askedBy = null;
    }

    void isDone(String howMuch, String receipt, Instant now) {
        state = State.DONE;
        result = howMuch;
        receiptCode = receipt;
        doneAt = now;
    }

    void isRefused(String why, UUID account, String receipt, Instant now) {
        isDecided(account, now);
        state = State.REFUSED;
        refusal = why;
        receiptCode = receipt;
        doneAt = now;
    }

    public UUID id() {
        return id;
    }

    /** As people call it: the year in which it came, and how many came before. */
    public String number() {
        return "%d-%05d".formatted(receivedOn.getYear(), seq);
    }

    public RequestKind kind() {
        return kind;
    }

    public State state() {
        return state;
    }

    public boolean isOpen() {
        return state == State.OPEN;
    }

    /** Whose data; empty once erased. */
    public Optional<UUID> person() {
        return Optional.ofNullable(personId);
    }

    /** Who asked on our pages; empty when it came on paper. */
    public Optional<UUID> askedBy() {
        return Optional.ofNullable(askedBy);
    }

    public AskedAs askedAs() {
        return askedAs;
    }

    public boolean onPaper() {
        return onPaper;
    }

    public LocalDate receivedOn() {
        return receivedOn;
    }

    public LocalDate replyBy() {
        return replyBy;
    }

    public LocalDate doneBy() {
        return doneBy;
    }

    public Optional<Instant> repliedAt() {
        return Optional.ofNullable(repliedAt);
    }

    public Optional<Instant> decidedAt() {
        return Optional.ofNullable(decidedAt);
    }

    public Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }

    public Optional<Instant> doneAt() {
        return Optional.ofNullable(doneAt);
    }

    /** A JSON object of figures. */
    String result() {
        return result;
    }

    public Optional<String> receiptCode() {
        return Optional.ofNullable(receiptCode);
    }

    /** Whether a term has passed, as of this day: what is done in time stays in time. */
    public boolean isLate(LocalDate today) {
        return (doneAt == null && today.isAfter(doneBy)) || (repliedAt == null && today.isAfter(replyBy));
    }
}
