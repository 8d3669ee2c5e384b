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
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import khue.tools.files.ReceivedFile;
import khue.tools.files.StoredFile;
import khue.tools.people.People;
import khue.tools.people.Person;
import khue.tools.people.PersonName;
import khue.tools.portfolio.access.Access;
import khue.tools.portfolio.access.Action;
import khue.tools.portfolio.family.PicturePeople;
import khue.tools.portfolio.preschool.ClassLevels;
import khue.tools.portfolio.projects.Milestone;
import khue.tools.portfolio.projects.Project;
import khue.tools.portfolio.projects.Projects;
import khue.tools.portfolio.review.Evaluation;
import khue.tools.portfolio.review.Reviews;
import khue.tools.portfolio.teams.Team;
import khue.tools.portfolio.teams.Teams;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.Formats;
import khue.tools.web.OpenTo;
import khue.tools.web.PageRefused;
import khue.tools.web.TypedText;

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
    private static final String STEP = "milestone-";
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
    private ClassLevels levels;

    @Inject
    private BroughtFiles brought;

    @Inject
    private PicturePeople pictures;

    @Inject
    private People people;

    @Inject
    private Clock clock;

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
        models.put("preschool", levels.isPreschool(current.course()));
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
        models.put("back", "/portfolio/projects/" + id + "/mine");
        models.put(
                "piece",
                works.artefact(project, current.person(), artefact)
                        .map(found -> pages.view(found, Map.of()))
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
        Works.Kept kept = works.write(project, current.person(), number("version"), reflection, captions, steps());
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
        problems.files.addAll(brought.bringTo(request, new BroughtFiles.Place() {
            @Override
            public UUID purpose() {
                return work(project).id();
            }

            @Override
            public boolean has(UUID piece) {
                return works.artefact(project, current.person(), piece).isPresent();
            }

            @Override
            public boolean takes(ReceivedFile file) {
                return true;
            }

            @Override
            public Optional<String> add(UUID piece, ReceivedFile file) {
                return works.add(
                                        project,
                                        current.person(),
                                        piece,
                                        file,
                                        caption,
                                        step(TypedText.of(request, "milestone")))
                                .isPresent()
                        ? Optional.empty()
                        : Optional.of(pages.problem("work-full", Works.MOST_ARTEFACTS));
            }
        }));
    }

    /** By piece, the step that was chosen for it. */
    private Map<UUID, Optional<UUID>> steps() {
        Map<UUID, Optional<UUID>> steps = new HashMap<>();
        request.getParameterMap().keySet().stream()
                .filter(field -> field.startsWith(STEP))
                .forEach(field -> steps.put(uuid(field.substring(STEP.length())), step(TypedText.of(request, field))));
        return steps;
    }

    private static Optional<UUID> step(String sent) {
        return sent.isEmpty() ? Optional.empty() : Optional.of(uuid(sent));
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
        List<Milestone> milestones = projects.milestones(project);
        Map<UUID, String> steps = milestones.stream().collect(Collectors.toMap(Milestone::id, Milestone::title));
        List<PieceView> pieces = works.artefacts(work).stream()
                .map(artefact -> pages.view(artefact, steps))
                .toList();
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
        models.put("groups", PieceGroup.of(pieces));
        models.put("people", peopleIn(works.artefacts(work)));
        models.put("problems", problems);
        models.put("answered", latest.map(pages::said).orElse(""));
        models.put("rubric", project.rubric().criteria());
        models.put("milestones", milestones);
        models.put("step", present(milestones));
        models.put("hasTeams", !teams.of(project).isEmpty());
        models.put("team", teams.of(project, current.person()).map(Team::name).orElse(""));
        models.put("history", pages.history(reviews.submissions(work), evaluations));
        models.put("accepted", PortfolioPages.accepted());
        models.put("largest", pages.largest());
        models.put("pictureSide", pages.pictureSide());
        models.put("place", place(work));
        return "portfolio/mine.html";
    }

    /** By picture's file, who is in it as far as somebody has said: names, or nothing. */
    private Map<String, String> peopleIn(List<Artefact> artefacts) {
        List<UUID> files = artefacts.stream()
                .map(Artefact::file)
                .filter(PicturePeople::showsPeople)
                .map(StoredFile::id)
                .toList();
        Map<UUID, Set<UUID>> in = pictures.in(files);
        Map<UUID, PersonName> names =
                people.find(in.values().stream().flatMap(Set::stream).collect(Collectors.toSet())).stream()
                        .collect(Collectors.toMap(Person::id, Person::name));
        Map<String, String> words = new HashMap<>();
        files.forEach(file -> words.put(
                file.toString(),
                in.getOrDefault(file, Set.of()).stream()
                        .map(names::get)
                        .sorted(PersonName.BY_GIVEN_NAME)
                        .map(PersonName::display)
                        .collect(Collectors.joining(", "))));
        return words;
    }

    /** The step that new pieces probably belong to: the first one that is not over. */
    private String present(List<Milestone> milestones) {
        LocalDate today = Formats.today(clock);
        return milestones.stream()
                .filter(step -> step.dueOn().filter(today::isAfter).isEmpty())
                .findFirst()
                .map(step -> step.id().toString())
                .orElse("");
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
