/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.projects;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What a teacher says a project is.
 *
 * @param title not blank
 * @param instructions may be empty
 * @param learningForm the id of a term of the framework {@code learning-form}
 * @param strand the id of a term of the framework {@code strand}
 * @param dueOn the last day, in Việt Nam
 * @param competencies the ids of the competencies, qualities and fields of development that it trains
 * @param components the ids of the terms of the framework {@code component} that it touches
 * @param outcomeScale the id of the framework whose terms are the outcomes
 * @param steps its milestones, in order
 */
public record ProjectDraft(
        String title,
        String instructions,
        String learningForm,
        Optional<String> strand,
        Optional<LocalDate> dueOn,
        List<String> competencies,
        List<String> components,
        String outcomeScale,
        Rubric rubric,
        List<Step> steps) {

    public static final int LONGEST_TITLE = 200;
    public static final int LONGEST_INSTRUCTIONS = 5000;

    public ProjectDraft {
        competencies = List.copyOf(competencies);
        components = List.copyOf(components);
        steps = List.copyOf(steps);
        if (title.isBlank() || title.length() > LONGEST_TITLE) {
            throw new IllegalArgumentException("a title has 1 to " + LONGEST_TITLE + " characters");
        }
        if (instructions.length() > LONGEST_INSTRUCTIONS) {
            throw new IllegalArgumentException("instructions have at most " + LONGEST_INSTRUCTIONS + " characters");
        }
        if (steps.size() > Step.MOST) {
            throw new IllegalArgumentException("a project has at most " + Step.MOST + " milestones");
        }
    }
}
