/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.archive;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import khue.tools.families.FamilyPages;
import khue.tools.files.FileStore;
import khue.tools.files.StoredFile;
import khue.tools.lti.members.Course;
import khue.tools.lti.members.Courses;
import khue.tools.people.People;
import khue.tools.portfolio.Artefact;
import khue.tools.portfolio.PortfolioPages;
import khue.tools.portfolio.Submission;
import khue.tools.portfolio.Work;
import khue.tools.portfolio.Works;
import khue.tools.portfolio.access.Access;
import khue.tools.portfolio.comments.Capacity;
import khue.tools.portfolio.comments.Comments;
import khue.tools.portfolio.preschool.ChildMoments;
import khue.tools.portfolio.preschool.ClassLevels;
import khue.tools.portfolio.projects.Milestone;
import khue.tools.portfolio.projects.Project;
import khue.tools.portfolio.projects.Projects;
import khue.tools.portfolio.review.Evaluation;
import khue.tools.portfolio.review.Reviews;
import khue.tools.records.SchoolYears;
import khue.tools.web.CurrentVisit;
import khue.tools.web.Formats;

/** What goes into a zip file: a pupil's works as the pupil has them, as the family has them, and the moments of preschool. */
@RequestScoped
class ArchiveParts {

    @Inject
    private Access access;

    @Inject
    private Projects projects;

    @Inject
    private Works works;

    @Inject
    private Reviews reviews;

    @Inject
    private Comments comments;

    @Inject
    private ChildMoments moments;

    @Inject
    private ClassLevels levels;

    @Inject
    private Courses courses;

    @Inject
    private SchoolYears schoolYears;

    @Inject
    private FileStore files;

    @Inject
    private People people;

    @Inject
    private CurrentVisit current;

    @Inject
    private PortfolioPages portfolioPages;

    @Inject
    private FamilyPages pages;

    @Inject
    private Clock clock;

    /** What a child did is then told by moments; the work itself only holds them together. */
    boolean isOfPreschool(Work work) {
        return levels.isPreschool(project(work).courseId());
    }

    /** A pupil's own work, with all that the pupil has of it. */
    Archive.Part own(Work work) {
        Project project = project(work);
        List<Artefact> artefacts = works.artefacts(work);
        Map<UUID, String> steps =
                projects.milestones(project).stream().collect(Collectors.toMap(Milestone::id, Milestone::title));
        String other = steps.isEmpty() ? "" : portfolioPages.say("step.none");
        List<Archive.Piece> pieces = new ArrayList<>(artefacts.stream()
                .map(artefact -> piece(
                        artefact.file(),
                        artefact.caption(),
                        artefact.milestoneId().map(steps::get).orElse(other)))
                .toList());
        List<Archive.Said> said = new ArrayList<>();
        for (Evaluation evaluation : reviews.evaluations(work)) {
            answer(evaluation, said, pieces, other);
        }
        said.addAll(talk(work, Optional.empty(), Capacity.SELF));
        boolean empty = artefacts.isEmpty() && work.reflection().isEmpty();
        return part(work, facts(work, reviews.submissions(work), empty), work.reflection(), said, pieces);
    }

    /** A work that is open to the family, as it was handed in last, with the last answer and what the family reads. */
    Archive.Part open(Work work) {
        List<Submission> submissions = reviews.submissions(work);
        Submission last = submissions.get(submissions.size() - 1);
        List<Archive.Piece> pieces = new ArrayList<>(reviews.artefacts(last).stream()
                .filter(piece -> access.maySeeFile(piece.file().id()))
                .map(piece -> piece(piece.file(), piece.caption(), ""))
                .toList());
        List<Archive.Said> said = new ArrayList<>();
        reviews.evaluations(work).stream()
                .reduce((earlier, later) -> later)
                .ifPresent(answer -> answer(answer, said, pieces, ""));
        said.addAll(talk(work, Optional.empty(), Capacity.FAMILY));
        return part(work, facts(work, List.of(last), false), last.reflection(), said, pieces);
    }

