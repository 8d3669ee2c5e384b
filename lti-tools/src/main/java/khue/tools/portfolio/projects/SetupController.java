/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.projects;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import khue.tools.frameworks.Frameworks;
import khue.tools.lti.deeplinking.DeepLinking;
import khue.tools.portfolio.PortfolioPages;
import khue.tools.portfolio.PortfolioTool;
import khue.tools.portfolio.TypedText;
import khue.tools.portfolio.access.Access;
import khue.tools.portfolio.access.Action;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.Formats;
import khue.tools.web.OpenTo;
import khue.tools.web.PageRefused;

/** A teacher sets up a project, from a template or from nothing, and changes it. */
@Path("portfolio")
@Controller
@RequestScoped
@OpenTo(Audience.TEACHER)
public class SetupController {

    /** A button that asks for room for one more criterion or milestone, and saves nothing. */
    private static final String MORE = "more";

    @Inject
    private CurrentVisit current;

    @Inject
    private Access access;

    @Inject
    private Projects projects;

    @Inject
    private Templates templates;

    @Inject
    private Frameworks frameworks;

    @Inject
    private DeepLinking deepLinking;

    @Inject
    private PortfolioPages pages;

    @Inject
    private Clock clock;

    @Inject
    private Models models;

    @Context
    private HttpServletRequest request;

    /** A template as pages show it. */
    public record TemplateView(
            String id, String title, String form, String strand, int criteria, boolean own, boolean ours) {}

    /** @param template the id of a template to begin from; nothing, or one that is gone: an empty form */
    @GET
    @Path("new")
    public String form(@QueryParam("template") String template) {
        Optional<ProjectForm> begun = template == null
                ? Optional.empty()
                : templates
                        .find(id(template), current.course())
                        .map(found -> ProjectForm.of(found.beginning(Formats.today(clock))));
        models.put("begun", begun.isPresent());
        return form(UUID.randomUUID(), begun.orElse(ProjectForm.EMPTY), Map.of(), false);
    }

    @POST
    @Path("new")
    public Response create() {
        ProjectForm typed = ProjectForm.typed(request);
        UUID id = id(request.getParameter("id"));
        Optional<Response> again = again(id, typed, false);
        if (again.isPresent()) {
            return again.get();
        }
        ProjectDraft draft = typed.draft();
        Project project = projects.create(
                id, current.course(), current.person(), current.require().resourceLink(), draft);
        keepAsTemplate(draft);
        if (!deepLinking.asked()) {
            return pages.go("/portfolio/projects/" + id, "created");
        }
        models.put(
                "answer", deepLinking.answer(List.of(new DeepLinking.Link(PortfolioTool.ID, projects.item(project)))));
        return Response.ok("lti/deep-linking-answer.html").build();
    }

    @GET
    @Path("projects/{project}/edit")
    public String edit(@PathParam("project") UUID id) {
        return form(id, ProjectForm.of(projects.draft(project(id))), Map.of(), true);
    }

    @POST
    @Path("projects/{project}/edit")
    public Response change(@PathParam("project") UUID id) {
        project(id);
        ProjectForm typed = ProjectForm.typed(request);
        Optional<Response> again = again(id, typed, true);
        if (again.isPresent()) {
            return again.get();
        }
        projects.change(id, current.course(), typed.draft());
        keepAsTemplate(typed.draft());
        return pages.go("/portfolio/projects/" + id, "changed");
    }

    @GET
    @Path("templates")
    public String list() {
        models.put("templates", templates());
        return "portfolio/templates.html";
    }

    @POST
    @Path("templates/{template}/remove")
    public Response remove(@PathParam("template") UUID template) {
        templates.remove(template, current.course(), current.person());
        return pages.go("/portfolio/templates", "template-removed");
    }

    private void keepAsTemplate(ProjectDraft draft) {
        if (TypedText.of(request, "template").equals("true")) {
            templates.keep(draft, current.course(), current.person());
        }
    }

    /** The form once more: with room for what was asked for, or with what is to be mended. */
    private Optional<Response> again(UUID id, ProjectForm typed, boolean existing) {
        if (TypedText.of(request, "do").equals(MORE)) {
            return Optional.of(Response.ok(form(id, typed, Map.of(), existing)).build());
        }
        Map<String, String> problems = problems(typed);
        return problems.isEmpty()
                ? Optional.empty()
                : Optional.of(Response.status(Response.Status.BAD_REQUEST)
                        .entity(form(id, typed, problems, existing))
                        .build());
    }

    private List<TemplateView> templates() {
        Map<String, String> labels = new LinkedHashMap<>(pages.terms(Frameworks.LEARNING_FORM));
        labels.putAll(pages.terms(Frameworks.STRAND));
        return templates.of(current.course()).stream()
                .map(template -> new TemplateView(
                        template.id().toString(),
                        template.title(),
                        labels.getOrDefault(template.learningForm(), ""),
                        template.strand()
                                .map(strand -> labels.getOrDefault(strand, ""))
                                .orElse(""),
                        template.rubric().criteria().size(),
                        template.createdBy().filter(current.person()::equals).isPresent(),
                        template.platformId().isEmpty()))
                .toList();
    }

    private String form(UUID id, ProjectForm form, Map<String, String> problems, boolean existing) {
        models.put("id", id.toString());
        models.put("form", form.withRoom());
        models.put("problems", problems);
        // What is filled in, or was just asked for, is shown; the rest waits folded.
        String asked = TypedText.of(request, "do");
        models.put("competenciesOpen", !form.competencies().isEmpty() || problems.containsKey("competency"));
        models.put("rubricOpen", !form.criteria().isEmpty() || asked.equals(MORE));
        models.put("milestonesOpen", !form.steps().isEmpty() || asked.equals(MORE));
        models.put("existing", existing);
        models.put("adding", deepLinking.asked());
        models.put("keep", TypedText.of(request, "template").equals("true"));
        models.put("learningForms", pages.terms(Frameworks.LEARNING_FORM));
        models.put("strands", pages.terms(Frameworks.STRAND));
        models.put("competencies", pages.terms(Frameworks.COMPETENCY));
        models.put("qualities", pages.terms(Frameworks.QUALITY));
        models.put("fields", pages.terms(Frameworks.DEVELOPMENT_FIELD));
        models.put("shown", trained());
        models.put("scales", scales());
        if (!existing && request.getMethod().equals("GET") && form == ProjectForm.EMPTY) {
            models.put("templates", templates());
        }
        return "portfolio/edit.html";
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

    private Map<String, String> problems(ProjectForm typed) {
        Map<String, String> sentences = new LinkedHashMap<>();
        var choices = new ProjectForm.Choices(
                pages.terms(Frameworks.LEARNING_FORM).keySet(),
                pages.terms(Frameworks.STRAND).keySet(),
                trained().keySet(),
                scales().keySet());
        typed.problems(choices).forEach((field, key) -> sentences.put(field, pages.problem(key)));
        return sentences;
    }

    private Project project(UUID id) {
        access.requireTask(Action.LEAD, id);
        return projects.require(id, current.course());
    }

    private static UUID id(String sent) {
        try {
            return UUID.fromString(sent);
        } catch (IllegalArgumentException | NullPointerException garbage) {
            throw new PageRefused(PageRefused.Reason.BAD_INPUT, "the form's id");
        }
    }
}
