/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import khue.tools.files.FileRefused;
import khue.tools.files.FileStore;
import khue.tools.portfolio.access.Access;
import khue.tools.portfolio.access.Action;
import khue.tools.portfolio.projects.Project;
import khue.tools.portfolio.projects.Projects;
import khue.tools.portfolio.review.Evaluation;
import khue.tools.portfolio.review.Reviews;
import khue.tools.portfolio.teams.Team;
import khue.tools.portfolio.teams.Teams;
import khue.tools.uploads.Upload;
import khue.tools.uploads.UploadRefused;
import khue.tools.uploads.Uploads;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.Messages;
import khue.tools.web.OpenTo;
import khue.tools.web.PageRefused;

/**
 * A pupil's page of a project. It is one form: whichever of its buttons is pressed, everything that was typed is kept first, so that a
 * file that is refused, or a look at something else, loses no word.
 */
@Path("portfolio")
@Controller
@RequestScoped
@OpenTo(Audience.LEARNER)
public class WorkController {

    private static final String CAPTION = "caption-";
    private static final String REMOVE = "remove-";

    @Inject
    private CurrentVisit current;

    @Inject
    private Access access;

    @Inject
    private OwnWork own;

    @Inject
    private Works works;

    @Inject
    private Reviews reviews;

    @Inject
    private Projects projects;

    @Inject
    private Teams teams;

    @Inject
    private FileStore files;

    @Inject
    private Uploads uploads;

    @Inject
    private Messages messages;

    @Inject
    private PortfolioPages pages;

    @Inject
    private Models models;

    @Context
    private HttpServletRequest request;

    /** For learners whose link nobody has set up yet, and for those who may only look on. */
    @GET
    @Path("waiting")
    @OpenTo({Audience.LEARNER, Audience.OBSERVER})
    public String waiting() {
        models.put("observer", current.require().audience() == Audience.OBSERVER);
        return "portfolio/waiting.html";
    }

    @GET
    @Path("projects/{project}/mine")
    public String mine(@PathParam("project") UUID id) {
        Project project = project(id);
        Work work = work(project);
        return page(project, work, work.reflection(), Map.of(), new Problems());
    }

    @POST
    @Path("projects/{project}/mine")
    @Consumes({MediaType.MULTIPART_FORM_DATA, MediaType.APPLICATION_FORM_URLENCODED})
    public Response write(@PathParam("project") UUID id) throws IOException, ServletException {
        Project project = project(id);
        String wish = TypedText.of(request, "do");
        int attempt = number("attempt");
        if (wish.equals("submit") && work(project).attempt() == attempt) {
            // The button pressed twice: the first time did it.
            return done(project, "submitted");
        }
        Problems problems = new Problems();
        String reflection = TypedText.of(request, "reflection");
        Map<UUID, String> captions = captions(problems);
        keep(project, reflection, captions, problems);
        addFiles(project, problems);
        if (problems.isEmpty() && wish.equals("submit") && !works.submit(project, current.person(), attempt)) {
            problems.work = pages.problem("work-empty");
        }
        if (!problems.isEmpty()) {
            return Response.status(Response.Status.BAD_REQUEST)
                    .entity(page(project, work(project), reflection, captions, problems))
                    .build();
        }
        return wish.startsWith(REMOVE)
                ? pages.go("/portfolio/projects/" + id + "/mine/remove/" + uuid(wish.substring(REMOVE.length())))
                : done(project, wish.equals("submit") ? "submitted" : wish.equals("add") ? "added" : "saved");
    }