    private List<String> facts(Work work, List<Submission> submissions, boolean empty) {
        Formats formats = new Formats(current.locale());
        List<String> facts = new ArrayList<>();
        facts.add(portfolioPages.status(work, empty).text());
        for (Submission submission : submissions) {
            facts.add(pages.say("archive.handed-in", submission.attempt(), formats.dateTime(submission.submittedAt())));
        }
        return facts;
    }

    private Archive.Part part(
            Work work, List<String> facts, String reflection, List<Archive.Said> said, List<Archive.Piece> pieces) {
        Project project = project(work);
        return new Archive.Part(
                project.title(),
                group(project, work),
                facts,
                pages.say("archive.reflection"),
                reflection,
                said,
                pieces);
    }

    /** What a teacher wrote, and what a teacher spoke. */
    private void answer(Evaluation evaluation, List<Archive.Said> said, List<Archive.Piece> pieces, String step) {
        Formats formats = new Formats(current.locale());
        String who = pages.say("archive.teacher", formats.date(evaluation.evaluatedAt()));
        String words = portfolioPages.said(evaluation);
        if (!words.isEmpty()) {
            said.add(new Archive.Said(who, words));
        }
        evaluation.voice().flatMap(files::find).ifPresent(voice -> pieces.add(piece(voice, who, step)));
    }

    /** What a teacher has let through, and what the visitor wrote. */
    private List<Archive.Said> talk(Work work, Optional<UUID> moment, Capacity capacity) {
        return comments.readable(work, moment, current.person(), capacity).stream()
                .map(comment -> new Archive.Said(
                        pages.say(
                                "talk.who." + comment.capacity().key(),
                                people.find(comment.authorId())
                                        .orElseThrow()
                                        .name()
                                        .display()),
                        comment.words()))
                .toList();
    }

    /** Each moment of preschool that is shared of the child, with the pictures that the visitor may take along. */
    List<Archive.Part> moments(UUID child) {
        Formats formats = new Formats(current.locale());
        List<Archive.Part> parts = new ArrayList<>();
        for (Work work : moments.of(child)) {
            if (!access.mayTakeMoments(work.id())) {
                continue;
            }
            Project project = project(work);
            for (ChildMoments.Shown moment : moments.shared(project, child)) {
                List<Archive.Piece> pieces = moment.pictures().stream()
                        .filter(picture -> access.mayTakeFile(picture.file().id()))
                        .map(picture -> piece(picture.file(), "", ""))
                        .toList();
                parts.add(new Archive.Part(
                        pages.say("archive.moment", project.title(), formats.date(moment.when())),
                        group(project, work),
                        moment.field().map(field -> field.label(current.locale())).stream()
                                .toList(),
                        pages.say("archive.moment.words"),
                        moment.words(),
                        talk(work, Optional.of(moment.id()), Capacity.FAMILY),
                        pieces));
            }
        }
        return parts;
    }

    Response zip(UUID child, String title, List<Archive.Part> parts) {
        Formats formats = new Formats(current.locale());
        Archive archive = new Archive(
                current.locale().getLanguage(),
                title,
                people.find(child).orElseThrow().name().display(),
                pages.say("archive.made", formats.date(clock.instant())),
                parts);
        StreamingOutput body = out -> ArchiveWriter.write(archive, out);
        return Response.ok(body)
                .type("application/zip")
                .header("Content-Disposition", "attachment; filename=\"khue.zip\"")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }

    private Project project(Work work) {
        return projects.find(work.projectId()).orElseThrow();
    }

    /** The class, and the school year in which the work was begun. */
    private String group(Project project, Work work) {
        return Stream.concat(
                        courses.find(project.courseId()).map(Course::name).stream(),
                        schoolYears.at(work.startedAt()).stream())
                .collect(Collectors.joining(" · "));
    }

    private Archive.Piece piece(StoredFile file, String caption, String step) {
        return new Archive.Piece(file.name(), caption, step, file.picture(), () -> files.read(file));
    }
}
