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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import khue.tools.people.People;
import khue.tools.portfolio.PieceView;
import khue.tools.portfolio.PortfolioPages;
import khue.tools.portfolio.Work;
import khue.tools.portfolio.access.Access;
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
    private Moments moments;

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

    /** A moment as a family sees it. */
    public record Seen(Instant when, String field, String words, List<PieceView> pictures, int hidden) {}

    @GET
    public String show(@PathParam("work") UUID id) {
        access.requireMoments(id);
        Work work = reviews.byId(id);
        Project project = projects.find(work.projectId()).orElseThrow();
        List<Moment> shared = moments.shared(project, work.pupilId());
        Map<UUID, List<MomentPicture>> pictures = moments.pictures(shared);
        childMoments.viewed(project, work, current.person());
        models.put("project", pages.view(project));
        models.put("child", people.find(work.pupilId()).orElseThrow().name().display());
        models.put(
                "moments",
                shared.stream()
                        .map(moment -> seen(moment, pictures.getOrDefault(moment.id(), List.of()), work.pupilId()))
                        .toList());
        return "portfolio/family-moments.html";
    }

    private Seen seen(Moment moment, List<MomentPicture> all, UUID child) {
        Map<UUID, Set<UUID>> tagged = moments.tagged(all);
        List<PieceView> shown = new ArrayList<>();
        int hidden = 0;
        for (MomentPicture picture : all) {
            if (tagged.getOrDefault(picture.id(), Set.of()).contains(child)) {
                if (access.maySeeFile(picture.file().id())) {
                    shown.add(pages.piece(picture.id().toString(), picture.file()));
                } else {
                    hidden++;
                }
            }
        }
        return new Seen(
                moment.recordedAt(),
                moment.field().map(field -> field.label(current.locale())).orElse(""),
                moment.words(),
                shown,
                hidden);
    }
}
