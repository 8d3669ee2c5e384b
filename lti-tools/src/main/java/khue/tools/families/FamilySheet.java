/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.families;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** A sheet of paper with a code, for one child's family. Whoever uses it is known to the child's teachers, and sees nothing yet. */
@Entity
@Table(name = "family_sheet")
public class FamilySheet {

    /** From one parents' meeting to well after it. */
    static final Duration LENGTH = Duration.ofDays(30);

    @Id
    private UUID id;

    @Column(name = "child_id")
    private UUID childId;

    @Column(name = "course_id")
    private UUID courseId;

    @Column(name = "code_hash")
    private byte[] codeHash;

    @Column(name = "printed_by")
    private UUID printedBy;

    @Column(name = "printed_at")
    private Instant printedAt;

    @Column(name = "expires_at")
    private Instant expiresAt;

    @Column(name = "used_at")
    private Instant usedAt;

    protected FamilySheet() {}

    FamilySheet(UUID id, UUID childId, UUID courseId, SheetCode code, UUID printedBy, Instant now) {
        this.id = id;
        this.childId = childId;
        this.courseId = courseId;
        this.codeHash = code.hash();
        this.printedBy = printedBy;
        this.printedAt = now;
        this.expiresAt = now.plus(LENGTH);
    }

    void isUsed(Instant now) {
        this.usedAt = now;
    }

    UUID childId() {
        return childId;
    }

    UUID courseId() {
        return courseId;
    }

    Instant expiresAt() {
        return expiresAt;
    }
}
