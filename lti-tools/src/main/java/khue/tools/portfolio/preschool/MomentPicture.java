/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.preschool;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import khue.tools.files.StoredFile;

/** One picture, or film, of a moment. */
@Entity
@Table(name = "moment_picture")
public class MomentPicture {

    @Id
    private UUID id;

    @Column(name = "moment_id")
    private UUID momentId;

    @ManyToOne(optional = false)
    @JoinColumn(name = "file_id")
    private StoredFile file;

    @Column(name = "added_at")
    private Instant addedAt;

    protected MomentPicture() {}

    MomentPicture(UUID id, UUID momentId, StoredFile file, Instant addedAt) {
        this.id = id;
        this.momentId = momentId;
        this.file = file;
        this.addedAt = addedAt;
    }

    public UUID id() {
        return id;
    }

    UUID momentId() {
        return momentId;
    }

    public StoredFile file() {
        return file;
    }
}
