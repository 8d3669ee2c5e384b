/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.projects;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import khue.tools.web.PageRefused;

/** What a teacher asks a class to do. It belongs to one course of an LMS. */
@Entity
public class Project {

    @Id
    private UUID id;

    @Column(name = "course_id")
    private UUID courseId;

    private String title;
    private String instructions;

    @Column(name = "learning_form")
    private String learningForm;

    private String strand;

    @Column(name = "due_on")
    private LocalDate dueOn;

    private String competencies;
    private String components;

    @Column(name = "outcome_scale")
    private String outcomeScale;

    private String rubric;

    @Column(name = "template_id")
    private UUID templateId;

    @Column(name = "template_version")
    private Integer templateVersion;

    @Column(name = "created_by")
    private UUID createdBy;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "closed_at")
    private Instant closedAt;

    protected Project() {}

    Project(UUID id, UUID courseId, ProjectDraft draft, UUID createdBy, Instant createdAt) {
        this.id = id;
        this.courseId = courseId;
        this.createdBy = createdBy;
        this.createdAt = createdAt;
        becomes(draft);
    }

    final void becomes(ProjectDraft draft) {
        this.title = draft.title();
        this.instructions = draft.instructions();
        this.learningForm = draft.learningForm();
        this.strand = draft.strand().orElse(null);
        this.dueOn = draft.dueOn().orElse(null);
        this.competencies = JsonText.write(draft.competencies());
        this.components = JsonText.write(draft.components());
        this.outcomeScale = draft.outcomeScale();
        this.rubric = draft.rubric().write();
    }

    void beganFrom(TemplateVersion version) {
        this.templateId = version.templateId();
        this.templateVersion = version.version();
    }

    /** A template, and the version of it that a project began from. */
    public record Beginning(UUID template, int version) {}

    /** Empty: it began from nothing. */
    public Optional<Beginning> beganFrom() {
        return Optional.ofNullable(templateId).map(template -> new Beginning(template, templateVersion));
    }

    void close(Instant now) {
        closedAt = now;
    }

    void reopen() {
        closedAt = null;
    }

    /** It is over: pupils look at what they made, and add nothing more. Teachers go on answering. */
    public boolean closed() {
        return closedAt != null;
    }

    public void requireOpenForPupils() {
        if (closed()) {
            throw new PageRefused(PageRefused.Reason.PROJECT_CLOSED);
        }
    }

    public UUID id() {
        return id;
    }

    public UUID courseId() {
        return courseId;
    }

    public String title() {
        return title;
    }

    public String instructions() {
        return instructions;
    }

    /** The id of a term of the framework {@code learning-form}. */
    public String learningForm() {
        return learningForm;
    }

    /** The id of a term of the framework {@code strand}; a project need not belong to one. */
    public Optional<String> strand() {
        return Optional.ofNullable(strand);
    }

    /** The last day, in Việt Nam. */
    public Optional<LocalDate> dueOn() {
        return Optional.ofNullable(dueOn);
    }

    /** The ids of the competencies, qualities and fields of development that the project trains. */
    public List<String> competencies() {
        return List.of(JsonText.read(competencies, String[].class));
    }

    /** The ids of the terms of the framework {@code component} that the project touches, as its teacher said. */
    public List<String> components() {
        return List.of(JsonText.read(components, String[].class));
    }

    /** The id of the framework whose terms are the outcomes. */
    public String outcomeScale() {
        return outcomeScale;
    }

    public Rubric rubric() {
        return Rubric.read(rubric);
    }

    UUID createdBy() {
        return createdBy;
    }
}
