/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.review;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import khue.tools.people.People;
import khue.tools.portfolio.Outcome;
import khue.tools.portfolio.PieceView;
import khue.tools.portfolio.PortfolioPages;
import khue.tools.portfolio.Submission;
import khue.tools.portfolio.TypedText;
import khue.tools.portfolio.Work;
import khue.tools.portfolio.WorkStatus;
import khue.tools.portfolio.access.Access;
import khue.tools.portfolio.access.Action;
import khue.tools.portfolio.projects.Project;
import khue.tools.portfolio.projects.Projects;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.OpenTo;
import khue.tools.web.PageRefused;

/** A teacher looks at what a pupil handed in and answers it; the next one that waits opens by itself. */
@Path("portfolio/works/{work}")
@Controller
@RequestScoped
@OpenTo(Audience.TEACHER)
public class ReviewController {

    @Inject
    private CurrentVisit current;

    @Inject
    private Access access;

    @Inject
    private Projects projects;

    @Inject
    private Reviews reviews;

    @Inject
    private People people;

    @Inject
    private PortfolioPages pages;

    @Inject
    private Models models;

    /** @param attempt an earlier attempt to look at; 0 for the latest */
    @GET
    public String work(@PathParam("work") UUID id, @QueryParam("attempt") int attempt) {
        access.requireWork(Action.SEE, id);
        return page(find(id), attempt, "", "");
    }

    @POST
    public Response answer(
            @PathParam("work") UUID id,
            @FormParam("answer") String button,
            @FormParam("version") long seen,
            @FormParam("comment") String typed) {
        access.requireWork(Action.ANSWER, id);
        String comment = TypedText.tidy(typed);
        Work work = find(id);
        if (comment.length() > Answer.LONGEST_COMMENT) {
            return problem(work, comment, pages.problem("text-too-long", Answer.LONGEST_COMMENT));
        }
        Answer answer = new Answer(outcome(button), comment);
        if (answer.needsComment() && comment.isEmpty()) {
            return problem(work, comment, pages.problem("comment-missing"));
        }
        reviews.answer(id, current.course(), current.person(), seen, answer);
        String done = "answered-" + answer.outcome().map(Outcome::code).orElse("returned");
        Project project = projects.require(work.projectId(), current.course());
        return reviews.waiting(project).stream()
                .findFirst()
                .map(next -> pages.go("/portfolio/works/" + next.id(), done))
                .orElseGet(() -> pages.go("/portfolio/projects/" + project.id(), done));
    }

    private Response problem(Work work, String comment, String sentence) {
        return Response.status(Response.Status.BAD_REQUEST)
                .entity(page(work, 0, comment, sentence))
                .build();
    }

    private String page(Work work, int attempt, String comment, String problem) {
        Project project = projects.require(work.projectId(), current.course());
        List<Submission> submissions = reviews.submissions(work);
        Submission shown = submissions.stream()
                .filter(submission -> submission.attempt() == attempt)
                .findFirst()
                .orElse(submissions.get(submissions.size() - 1));
        List<PieceView> pieces =
                reviews.artefacts(shown).stream().map(pages::view).toList();
        models.put("project", pages.view(project));
        models.put("pupil", people.find(work.pupilId()).orElseThrow().name().display());
        models.put("work", work);
        models.put("status", pages.status(work, false));
        models.put("latest", shown.attempt() == work.attempt());
        models.put(
                "mayAnswer", shown.attempt() == work.attempt() && work.status().teacherMayAnswer());
        models.put("answered", work.status() == WorkStatus.ACCEPTED);
        models.put("submission", shown);
        models.put("submissions", submissions);
        models.put("pictures", pieces.stream().filter(PieceView::picture).toList());
        models.put(
                "documents", pieces.stream().filter(piece -> !piece.picture()).toList());
        models.put("history", pages.history(submissions, reviews.evaluations(work)));
        models.put("comment", comment);
        models.put("problem", problem);
        models.put(
                "waitingAfter",
                reviews.waiting(project).stream()
                        .filter(other -> !other.id().equals(work.id()))
                        .count());
        return "portfolio/work.html";
    }

    private Work find(UUID id) {
        return reviews.find(id, current.course()).orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND));
    }

    private static Optional<Outcome> outcome(String button) {
        return switch (button == null ? "" : button) {
            case "return" -> Optional.empty();
            case "passed" -> Optional.of(Outcome.PASSED);
            case "failed" -> Optional.of(Outcome.FAILED);
            default -> throw new PageRefused(PageRefused.Reason.BAD_INPUT, "answer");
        };
    }
}
