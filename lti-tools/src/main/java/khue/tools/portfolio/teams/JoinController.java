/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.teams;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import khue.tools.people.People;
import khue.tools.people.Person;
import khue.tools.people.PersonName;
import khue.tools.portfolio.PortfolioPages;
import khue.tools.portfolio.Work;
import khue.tools.portfolio.Works;
import khue.tools.portfolio.access.Access;
import khue.tools.portfolio.access.Action;
import khue.tools.portfolio.projects.Project;
import khue.tools.portfolio.projects.Projects;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.OpenTo;
import khue.tools.web.PageRefused;

/** A pupil joins a team. */
@Path("portfolio/projects/{project}/team")
@Controller
@RequestScoped
@OpenTo(Audience.LEARNER)
public class JoinController {

    @Inject
    private CurrentVisit current;

    @Inject
    private Access access;

    @Inject
    private Projects projects;

    @Inject
    private Works works;

    @Inject
    private Teams teams;

    @Inject
    private People people;

    @Inject
    private PortfolioPages pages;

    @Inject
    private Models models;

    @GET
    public String show(@PathParam("project") UUID id) {
        return page(project(id), "");
    }

    @POST
    public Response join(@PathParam("project") UUID id, @FormParam("team") UUID team) {
        Project project = project(id);
        if (team == null) {
            return Response.status(Response.Status.BAD_REQUEST)
                    .entity(page(project, pages.problem("team-missing")))
                    .build();
        }
        teams.join(project, work(project), team);
        return pages.go("/portfolio/projects/" + id + "/mine", "joined");
    }

    private String page(Project project, String problem) {
        Map<String, String> choices = new LinkedHashMap<>();
        teams.of(project).forEach(team -> choices.put(team.id().toString(), label(team)));
        models.put("project", pages.view(project));
        models.put("choices", choices);
        models.put(
                "own",
                teams.of(project, current.person())
                        .map(team -> team.id().toString())
                        .orElse(""));
        models.put("locked", work(project).attempt() > 0);
        models.put("teamProblem", problem);
        return "portfolio/team.html";
    }

    /** The name, and who is there already. */
    private String label(Team team) {
        String members = people.find(team.members()).stream()
                .map(Person::name)
                .sorted(PersonName.BY_GIVEN_NAME)
                .map(PersonName::display)
                .collect(Collectors.joining(", "));
        return members.isEmpty() ? team.name() : team.name() + ": " + members;
    }

    private Project project(UUID id) {
        access.requireTask(Action.SEE, id);
        return projects.require(id, current.course());
    }

    private Work work(Project project) {
        return works.find(project, current.person())
                .orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND, "the pupil has not come by the link"));
    }
}
