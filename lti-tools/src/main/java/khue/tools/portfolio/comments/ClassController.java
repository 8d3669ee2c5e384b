/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.comments;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import khue.tools.people.People;
import khue.tools.portfolio.PortfolioPages;
import khue.tools.portfolio.Work;
import khue.tools.portfolio.access.Access;
import khue.tools.portfolio.access.Action;
import khue.tools.portfolio.projects.Project;
import khue.tools.portfolio.projects.Projects;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.OpenTo;

/** Classmates' works that a teacher has opened to the class. */
@Path("portfolio/projects/{project}/class")
@Controller
@RequestScoped
@OpenTo(Audience.LEARNER)
public class ClassController {

    @Inject
    private Access access;

    @Inject
    private ClassShares shares;

    @Inject
    private Projects projects;

    @Inject
    private People people;

    @Inject
    private CurrentVisit current;

    @Inject
    private PortfolioPages pages;

    @Inject
    private Models models;

    /** A classmate's work. */
    public record Row(String work, String name) {}

    @GET
    public String show(@PathParam("project") UUID id) {
        access.requireTask(Action.SEE, id);
        Project project = projects.find(id, current.course()).orElseThrow();
        List<Work> works = shares.open(project).stream()
                .filter(work -> !work.pupilId().equals(current.person()))
                .toList();
        Map<UUID, String> names = people.names(works.stream().map(Work::pupilId).collect(Collectors.toSet()));
        models.put("project", pages.view(project));
        models.put(
                "rows",
                works.stream()
                        .map(work -> new Row(work.id().toString(), names.get(work.pupilId())))
                        .toList());
        return "portfolio/class.html";
    }
}
