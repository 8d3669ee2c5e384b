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
import khue.tools.frameworks.Frameworks;
import khue.tools.lti.deeplinking.DeepLinking;
import khue.tools.lti.members.CourseGroups;
import khue.tools.lti.members.Roster;
import khue.tools.people.People;
import khue.tools.people.Person;
import khue.tools.portfolio.PortfolioPages;
import khue.tools.portfolio.PortfolioTool;
import khue.tools.portfolio.TypedText;
import khue.tools.portfolio.Work;
import khue.tools.portfolio.WorkStatus;
import khue.tools.portfolio.access.Access;
import khue.tools.portfolio.access.Action;
import khue.tools.portfolio.projects.Project;
import khue.tools.portfolio.projects.ProjectForm;
import khue.tools.portfolio.projects.Projects;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.OpenTo;
import khue.tools.web.PageRefused;

/** A teacher sets up a project, and sees the class in it. */
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
    private Reviews reviews;

    @Inject
    private DeepLinking deepLinking;

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
    @Path("new")
    public String form() {
        return form(UUID.randomUUID(), ProjectForm.EMPTY, Map.of(), false);
    }

    @POST
    @Path("new")
    public Response create() {
        ProjectForm typed = typed();
        UUID id = id(request.getParameter("id"));
        Map<String, String> problems = problems(typed);
        if (!problems.isEmpty()) {
            return Response.status(Response.Status.BAD_REQUEST)
                    .entity(form(id, typed, problems, false))
                    .build();
        }
        Project project = projects.create(
                id, current.course(), current.person(), current.require().resourceLink(), typed.draft());
        if (!deepLinking.asked()) {
            return pages.go("/portfolio/projects/" + id, "created");
        }
        models.put(
                "answer",
                deepLinking.answer(List.of(new DeepLinking.Link(PortfolioTool.ID, PortfolioTool.item(project)))));
        return Response.ok("lti/deep-linking-answer.html").build();
    }

    @GET
    @Path("projects/{project}/edit")
    public String edit(@PathParam("project") UUID id) {
        return form(id, ProjectForm.of(project(id)), Map.of(), true);
    }

    @POST
    @Path("projects/{project}/edit")
    public Response change(@PathParam("project") UUID id) {
        project(id);
        ProjectForm typed = typed();
        Map<String, String> problems = problems(typed);
        if (!problems.isEmpty()) {
            return Response.status(Response.Status.BAD_REQUEST)
                    .entity(form(id, typed, problems, true))
                    .build();
        }
        projects.change(id, current.course(), typed.draft());
        return pages.go("/portfolio/projects/" + id, "changed");
    }

    @GET
    @Path("projects/{project}")
    public String overview(@PathParam("project") UUID id) {
        Project project = project(id);
        List<Work> works = reviews.works(project);
        Map<UUID, String> names = names(learners(project), works);
        Map<UUID, String> groups = groups();
        models.put("project", pages.view(project));
        models.put("closed", project.closed());
        models.put(
                "waiting",
                works.stream()
                        .filter(work -> work.status() == WorkStatus.SUBMITTED)
                        .map(work -> row(names.get(work.pupilId()), "", Optional.of(work)))
                        .toList());
        models.put("pupils", classList(names, groups, works));
        return "portfolio/project.html";
    }

    /** The class first, in the roster's order, then pupils who worked here and have left it since. */
    private List<PupilView> classList(Map<UUID, String> names, Map<UUID, String> groups, List<Work> works) {
        Map<UUID, Work> byPupil = works.stream().collect(Collectors.toMap(Work::pupilId, Function.identity()));
        return names.entrySet().stream()
                .map(pupil -> row(
                        pupil.getValue(),
                        groups.getOrDefault(pupil.getKey(), ""),
                        Optional.ofNullable(byPupil.get(pupil.getKey()))))
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
        for (Person person : people.find(others)) {
            names.put(person.id(), person.name().display());
        }
        return names;
    }

    private PupilView row(String name, String groups, Optional<Work> work) {
        return work.map(found -> new PupilView(
                        name,
                        groups,
                        pages.status(found, reviews.empty(found)),
                        found.attempt() == 0 ? "" : "/portfolio/works/" + found.id(),
                        found.attempt(),
                        found.statusSince()))
                .orElseGet(() -> new PupilView(name, groups, pages.notBegun(), "", 0, null));
    }

    private String form(UUID id, ProjectForm form, Map<String, String> problems, boolean existing) {
        models.put("id", id.toString());
        models.put("form", form);
        models.put("problems", problems);
        models.put("existing", existing);
        models.put("adding", deepLinking.asked());
        models.put("learningForms", pages.terms(Frameworks.LEARNING_FORM));
        models.put("strands", pages.terms(Frameworks.STRAND));
        return "portfolio/edit.html";
    }

    private ProjectForm typed() {
        return new ProjectForm(
                TypedText.of(request, "title"),
                TypedText.of(request, "instructions"),
                TypedText.of(request, "learningForm"),
                TypedText.of(request, "strand"),
                TypedText.of(request, "dueOn"));
    }

    private Map<String, String> problems(ProjectForm typed) {
        Map<String, String> sentences = new LinkedHashMap<>();
        typed.problems(pages.terms(Frameworks.LEARNING_FORM)::containsKey, pages.terms(Frameworks.STRAND)::containsKey)
                .forEach((field, key) -> sentences.put(field, pages.problem(key)));
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
