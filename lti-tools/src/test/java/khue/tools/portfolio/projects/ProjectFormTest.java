/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.projects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProjectFormTest {

    private static final ProjectForm.Choices CHOICES = new ProjectForm.Choices(
            Set.of("learning-form/1/project"),
            Set.of("strand/1/nature"),
            Set.of("competency/1/science"),
            Set.of("component/1/technology"),
            Set.of("outcome-secondary"));

    private static final ProjectForm RIGHT = new ProjectForm(
            "Vườn rau",
            "Trồng rau.",
            "learning-form/1/project",
            "",
            "2026-12-12",
            List.of("competency/1/science"),
            List.of("component/1/technology"),
            "outcome-secondary",
            List.of(criterion("Quan sát", "competency/1/science", "Chưa", "Có", "", "")),
            List.of(new ProjectForm.StepForm("", "Gieo hạt", "2026-12-05")));

    @Test
    void becomesADraftWhenEverythingIsRight() {
        assertThat(RIGHT.problems(CHOICES)).isEmpty();

        ProjectDraft draft = RIGHT.draft();
        assertThat(draft.dueOn()).contains(LocalDate.of(2026, 12, 12));
        assertThat(draft.strand()).isEmpty();
        assertThat(draft.rubric().criteria())
                .containsExactly(new Rubric.Criterion("Quan sát", "competency/1/science", List.of("Chưa", "Có")));
        assertThat(draft.steps())
                .containsExactly(new Step(Optional.empty(), "Gieo hạt", Optional.of(LocalDate.of(2026, 12, 5))));
        assertThat(ProjectForm.of(draft)).isEqualTo(RIGHT);
    }

    @Test
    void saysEverythingThatIsToBeMendedAtOnce() {
        ProjectForm wrong = new ProjectForm(
                " ",
                "x".repeat(5001),
                "learning-form/1/none",
                "strand/9/x",
                "31/12/2026",
                List.of("competency/1/none"),
                List.of("component/1/none"),
                "outcome-none",
                List.of(
                        criterion("", "", "Chưa", "Có", "", ""),
                        criterion("Quan sát", "", "Chưa", "", "", ""),
                        criterion("Quan sát", "quality/1/none", "Chưa", "Có", "", ""),
                        criterion("x".repeat(201), "", "Chưa", "Có", "", "")),
                List.of(
                        new ProjectForm.StepForm("", "", "2026-12-05"),
                        new ProjectForm.StepForm("", "Gieo hạt", "mai")));

        assertThat(wrong.problems(CHOICES))
                .containsExactly(
                        entry("title", "title-missing"),
                        entry("instructions", "too-long"),
                        entry("learningForm", "learning-form-missing"),
                        entry("strand", "strand-unknown"),
                        entry("dueOn", "date"),
                        entry("competency", "competency-unknown"),
                        entry("component", "component-unknown"),
                        entry("outcomeScale", "scale-unknown"),
                        entry("criterion-0", "criterion-title"),
                        entry("criterion-1", "criterion-levels"),
                        entry("criterion-2", "competency-unknown"),
                        entry("criterion-3", "too-long"),
                        entry("milestone-0", "milestone-title"),
                        entry("milestone-1", "date"));
    }

    @Test
    void needsNoMoreThanATitleAndALearningForm() {
        ProjectForm least = new ProjectForm(
                "Vườn rau",
                "",
                "learning-form/1/project",
                "",
                "",
                List.of(),
                List.of(),
                "outcome-secondary",
                List.of(),
                List.of());

        assertThat(least.problems(CHOICES)).isEmpty();
        assertThat(least.draft().dueOn()).isEmpty();
        assertThat(least.draft().rubric()).isEqualTo(Rubric.NONE);
    }

    @Test
    void hasRoomForOneMoreUntilThereAreEnough() {
        assertThat(RIGHT.withRoom().criteria()).hasSize(2);
        assertThat(RIGHT.withRoom().steps()).hasSize(2);

        ProjectForm full = new ProjectForm(
                "Vườn rau",
                "",
                "learning-form/1/project",
                "",
                "",
                List.of(),
                List.of(),
                "outcome-secondary",
                Collections.nCopies(Rubric.MOST_CRITERIA, RIGHT.criteria().get(0)),
                Collections.nCopies(Step.MOST, RIGHT.steps().get(0)));
        assertThat(full.withRoom()).isEqualTo(full);
    }

    private static ProjectForm.CriterionForm criterion(String title, String competency, String... levels) {
        return new ProjectForm.CriterionForm(title, competency, List.of(levels));
    }
}
