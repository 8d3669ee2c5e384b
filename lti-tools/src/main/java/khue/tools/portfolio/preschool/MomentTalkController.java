/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.preschool;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.UUID;
import khue.tools.families.FamilyPages;
import khue.tools.portfolio.Work;
import khue.tools.portfolio.access.Access;
import khue.tools.portfolio.access.Action;
import khue.tools.portfolio.comments.Capacity;
import khue.tools.portfolio.comments.Comments;
import khue.tools.portfolio.comments.TalkPage;
import khue.tools.portfolio.comments.WorkComment;
import khue.tools.portfolio.projects.Project;
import khue.tools.portfolio.projects.Projects;
import khue.tools.portfolio.review.Reviews;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.OpenTo;
import khue.tools.web.PageRefused;
import khue.tools.web.TypedText;

/** A family says something about a moment of the own child. Other families in the same moment do not read it. */
@Path("portfolio/family/moments/{work}/{moment}/talk")
@Controller
@RequestScoped
@OpenTo(Audience.GUARDIAN)
public class MomentTalkController {

    @PathParam("work")
    private UUID workId;

    @PathParam("moment")
    private UUID momentId;

    @Inject
    private Access access;

    @Inject
    private Reviews reviews;

    @Inject
    private Projects projects;

    @Inject
    private ChildMoments moments;

    @Inject
    private Comments comments;

    @Inject
    private TalkPage talk;

    @Inject
    private CurrentVisit current;

    @Inject
    private FamilyPages pages;

    @GET
    public String show() {
        return page(work(), "", "");
    }

    @POST
    public Response write(@FormParam("words") String typed) {
        Work work = work();
        String words = TypedText.tidy(typed);
        if (words.isEmpty()) {
            return refused(work, words, pages.problem("comment-empty"));
        }
        if (words.length() > WorkComment.LONGEST) {
            return refused(work, words, pages.problem("comment-too-long", WorkComment.LONGEST));
        }
        if (!comments.write(project(work), work, Optional.of(momentId), current.person(), Capacity.FAMILY, words)) {
            return refused(work, words, pages.problem("comment-waits", Comments.MOST_WAITING));
        }
        return pages.go(here(), "commented");
    }

    private Response refused(Work work, String words, String problem) {
        return Response.status(Response.Status.BAD_REQUEST)
                .entity(page(work, words, problem))
                .build();
    }

    private String page(Work work, String words, String problem) {
        return talk.show(
                work,
                Capacity.FAMILY,
                comments.readable(work, Optional.of(momentId), current.person(), Capacity.FAMILY),
                new TalkPage.Way(here(), "/portfolio/family/moments/" + workId),
                words,
                problem);
    }

    private String here() {
        return "/portfolio/family/moments/" + workId + "/" + momentId + "/talk";
    }

    /** The own child's, of which this moment is shared. */
    private Work work() {
        access.requireMoments(Action.COMMENT, workId);
        Work work = reviews.byId(workId);
        if (moments.shared(project(work), work.pupilId()).stream()
                .noneMatch(moment -> moment.id().equals(momentId))) {
            throw new PageRefused(PageRefused.Reason.NOT_FOUND, "not shared, or without this child");
        }
        return work;
    }

    private Project project(Work work) {
        return projects.find(work.projectId()).orElseThrow();
    }
}
