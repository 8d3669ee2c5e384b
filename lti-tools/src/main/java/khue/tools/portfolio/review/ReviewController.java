/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.review;

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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import khue.tools.files.FileRefused;
import khue.tools.files.FileStore;
import khue.tools.files.ReceivedFile;
import khue.tools.people.People;
import khue.tools.portfolio.Outcome;
import khue.tools.portfolio.PieceGroup;
import khue.tools.portfolio.PieceView;
import khue.tools.portfolio.PortfolioPages;
import khue.tools.portfolio.Submission;
import khue.tools.portfolio.Work;
import khue.tools.portfolio.access.Access;
import khue.tools.portfolio.access.Action;
import khue.tools.portfolio.projects.Project;
import khue.tools.portfolio.projects.Projects;
import khue.tools.portfolio.projects.Rubric;
import khue.tools.portfolio.teams.Team;
import khue.tools.portfolio.teams.Teams;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.Messages;
import khue.tools.web.OpenTo;
import khue.tools.web.PageRefused;
import khue.tools.web.TypedText;

/** A teacher looks at what was handed in and answers it; the next one that waits opens by itself. */
@Path("portfolio/works/{work}")
@Controller
@RequestScoped
@OpenTo(Audience.TEACHER)
public class ReviewController {

    private static final String LEVEL = "level-";

    @Inject
    private CurrentVisit current;

    @Inject
    private Access access;

    @Inject
    private Projects projects;

    @Inject
    private Reviews reviews;

    @Inject
    private Teams teams;

    @Inject
    private OutcomeButtons outcomes;

    @Inject
    private FileStore files;

    @Inject
    private People people;

    @Inject
    private Messages messages;

    @Inject
    private PortfolioPages pages;

    @Inject
    private Models models;

    @Context
    private HttpServletRequest request;

    /** What a team's member wrote. */
    public record Words(String name, String reflection) {}

    /** A criterion as the form shows it; {@code chosen} is the level, 0 for none. */
    public record CriterionView(int number, String title, List<String> levels, int chosen) {}

    /** @param attempt an earlier attempt to look at; 0 for the latest */
    @GET
    public String work(@PathParam("work") UUID id, @QueryParam("attempt") int attempt) {
        access.requireWork(Action.SEE, id);
        Work work = find(id);
        Optional<Evaluation> before = before(work);
        return page(
                work,
                attempt,
                before.filter(Evaluation::isTakenBack).map(Evaluation::comment).orElse(""),
                before.map(Evaluation::marks).orElse(List.of()),
                "");
    }

    @POST
    @Consumes({MediaType.MULTIPART_FORM_DATA, MediaType.APPLICATION_FORM_URLENCODED})
    public Response answer(@PathParam("work") UUID id) throws IOException, ServletException {
        access.requireWork(Action.ANSWER, id);
        Work work = find(id);
        Project project = projects.require(work.projectId(), current.course());
        String comment = TypedText.of(request, "comment");
        List<Mark> marks = marks(project.rubric());
        if (comment.length() > Answer.LONGEST_COMMENT) {
            return problem(work, comment, marks, pages.problem("text-too-long", Answer.LONGEST_COMMENT));
        }
        Optional<Outcome> outcome = outcomes.of(project, request.getParameter("answer"));
        Optional<ReceivedFile> voice;
        try {
            voice = voice();
        } catch (FileRefused refused) {
            String sentence = messages.say(current.locale(), refused.reason().sentence(), pages.say("work.voice"));
            return problem(
                    work, comment, marks, sentence + " (" + refused.reason().code() + ")");
        }
        if (voice.filter(file -> !file.mediaType().startsWith("audio/")).isPresent()) {
            return problem(work, comment, marks, pages.problem("voice-kind"));
        }
        Answer answer = new Answer(outcome, comment, marks, Optional.empty());
        if (answer.lacksWords() && voice.isEmpty()) {
            return problem(work, comment, marks, pages.problem("comment-missing"));
        }
        Optional<UUID> after = place(project, work).next();
        reviews.answer(project, List.of(new Reviews.Seen(id, version())), current.person(), answer, voice);
        return goOn(project, after, outcome.isPresent() ? "answered" : "answered-returned");
    }

    /** To the one that was next, if nobody else has answered it meanwhile: who passed one over is not led back to it each time. */
    private Response goOn(Project project, Optional<UUID> after, String done) {
        List<UUID> waiting = reviews.waiting(project).stream().map(Work::id).toList();
        return after.filter(waiting::contains)
                .or(() -> waiting.stream().findFirst())
                .map(next -> pages.go("/portfolio/works/" + next, done))
                .orElseGet(() -> pages.go("/portfolio/projects/" + project.id(), done));
    }

    /** The levels that were chosen, worded as the rubric words them now. */
    private List<Mark> marks(Rubric rubric) {
        List<Mark> marks = new ArrayList<>();
        for (int i = 0; i < rubric.criteria().size(); i++) {
            Rubric.Criterion criterion = rubric.criteria().get(i);
            String chosen = TypedText.of(request, LEVEL + (i + 1));
            if (!chosen.isEmpty()) {
                int levels = criterion.levels().size();
                int level = number(chosen);
                if (level < 1 || level > levels) {
                    throw new PageRefused(PageRefused.Reason.BAD_INPUT, "a level that there is not");
                }
                marks.add(new Mark(
                        i + 1,
                        criterion.title(),
                        criterion.competency(),
                        level,
                        levels,
                        criterion.levels().get(level - 1)));
            }
        }
        return marks;
    }

