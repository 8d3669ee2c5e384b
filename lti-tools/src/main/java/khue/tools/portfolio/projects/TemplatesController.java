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
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import khue.tools.portfolio.PortfolioPages;
import khue.tools.portfolio.access.Access;
import khue.tools.portfolio.access.Action;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.Formats;
import khue.tools.web.OpenTo;
import khue.tools.web.PageRefused;

/** A teacher looks after the templates: the own ones, and those of the school, which a copy makes one's own. */
@Path("portfolio/templates")
@Controller
@RequestScoped
@OpenTo(Audience.TEACHER)
public class TemplatesController {

    private static final String LIST = "/portfolio/templates";

    @Inject
    private CurrentVisit current;

    @Inject
    private Access access;

    @Inject
    private Projects projects;

    @Inject
    private Templates templates;

    @Inject
    private TemplateViews views;

    @Inject
    private ProjectFormPage page;

    @Inject
    private PortfolioPages pages;

    @Inject
    private Clock clock;

    @Inject
    private Models models;

    @Context
    private HttpServletRequest request;

    @GET
    public String list() {
        models.put("templates", views.all());
        models.put("projects", projects.ofCourse(current.course()));
        return "portfolio/templates.html";
    }

    /** What a template says, or said in an earlier version, whether it was taken away since or not. */
    @GET
    @Path("version")
    public String version(@QueryParam("template") String template, @QueryParam("version") int version) {
        TemplateVersion shown = templates
                .version(id(template), version, current.course())
                .orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND));
        Template whole = templates.everOf(shown.templateId(), current.course()).orElseThrow();
        models.put("template", whole);
        models.put("shown", views.said(shown));
        models.put("versions", templates.versions(whole));
        models.put("removedAt", whole.removedAt().orElse(null));
        return "portfolio/template.html";
    }

    /**
     * A new template of one's own.
     *
     * @param template one to begin from, such as a colleague's
     * @param project one of the class, to keep as a template
     */
    @GET
    @Path("new")
    public String form(@QueryParam("template") String template, @QueryParam("project") String project) {
        Optional<ProjectDraft> begun = template != null
                ? templates.find(id(template), current.course()).map(found -> found.beginning(today()))
                : Optional.ofNullable(project).map(TemplatesController::id).map(this::draft);
        return page.show(
                adding(),
                UUID.randomUUID().toString(),
                begun.map(ProjectForm::of).orElse(ProjectForm.EMPTY).inDays(today()),
                Map.of());
    }

    private ProjectDraft draft(UUID project) {
        access.requireTask(Action.LEAD, project);
        return projects.draft(projects.require(project, current.course()));
    }

    @POST
    @Path("new")
    public Response add() {
        ProjectForm typed = page.typed();
        ProjectForm meant = typed.fromDays(today());
        String id = request.getParameter("id");
        Optional<Response> again = page.again(adding(), id, typed, meant);
        if (again.isPresent()) {
            return again.get();
        }
        templates.add(id(id), meant.draft(), current.course(), current.person());
        return pages.go(LIST, "template-kept");
    }

    private static ProjectFormPage.Purpose adding() {
        return new ProjectFormPage.Purpose("template-new", LIST + "/new", LIST, true);
    }

    @GET
    @Path("{template}/edit")
    public String edit(@PathParam("template") UUID id) {
        Template template = templates.own(id, current.course(), current.person());
        models.put("version", template.version());
        return page.show(
                changing(id),
                id.toString(),
                ProjectForm.of(template.beginning(today())).inDays(today()),
                Map.of());
    }

    @POST
    @Path("{template}/edit")
    public Response change(@PathParam("template") UUID id, @FormParam("version") int seen) {
        templates.own(id, current.course(), current.person());
        models.put("version", seen);
        ProjectForm typed = page.typed();
        ProjectForm meant = typed.fromDays(today());
        Optional<Response> again = page.again(changing(id), id.toString(), typed, meant);
        if (again.isPresent()) {
            return again.get();
        }
        templates.change(id, seen, meant.draft(), current.course(), current.person());
        return pages.go(LIST, "template-kept");
    }

    private static ProjectFormPage.Purpose changing(UUID id) {
        return new ProjectFormPage.Purpose("template-edit", LIST + "/" + id + "/edit", LIST, true);
    }

    @POST
    @Path("{template}/remove")
    public Response remove(@PathParam("template") UUID template) {
        templates.remove(template, current.course(), current.person());
        return pages.go(LIST, "template-removed");
    }

    private LocalDate today() {
        return Formats.today(clock);
    }

    private static UUID id(String sent) {
        try {
            return UUID.fromString(sent);
        } catch (IllegalArgumentException | NullPointerException garbage) {
            throw new PageRefused(PageRefused.Reason.BAD_INPUT, "an id");
        }
    }
}
