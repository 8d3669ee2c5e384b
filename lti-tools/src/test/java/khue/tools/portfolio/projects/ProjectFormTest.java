/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.projects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProjectFormTest {

    private static final ProjectForm RIGHT =
            new ProjectForm("Vườn rau", "Trồng rau.", "learning-form/1/project", "", "2026-12-12");

    @Test
    void becomesADraftWhenEverythingIsRight() {
        assertThat(problems(RIGHT)).isEmpty();
        assertThat(RIGHT.draft().dueOn()).contains(LocalDate.of(2026, 12, 12));
        assertThat(RIGHT.draft().strand()).isEmpty();
    }

    @Test
    void saysEverythingThatIsToBeMendedAtOnce() {
        ProjectForm wrong = new ProjectForm(" ", "x".repeat(5001), "learning-form/1/none", "strand/9/x", "31/12/2026");

        assertThat(problems(wrong))
                .containsExactly(
                        entry("title", "title-missing"),
                        entry("instructions", "too-long"),
                        entry("learningForm", "learning-form-missing"),
                        entry("strand", "strand-unknown"),
                        entry("dueOn", "date"));
    }

    @Test
    void needsNoDueDate() {
        ProjectForm open = new ProjectForm("Vườn rau", "", "learning-form/1/project", "strand/1/nature", "");

        assertThat(problems(open)).isEmpty();
        assertThat(open.draft().dueOn()).isEmpty();
        assertThat(open.draft().strand()).contains("strand/1/nature");
    }

    private static Map<String, String> problems(ProjectForm form) {
        return form.problems("learning-form/1/project"::equals, "strand/1/nature"::equals);
    }
}