    /** What the teacher spoke: a file, checked like any other. */
    private Optional<ReceivedFile> voice() throws IOException, ServletException, FileRefused {
        boolean parts =
                request.getContentType() != null && request.getContentType().startsWith(MediaType.MULTIPART_FORM_DATA);
        Part part = parts ? request.getPart("voice") : null;
        if (part == null || part.getSize() == 0) {
            return Optional.empty();
        }
        try (InputStream content = part.getInputStream()) {
            return Optional.of(files.receive(content, part.getSubmittedFileName()));
        }
    }

    private Response problem(Work work, String comment, List<Mark> marks, String sentence) {
        return Response.status(Response.Status.BAD_REQUEST)
                .entity(page(work, 0, comment, marks, sentence))
                .build();
    }

    /** What a teacher who answers anew begins from: what was just taken back, words and all, or else the levels that the work has. */
    private Optional<Evaluation> before(Work work) {
        List<Evaluation> given = reviews.evaluations(work);
        return reviews.takenBack(work, current.person()).or(() -> given.stream().reduce((earlier, later) -> later));
    }

    private String page(Work work, int attempt, String comment, List<Mark> marks, String problem) {
        Project project = projects.require(work.projectId(), current.course());
        List<Submission> submissions = reviews.submissions(work);
        Submission shown = submissions.stream()
                .filter(submission -> submission.attempt() == attempt)
                .findFirst()
                .orElse(submissions.get(submissions.size() - 1));
        List<PieceView> pieces =
                reviews.artefacts(shown).stream().map(pages::view).toList();
        Optional<Team> team = teams.of(project, work.pupilId());
        List<Words> words = words(project, work, shown);
        models.put("project", pages.view(project));
        models.put("pupil", team.map(Team::name).orElseGet(() -> words.get(0).name()));
        models.put("words", words);
        models.put(
                "members", team.isPresent() ? words.stream().map(Words::name).collect(Collectors.joining(", ")) : "");
        models.put("work", work);
        models.put("status", pages.status(work, false));
        models.put("latest", shown.attempt() == work.attempt());
        models.put(
                "mayAnswer", shown.attempt() == work.attempt() && work.status().teacherMayAnswer());
        models.put("answered", work.outcome().isPresent());
        models.put("submission", shown);
        models.put("submissions", submissions);
        models.put("groups", PieceGroup.of(pieces));
        models.put("history", pages.history(submissions, reviews.evaluations(work)));
        models.put("criteria", criteria(project.rubric(), marks));
        models.put("outcomes", outcomes.buttons(project));
        models.put("comment", comment);
        models.put("problem", problem);
        models.put("undo", reviews.undoable(project, current.person()).orElse(null));
        Place place = place(project, work);
        models.put("waitingAfter", place.others());
        models.put("next", place.next().orElse(null));
        models.put("previous", place.previous().orElse(null));
        return "portfolio/work.html";
    }

    /** Where a work stands among those that wait: how many others there are, and the ones beside it. */
    private record Place(int others, Optional<UUID> previous, Optional<UUID> next) {}

    /** Behind the last one comes the first that was passed over. */
    private Place place(Project project, Work work) {
        List<UUID> waiting = reviews.waiting(project).stream().map(Work::id).toList();
        List<UUID> own = reviews.together(project, work).stream().map(Work::id).toList();
        List<UUID> others = waiting.stream().filter(id -> !own.contains(id)).toList();
        int here = waiting.indexOf(
                waiting.stream().filter(own::contains).findFirst().orElse(null));
        return new Place(
                others.size(),
                here > 0 ? Optional.of(waiting.get(here - 1)) : Optional.empty(),
                here >= 0 && here + 1 < waiting.size()
                        ? Optional.of(waiting.get(here + 1))
                        : others.stream().findFirst());
    }

    private List<Words> words(Project project, Work work, Submission shown) {
        List<Work> all = new ArrayList<>(List.of(work));
        reviews.together(project, work).stream()
                .filter(other -> !other.id().equals(work.id()))
                .forEach(all::add);
        Map<UUID, String> names = people.names(all.stream().map(Work::pupilId).toList());
        return all.stream()
                .map(one -> new Words(
                        names.get(one.pupilId()),
                        one.id().equals(work.id())
                                ? shown.reflection()
                                : reviews.submissions(one).stream()
                                        .reduce((earlier, later) -> later)
                                        .map(Submission::reflection)
                                        .orElse("")))
                .toList();
    }

    private static List<CriterionView> criteria(Rubric rubric, List<Mark> marks) {
        List<CriterionView> views = new ArrayList<>();
        for (int i = 0; i < rubric.criteria().size(); i++) {
            Rubric.Criterion criterion = rubric.criteria().get(i);
            int chosen = marks.stream()
                    .filter(mark -> mark.criterion().equals(criterion.title()))
                    .mapToInt(Mark::level)
                    .findFirst()
                    .orElse(0);
            views.add(new CriterionView(i + 1, criterion.title(), criterion.levels(), chosen));
        }
        return views;
    }

    private Work find(UUID id) {
        return reviews.find(id, current.course()).orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND));
    }

    private long version() {
        return number(TypedText.of(request, "version"));
    }

    private static int number(String sent) {
        try {
            return Integer.parseInt(sent);
        } catch (NumberFormatException garbage) {
            throw new PageRefused(PageRefused.Reason.BAD_INPUT, "a number");
        }
    }
}
