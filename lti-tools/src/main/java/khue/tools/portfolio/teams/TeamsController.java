/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.teams;

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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import khue.tools.lti.members.CourseGroups;
import khue.tools.lti.members.Roster;
import khue.tools.portfolio.PortfolioPages;
import khue.tools.portfolio.access.Access;
import khue.tools.portfolio.access.Action;
import khue.tools.portfolio.projects.Project;
import khue.tools.portfolio.projects.Projects;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.OpenTo;
import khue.tools.web.PageRefused;
import khue.tools.web.TypedText;

/** A teacher puts a class into teams. */
@Path("portfolio/projects/{project}/teams")
@Controller
@RequestScoped
@OpenTo(Audience.TEACHER)
public class TeamsController {

    private static final String PUPIL = "pupil-";

    @Inject
    private CurrentVisit current;

    @Inject
    private Access access;

    @Inject
    private Projects projects;

    @Inject
    private Teams teams;

    @Inject
    private Roster roster;

    @Inject
    private CourseGroups groups;

    @Inject
    private PortfolioPages pages;

    @Inject
    private Models models;

    @Context
    private HttpServletRequest request;

    /** A pupil of the list. */
    public record Row(String id, String name, String team) {}

    /** A team of the list. */
    public record TeamRow(String id, String name, int members) {}

    @GET
    public String show(@PathParam("project") UUID id) {
        return page(project(id), "", "");
    }

    /** A new team, and, with the same button, whatever was chosen on the page. */
    @POST
    public Response save(@PathParam("project") UUID id, @FormParam("name") String typed) {
        Project project = project(id);
        String name = TypedText.tidy(typed);
        if (name.length() > Team.LONGEST_NAME) {
            return Response.status(Response.Status.BAD_REQUEST)
                    .entity(page(project, name, pages.problem("text-too-long", Team.LONGEST_NAME)))
                    .build();
        }
        for (Roster.Member pupil : roster.learners(current.course())) {
            String chosen = request.getParameter(PUPIL + pupil.person());
            if (chosen != null && chosen.isEmpty()) {
                teams.takeOut(project, pupil.person());
            } else if (chosen != null) {
                teams.put(project, pupil.person(), uuid(chosen));
            }
        }
        if (!name.isEmpty()) {
            teams.make(project, name);
        }
        return pages.go(path(project), name.isEmpty() ? "teams-saved" : "team-made");
    }

    /** The LMS's groups become teams; whoever is in several goes with the first. */
    @POST
    @Path("from-lms")
    public Response fromLms(@PathParam("project") UUID id) {
        Project project = project(id);
        Map<UUID, List<CourseGroups.Group>> byPerson = groups.byPerson(current.course());
        Map<String, UUID> made = new LinkedHashMap<>();
        for (Roster.Member pupil : roster.learners(current.course())) {
            byPerson.getOrDefault(pupil.person(), List.of()).stream()
                    .findFirst()
                    .ifPresent(group -> {
                        String name = group.name().orElseGet(() -> pages.say("group", group.ltiId()));
                        String shortened =
                                name.length() > Team.LONGEST_NAME ? name.substring(0, Team.LONGEST_NAME) : name;
                        teams.put(
                                project,
                                pupil.person(),
                                made.computeIfAbsent(shortened, each -> teams.make(project, each)));
                    });
        }
        return pages.go(path(project), "teams-saved");
    }

    @POST
    @Path("{team}/remove")
    public Response remove(@PathParam("project") UUID id, @PathParam("team") UUID team) {
        Project project = project(id);
        teams.remove(project, team);
        return pages.go(path(project), "team-removed");
    }

    private String page(Project project, String typed, String problem) {
        List<Team> all = teams.of(project);
        Map<UUID, String> teamOf = new LinkedHashMap<>();
        all.forEach(team ->
                team.members().forEach(pupil -> teamOf.put(pupil, team.id().toString())));
        Map<String, String> choices = new LinkedHashMap<>();
        all.forEach(team -> choices.put(team.id().toString(), team.name()));
        models.put("project", pages.view(project));
        models.put(
                "teams",
                all.stream()
                        .map(team -> new TeamRow(
                                team.id().toString(),
                                team.name(),
                                team.members().size()))
                        .toList());
        models.put("choices", choices);
        models.put(
                "pupils",
                roster.learners(current.course()).stream()
                        .map(pupil -> new Row(
                                pupil.person().toString(),
                                pupil.name().display(),
                                Optional.ofNullable(teamOf.get(pupil.person())).orElse("")))
                        .toList());
        models.put("groupsInLms", !groups.byPerson(current.course()).isEmpty());
        models.put("typedName", typed);
        models.put("nameProblem", problem);
        return "portfolio/teams.html";
    }

    private static String path(Project project) {
        return "/portfolio/projects/" + project.id() + "/teams";
    }

    private Project project(UUID id) {
        access.requireTask(Action.LEAD, id);
        return projects.require(id, current.course());
    }

    private static UUID uuid(String sent) {
        try {
            return UUID.fromString(sent);
        } catch (IllegalArgumentException garbage) {
            throw new PageRefused(PageRefused.Reason.BAD_INPUT, "a team's id");
        }
    }
}
