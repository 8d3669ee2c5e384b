/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.comments;

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
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import khue.tools.families.FamilyPages;
import khue.tools.people.LeftAlone;
import khue.tools.people.People;
import khue.tools.portfolio.PortfolioPages;
import khue.tools.portfolio.Work;
import khue.tools.portfolio.WorkStatus;
import khue.tools.portfolio.access.Access;
import khue.tools.portfolio.access.Action;
import khue.tools.portfolio.projects.Project;
import khue.tools.portfolio.projects.Projects;
import khue.tools.portfolio.review.Reviews;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.OpenTo;
import khue.tools.web.PageRefused;

/** A teacher lets comments through, or does not, and opens accepted works to the class. */
@Path("portfolio/projects/{project}/talk")
@Controller
@RequestScoped
@OpenTo(Audience.TEACHER)
public class ModerationController {

    @Inject
    private Access access;

    @Inject
    private Comments comments;

    @Inject
    private ClassShares shares;

    @Inject
    private Reviews reviews;

    @Inject
    private Projects projects;

    @Inject
    private People people;

    @Inject
    private LeftAlone leftAlone;

    @Inject
    private CurrentVisit current;

    @Inject
    private PortfolioPages portfolioPages;

    @Inject
    private FamilyPages pages;

    @Inject
    private Models models;

    /**
     * A comment to decide about.
     *
     * @param moment of preschool that it is about; empty where it is about the whole work
     */
    public record Row(String id, String who, String pupil, String words, Instant when, boolean shown, String moment) {}

    @GET
    public String show(@PathParam("project") UUID id) {
        Project project = project(id);
        Map<UUID, Work> works =
                reviews.works(project).stream().collect(Collectors.toMap(Work::id, Function.identity()));
        List<WorkComment> all = comments.ofProject(project);
        Set<UUID> someone = new HashSet<>();
        all.forEach(comment -> {
            someone.add(comment.authorId());
            someone.add(works.get(comment.workId()).pupilId());
        });
        Map<UUID, String> names = people.names(someone);
        models.put("project", portfolioPages.view(project));
        models.put("waiting", rows(all, works, names, true));
        models.put("decided", rows(all, works, names, false));
        models.put(
                "restricted",
                leftAlone
                        .among(works.values().stream().map(Work::pupilId).collect(Collectors.toSet()))
                        .size());
        models.put("accepted", works.values().stream().anyMatch(work -> work.status() == WorkStatus.ACCEPTED));
        models.put("open", shares.open(project).size());
        return "portfolio/moderate.html";
    }

    private List<Row> rows(List<WorkComment> all, Map<UUID, Work> works, Map<UUID, String> names, boolean waiting) {
        return all.stream()
                .filter(comment -> (comment.status() == CommentStatus.WAITING) == waiting)
                .map(comment -> new Row(
                        comment.id().toString(),
                        pages.say("talk.who." + comment.capacity().key(), names.get(comment.authorId())),
                        names.get(works.get(comment.workId()).pupilId()),
                        comment.words(),
                        comment.writtenAt(),
                        comment.status() == CommentStatus.SHOWN,
                        comment.momentId().map(UUID::toString).orElse("")))
                .toList();
    }

    /** One button beside each comment, and one for all that the page showed. */
    @POST
    public Response decide(
            @PathParam("project") UUID id,
            @FormParam("show") List<UUID> show,
            @FormParam("hide") List<UUID> hide,
            @FormParam("all") String all,
            @FormParam("waiting") List<UUID> waiting) {
        Project project = project(id);
        if ("show".equals(all)) {
            comments.decide(project, waiting, true, current.person());
        } else {
            comments.decide(project, show, true, current.person());
            comments.decide(project, hide, false, current.person());
        }
        return pages.go("/portfolio/projects/" + id + "/talk", "decided");
    }

    @POST
    @Path("class")
    public Response openToTheClass(@PathParam("project") UUID id, @FormParam("open") String open) {
        Project project = project(id);
        switch (open == null ? "" : open) {
            case "yes" -> shares.open(project, true, current.person());
            case "no" -> shares.open(project, false, current.person());
            default -> throw new PageRefused(PageRefused.Reason.BAD_INPUT, "open");
        }
        return pages.go("/portfolio/projects/" + id + "/talk", open.equals("yes") ? "class-open" : "class-closed");
    }

    private Project project(UUID id) {
        access.requireTask(Action.LEAD, id);
        return projects.find(id, current.course()).orElseThrow();
    }
}
