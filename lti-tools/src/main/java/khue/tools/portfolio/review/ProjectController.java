/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.review;

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
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import khue.tools.lti.members.CourseGroups;
import khue.tools.lti.members.Roster;
import khue.tools.people.People;
import khue.tools.portfolio.PortfolioPages;
import khue.tools.portfolio.Work;
import khue.tools.portfolio.access.Access;
import khue.tools.portfolio.access.Action;
import khue.tools.portfolio.preschool.ClassLevels;
import khue.tools.portfolio.projects.Project;
import khue.tools.portfolio.projects.Projects;
import khue.tools.portfolio.teams.Team;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.OpenTo;
import khue.tools.web.PageRefused;
import khue.tools.web.TypedText;

/** A teacher sees the class in a project, and answers several works at once. */
@Path("portfolio")
@Controller
@RequestScoped
@OpenTo(Audience.TEACHER)
public class ProjectController {

    @Inject
    private CurrentVisit current;

    @Inject
    private Access access;

    @Inject
    private Projects projects;

    @Inject
    private ClassLevels levels;

    @Inject
    private Reviews reviews;

    @Inject
    private ClassReading reading;

    @Inject
    private OutcomeButtons outcomes;

    @Inject
    private Roster roster;

    @Inject
    private CourseGroups courseGroups;

    @Inject
    private People people;

    @Inject
    private PortfolioPages pages;

    @Inject
    private Models models;

    @Context
    private HttpServletRequest request;

    @GET
    @Path("projects/{project}")
    public Response overview(@PathParam("project") UUID id) {
        Project project = project(id);
        return levels.isPreschool(project.courseId())
                ? pages.go("/portfolio/projects/" + id + "/moments")
                : Response.ok(page(project, "", "")).build();
    }

    /** One answer to several works: what most of a class gets. */
    @POST
    @Path("projects/{project}/answers")
    public Response answer(
            @PathParam("project") UUID id, @FormParam("answer") String button, @FormParam("comment") String typed) {
        Project project = project(id);
        String comment = TypedText.tidy(typed);
        String[] ticked = request.getParameterValues("work");
        if (ticked == null) {
            return mend(project, comment, pages.problem("nobody-ticked"));
        }
        if (comment.length() > Answer.LONGEST_COMMENT) {
            return mend(project, comment, pages.problem("text-too-long", Answer.LONGEST_COMMENT));
        }
        Answer answer = new Answer(outcomes.of(project, button), comment, List.of(), Optional.empty());
        if (answer.lacksWords()) {
            return mend(project, comment, pages.problem("comment-missing"));
        }
        reviews.answer(
                project,
                Stream.of(ticked).map(ProjectController::seen).toList(),
                current.person(),
                answer,
                Optional.empty());
        return pages.go("/portfolio/projects/" + id, "answered-several");
    }

    /** @param looking whether the teacher is looking at a work, and goes on with the one that was answered */
    @POST
    @Path("projects/{project}/answers/{batch}/undo")
    public Response takeBack(
            @PathParam("project") UUID id, @PathParam("batch") UUID batch, @FormParam("looking") boolean looking) {
        return reviews.takeBack(batch, project(id), current.person())
                .filter(work -> looking)
                .map(work -> pages.go("/portfolio/works/" + work, "taken-back-one"))
                .orElseGet(() -> pages.go("/portfolio/projects/" + id, "taken-back"));
    }

    private Response mend(Project project, String comment, String problem) {
        return Response.status(Response.Status.BAD_REQUEST)
                .entity(page(project, comment, problem))
                .build();
    }

    /** A tick's value: the work's id and the version that the page showed. */
    private static Reviews.Seen seen(String sent) {
        String[] parts = sent.split("\\.", 2);
        try {
            return new Reviews.Seen(UUID.fromString(parts[0]), Long.parseLong(parts[1]));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException garbage) {
            throw new PageRefused(PageRefused.Reason.BAD_INPUT, "a work and its version");
        }
    }

