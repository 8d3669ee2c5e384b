/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Objects;
import java.util.UUID;
import khue.tools.files.StoredFile;

/** An artefact as it was when it was handed in. */
@Entity
@Table(name = "submitted_artefact")
@IdClass(SubmittedArtefact.Key.class)
public class SubmittedArtefact {

    @Id
    @Column(name = "submission_id")
    private UUID submissionId;

    @Id
    private int position;

    @Column(name = "artefact_id")
    private UUID artefactId;

    @ManyToOne(optional = false)
    @JoinColumn(name = "file_id")
    private StoredFile file;

    private String caption;
    private String milestone;

    protected SubmittedArtefact() {}

    SubmittedArtefact(UUID submissionId, int position, Artefact artefact, String milestone) {
        this.submissionId = submissionId;
        this.position = position;
        this.artefactId = artefact.id();
        this.file = artefact.file();
        this.caption = artefact.caption();
        this.milestone = milestone;
    }

    public UUID artefactId() {
        return artefactId;
    }

    public StoredFile file() {
        return file;
    }

    public String caption() {
        return caption;
    }

    /** What the step that it belonged to was called; empty for none. */
    public String milestone() {
        return milestone;
    }

    /** (submission, position). */
    public static class Key implements Serializable {
        private UUID submissionId;
        private int position;

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && submissionId.equals(key.submissionId) && position == key.position;
        }

        @Override
        public int hashCode() {
            return Objects.hash(submissionId, position);
        }
    }
}
