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
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import khue.tools.frameworks.Term;

/** A batch of pictures of children at play, with a field of development and a few words of the teacher's. */
@Entity
public class Moment {

    @Id
    private UUID id;

    @Column(name = "project_id")
    private UUID projectId;

    @ManyToOne
    @JoinColumn(name = "field")
    private Term field;

    private String words;

    @Column(name = "recorded_by")
    private UUID recordedBy;

    @Column(name = "recorded_at")
    private Instant recordedAt;

    @Column(name = "shared_at")
    private Instant sharedAt;

    @Version
    private long version;

    protected Moment() {}

    /** One of which nothing is kept yet: {@link #version} 0. */
    Moment(UUID id, UUID projectId, UUID recordedBy, Instant now) {
        this.id = id;
        this.projectId = projectId;
        this.words = "";
        this.recordedBy = recordedBy;
        this.recordedAt = now;
    }

    void tells(Optional<Term> newField, String newWords) {
        field = newField.orElse(null);
        words = newWords;
    }

    void share(Instant now) {
        sharedAt = now;
    }

    void unshare() {
        sharedAt = null;
    }

    public UUID id() {
        return id;
    }

    UUID projectId() {
        return projectId;
    }

    public Optional<Term> field() {
        return Optional.ofNullable(field);
    }

    public String words() {
        return words;
    }

    UUID recordedBy() {
        return recordedBy;
    }

    public Instant recordedAt() {
        return recordedAt;
    }

    /** From when on the families of the children in it see it. */
    public Optional<Instant> sharedAt() {
        return Optional.ofNullable(sharedAt);
    }

    public long version() {
        return version;
    }
}