    @GET
    @Path("projects/{project}/mine/remove/{artefact}")
    public String askToRemove(@PathParam("project") UUID id, @PathParam("artefact") UUID artefact) {
        Project project = project(id);
        own.open(id);
        models.put("project", pages.view(project));
        models.put(
                "piece",
                works.artefact(project, current.person(), artefact)
                        .map(pages::view)
                        .orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND)));
        return "portfolio/remove.html";
    }

    @POST
    @Path("projects/{project}/mine/remove/{artefact}")
    public Response remove(@PathParam("project") UUID id, @PathParam("artefact") UUID artefact) {
        Project project = project(id);
        works.remove(project, current.person(), artefact);
        return done(project, "removed");
    }

    private void keep(Project project, String reflection, Map<UUID, String> captions, Problems problems) {
        if (reflection.length() > Works.LONGEST_REFLECTION) {
            problems.reflection = pages.problem("text-too-long", Works.LONGEST_REFLECTION);
            return;
        }
        Works.Kept kept = works.write(project, current.person(), number("version"), reflection, captions);
        if (kept == Works.Kept.CHANGED_ELSEWHERE) {
            problems.reflection = pages.problem("reflection-changed");
            problems.otherReflection = work(project).reflection();
        }
    }

    private void addFiles(Project project, Problems problems) throws IOException, ServletException {
        String caption = TypedText.of(request, "caption");
        if (caption.length() > Works.LONGEST_CAPTION) {
            problems.files.add(pages.problem("text-too-long", Works.LONGEST_CAPTION));
            return;
        }
        for (Part part : sentFiles()) {
            try (InputStream content = part.getInputStream()) {
                add(project, UUID.randomUUID(), content, part.getSubmittedFileName(), caption, problems);
            }
        }
        for (UUID upload : sentUploads()) {
            addUpload(project, upload, caption, problems);
        }
    }

    /** A file that came by itself before ({@link UploadController}); sent twice, because an answer was lost, it is added once. */
    private void addUpload(Project project, UUID id, String caption, Problems problems) throws IOException {
        if (works.artefact(project, current.person(), id).isPresent()) {
            return;
        }
        try {
            Upload upload = uploads.complete(id, current.person(), work(project).id());
            try (InputStream content = uploads.read(upload)) {
                if (add(project, id, content, upload.name(), caption, problems)) {
                    uploads.drop(id);
                }
            }
        } catch (UploadRefused refused) {
            problems.files.add(messages.say(current.locale(), refused.reason().sentence(), pages.largest() >> 20) + " ("
                    + refused.reason().code() + ")");
        }
    }

    /** @return whether the file is done with: taken, or refused for what it is */
    private boolean add(Project project, UUID id, InputStream content, String name, String caption, Problems problems)
            throws IOException {
        try {
            var received = files.receive(content, name);
            if (works.add(project, current.person(), id, received, caption).isEmpty()) {
                problems.files.add(pages.problem("work-full", Works.MOST_ARTEFACTS));
                return false;
            }
        } catch (FileRefused refused) {
            problems.files.add(
                    messages.say(current.locale(), refused.reason().sentence(), shown(name), pages.largest() >> 20)
                            + " (" + refused.reason().code() + ")");
        }
        return true;
    }

    private List<UUID> sentUploads() {
        String[] sent = request.getParameterValues("upload");
        return sent == null
                ? List.of()
                : Arrays.stream(sent).map(WorkController::uuid).toList();
    }

    /** Browsers send an empty, nameless part for a file field in which nothing was chosen. */
    private List<Part> sentFiles() throws IOException, ServletException {
        if (request.getContentType() == null || !request.getContentType().startsWith(MediaType.MULTIPART_FORM_DATA)) {
            return List.of();
        }
        return request.getParts().stream()
                .filter(part -> part.getName().equals("file"))
                .filter(part -> part.getSubmittedFileName() != null
                        && !part.getSubmittedFileName().isBlank())
                .toList();
    }

    private static String shown(String name) {
        String tidy = TypedText.tidy(name);
        return tidy.length() <= 60 ? tidy : tidy.substring(0, 60) + "…";
    }

    private Map<UUID, String> captions(Problems problems) {
        Map<UUID, String> captions = new HashMap<>();
        for (String field : request.getParameterMap().keySet()) {
            if (field.startsWith(CAPTION)) {
                String caption = TypedText.of(request, field);
                if (caption.length() > Works.LONGEST_CAPTION) {
                    problems.files.add(pages.problem("text-too-long", Works.LONGEST_CAPTION));
                } else {
                    captions.put(uuid(field.substring(CAPTION.length())), caption);
                }
            }
        }
        return captions;
    }

    /** @param typed what the reflection's field shows: what the pupil typed last, kept or not */
    private String page(Project project, Work work, String typed, Map<UUID, String> captions, Problems problems) {
        List<PieceView> pieces = works.artefacts(work).stream().map(pages::view).toList();
        List<Evaluation> evaluations = reviews.evaluations(work);
        Optional<Evaluation> latest = evaluations.stream()
                .reduce((earlier, later) -> later)
                .filter(evaluation -> work.status() == WorkStatus.RETURNED || work.status() == WorkStatus.ACCEPTED);
        models.put("project", pages.view(project));
        models.put(
                "status",
                pages.status(work, pieces.isEmpty() && work.reflection().isEmpty()));
        models.put("open", work.status().pupilMayChange() && !project.closed());
        models.put("closed", work.status().pupilMayChange() && project.closed());
        models.put("work", work);
        models.put("reflection", typed);
        models.put("pieces", pieces);
        models.put("problems", problems);
        models.put("answered", latest.map(pages::said).orElse(""));
        models.put("rubric", project.rubric().criteria());
        models.put("milestones", projects.milestones(project));
        models.put("hasTeams", !teams.of(project).isEmpty());
        models.put("team", teams.of(project, current.person()).map(Team::name).orElse(""));
        models.put("history", pages.history(reviews.submissions(work), evaluations));
        models.put("accepted", PortfolioPages.accepted());
        models.put("largest", pages.largest());
        models.put("pictureSide", pages.pictureSide());
        models.put("place", place(work));
        return "portfolio/mine.html";
    }

    /** Under this name a device keeps what was not sent: one pupil's of one work, so that nobody else's page finds it. */
    private UUID place(Work work) {
        return UUID.nameUUIDFromBytes((work.id() + " " + current.person()).getBytes(StandardCharsets.US_ASCII));
    }

    private Project project(UUID id) {
        access.requireTask(Action.SEE, id);
        return own.project(id);
    }

    private Work work(Project project) {
        return own.in(project);
    }

    private Response done(Project project, String done) {
        return pages.go("/portfolio/projects/" + project.id() + "/mine", done);
    }

    private int number(String field) {
        try {
            return Integer.parseInt(TypedText.of(request, field));
        } catch (NumberFormatException garbage) {
            throw new PageRefused(PageRefused.Reason.BAD_INPUT, field);
        }
    }

    private static UUID uuid(String sent) {
        try {
            return UUID.fromString(sent);
        } catch (IllegalArgumentException garbage) {
            throw new PageRefused(PageRefused.Reason.BAD_INPUT, "an id");
        }
    }

    /** What is to be mended on the page, as sentences in the pupil's language; empty where nothing is. */
    public static final class Problems {
        private String work = "";
        private String reflection = "";
        private String otherReflection = "";
        private final List<String> files = new ArrayList<>();

        boolean isEmpty() {
            return work.isEmpty() && reflection.isEmpty() && files.isEmpty();
        }

        public String work() {
            return work;
        }

        public String reflection() {
            return reflection;
        }

        /** What is kept, when it is not what the pupil typed on this page. */
        public String otherReflection() {
            return otherReflection;
        }

        public List<String> files() {
            return files;
        }
    }
}
