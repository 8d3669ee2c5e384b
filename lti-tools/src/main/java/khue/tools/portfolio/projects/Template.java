/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.projects;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/** A project that proved good, kept for a school's teachers to begin from: what it says now, and which version that is. */
@Entity
@Table(name = "project_template")
public class Template extends TemplateText {

    @Id
    private UUID id;

    @Column(name = "platform_id")
    private UUID platformId;

    @Column(name = "created_by")
    private UUID createdBy;

    @Column(name = "created_at")
    private Instant createdAt;

    private int version;

    @Column(name = "changed_at")
    private Instant changedAt;

    @Column(name = "removed_at")
    private Instant removedAt;

    protected Template() {}

    Template(UUID id, UUID platformId, UUID createdBy, Instant createdAt) {
        this.id = id;
        this.platformId = platformId;
        this.createdBy = createdBy;
        this.createdAt = createdAt;
    }

    /**
     * Its next version; projects that began from an earlier one have copied that.
     *
     * @return the same, to be kept beside the earlier ones
     */
    TemplateVersion becomes(ProjectDraft draft, LocalDate begins, Instant now) {
        this.version++;
        this.changedAt = now;
        says(draft, begins);
        return new TemplateVersion(id, version, draft, begins, now);
    }

    /** Nobody finds it any more to begin from; whoever began from it still sees what it said. */
    void remove(Instant now) {
        this.removedAt = now;
    }

    public UUID id() {
        return id;
    }

    /** Empty: of every school, brought by us. */
    public Optional<UUID> platformId() {
        return Optional.ofNullable(platformId);
    }

    public Optional<UUID> createdBy() {
        return Optional.ofNullable(createdBy);
    }

    /** From 1. */
    public int version() {
        return version;
    }

    public Instant changedAt() {
        return changedAt;
    }

    public Optional<Instant> removedAt() {
        return Optional.ofNullable(removedAt);
    }
}
