/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.preschool;

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
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import khue.tools.portfolio.PortfolioPages;
import khue.tools.portfolio.access.Access;
import khue.tools.portfolio.access.Action;
import khue.tools.portfolio.projects.Project;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.OpenTo;
import khue.tools.web.PageRefused;

/** Who is in a moment's picture: one picture after the other, the next one opens by itself. */
@Path("portfolio/projects/{project}/moments/{moment}/pictures/{picture}")
@Controller
@RequestScoped
@OpenTo(Audience.TEACHER)
public class TagController {

    @PathParam("project")
    private UUID projectId;

    @PathParam("moment")
    private UUID momentId;

    @PathParam("picture")
    private UUID pictureId;

    @Inject
    private MomentsOfClass ofClass;

    @Inject
    private Access access;

    @Inject
    private Moments moments;

    @Inject
    private CurrentVisit current;

    @Inject
    private PortfolioPages pages;

    @Inject
    private Models models;

    /** A child of the class, in the picture or not. */
    public record Candidate(String id, String name, boolean there) {}

    @GET
    public String show() {
        Project project = project();
        Moment moment = ofClass.moment(project, momentId);
        MomentPicture picture = ofClass.picture(moment, pictureId);
        access.requireFile(picture.file().id());
        List<MomentPicture> all = moments.pictures(moment);
        int at = at(all);
        Set<UUID> there = moments.tagged(all).getOrDefault(pictureId, Set.of());
        models.put("project", pages.view(project));
        models.put("moment", moment);
        models.put("piece", pages.piece(pictureId.toString(), picture.file()));
        models.put("number", at + 1);
        models.put("pictures", all.size());
        models.put(
                "like",
                at > 0 && moments.tagged(all).containsKey(all.get(at - 1).id()));
        models.put(
                "candidates",
                ofClass.names(project, there).entrySet().stream()
                        .map(child -> new Candidate(
                                child.getKey().toString(), child.getValue(), there.contains(child.getKey())))
                        .toList());
        return "portfolio/tag.html";
    }

    @POST
    public Response say(@FormParam("do") String wish, @FormParam("child") List<UUID> ticked) {
        Project project = project();
        Moment moment = ofClass.moment(project, momentId);
        List<MomentPicture> all = moments.pictures(moment);
        Map<UUID, Set<UUID>> tagged = moments.tagged(all);
        int at = at(all);
        Set<UUID> children = "like".equals(wish) && at > 0
                ? tagged.getOrDefault(all.get(at - 1).id(), Set.of())
                : Set.copyOf(ticked);
        Set<UUID> before = tagged.getOrDefault(pictureId, Set.of());
        if (!ofClass.names(project, before).keySet().containsAll(children)) {
            throw new PageRefused(PageRefused.Reason.BAD_INPUT, "somebody of another class");
        }
        moments.tag(project, momentId, current.person(), pictureId, children);
        String path = "/portfolio/projects/" + projectId + "/moments/" + momentId;
        return all.stream()
                .filter(picture -> !picture.id().equals(pictureId) && !tagged.containsKey(picture.id()))
                .findFirst()
                .map(next -> pages.go(path + "/pictures/" + next.id()))
                .orElseGet(() -> pages.go(path, "tagged"));
    }

    private Project project() {
        access.requireTask(Action.LEAD, projectId);
        return ofClass.project(projectId);
    }

    private int at(List<MomentPicture> all) {
        return IntStream.range(0, all.size())
                .filter(i -> all.get(i).id().equals(pictureId))
                .findFirst()
                .orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND));
    }
}
