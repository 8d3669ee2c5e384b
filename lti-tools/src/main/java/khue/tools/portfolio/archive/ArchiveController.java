/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.archive;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
import khue.tools.portfolio.access.Action;
import khue.tools.portfolio.projects.Milestone;
import khue.tools.portfolio.projects.Project;
import khue.tools.portfolio.projects.Projects;
import khue.tools.portfolio.review.Evaluation;
import khue.tools.portfolio.review.Reviews;
import khue.tools.records.SchoolYears;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.Formats;
import khue.tools.web.OpenTo;

/** A pupil takes the own works along: of every class and school year. */
@Path("portfolio/archive")
@RequestScoped
@OpenTo(Audience.LEARNER)
public class ArchiveController {

    @Inject
    private Access access;

    @Inject
    private Projects projects;

    @Inject
    private Works works;

    @Inject
    private Reviews reviews;

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

    @GET
    public Response download() {
        UUID pupil = current.person();
        Formats formats = new Formats(current.locale());
        List<Archive.Part> parts = new ArrayList<>();
        for (Work work : works.of(pupil)) {
            access.requireWork(Action.TAKE, work.id());
            parts.add(part(projects.find(work.projectId()).orElseThrow(), work, formats));
        }
        Archive archive = new Archive(
                current.locale().getLanguage(),
                pages.say("archive.title"),
                people.find(pupil).orElseThrow().name().display(),
                pages.say("archive.made", formats.date(clock.instant())),
                parts);
        StreamingOutput body = out -> ArchiveWriter.write(archive, out);
        return Response.ok(body)
                .type("application/zip")
                .header("Content-Disposition", "attachment; filename=\"khue.zip\"")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }

    private Archive.Part part(Project project, Work work, Formats formats) {
        List<Artefact> artefacts = works.artefacts(work);
        Map<UUID, String> steps =
                projects.milestones(project).stream().collect(Collectors.toMap(Milestone::id, Milestone::title));
        String other = steps.isEmpty() ? "" : portfolioPages.say("step.none");
        List<String> facts = new ArrayList<>();
        facts.add(portfolioPages
                .status(work, artefacts.isEmpty() && work.reflection().isEmpty())
                .text());
        for (Submission submission : reviews.submissions(work)) {
            facts.add(pages.say("archive.handed-in", submission.attempt(), formats.dateTime(submission.submittedAt())));
        }
        List<Archive.Said> said = new ArrayList<>();
        List<Archive.Piece> pieces = new ArrayList<>(artefacts.stream()
                .map(artefact -> piece(
                        artefact.file(),
                        artefact.caption(),
                        artefact.milestoneId().map(steps::get).orElse(other)))
                .toList());
        for (Evaluation evaluation : reviews.evaluations(work)) {
            String who = pages.say("archive.teacher", formats.date(evaluation.evaluatedAt()));
            String words = portfolioPages.said(evaluation);
            if (!words.isEmpty()) {
                said.add(new Archive.Said(who, words));
            }
            evaluation.voice().flatMap(files::find).ifPresent(voice -> pieces.add(piece(voice, who, other)));
        }
        return new Archive.Part(
                project.title(),
                group(project, work),
                facts,
                pages.say("archive.reflection"),
                work.reflection(),
                said,
                pieces);
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
