/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.families.ledger;

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
import khue.tools.families.Relation;

/** A signed sheet that the school keeps, and who wrote it down here. It proves the consents that name it and is never changed. */
@Entity
@Table(name = "consent_paper")
public class ConsentPaper {

    @Id
    private UUID id;

    @Column(name = "child_id")
    private UUID childId;

    @Column(name = "course_id")
    private UUID courseId;

    private String signer;

    @Enumerated(EnumType.STRING)
    private Relation relation;

    @Column(name = "child_signed")
    private boolean childSigned;

    @Column(name = "signed_on")
    private LocalDate signedOn;

    @Column(name = "kept_at")
    private String keptAt;

    @Column(name = "scan_id")
    private UUID scanId;

    @Column(name = "recorded_by")
    private UUID recordedBy;

    @Column(name = "recorded_at")
    private Instant recordedAt;

    protected ConsentPaper() {}

    ConsentPaper(UUID id, UUID child, UUID course, Signed signed, Optional<UUID> scan, UUID teacher, Instant now) {
        this.id = id;
        this.childId = child;
        this.courseId = course;
        this.signer = signed.signer();
        this.relation = signed.relation();
        this.childSigned = signed.byTheChildToo();
        this.signedOn = signed.on();
        this.keptAt = signed.keptAt();
        this.scanId = scan.orElse(null);
        this.recordedBy = teacher;
        this.recordedAt = now;
    }

    /**
     * What a sheet says.
     *
     * @param signer the child's representative
     * @param relation who that is to the child
     * @param keptAt where the sheet lies
     */
    record Signed(String signer, Relation relation, boolean byTheChildToo, LocalDate on, String keptAt) {}

    UUID id() {
        return id;
    }

    UUID childId() {
        return childId;
    }

    UUID courseId() {
        return courseId;
    }

    String signer() {
        return signer;
    }

    Relation relation() {
        return relation;
    }

    LocalDate signedOn() {
        return signedOn;
    }

    String keptAt() {
        return keptAt;
    }

    Optional<UUID> scanId() {
        return Optional.ofNullable(scanId);
    }

    UUID recordedBy() {
        return recordedBy;
    }

    Instant recordedAt() {
        return recordedAt;
    }
}
