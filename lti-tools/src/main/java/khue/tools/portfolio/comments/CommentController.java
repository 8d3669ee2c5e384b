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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import khue.tools.families.FamilyPages;
import khue.tools.portfolio.PieceView;
import khue.tools.portfolio.PortfolioPages;
import khue.tools.portfolio.Submission;
import khue.tools.portfolio.Work;
import khue.tools.portfolio.access.Access;
import khue.tools.portfolio.access.Action;
import khue.tools.portfolio.projects.Project;
import khue.tools.portfolio.projects.Projects;
import khue.tools.portfolio.review.Reviews;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.OpenTo;
import khue.tools.web.TypedText;

/** What is said about a work, and saying something: the pupil's own page, a classmate's, a family's. */
@Path("portfolio/talk/{work}")
@Controller
@RequestScoped
@OpenTo({Audience.LEARNER, Audience.GUARDIAN})
public class CommentController {

    @Inject
    private Access access;

    @Inject
    private Comments comments;

    @Inject
    private Reviews reviews;

    @Inject
    private Projects projects;

    @Inject
    private TalkPage talk;

    @Inject
    private CurrentVisit current;

    @Inject
    private PortfolioPages portfolioPages;

    @Inject
    private FamilyPages pages;

    @Inject
    private Models models;

    @GET
    public String show(@PathParam("work") UUID id) {
        access.requireWork(Action.COMMENT, id);
        return page(reviews.byId(id), "", "");
    }

    @POST
    public Response write(@PathParam("work") UUID id, @FormParam("words") String typed) {
        access.requireWork(Action.COMMENT, id);
        Work work = reviews.byId(id);
        String words = TypedText.tidy(typed);
        if (words.isEmpty()) {
            return refused(work, words, pages.problem("comment-empty"));
        }
        if (words.length() > WorkComment.LONGEST) {
            return refused(work, words, pages.problem("comment-too-long", WorkComment.LONGEST));
        }
        Project project = projects.find(work.projectId()).orElseThrow();
        if (!comments.write(project, work, Optional.empty(), current.person(), capacity(work), words)) {
            return refused(work, words, pages.problem("comment-waits", Comments.MOST_WAITING));
        }
        return pages.go("/portfolio/talk/" + id, "commented");
    }

    private Response refused(Work work, String words, String problem) {
        return Response.status(Response.Status.BAD_REQUEST)
                .entity(page(work, words, problem))
                .build();
    }

    private Capacity capacity(Work work) {
        if (current.require().audience() == Audience.GUARDIAN) {
            return Capacity.FAMILY;
        }
        return work.pupilId().equals(current.person()) ? Capacity.SELF : Capacity.PEER;
    }

    private String page(Work work, String words, String problem) {
        Capacity capacity = capacity(work);
        String back = switch (capacity) {
            case SELF -> "/portfolio/projects/" + work.projectId() + "/mine";
            case PEER -> "/portfolio/projects/" + work.projectId() + "/class";
            case FAMILY -> "/portfolio/family/works/" + work.id();
        };
        String page = talk.show(
                work,
                capacity,
                comments.readable(work, Optional.empty(), current.person(), capacity),
                new TalkPage.Way("/portfolio/talk/" + work.id(), back),
                words,
                problem);
        if (capacity == Capacity.PEER) {
            showTheWork(work);
        }
        return page;
    }

    /** The others have the work on a page of their own; to a classmate this page shows it. */
    private void showTheWork(Work work) {
        List<Submission> submissions = reviews.submissions(work);
        Submission submission = submissions.get(submissions.size() - 1);
        models.put("reflection", submission.reflection());
        models.put(
                "looks",
                reviews.artefacts(submission).stream()
                        .filter(piece -> access.maySeeFile(piece.file().id()))
                        .map(portfolioPages::view)
                        .filter(PieceView::picture)
                        .toList());
    }
}
