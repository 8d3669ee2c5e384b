/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.preschool;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import khue.tools.people.People;
import khue.tools.portfolio.PieceView;
import khue.tools.portfolio.PortfolioPages;
import khue.tools.portfolio.Work;
import khue.tools.portfolio.access.Access;
import khue.tools.portfolio.access.Action;
import khue.tools.portfolio.comments.Capacity;
import khue.tools.portfolio.comments.Comments;
import khue.tools.portfolio.projects.Project;
import khue.tools.portfolio.projects.Projects;
import khue.tools.portfolio.review.Reviews;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.OpenTo;

/** A grown-up looks at the moments that the own child is in. */
@Path("portfolio/family/moments/{work}")
@Controller
@RequestScoped
@OpenTo(Audience.GUARDIAN)
public class ChildMomentsController {

    @Inject
    private Access access;

    @Inject
    private Reviews reviews;

    @Inject
    private Projects projects;

    @Inject
    private Comments comments;

    @Inject
    private ChildMoments childMoments;

    @Inject
    private People people;

    @Inject
    private CurrentVisit current;

    @Inject
    private PortfolioPages pages;

    @Inject
    private Models models;

    /**
     * A moment as a family sees it.
     *
     * @param talk where something is said about it, below {@code /tools}
     * @param said how much was said already
     */
    public record Seen(
            Instant when, String field, String words, List<PieceView> pictures, int hidden, String talk, int said) {}

    @GET
    public String show(@PathParam("work") UUID id) {
        access.requireMoments(Action.SEE, id);
        Work work = reviews.byId(id);
        Project project = projects.find(work.projectId()).orElseThrow();
        childMoments.viewed(project, work, current.person());
        models.put("project", pages.view(project));
        models.put("child", people.find(work.pupilId()).orElseThrow().name().display());
        models.put(
                "moments",
                childMoments.shared(project, work.pupilId()).stream()
                        .map(moment -> seen(moment, work))
                        .toList());
        return "portfolio/family-moments.html";
    }

    private Seen seen(ChildMoments.Shown moment, Work work) {
        List<PieceView> shown = moment.pictures().stream()
                .filter(picture -> access.maySeeFile(picture.file().id()))
                .map(picture -> pages.piece(picture.id().toString(), picture.file()))
                .toList();
        return new Seen(
                moment.when(),
                moment.field().map(field -> field.label(current.locale())).orElse(""),
                moment.words(),
                shown,
                moment.pictures().size() - shown.size(),
                "/portfolio/family/moments/" + work.id() + "/" + moment.id() + "/talk",
                comments.readable(work, Optional.of(moment.id()), current.person(), Capacity.FAMILY)
                        .size());
    }
}
