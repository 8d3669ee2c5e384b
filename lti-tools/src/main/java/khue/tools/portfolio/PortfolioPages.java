/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import khue.tools.files.StoredFile;
import khue.tools.frameworks.Frameworks;
import khue.tools.frameworks.Term;
import khue.tools.portfolio.projects.Project;
import khue.tools.portfolio.projects.ProjectView;
import khue.tools.portfolio.review.Evaluation;
import khue.tools.settings.Settings;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.Formats;
import khue.tools.web.PagesOfPart;

/** What the portfolio's pages have in common: projects, pieces and histories as templates show them. */
@RequestScoped
public class PortfolioPages extends PagesOfPart {

    @Inject
    private CurrentVisit current;

    @Inject
    private Frameworks frameworks;

    @Inject
    private Settings settings;

    @Inject
    private Clock clock;

    public PortfolioPages() {
        super("portfolio");
    }

    public Response go(String path) {
        return Response.seeOther(UriBuilder.fromUri(settings.toolsUrl() + path).build())
                .build();
    }

    /** The terms that may be chosen: by id, their labels in the visitor's language. */
    public Map<String, String> terms(String framework) {
        Map<String, String> labels = new LinkedHashMap<>();
        frameworks.terms(framework).forEach(term -> labels.put(term.id(), term.label(current.locale())));
        return labels;
    }

    public ProjectView view(Project project) {
        LocalDate today = Formats.today(clock);
        return new ProjectView(
                project.id().toString(),
                project.title(),
                project.instructions(),
                label(project.learningForm()),
                project.strand().map(this::label).orElse(""),
                project.dueOn().orElse(null),
                project.dueOn().filter(today::isAfter).isPresent(),
                project.competencies().stream().map(this::label).toList());
    }

    /** A term by its id; nothing for one that no framework has. */
    public String label(String term) {
        return frameworks.find(term).map(found -> label(found)).orElse("");
    }

    private String label(Term term) {
        return term.label(current.locale());
    }

    /** @param steps what the project's steps are called */
    public PieceView view(Artefact artefact, Map<UUID, String> steps) {
        String step = artefact.milestoneId().map(steps::get).orElse("");
        return piece(
                artefact.id().toString(),
                artefact.file(),
                artefact.caption(),
                step,
                step.isEmpty() ? "" : artefact.milestoneId().orElseThrow().toString());
    }

    public PieceView view(SubmittedArtefact artefact) {
        return piece(artefact.artefactId().toString(), artefact.file(), artefact.caption(), artefact.milestone(), "");
    }

    /** A file that is in no work, such as a picture of a preschool class. */
    public PieceView piece(String id, StoredFile file) {
        return piece(id, file, "", "", "");
    }

    private PieceView piece(String id, StoredFile file, String caption, String step, String stepId) {
        String icon = file.picture() ? "photo" : file.mediaType().startsWith("video/") ? "video" : "file";
        return new PieceView(
                id,
                file.id().toString(),
                file.name(),
                caption,
                file.picture(),
                icon,
                size(file.size()),
                file.mediaType(),
                step,
                stepId);
    }

    private String size(long bytes) {
        Formats formats = new Formats(current.locale());
        return bytes < 1 << 20
                ? formats.number(Math.max(1, bytes >> 10)) + " KB"
                : formats.number(Math.round(bytes / (double) (1 << 20) * 10) / 10.0) + " MB";
    }

    public StatusView status(Work work, boolean empty) {
        return switch (work.status()) {
            case DRAFT -> new StatusView("plain", say(empty ? "status.none" : "status.draft"));
            case SUBMITTED ->
                new StatusView(
                        "waiting",
                        say(current.require().audience() == Audience.TEACHER ? "status.waiting" : "status.submitted"));
            case RETURNED -> new StatusView("attention", say("status.returned"));
            case ACCEPTED ->
                work.outcome()
                        .map(outcome -> new StatusView(outcome.good() ? "good" : "attention", label(outcome.level())))
                        .orElseThrow();
        };
    }

    public StatusView notBegun() {
        return new StatusView("plain", say("status.none"));
    }

    /** What happened to a work, the latest first. */
    public List<HistoryView> history(List<Submission> submissions, List<Evaluation> evaluations) {
        List<HistoryView> history = new ArrayList<>();
        for (Submission submission : submissions) {
            history.add(new HistoryView(
                    submission.submittedAt(), say("history.submitted", submission.attempt()), "", "", "plain", "send"));
        }
        for (Evaluation evaluation : evaluations) {
            boolean good = evaluation.outcome().filter(Outcome::good).isPresent();
            history.add(new HistoryView(
                    evaluation.evaluatedAt(),
                    evaluation
                            .outcome()
                            .map(outcome -> say("history.accepted", label(outcome.level())))
                            .orElseGet(() -> say("history.returned")),
                    said(evaluation),
                    evaluation.voice().map(UUID::toString).orElse(""),
                    good ? "good" : "attention",
                    good ? "check" : evaluation.outcome().isPresent() ? "comment" : "return"));
        }
        history.sort(Comparator.comparing(HistoryView::when).reversed());
        return history;
    }

    /** The comment, and below it the level of each criterion. */
    public String said(Evaluation evaluation) {
        return Stream.concat(
                        Stream.of(evaluation.comment()).filter(words -> !words.isEmpty()),
                        evaluation.marks().stream()
                                .map(mark -> say(
                                        "history.mark", mark.criterion(), mark.level(), mark.levels(), mark.words())))
                .collect(Collectors.joining("\n"));
    }

    /**
     * What a browser may offer to choose from; what comes is checked all the same. Without HEIC: an iPhone makes a JPEG of a photograph for a
     * page that does not name it.
     */
    public static String accepted() {
        return "image/jpeg,image/png,image/webp,application/pdf,.docx,.xlsx,.pptx,.odt,.mp3,.m4a,.wav,.mp4,.mov,.webm,.txt";
    }

    public long largest() {
        return settings.largestFile();
    }

    public int pictureSide() {
        return settings.pictureSide();
    }
}
