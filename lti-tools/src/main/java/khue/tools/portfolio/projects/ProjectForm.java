/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.projects;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The form of a project as a teacher typed it, right or not.
 *
 * @param dueOn as the browser's date field says it: {@code 2026-12-31}
 */
public record ProjectForm(String title, String instructions, String learningForm, String strand, String dueOn) {

    public static final ProjectForm EMPTY = new ProjectForm("", "", "", "", "");

    public static ProjectForm of(Project project) {
        return new ProjectForm(
                project.title(),
                project.instructions(),
                project.learningForm(),
                project.strand().orElse(""),
                project.dueOn().map(LocalDate::toString).orElse(""));
    }

    /**
     * What is to be mended: by field, the end of its sentence's key {@code portfolio.problem.…}.
     *
     * @param isLearningForm whether this is a term that may be chosen
     */
    public Map<String, String> problems(Predicate<String> isLearningForm, Predicate<String> isStrand) {
        Map<String, String> problems = new LinkedHashMap<>();
        if (title.isBlank()) {
            problems.put("title", "title-missing");
        } else if (title.length() > ProjectDraft.LONGEST_TITLE) {
            problems.put("title", "too-long");
        }
        if (instructions.length() > ProjectDraft.LONGEST_INSTRUCTIONS) {
            problems.put("instructions", "too-long");
        }
        if (!isLearningForm.test(learningForm)) {
            problems.put("learningForm", "learning-form-missing");
        }
        if (!strand.isEmpty() && !isStrand.test(strand)) {
            problems.put("strand", "strand-unknown");
        }
        if (!dueOn.isEmpty() && day().isEmpty()) {
            problems.put("dueOn", "date");
        }
        return problems;
    }

    /** Only of a form without {@link #problems}. */
    public ProjectDraft draft() {
        return new ProjectDraft(
                title, instructions, learningForm, Optional.of(strand).filter(term -> !term.isEmpty()), day());
    }

    private Optional<LocalDate> day() {
        try {
            return dueOn.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(dueOn));
        } catch (DateTimeException notADay) {
            return Optional.empty();
        }
    }
}
