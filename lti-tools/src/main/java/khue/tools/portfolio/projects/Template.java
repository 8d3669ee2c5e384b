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
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A project that proved good, kept for a school's teachers to begin from. Its days are counted from the day a project begins. */
@Entity
@Table(name = "project_template")
public class Template {

    @Id
    private UUID id;

    @Column(name = "platform_id")
    private UUID platformId;

    @Column(name = "created_by")
    private UUID createdBy;

    private String title;
    private String instructions;

    @Column(name = "learning_form")
    private String learningForm;

    private String strand;
    private String competencies;

    @Column(name = "outcome_scale")
    private String outcomeScale;

    private String rubric;
    private String milestones;

    @Column(name = "due_days")
    private Integer dueDays;

    @Column(name = "created_at")
    private Instant createdAt;

    private int version;

    @Column(name = "changed_at")
    private Instant changedAt;

    protected Template() {}

    Template(UUID id, UUID platformId, UUID createdBy, Instant createdAt) {
        this.id = id;
        this.platformId = platformId;
        this.createdBy = createdBy;
        this.createdAt = createdAt;
    }

    /** @param days from the beginning of a project to the end of the milestone; null when it has no last day */
    record Day(String title, Integer days) {}

    /** Its next version; projects that began from an earlier one have copied that. */
    void becomes(ProjectDraft draft, LocalDate begins, Instant now) {
        this.version++;
        this.changedAt = now;
        this.title = draft.title();
        this.instructions = draft.instructions();
        this.learningForm = draft.learningForm();
        this.strand = draft.strand().orElse(null);
        this.competencies = JsonText.write(draft.competencies());
        this.outcomeScale = draft.outcomeScale();
        this.rubric = draft.rubric().write();
        this.milestones = JsonText.write(draft.steps().stream()
                .map(step -> new Day(step.title(), days(step.dueOn(), begins)))
                .toList());
        this.dueDays = days(draft.dueOn(), begins);
    }

    /** A last day that has passed is none to begin with. */
    private static Integer days(Optional<LocalDate> day, LocalDate begins) {
        return day.filter(last -> !last.isBefore(begins))
                .map(last -> (int) ChronoUnit.DAYS.between(begins, last))
                .orElse(null);
    }

    /** The project that begins from it on this day. */
    ProjectDraft beginning(LocalDate today) {
        return new ProjectDraft(
                title,
                instructions,
                learningForm,
                Optional.ofNullable(strand),
                Optional.ofNullable(dueDays).map(today::plusDays),
                List.of(JsonText.read(competencies, String[].class)),
                outcomeScale,
                rubric(),
                steps(today));
    }

    private List<Step> steps(LocalDate today) {
        return List.of(JsonText.read(milestones, Day[].class)).stream()
                .map(day -> new Step(
                        Optional.empty(),
                        day.title(),
                        Optional.ofNullable(day.days()).map(today::plusDays)))
                .toList();
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

    public String title() {
        return title;
    }

    public String learningForm() {
        return learningForm;
    }

    public Optional<String> strand() {
        return Optional.ofNullable(strand);
    }

    String outcomeScale() {
        return outcomeScale;
    }

    public Rubric rubric() {
        return Rubric.read(rubric);
    }
}
