/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import khue.tools.files.StoredFile;

/** A picture or a file that a pupil shows, with a few words about it. */
@Entity
public class Artefact {

    @Id
    private UUID id;

    @Column(name = "work_id")
    private UUID workId;

    @ManyToOne(optional = false)
    @JoinColumn(name = "file_id")
    private StoredFile file;

    private String caption;

    @Column(name = "milestone_id")
    private UUID milestoneId;

    @Column(name = "added_at")
    private Instant addedAt;

    protected Artefact() {}

    Artefact(UUID id, UUID workId, StoredFile file, String caption, Instant addedAt) {
        this.id = id;
        this.workId = workId;
        this.file = file;
        this.caption = caption;
        this.addedAt = addedAt;
    }

    void isAbout(String newCaption) {
        this.caption = newCaption;
    }

    void belongsTo(Optional<UUID> milestone) {
        this.milestoneId = milestone.orElse(null);
    }

    public UUID id() {
        return id;
    }

    public UUID workId() {
        return workId;
    }

    public StoredFile file() {
        return file;
    }

    public String caption() {
        return caption;
    }

    /** The step of the project that it belongs to. */
    public Optional<UUID> milestoneId() {
        return Optional.ofNullable(milestoneId);
    }
}
