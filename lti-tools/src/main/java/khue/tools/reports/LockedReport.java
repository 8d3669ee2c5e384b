/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.reports;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import khue.tools.reports.snapshot.Snapshot;

/** A report as it was locked: its words and numbers are this text, and nothing else. */
@Entity
@Table(name = "report_snapshot")
public class LockedReport {

    @Id
    @Column(name = "report_id")
    private UUID id;

    private String content;
    private String sha256;

    @Column(name = "locked_by")
    private UUID lockedBy;

    @Column(name = "locked_at")
    private Instant lockedAt;

    protected LockedReport() {}

    LockedReport(UUID id, String content, String sha256, UUID lockedBy, Instant lockedAt) {
        this.id = id;
        this.content = content;
        this.sha256 = sha256;
        this.lockedBy = lockedBy;
        this.lockedAt = lockedAt;
    }

    public UUID id() {
        return id;
    }

    /** What the hash is of: canonical JSON. */
    public String content() {
        return content;
    }

    public String sha256() {
        return sha256;
    }

    public Instant lockedAt() {
        return lockedAt;
    }

    public Snapshot snapshot() {
        return Snapshot.read(content);
    }
}
