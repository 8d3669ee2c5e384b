/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.preschool;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import khue.tools.files.ReceivedFile;
import khue.tools.frameworks.Frameworks;
import khue.tools.frameworks.Term;
import khue.tools.portfolio.BroughtFiles;
import khue.tools.portfolio.PortfolioPages;
import khue.tools.portfolio.access.Access;
import khue.tools.portfolio.access.Action;
import khue.tools.portfolio.projects.Project;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.OpenTo;
import khue.tools.web.PageRefused;
import khue.tools.web.TypedText;

/**
 * A preschool teacher records moments. A moment's page is one form, as a pupil's page is: whichever button is pressed, what was typed is kept
 * first; and the same script sends its pictures from a queue that outlives the page.
 */
@Path("portfolio/projects/{project}/moments/{moment}")
@Controller
@RequestScoped
@OpenTo(Audience.TEACHER)
public class MomentController {

    /** What the script keeps of a page's typed text, it finds by this name. */
    private static final String WORDS = "reflection";

    private static final String REMOVE = "remove-";
    private static final String UNTAG = "untag-";

    @PathParam("project")
    private UUID projectId;

    @Context
    private HttpServletRequest request;

    @Inject
    private MomentsOfClass ofClass;

    @Inject
    private Access access;

    @Inject
    private Moments moments;

    @Inject
    private Frameworks frameworks;

    @Inject
    private BroughtFiles brought;

    @Inject
    private CurrentVisit current;

    @Inject
    private MomentPage page;

    @Inject
    private PortfolioPages pages;

    @Inject
    private Models models;

    @GET
    public String show(@PathParam("moment") UUID id) {
        Project project = project();
        Moment moment = ofClass.moment(project, id);
        return page.show(
                project, moment, moment.words(), moment.field().map(Term::id).orElse(""), new MomentProblems());
    }

    @POST
    @Consumes({MediaType.MULTIPART_FORM_DATA, MediaType.APPLICATION_FORM_URLENCODED})
    public Response write(@PathParam("moment") UUID id) throws IOException, ServletException {
        Project project = project();
        Moment before = ofClass.moment(project, id);
        MomentProblems problems = new MomentProblems();
        String wish = TypedText.of(request, "do");
        String words = TypedText.of(request, WORDS);
        String field = TypedText.of(request, "field");
        keep(project, before, words, field, problems);
        problems.files.addAll(brought.bringTo(request, new Pictures(project, id)));
        if (problems.isEmpty() && wish.equals("submit")) {
            share(project, id, problems);
        }
        if (!problems.isEmpty()) {
            return Response.status(Response.Status.BAD_REQUEST)
                    .entity(page.show(project, ofClass.moment(project, id), words, field, problems))
                    .build();
        }
        if (wish.startsWith(REMOVE)) {
            return pages.go(path(id) + "/remove/" + uuid(wish.substring(REMOVE.length())));
        }
        if (wish.startsWith(UNTAG)) {
            return untag(project, id, wish.substring(UNTAG.length()));
        }
        return switch (wish) {
            case "tag" -> nextUntagged(project, id);
            case "submit" -> pages.go(path(), "moment-shared");
            case "add" -> pages.go(path(id), "moment-added");
            default -> pages.go(path(id), "moment-saved");
        };
    }

    private void keep(Project project, Moment before, String words, String field, MomentProblems problems) {
        if (words.length() > Moments.LONGEST_WORDS) {
            problems.words = pages.problem("text-too-long", Moments.LONGEST_WORDS);
            return;
        }
        Optional<Term> chosen =
                frameworks.find(field).filter(term -> term.framework().equals(Frameworks.DEVELOPMENT_FIELD));
        boolean nothing = words.isEmpty() && chosen.isEmpty() && before.version() == 0;
        if (!nothing && !moments.write(project, before.id(), current.person(), version(), chosen, words)) {
            problems.words = pages.problem("reflection-changed");
            problems.otherWords = ofClass.moment(project, before.id()).words();
        }
    }

