/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.showcase;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

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

    @Column(name = "approved_by")
    private UUID approvedBy;

    @Column(name = "approved_at")
    private Instant approvedAt;

    private String token;

    @Column(name = "expires_at")
    private Instant expiresAt;

    @Column(name = "ended_at")
    private Instant endedAt;

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

    void isApproved(UUID teacher, String newToken, Instant now, Instant until) {
        this.approvedBy = teacher;
        this.approvedAt = now;
        this.token = newToken;
        this.expiresAt = until;
    }

    void ends(Instant now) {
        this.endedAt = now;
        this.token = null;
    }

    /** Where it stands. */
    public enum State {
        WAITS_FOR_FAMILY,
        WAITS_FOR_SCHOOL,
        SHOWN,
        EXPIRED
    }

    State state(Instant now) {
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

    public Optional<String> token() {
        return Optional.ofNullable(token);
    }

    public Optional<Instant> expiresAt() {
        return Optional.ofNullable(expiresAt);
    }
}
