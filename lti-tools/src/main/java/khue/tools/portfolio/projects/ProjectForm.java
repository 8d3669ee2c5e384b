/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.projects;

import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import khue.tools.web.TypedText;

/**
 * The form of a project as a teacher typed it, right or not.
 *
 * @param dueOn as the browser's date field says it: {@code 2026-12-31}
 */
public record ProjectForm(
        String title,
        String instructions,
        String learningForm,
        String strand,
        String dueOn,
        List<String> competencies,
        List<String> components,
        String outcomeScale,
        List<CriterionForm> criteria,
        List<StepForm> steps) {

    /** The end of the key of the sentence about something that is no day. */
    static final String NO_DAY = "date";

    /** No project lasts longer. */
    private static final int MOST_DAYS = 1000;

    static final String USUAL_SCALE = "outcome-secondary";
    static final String PRESCHOOL_SCALE = "outcome-preschool";

    static final ProjectForm EMPTY =
            new ProjectForm("", "", "", "", "", List.of(), List.of(), USUAL_SCALE, List.of(), List.of());

    /** @param levels as many as there are fields, blank or not */
    public record CriterionForm(String title, String competency, List<String> levels) {

        static final CriterionForm EMPTY = new CriterionForm(
                "", "", IntStream.range(0, Rubric.MOST_LEVELS).mapToObj(i -> "").toList());

        static CriterionForm of(Rubric.Criterion criterion) {
            List<String> levels = new ArrayList<>(criterion.levels());
            while (levels.size() < Rubric.MOST_LEVELS) {
                levels.add("");
            }
            return new CriterionForm(criterion.title(), criterion.competency(), levels);
        }

        boolean blank() {
            return title.isEmpty() && words().isEmpty();
        }

        List<String> words() {
            return levels.stream().filter(level -> !level.isEmpty()).toList();
        }

        Optional<String> problem(Choices choices) {
            boolean tooLong =
                    Stream.concat(Stream.of(title), levels.stream()).anyMatch(text -> text.length() > Rubric.LONGEST);
            return tooLong
                    ? Optional.of("too-long")
                    : title.isEmpty()
                            ? Optional.of("criterion-title")
                            : words().size() < 2
                                    ? Optional.of("criterion-levels")
                                    : !competency.isEmpty()
                                                    && !choices.competencies().contains(competency)
                                            ? Optional.of("competency-unknown")
                                            : Optional.empty();
        }
    }

    /** @param id of a milestone that is there already, or empty */
    public record StepForm(String id, String title, String dueOn) {

        static final StepForm EMPTY = new StepForm("", "", "");

        boolean blank() {
            return title.isEmpty() && dueOn.isEmpty();
        }

        Optional<String> problem() {
            return title.isEmpty()
                    ? Optional.of("milestone-title")
                    : title.length() > ProjectDraft.LONGEST_TITLE
                            ? Optional.of("too-long")
                            : !dueOn.isEmpty() && day(dueOn).isEmpty() ? Optional.of(NO_DAY) : Optional.empty();
        }
    }

    /** The ids of what may be chosen. */
    public record Choices(
            Set<String> learningForms,
            Set<String> strands,
            Set<String> competencies,
            Set<String> components,
            Set<String> outcomeScales) {}

    static ProjectForm of(ProjectDraft draft) {
        return new ProjectForm(
                draft.title(),
                draft.instructions(),
                draft.learningForm(),
                draft.strand().orElse(""),
                draft.dueOn().map(LocalDate::toString).orElse(""),
                draft.competencies(),
                draft.components(),
                draft.outcomeScale(),
                draft.rubric().criteria().stream().map(CriterionForm::of).toList(),
                draft.steps().stream()
                        .map(step -> new StepForm(
                                step.id().map(UUID::toString).orElse(""),
                                step.title(),
                                step.dueOn().map(LocalDate::toString).orElse("")))
                        .toList());
    }

    /** A template's form says how many days after the beginning; the form of a project that begins that day says which day that is. */
    ProjectForm fromDays(LocalDate begins) {
        // What is no number is no day either, and is said to be none.
        return dated(days -> days.matches("[0-9]{1,4}") && Integer.parseInt(days) <= MOST_DAYS
                ? begins.plusDays(Integer.parseInt(days)).toString()
                : "?");
    }

    /** The other way round. */
    ProjectForm inDays(LocalDate begins) {
        return dated(date -> Long.toString(ChronoUnit.DAYS.between(begins, LocalDate.parse(date))));
    }

    private ProjectForm dated(UnaryOperator<String> change) {
        UnaryOperator<String> filledIn = day -> day.isEmpty() ? day : change.apply(day);
        return new ProjectForm(
                title,
                instructions,
                learningForm,
                strand,
                filledIn.apply(dueOn),
                competencies,
                components,
                outcomeScale,
                criteria,
                steps.stream()
                        .map(step -> new StepForm(step.id(), step.title(), filledIn.apply(step.dueOn())))
                        .toList());
    }

    static ProjectForm typed(HttpServletRequest request) {
        String scale = TypedText.of(request, "outcomeScale");
        return new ProjectForm(
                TypedText.of(request, "title"),
                TypedText.of(request, "instructions"),
                TypedText.of(request, "learningForm"),
                TypedText.of(request, "strand"),
                TypedText.of(request, "dueOn"),
                chosen(request, "competency"),
                chosen(request, "component"),
                scale.isEmpty() ? USUAL_SCALE : scale,
                IntStream.range(0, Rubric.MOST_CRITERIA)
                        .mapToObj(i -> criterion(request, "criterion-" + i))
                        .filter(criterion -> !criterion.blank())
                        .toList(),
                IntStream.range(0, Step.MOST)
                        .mapToObj(i -> new StepForm(
                                TypedText.of(request, "milestone-" + i + "-id"),
                                TypedText.of(request, "milestone-" + i),
                                TypedText.of(request, "milestone-" + i + "-due")))
                        .filter(step -> !step.blank())
                        .toList());
    }

    private static List<String> chosen(HttpServletRequest request, String field) {
        String[] sent = request.getParameterValues(field);
        return sent == null
                ? List.of()
                : Stream.of(sent).map(TypedText::tidy).distinct().toList();
    }

    /** The same without anything to be judged by. */
    ProjectForm observedOnly() {
        return new ProjectForm(
                title,
                instructions,
                learningForm,
                strand,
                dueOn,
                competencies,
                components,
                PRESCHOOL_SCALE,
                List.of(),
                List.of());
    }

    private static CriterionForm criterion(HttpServletRequest request, String field) {
        return new CriterionForm(
                TypedText.of(request, field),
                TypedText.of(request, field + "-competency"),
                IntStream.range(0, Rubric.MOST_LEVELS)
                        .mapToObj(level -> TypedText.of(request, field + "-level-" + level))
                        .toList());
    }

    /** The same with a blank criterion and a blank milestone to fill in, where there may be more. */
    ProjectForm withRoom() {
        return new ProjectForm(
                title,
                instructions,
                learningForm,
                strand,
                dueOn,
                competencies,
                components,
                outcomeScale,
                oneMore(criteria, CriterionForm.EMPTY, Rubric.MOST_CRITERIA),
                oneMore(steps, StepForm.EMPTY, Step.MOST));
    }

    private static <T> List<T> oneMore(List<T> some, T blank, int most) {
        return some.size() < most
                ? Stream.concat(some.stream(), Stream.of(blank)).toList()
                : some;
    }

    /** What is to be mended: by field, the end of its sentence's key {@code portfolio.problem.…}. */
    Map<String, String> problems(Choices choices) {
        Map<String, String> problems = new LinkedHashMap<>();
        if (title.isBlank()) {
            problems.put("title", "title-missing");
        } else if (title.length() > ProjectDraft.LONGEST_TITLE) {
            problems.put("title", "too-long");
        }
        if (instructions.length() > ProjectDraft.LONGEST_INSTRUCTIONS) {
            problems.put("instructions", "too-long");
        }
        if (!choices.learningForms().contains(learningForm)) {
            problems.put("learningForm", "learning-form-missing");
        }
        if (!strand.isEmpty() && !choices.strands().contains(strand)) {
            problems.put("strand", "strand-unknown");
        }
        if (!dueOn.isEmpty() && day(dueOn).isEmpty()) {
            problems.put("dueOn", NO_DAY);
        }
        if (!choices.competencies().containsAll(competencies)) {
            problems.put("competency", "competency-unknown");
        }
        if (!choices.components().containsAll(components)) {
            problems.put("component", "component-unknown");
        }
        if (!choices.outcomeScales().contains(outcomeScale)) {
            problems.put("outcomeScale", "scale-unknown");
        }
        for (int i = 0; i < criteria.size(); i++) {
            String field = "criterion-" + i;
            criteria.get(i).problem(choices).ifPresent(problem -> problems.put(field, problem));
        }
        for (int i = 0; i < steps.size(); i++) {
            String field = "milestone-" + i;
            steps.get(i).problem().ifPresent(problem -> problems.put(field, problem));
        }
        return problems;
    }

    /** Only of a form without {@link #problems}. */
    ProjectDraft draft() {
        return new ProjectDraft(
                title,
                instructions,
                learningForm,
                Optional.of(strand).filter(term -> !term.isEmpty()),
                day(dueOn),
                competencies,
                components,
                outcomeScale,
                new Rubric(criteria.stream()
                        .map(one -> new Rubric.Criterion(one.title(), one.competency(), one.words()))
                        .toList()),
                steps.stream()
                        .map(step -> new Step(id(step.id()), step.title(), day(step.dueOn())))
                        .toList());
    }

    private static Optional<UUID> id(String sent) {
        try {
            return Optional.of(UUID.fromString(sent));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    private static Optional<LocalDate> day(String typed) {
        try {
            return typed.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(typed));
        } catch (DateTimeException notADay) {
            return Optional.empty();
        }
    }
}
