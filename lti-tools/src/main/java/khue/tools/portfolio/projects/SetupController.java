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

/** A teacher sets up a project, from a template or from nothing, and changes it. */
@Path("portfolio")
@Controller
@RequestScoped
@OpenTo(Audience.TEACHER)
public class SetupController {

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
        if (begun.isEmpty()) {
            models.put("templates", templateViews.all());
        }
        return page.show(creating(), UUID.randomUUID().toString(), begun.orElse(ProjectForm.EMPTY), Map.of());
    }

    @POST
    @Path("new")
    public Response create() {
        ProjectForm typed = page.typed();
        UUID id = id(request.getParameter("id"));
        Optional<Response> again = page.again(creating(), id.toString(), typed, typed);
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
