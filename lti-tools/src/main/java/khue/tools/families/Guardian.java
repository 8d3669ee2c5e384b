/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.families;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A grown-up of one child's family. Who has two children in the school is two of these, by one person. */
@Entity
public class Guardian {

    @Id
    private UUID id;

    @Column(name = "person_id")
    private UUID personId;

    @Column(name = "child_id")
    private UUID childId;

    @Column(name = "course_id")
    private UUID courseId;

    @Enumerated(EnumType.STRING)
    private Relation relation;

    @Column(name = "phone_end")
    private String phoneEnd;

    @Column(name = "asked_at")
    private Instant askedAt;

    @Column(name = "confirmed_at")
    private Instant confirmedAt;

    @Column(name = "confirmed_by")
    private UUID confirmedBy;

    @Column(name = "revoked_at")
    private Instant revokedAt;

    protected Guardian() {}

    Guardian(UUID id, UUID personId, FamilySheet sheet) {
        this.id = id;
        this.personId = personId;
        this.childId = sheet.childId();
        this.courseId = sheet.courseId();
    }

    /** Somebody used a sheet's code, for the first time or, after having been turned away or let go, once more. */
    void asks(Introduction introduction, Instant now) {
        if (mayLook()) {
            return;
        }
        this.relation = introduction.relation();
        this.phoneEnd = introduction.phoneEnd();
        this.askedAt = now;
        this.confirmedAt = null;
        this.confirmedBy = null;
        this.revokedAt = null;
    }

    void isConfirmed(UUID teacher, Instant now) {
        if (waits()) {
            this.confirmedAt = now;
            this.confirmedBy = teacher;
            this.phoneEnd = null;
        }
    }

    void isRevoked(Instant now) {
        if (revokedAt == null) {
            this.revokedAt = now;
            this.phoneEnd = null;
        }
    }

    /** A teacher has not said yet whether this is the family. */
    public boolean waits() {
        return confirmedAt == null && revokedAt == null;
    }

    public boolean mayLook() {
        return confirmedAt != null && revokedAt == null;
    }

    public UUID id() {
        return id;
    }

    public UUID personId() {
        return personId;
    }

    public UUID childId() {
        return childId;
    }

    /** The class whose teachers confirm and revoke. */
    public UUID courseId() {
        return courseId;
    }

    public Relation relation() {
        return relation;
    }

    /** Only until it was compared. */
    public Optional<String> phoneEnd() {
        return Optional.ofNullable(phoneEnd);
    }

    public Instant askedAt() {
        return askedAt;
    }
}
