/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.projects;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/** What a template said in one of its versions. It is never changed. */
@Entity
@IdClass(TemplateVersion.Key.class)
@Table(name = "project_template_version")
public class TemplateVersion extends TemplateText {

    @Id
    @Column(name = "template_id")
    private UUID templateId;

    @Id
    private int version;

    @Column(name = "changed_at")
    private Instant changedAt;

    /** For JPA. */
    public static class Key implements Serializable {

        private static final long serialVersionUID = 1;

        private UUID templateId;
        private int version;

        protected Key() {}

        Key(UUID templateId, int version) {
            this.templateId = templateId;
            this.version = version;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.templateId.equals(templateId) && key.version == version;
        }

        @Override
        public int hashCode() {
            return 31 * templateId.hashCode() + version;
        }
    }

    protected TemplateVersion() {}

    TemplateVersion(UUID templateId, int version, ProjectDraft draft, LocalDate begins, Instant changedAt) {
        this.templateId = templateId;
        this.version = version;
        this.changedAt = changedAt;
        says(draft, begins);
    }

    public UUID templateId() {
        return templateId;
    }

    public int version() {
        return version;
    }

    public Instant changedAt() {
        return changedAt;
    }
}