    private void share(Project project, UUID id, MomentProblems problems) {
        Moment kept = ofClass.moment(project, id);
        List<MomentPicture> pictures = moments.pictures(kept);
        if (kept.field().isEmpty()) {
            problems.field = pages.problem("field-missing");
        } else if (moments.children(pictures).isEmpty()) {
            problems.moment = pages.problem("nobody-in-pictures");
        } else {
            moments.share(project, id, current.person());
        }
    }

    private Response untag(Project project, UUID id, String sent) {
        String[] parts = sent.split("\\.", 2);
        Moment moment = ofClass.moment(project, id);
        MomentPicture picture = ofClass.picture(moment, uuid(parts[0]));
        Set<UUID> there = new LinkedHashSet<>(moments.tagged(List.of(picture)).getOrDefault(picture.id(), Set.of()));
        there.remove(uuid(parts[parts.length - 1]));
        moments.tag(project, id, current.person(), picture.id(), there);
        return pages.go(path(id), "untagged");
    }

    private Response nextUntagged(Project project, UUID id) {
        List<MomentPicture> pictures = moments.pictures(ofClass.moment(project, id));
        Set<UUID> tagged = moments.tagged(pictures).keySet();
        return pictures.stream()
                .filter(picture -> !tagged.contains(picture.id()))
                .findFirst()
                .map(picture -> pages.go(path(id) + "/pictures/" + picture.id()))
                .orElseGet(() -> pages.go(path(id)));
    }

    @POST
    @Path("unshare")
    public Response unshare(@PathParam("moment") UUID id) {
        Project project = project();
        moments.unshare(project, ofClass.moment(project, id).id(), current.person());
        return pages.go(path(id), "moment-unshared");
    }

    @GET
    @Path("remove/{picture}")
    public String askToRemove(@PathParam("moment") UUID id, @PathParam("picture") UUID picture) {
        Project project = project();
        models.put("piece", page.view(ofClass.picture(ofClass.moment(project, id), picture)));
        models.put("back", path(id));
        return "portfolio/remove.html";
    }

    @POST
    @Path("remove/{picture}")
    public Response remove(@PathParam("moment") UUID id, @PathParam("picture") UUID picture) {
        Project project = project();
        moments.remove(project, ofClass.moment(project, id).id(), current.person(), picture);
        return pages.go(path(id), "picture-removed");
    }

    private Project project() {
        access.requireTask(Action.LEAD, projectId);
        return ofClass.project(projectId);
    }

    private String path() {
        return "/portfolio/projects/" + projectId + "/moments";
    }

    private String path(UUID moment) {
        return path() + "/" + moment;
    }

    private long version() {
        try {
            return Long.parseLong(TypedText.of(request, "version"));
        } catch (NumberFormatException garbage) {
            throw new PageRefused(PageRefused.Reason.BAD_INPUT, "version");
        }
    }

    private static UUID uuid(String sent) {
        try {
            return UUID.fromString(sent);
        } catch (IllegalArgumentException garbage) {
            throw new PageRefused(PageRefused.Reason.BAD_INPUT, "an id");
        }
    }

    /** The pictures of one moment: nothing but pictures and films belongs there. */
    private final class Pictures implements BroughtFiles.Place {

        private final Project project;
        private final UUID moment;

        Pictures(Project project, UUID moment) {
            this.project = project;
            this.moment = moment;
        }

        @Override
        public UUID purpose() {
            return moment;
        }

        @Override
        public boolean has(UUID piece) {
            return moments.picture(ofClass.moment(project, moment), piece).isPresent();
        }

        @Override
        public boolean takes(ReceivedFile file) {
            return file.mediaType().startsWith("image/") || file.mediaType().startsWith("video/");
        }

        @Override
        public Optional<String> add(UUID piece, ReceivedFile file) {
            return moments.add(project, moment, current.person(), piece, file)
                    ? Optional.empty()
                    : Optional.of(pages.problem("work-full", Moments.MOST_PICTURES));
        }
    }
}
