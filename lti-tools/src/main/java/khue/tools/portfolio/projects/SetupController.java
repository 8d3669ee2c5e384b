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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import khue.tools.lti.deeplinking.DeepLinking;
import khue.tools.portfolio.PortfolioPages;
import khue.tools.portfolio.PortfolioTool;
import khue.tools.portfolio.access.Access;
import khue.tools.portfolio.access.Action;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.Formats;
import khue.tools.web.OpenTo;
import khue.tools.web.PageRefused;
import khue.tools.web.TypedText;

/** A teacher sets up a project, from a template or from nothing, and changes it. */
@Path("portfolio")
@Controller
@RequestScoped
@OpenTo(Audience.TEACHER)
public class SetupController {

    /** A template's id and a version of it. */
    private static final Pattern FROM = Pattern.compile("([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\\.([0-9]{1,6})");

    @Inject
    private CurrentVisit current;

    @Inject
    private Access access;

    @Inject
    private Projects projects;

    @Inject
    private Templates templates;

    @Inject
    private TemplateViews templateViews;

    @Inject
    private ProjectFormPage page;

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

    /**
     * @param template the id of a template to begin from; nothing, or one that is gone: an empty form
     * @param version an earlier version of it; nothing: the newest one
     */
    @GET
    @Path("new")
    public String form(@QueryParam("template") String template, @QueryParam("version") Integer version) {
        Optional<TemplateVersion> from = template == null ? Optional.empty() : from(id(template), version);
        Optional<ProjectForm> begun = from.map(found -> ProjectForm.of(found.beginning(Formats.today(clock))));
        models.put(
                "from",
                from.map(found -> found.templateId() + "." + found.version()).orElse(""));
        models.put("begun", begun.isPresent());
        if (begun.isEmpty()) {
            models.put("templates", templateViews.all());
        }
        return page.show(creating(), UUID.randomUUID().toString(), begun.orElse(ProjectForm.EMPTY), Map.of());
    }

    private Optional<TemplateVersion> from(UUID template, Integer version) {
        return version != null
                ? templates.version(template, version, current.course())
                : templates
                        .find(template, current.course())
                        .flatMap(found -> templates.version(template, found.version(), current.course()));
    }

    /** What the form began from, which it says itself; nothing, when it says something that this school does not have. */
    private Optional<TemplateVersion> from(String sent) {
        Matcher said = FROM.matcher(sent);
        return said.matches() ? from(UUID.fromString(said.group(1)), Integer.valueOf(said.group(2))) : Optional.empty();
    }

    @POST
    @Path("new")
    public Response create() {
        String from = TypedText.of(request, "from");
        models.put("from", from);
        ProjectForm typed = page.typed();
        UUID id = id(request.getParameter("id"));
        Optional<Response> again = page.again(creating(), id.toString(), typed, typed);
        if (again.isPresent()) {
            return again.get();
        }
        ProjectDraft draft = typed.draft();
        Project project = projects.create(
                id, current.course(), current.person(), current.require().resourceLink(), draft, from(from));
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
        return page.show(changing(id), id.toString(), ProjectForm.of(projects.draft(project(id))), Map.of());
    }

    @POST
    @Path("projects/{project}/edit")
    public Response change(@PathParam("project") UUID id) {
        project(id);
        ProjectForm typed = page.typed();
        Optional<Response> again = page.again(changing(id), id.toString(), typed, typed);
        if (again.isPresent()) {
            return again.get();
        }
        projects.change(id, current.course(), typed.draft());
        keepAsTemplate(typed.draft());
        return pages.go("/portfolio/projects/" + id, "changed");
    }

    private ProjectFormPage.Purpose creating() {
        String key = page.forPreschool() ? "new-preschool" : deepLinking.asked() ? "new-adding" : "new";
        return new ProjectFormPage.Purpose(key, "/portfolio/new", "", false);
    }

    private static ProjectFormPage.Purpose changing(UUID id) {
        String project = "/portfolio/projects/" + id;
        return new ProjectFormPage.Purpose("edit", project + "/edit", project, false);
    }

    private void keepAsTemplate(ProjectDraft draft) {
        if (page.asksToKeep()) {
            templates.keep(draft, current.course(), current.person());
        }
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
