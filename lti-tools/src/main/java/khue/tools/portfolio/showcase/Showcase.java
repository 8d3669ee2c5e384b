/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.showcase;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import khue.tools.families.ConsentEnding;

/** A work on its way to people outside the class. Three must say yes, in this order; each of them can end it, at once and alone. */
@Entity
public class Showcase {

    @Id
    private UUID id;

    @Column(name = "work_id")
    private UUID workId;

    @Column(name = "chosen_at")
    private Instant chosenAt;

    private String purpose;

    @Column(name = "text_version")
    private int textVersion;

    @Column(name = "agreed_by")
    private UUID agreedBy;

    @Column(name = "agreed_at")
    private Instant agreedAt;

    @Column(name = "paper_id")
    private UUID paperId;

    @Column(name = "approved_by")
    private UUID approvedBy;

    @Column(name = "approved_at")
    private Instant approvedAt;

    private String token;

    @Column(name = "expires_at")
    private Instant expiresAt;

    @Column(name = "ended_at")
    private Instant endedAt;

    @Column(name = "ended_by")
    private UUID endedBy;

    @Enumerated(EnumType.STRING)
    @Column(name = "ended_how")
    private ConsentEnding endedHow;

    protected Showcase() {}

    Showcase(UUID id, UUID workId, int textVersion, Instant now) {
        this.id = id;
        this.workId = workId;
        this.purpose = "SHOWCASE";
        this.textVersion = textVersion;
        this.chosenAt = now;
    }

    void agrees(UUID guardian, Instant now) {
        if (agreedAt == null) {
            this.agreedBy = guardian;
            this.agreedAt = now;
        }
    }

    /** The family signed a sheet of paper. */
    void isAgreedOnPaper(UUID paper, Instant signed) {
        this.paperId = paper;
        this.agreedAt = signed;
    }

    void isApproved(UUID teacher, String newToken, Instant now, Instant until) {
        this.approvedBy = teacher;
        this.approvedAt = now;
        this.token = newToken;
        this.expiresAt = until;
    }

    void ends(Instant now, UUID person, ConsentEnding how) {
        this.endedAt = now;
        this.endedBy = person;
        this.endedHow = how;
        this.token = null;
    }

    /** Where it stands. */
    public enum State {
        WAITS_FOR_FAMILY,
        WAITS_FOR_SCHOOL,
        SHOWN,
        EXPIRED,
        ENDED
    }

    State state(Instant now) {
        if (endedAt != null) {
            return State.ENDED;
        }
        if (agreedAt == null) {
            return State.WAITS_FOR_FAMILY;
        }
        if (approvedAt == null) {
            return State.WAITS_FOR_SCHOOL;
        }
        return expiresAt.isAfter(now) ? State.SHOWN : State.EXPIRED;
    }

    public UUID id() {
        return id;
    }

    public UUID workId() {
        return workId;
    }

    int textVersion() {
        return textVersion;
    }

    Instant chosenAt() {
        return chosenAt;
    }

    Optional<UUID> agreedBy() {
        return Optional.ofNullable(agreedBy);
    }

    Optional<Instant> agreedAt() {
        return Optional.ofNullable(agreedAt);
    }

    /** The sheet by which the family agreed. */
    Optional<UUID> paper() {
        return Optional.ofNullable(paperId);
    }

    Optional<UUID> approvedBy() {
        return Optional.ofNullable(approvedBy);
    }

    Optional<Instant> approvedAt() {
        return Optional.ofNullable(approvedAt);
    }

    Optional<Instant> endedAt() {
        return Optional.ofNullable(endedAt);
    }

    Optional<UUID> endedBy() {
        return Optional.ofNullable(endedBy);
    }

    Optional<ConsentEnding> endedHow() {
        return Optional.ofNullable(endedHow);
    }

    public Optional<String> token() {
        return Optional.ofNullable(token);
    }

    public Optional<Instant> expiresAt() {
        return Optional.ofNullable(expiresAt);
    }
}
