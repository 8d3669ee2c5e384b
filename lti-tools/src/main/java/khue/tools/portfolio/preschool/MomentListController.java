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
import java.util.Map;
import java.util.UUID;
import khue.tools.portfolio.PieceView;
import khue.tools.portfolio.PortfolioPages;
import khue.tools.portfolio.access.Access;
import khue.tools.portfolio.access.Action;
import khue.tools.portfolio.comments.Comments;
import khue.tools.portfolio.projects.Project;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.OpenTo;

/** What a preschool class has recorded in a project, the newest first. */
@Path("portfolio/projects/{project}/moments")
@Controller
@RequestScoped
@OpenTo(Audience.TEACHER)
public class MomentListController {

    @Inject
    private MomentsOfClass ofClass;

    @Inject
    private Access access;

    @Inject
    private Moments moments;

    @Inject
    private Comments comments;

    @Inject
    private CurrentVisit current;

    @Inject
    private PortfolioPages pages;

    @Inject
    private Models models;

    /** A moment in the class's list. */
    public record Row(
            String id,
            Instant when,
            String field,
            String words,
            boolean shared,
            int children,
            List<PieceView> pictures) {}

    @GET
    public String list(@PathParam("project") UUID id) {
        access.requireTask(Action.LEAD, id);
        Project project = ofClass.project(id);
        List<Moment> all = moments.of(project);
        Map<UUID, List<MomentPicture>> pictures = moments.pictures(all);
        models.put("project", pages.view(project));
        models.put("closed", project.closed());
        models.put("talking", comments.waiting(project));
        models.put("next", moments.next(project, current.person()).toString());
        models.put(
                "moments",
                all.stream()
                        .map(moment -> row(moment, pictures.getOrDefault(moment.id(), List.of())))
                        .toList());
        return "portfolio/moments.html";
    }

    private Row row(Moment moment, List<MomentPicture> pictures) {
        return new Row(
                moment.id().toString(),
                moment.recordedAt(),
                moment.field().map(field -> field.label(current.locale())).orElse(""),
                moment.words(),
                moment.sharedAt().isPresent(),
                moments.children(pictures).size(),
                pictures.stream().map(this::view).toList());
    }

    private PieceView view(MomentPicture picture) {
        return pages.piece(picture.id().toString(), picture.file());
    }
}
