/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.projects;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Models;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import khue.tools.frameworks.Frameworks;
import khue.tools.portfolio.PortfolioPages;
import khue.tools.portfolio.preschool.ClassLevels;
import khue.tools.web.CurrentVisit;
import khue.tools.web.TypedText;

/** The form that says what a project is, or a template: the page, and what is to be mended in it. */
@RequestScoped
class ProjectFormPage {

    /** A button that asks for room for one more criterion or milestone, and saves nothing. */
    private static final String MORE = "more";

    @Inject
    private Frameworks frameworks;

    @Inject
    private ClassLevels levels;

    @Inject
    private CurrentVisit current;

    @Inject
    private PortfolioPages pages;

    @Inject
    private HttpServletRequest request;

    @Inject
    private Models models;

    /**
     * What the form is for.
     *
     * @param key the beginning of its sentences' keys: {@code portfolio.<key>.title}, {@code .lead}, {@code .save}
     * @param post where it is sent, below the tools' root
     * @param back where its reader comes from; empty: nowhere
     * @param days its last days are counted from the beginning of a project, rather than dates
     */
    record Purpose(String key, String post, String back, boolean days) {}

    String show(Purpose purpose, String id, ProjectForm form, Map<String, String> problems) {
        models.put("id", id);
        models.put("purpose", purpose);
        models.put("form", form.withRoom());
        models.put("problems", problems);
        // What is filled in, or was just asked for, is shown; the rest waits folded.
        boolean asked = asksForMore();
        models.put("competenciesOpen", !form.competencies().isEmpty() || problems.containsKey("competency"));
        models.put("componentsOpen", !form.components().isEmpty() || problems.containsKey("component"));
        models.put("rubricOpen", !form.criteria().isEmpty() || asked);
        models.put("milestonesOpen", !form.steps().isEmpty() || asked);
        models.put("keep", asksToKeep());
        models.put("preschool", forPreschool());
        models.put(
                "level",
                levels.of(current.course())
                        .map(level -> level.label(current.locale()))
                        .orElse(""));
        models.put("learningForms", pages.terms(Frameworks.LEARNING_FORM));
        models.put("strands", pages.terms(Frameworks.STRAND));
        models.put("competencies", pages.terms(Frameworks.COMPETENCY));
        models.put("qualities", pages.terms(Frameworks.QUALITY));
        models.put("fields", pages.terms(Frameworks.DEVELOPMENT_FIELD));
        models.put("components", pages.terms(Frameworks.COMPONENT));
        models.put("shown", trained());
        models.put("scales", scales());
        return "portfolio/edit.html";
    }

    /** What was typed. Nothing is judged in preschool: the form there does not ask how. */
    ProjectForm typed() {
        ProjectForm typed = ProjectForm.typed(request);
        return forPreschool() ? typed.observedOnly() : typed;
    }

    /** Whether the class that the teacher comes from is one of preschool. */
    boolean forPreschool() {
        return levels.isPreschool(current.course());
    }

    /**
     * The form once more: with room for what was asked for, or with what is to be mended.
     *
     * @param meant what was typed, with dates; it is what is checked
     */
    Optional<Response> again(Purpose purpose, String id, ProjectForm typed, ProjectForm meant) {
        if (asksForMore()) {
            return Optional.of(Response.ok(show(purpose, id, typed, Map.of())).build());
        }
        Map<String, String> problems = problems(meant, purpose.days());
        return problems.isEmpty()
                ? Optional.empty()
                : Optional.of(Response.status(Response.Status.BAD_REQUEST)
                        .entity(show(purpose, id, typed, problems))
                        .build());
    }

    private boolean asksForMore() {
        return TypedText.of(request, "do").equals(MORE);
    }

    /** Whether the project is to be a template as well. */
    boolean asksToKeep() {
        return TypedText.of(request, "template").equals("true");
    }

    private Map<String, String> trained() {
        Map<String, String> all = new LinkedHashMap<>(pages.terms(Frameworks.COMPETENCY));
        all.putAll(pages.terms(Frameworks.QUALITY));
        all.putAll(pages.terms(Frameworks.DEVELOPMENT_FIELD));
        return all;
    }

    /** Each scale by the words of its levels: a teacher knows those, not a regulation's number. */
    private Map<String, String> scales() {
        Map<String, String> scales = new LinkedHashMap<>();
        Stream.concat(Stream.of(ProjectForm.USUAL_SCALE), frameworks.ids(Frameworks.OUTCOME).stream())
                .forEach(scale -> scales.computeIfAbsent(
                        scale, id -> String.join(" / ", pages.terms(id).values())));
        return scales;
    }

    private Map<String, String> problems(ProjectForm meant, boolean days) {
        Map<String, String> sentences = new LinkedHashMap<>();
        var choices = new ProjectForm.Choices(
                pages.terms(Frameworks.LEARNING_FORM).keySet(),
                pages.terms(Frameworks.STRAND).keySet(),
                trained().keySet(),
                pages.terms(Frameworks.COMPONENT).keySet(),
                scales().keySet());
        meant.problems(choices)
                .forEach((field, key) ->
                        sentences.put(field, pages.problem(days && key.equals(ProjectForm.NO_DAY) ? "days" : key)));
        return sentences;
    }
}
