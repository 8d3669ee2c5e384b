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
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import khue.tools.families.ConsentPurpose;
import khue.tools.families.Consents;
import khue.tools.files.ReceivedFile;
import khue.tools.frameworks.Framework;
import khue.tools.frameworks.Frameworks;
import khue.tools.frameworks.Term;
import khue.tools.portfolio.BroughtFiles;
import khue.tools.portfolio.PieceView;
import khue.tools.portfolio.PortfolioPages;
import khue.tools.portfolio.TypedText;
import khue.tools.portfolio.access.Access;
import khue.tools.portfolio.access.Action;
import khue.tools.portfolio.projects.Project;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.OpenTo;
import khue.tools.web.PageRefused;

/**
 * A preschool teacher records moments. A moment's page is one form, as a pupil's page is: whichever button is pressed, what was typed is kept
 * first; and the same script sends its pictures from a queue that outlives the page.
 */
@Path("portfolio/projects/{project}/moments")
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
    private Consents consents;

    @Inject
    private BroughtFiles brought;

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

    /** A child whom a picture shows. */
    public record Child(String id, String name) {}

    /**
     * A picture of a moment.
     *
     * @param tagged whether somebody has said who is in it
     * @param notAgreed of several children, those whose families have not agreed that others see them
     */
    public record Shown(PieceView piece, boolean tagged, List<Child> children, String notAgreed) {}

    @GET
    public String list() {
        Project project = project();
        List<Moment> all = moments.of(project);
        Map<UUID, List<MomentPicture>> pictures = moments.pictures(all);
        models.put("project", pages.view(project));
        models.put("closed", project.closed());
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

    @GET
    @Path("{moment}")
    public String show(@PathParam("moment") UUID id) {
        Project project = project();
        Moment moment = ofClass.moment(project, id);
        return page(
                project, moment, moment.words(), moment.field().map(Term::id).orElse(""), new Problems());
    }

    @POST
    @Path("{moment}")
    @Consumes({MediaType.MULTIPART_FORM_DATA, MediaType.APPLICATION_FORM_URLENCODED})
    public Response write(@PathParam("moment") UUID id) throws IOException, ServletException {
        Project project = project();
        Moment before = ofClass.moment(project, id);
        Problems problems = new Problems();
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
                    .entity(page(project, ofClass.moment(project, id), words, field, problems))
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

    private void keep(Project project, Moment before, String words, String field, Problems problems) {
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

    private void share(Project project, UUID id, Problems problems) {
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
    @Path("{moment}/unshare")
    public Response unshare(@PathParam("moment") UUID id) {
        Project project = project();
        moments.unshare(project, ofClass.moment(project, id).id(), current.person());
        return pages.go(path(id), "moment-unshared");
    }

    @GET
    @Path("{moment}/remove/{picture}")
    public String askToRemove(@PathParam("moment") UUID id, @PathParam("picture") UUID picture) {
        Project project = project();
        models.put("piece", view(ofClass.picture(ofClass.moment(project, id), picture)));
        models.put("back", path(id));
        return "portfolio/remove.html";
    }

    @POST
    @Path("{moment}/remove/{picture}")
    public Response remove(@PathParam("moment") UUID id, @PathParam("picture") UUID picture) {
        Project project = project();
        moments.remove(project, ofClass.moment(project, id).id(), current.person(), picture);
        return pages.go(path(id), "picture-removed");
    }

    /** @param words what the field shows: what the teacher typed last, kept or not */
    private String page(Project project, Moment moment, String words, String field, Problems problems) {
        List<MomentPicture> pictures = moments.pictures(moment);
        Map<UUID, Set<UUID>> tagged = moments.tagged(pictures);
        Set<UUID> children = moments.children(pictures);
        Map<UUID, String> names = ofClass.names(project, children);
        Set<UUID> agreed = consents.agreed(ConsentPurpose.PICTURES, children);
        models.put("project", pages.view(project));
        models.put("moment", moment);
        models.put("sharedAt", moment.sharedAt().orElse(null));
        models.put("children", children.size());
        models.put("words", words);
        models.put("problems", problems);
        models.put("fields", pages.terms(Frameworks.DEVELOPMENT_FIELD));
        models.put("field", field);
        models.put("source", source());
        models.put(
                "shown",
                pictures.stream()
                        .map(picture -> shown(picture, Optional.ofNullable(tagged.get(picture.id())), names, agreed))
                        .toList());
        models.put("untagged", pictures.size() - tagged.size());
        models.put("largest", pages.largest());
        models.put("pictureSide", pages.pictureSide());
        models.put("place", place(moment));
        return "portfolio/moment.html";
    }

    private Shown shown(MomentPicture picture, Optional<Set<UUID>> people, Map<UUID, String> names, Set<UUID> agreed) {
        Set<UUID> there = people.orElse(Set.of());
        List<Child> children = names.entrySet().stream()
                .filter(child -> there.contains(child.getKey()))
                .map(child -> new Child(child.getKey().toString(), child.getValue()))
                .toList();
        String notAgreed = there.size() < 2
                ? ""
                : names.entrySet().stream()
                        .filter(child -> there.contains(child.getKey()) && !agreed.contains(child.getKey()))
                        .map(Map.Entry::getValue)
                        .collect(Collectors.joining(", "));
        return new Shown(view(picture), people.isPresent(), children, notAgreed);
    }

    /** Where the fields come from, as an administrator has put it down. */
    private String source() {
        return frameworks.versions(Frameworks.DEVELOPMENT_FIELD).stream()
                .filter(version -> frameworks.terms(Frameworks.DEVELOPMENT_FIELD).stream()
                        .anyMatch(term -> term.id().startsWith(version.id() + "/" + version.version() + "/")))
                .map(Framework::source)
                .findFirst()
                .orElse("");
    }

    /** Under this name a device keeps what was not sent. */
    private UUID place(Moment moment) {
        return UUID.nameUUIDFromBytes((moment.id() + " " + current.person()).getBytes(StandardCharsets.US_ASCII));
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

    /** What is to be mended on the page, as sentences in the teacher's language; empty where nothing is. */
    public static final class Problems {
        private String moment = "";
        private String words = "";
        private String otherWords = "";
        private String field = "";
        private final List<String> files = new ArrayList<>();

        boolean isEmpty() {
            return moment.isEmpty() && words.isEmpty() && field.isEmpty() && files.isEmpty();
        }

        public String moment() {
            return moment;
        }

        public String words() {
            return words;
        }

        /** What is kept, when it is not what was typed on this page. */
        public String otherWords() {
            return otherWords;
        }

        public String field() {
            return field;
        }

        public List<String> files() {
            return files;
        }
    }
}
