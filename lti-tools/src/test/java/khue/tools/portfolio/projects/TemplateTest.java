/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.projects;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TemplateTest {

    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 2);

    private static final ProjectDraft DRAFT = new ProjectDraft(
            "Vườn rau",
            "Trồng rau.",
            "learning-form/1/project",
            Optional.of("strand/1/nature"),
            Optional.of(MONDAY.plusDays(28)),
            List.of("competency/1/science"),
            List.of("component/1/context"),
            "outcome-primary",
            new Rubric(List.of(new Rubric.Criterion("Quan sát", "", List.of("Chưa", "Có")))),
            List.of(
                    new Step(Optional.of(UUID.randomUUID()), "Gieo hạt", Optional.of(MONDAY.plusDays(7))),
                    new Step(Optional.of(UUID.randomUUID()), "Chăm cây", Optional.empty())));

    @Test
    void beginsAProjectWhoseDaysAreCountedFromItsOwnBeginning() {
        Template template = keep(MONDAY);

        ProjectDraft later = template.beginning(MONDAY.plusDays(100));

        assertThat(later.dueOn()).contains(MONDAY.plusDays(128));
        assertThat(later.steps())
                .containsExactly(
                        new Step(Optional.empty(), "Gieo hạt", Optional.of(MONDAY.plusDays(107))),
                        new Step(Optional.empty(), "Chăm cây", Optional.empty()));
        assertThat(later.rubric()).isEqualTo(DRAFT.rubric());
        assertThat(later.competencies()).isEqualTo(DRAFT.competencies());
        assertThat(later.components()).isEqualTo(DRAFT.components());
        assertThat(later.outcomeScale()).isEqualTo("outcome-primary");
    }

    @Test
    void forgetsALastDayThatHadPassedWhenItWasKept() {
        ProjectDraft begun = keep(MONDAY.plusDays(20)).beginning(MONDAY);

        assertThat(begun.steps().get(0).dueOn()).isEmpty();
        assertThat(begun.dueOn()).contains(MONDAY.plusDays(8));
    }

    private static Template keep(LocalDate day) {
        Template template = new Template(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), Instant.EPOCH);
        template.becomes(DRAFT, day, Instant.EPOCH);
        return template;
    }
}
