/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.projects;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/** A step of a project, with a last day of its own. */
@Entity
public class Milestone {

    @Id
    private UUID id;

    @Column(name = "project_id")
    private UUID projectId;

    private int position;
    private String title;

    @Column(name = "due_on")
    private LocalDate dueOn;

    protected Milestone() {}

    Milestone(UUID id, UUID projectId) {
        this.id = id;
        this.projectId = projectId;
    }

    final void becomes(int newPosition, Step step) {
        this.position = newPosition;
        this.title = step.title();
        this.dueOn = step.dueOn().orElse(null);
    }

    public UUID id() {
        return id;
    }

    public String title() {
        return title;
    }

    /** The last day, in Việt Nam. */
    public Optional<LocalDate> dueOn() {
        return Optional.ofNullable(dueOn);
    }
}
