/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.projects;

import jakarta.persistence.Column;
import jakarta.persistence.MappedSuperclass;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** What a template says. Its days are counted from the day a project begins. */
@MappedSuperclass
public abstract class TemplateText {

    private String title;
    private String instructions;

    @Column(name = "learning_form")
    private String learningForm;

    private String strand;
    private String competencies;
    private String components;

    @Column(name = "outcome_scale")
    private String outcomeScale;

    private String rubric;
    private String milestones;

    @Column(name = "due_days")
    private Integer dueDays;

    /** @param days from the beginning of a project to the end of the milestone; null when it has no last day */
    public record Day(String title, Integer days) {}

    final void says(ProjectDraft draft, LocalDate begins) {
        this.title = draft.title();
        this.instructions = draft.instructions();
        this.learningForm = draft.learningForm();
        this.strand = draft.strand().orElse(null);
        this.competencies = JsonText.write(draft.competencies());
        this.components = JsonText.write(draft.components());
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
                dueDays().map(today::plusDays),
                competencies(),
                components(),
                outcomeScale,
                rubric(),
                milestones().stream()
                        .map(day -> new Step(
                                Optional.empty(),
                                day.title(),
                                Optional.ofNullable(day.days()).map(today::plusDays)))
                        .toList());
    }

    public String title() {
        return title;
    }

    public String instructions() {
        return instructions;
    }

    public String learningForm() {
        return learningForm;
    }

    public Optional<String> strand() {
        return Optional.ofNullable(strand);
    }

    List<String> competencies() {
        return List.of(JsonText.read(competencies, String[].class));
    }

    List<String> components() {
        return List.of(JsonText.read(components, String[].class));
    }

    String outcomeScale() {
        return outcomeScale;
    }

    public Rubric rubric() {
        return Rubric.read(rubric);
    }

    public List<Day> milestones() {
        return List.of(JsonText.read(milestones, Day[].class));
    }

    Optional<Integer> dueDays() {
        return Optional.ofNullable(dueDays);
    }
}