    private String page(Project project, String comment, String problem) {
        ClassReading.State state = reading.read(project);
        Map<UUID, String> names = names(learners(project), state.works());
        Map<UUID, String> groups = groups();
        Map<UUID, Team> teams = new LinkedHashMap<>();
        state.teams()
                .forEach(team -> team.members().forEach(pupil -> {
                    teams.put(pupil, team);
                    groups.put(pupil, team.name());
                }));
        models.put("project", pages.view(project));
        models.put("closed", project.closed());
        models.put("began", project.beganFrom().orElse(null));
        models.put("rubric", project.rubric().criteria());
        models.put("milestones", projects.milestones(project));
        models.put("outcomes", outcomes.buttons(project));
        models.put("firstRun", state.works().isEmpty());
        models.put("comment", comment);
        models.put("problem", problem);
        models.put("undo", reviews.undoable(project, current.person()).orElse(null));
        models.put(
                "waiting",
                state.waiting().stream()
                        .map(work -> row(whose(work, teams, names), "", Optional.of(work), state))
                        .toList());
        models.put("pupils", classList(names, groups, state));
        return "portfolio/project.html";
    }

    /** The pupil, or the team and who is in it. */
    private static String whose(Work work, Map<UUID, Team> teams, Map<UUID, String> names) {
        return Optional.ofNullable(teams.get(work.pupilId()))
                .map(team -> team.name() + ": "
                        + team.members().stream()
                                .map(pupil -> names.getOrDefault(pupil, ""))
                                .collect(Collectors.joining(", ")))
                .orElseGet(() -> names.get(work.pupilId()));
    }

    /** The class first, in the roster's order, then pupils who worked here and have left it since. */
    private List<PupilView> classList(Map<UUID, String> names, Map<UUID, String> groups, ClassReading.State state) {
        Map<UUID, Work> byPupil = state.works().stream().collect(Collectors.toMap(Work::pupilId, Function.identity()));
        return names.entrySet().stream()
                .map(pupil -> row(
                        pupil.getValue(),
                        groups.getOrDefault(pupil.getKey(), ""),
                        Optional.ofNullable(byPupil.get(pupil.getKey())),
                        state))
                .toList();
    }

    /** The class; where the link that the teacher came by opens this project, those whom the LMS lets open it. */
    private List<Roster.Member> learners(Project project) {
        return projects.link(project, current.require().resourceLink())
                .map(link -> roster.learners(current.course(), link))
                .orElseGet(() -> roster.learners(current.course()));
    }

    private Map<UUID, String> groups() {
        Map<UUID, String> labels = new LinkedHashMap<>();
        courseGroups
                .byPerson(current.course())
                .forEach((person, groups) -> labels.put(
                        person,
                        groups.stream()
                                .map(group -> group.name().orElseGet(() -> pages.say("group", group.ltiId())))
                                .collect(Collectors.joining(", "))));
        return labels;
    }

    private Map<UUID, String> names(List<Roster.Member> learners, List<Work> works) {
        Map<UUID, String> names = new LinkedHashMap<>();
        learners.forEach(member -> names.put(member.person(), member.name().display()));
        List<UUID> others = works.stream()
                .map(Work::pupilId)
                .filter(pupil -> !names.containsKey(pupil))
                .toList();
        names.putAll(people.names(others));
        return names;
    }

    private PupilView row(String name, String groups, Optional<Work> work, ClassReading.State state) {
        return work.map(found -> PupilView.of(
                        name,
                        groups,
                        pages.status(found, !state.begun().contains(found.id())),
                        found.attempt() == 0 ? "" : "/portfolio/works/" + found.id(),
                        found.id() + "." + found.version(),
                        found.attempt(),
                        found.statusSince(),
                        state.pieces().getOrDefault(found.id(), List.of())))
                .orElseGet(() -> PupilView.of(name, groups, pages.notBegun(), "", "", 0, null, List.of()));
    }

    private Project project(UUID id) {
        access.requireTask(Action.LEAD, id);
        return projects.require(id, current.course());
    }
}
