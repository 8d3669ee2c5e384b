/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import khue.tools.files.StoredFile;
import khue.tools.frameworks.Frameworks;
import khue.tools.lti.members.CourseRole;
import khue.tools.portfolio.preschool.ClassLevels;
import khue.tools.portfolio.projects.Project;
import khue.tools.records.Recorder;
import khue.tools.records.ToolEvent;
import khue.tools.records.ToolEvent.EventObject;
import khue.tools.records.Verb;
import khue.tools.settings.Settings;

/** The statements that the portfolio makes. The registration of each is the pupil's work. */
@ApplicationScoped
public class PortfolioRecords {

    static final Set<Verb> VERBS = Set.of(
            Verb.LAUNCHED,
            Verb.JOIN,
            Verb.CREATE,
            Verb.SUBMIT,
            Verb.COMMENTED,
            Verb.EVALUATED,
            Verb.RETURN,
            Verb.APPROVE,
            Verb.PASSED,
            Verb.FAILED,
            Verb.COMPLETED,
            Verb.SHARED,
            Verb.UNSHARE,
            Verb.VIEWED);

    private static final URI PROJECT = URI.create("http://id.tincanapi.com/activitytype/project");
    private static final URI FILE = URI.create("http://activitystrea.ms/file");
    private static final URI IMAGE = URI.create("http://activitystrea.ms/image");
    private static final URI VIDEO = URI.create("http://activitystrea.ms/video");

    /** What a project trains: by framework, the extension that says so. */
    private static final Map<String, String> TRAINED = Map.of(
            Frameworks.COMPETENCY, "competencies",
            Frameworks.QUALITY, "qualities",
            Frameworks.DEVELOPMENT_FIELD, "development-fields");

    /** The code in the id of a term, which is a framework, a version and a code. */
    private static final String UP_TO_THE_CODE = "^.*/";

    private static final String RUBRICS = "https://w3id.org/xapi/acrossx/extensions/rubrics";

    @Inject
    private Recorder recorder;

    @Inject
    private ClassLevels levels;

    @Inject
    private Settings settings;

    public void opened(Project project, Work work) {
        recorder.record(byPupil(Verb.LAUNCHED, project, work, object(project), context(project)));
    }

    /** The pupil is a member of a team from now on. */
    public void joined(Project project, Work work) {
        recorder.record(byPupil(Verb.JOIN, project, work, object(project), context(project)));
    }

    /** @param others the team's other members */
    public void added(Project project, Work work, Artefact artefact, List<UUID> others) {
        var object = new EventObject(
                "artefact/" + artefact.id(),
                type(artefact.file()),
                Optional.of(object(project).id()));
        recorder.record(byPupil(Verb.CREATE, project, work, object, context(project, work.nextAttempt()))
                .withTeam(others));
    }

    public void reflected(Project project, Work work) {
        var object = new EventObject(
                "reflection/" + work.id() + "/" + work.nextAttempt(),
                URI.create(settings.iriBase() + "type/reflection"),
                Optional.of(object(project).id()));
        recorder.record(byPupil(Verb.CREATE, project, work, object, context(project, work.nextAttempt())));
    }

    public void submitted(Project project, Work work, List<UUID> others) {
        recorder.record(byPupil(Verb.SUBMIT, project, work, object(project), context(project, work.attempt()))
                .withTeam(others));
    }

    /**
     * What a teacher said to a work.
     *
     * @param words whether in words, written or spoken
     * @param rubric the level of each criterion that was looked at, as the extension says it
     * @param outcome empty: the work was returned
     */
    public record Said(boolean words, List<Map<String, Object>> rubric, Optional<Outcome> outcome) {}

    /**
     * The teacher commented, evaluated, and returned or accepted; of accepted work, the pupil passed or did not.
     *
     * @return the ids of the statements
     */
    public List<UUID> answered(Project project, Work work, List<UUID> others, UUID teacher, Said said) {
        List<ToolEvent> events = new ArrayList<>();
        Map<String, Object> result = new HashMap<>();
        said.outcome().ifPresent(outcome -> result.put("outcome", outcome.code()));
        if (said.words()) {
            events.add(byTeacher(Verb.COMMENTED, project, work, teacher));
        }
        if (!said.rubric().isEmpty() || said.outcome().isPresent()) {
            Map<String, Object> evaluated = new HashMap<>(result);
            if (!said.rubric().isEmpty()) {
                evaluated.put(RUBRICS, said.rubric());
            }
            events.add(byTeacher(Verb.EVALUATED, project, work, teacher).withResult(evaluated));
        }
        events.add(byTeacher(said.outcome().isPresent() ? Verb.APPROVE : Verb.RETURN, project, work, teacher));
        said.outcome().ifPresent(outcome -> {
            ToolEvent judged = byPupil(outcome.verb(), project, work, object(project), context(project, work.attempt()))
                    .withResult(result);
            events.add(outcome.success().map(judged::withSuccess).orElse(judged));
        });
        return events.stream()
                .map(event -> recorder.record(event.withTeam(others)))
                .toList();
    }

    /** The teacher takes an answer back. */
    public void takenBack(List<UUID> statements, UUID teacher) {
        statements.forEach(statement -> recorder.takeBack(statement, teacher));
    }

    /** A competency's or quality's IRI. */
    public String iri(String term) {
        return settings.iriBase() + term;
    }

    private static ToolEvent byPupil(
            Verb verb, Project project, Work work, EventObject object, Map<String, Object> context) {
        return event(verb, work.pupilId(), CourseRole.LEARNER, project, work, object)
                .withContext(context);
    }

    private ToolEvent byTeacher(Verb verb, Project project, Work work, UUID teacher) {
        return event(verb, teacher, CourseRole.TEACHER, project, work, object(project))
                .withSubject(work.pupilId())
                .withContext(context(project, work.attempt()));
    }

    private static ToolEvent event(
            Verb verb, UUID actor, CourseRole role, Project project, Work work, EventObject object) {
        return ToolEvent.of(PortfolioTool.ID, verb, actor, role, object, work.id(), project.courseId());
    }

    public static EventObject object(Project project) {
        return new EventObject("project/" + project.id(), PROJECT, Optional.empty());
    }

    /** What kind of thing a file is to a statement. */
    public static URI type(StoredFile file) {
        return file.picture() ? IMAGE : file.mediaType().startsWith("video/") ? VIDEO : FILE;
    }

    public Map<String, Object> context(Project project, int attempt) {
        Map<String, Object> extensions = new HashMap<>(context(project));
        extensions.put("attempt", attempt);
        return extensions;
    }

    /** What a project is about, as far as a statement says it. */
    public Map<String, Object> context(Project project) {
        Map<String, Object> extensions = new HashMap<>();
        levels.of(project.courseId()).ifPresent(level -> extensions.put("level", level.code()));
        extensions.put("learning-form", settings.iriBase() + project.learningForm());
        project.strand().ifPresent(strand -> extensions.put("strand", settings.iriBase() + strand));
        TRAINED.forEach((framework, extension) -> {
            List<String> terms = project.competencies().stream()
                    .filter(term -> term.startsWith(framework + "/"))
                    .map(term -> settings.iriBase() + term)
                    .toList();
            if (!terms.isEmpty()) {
                extensions.put(extension, terms);
            }
        });
        if (!project.components().isEmpty()) {
            extensions.put(
                    "components",
                    project.components().stream()
                            .map(term -> term.replaceFirst(UP_TO_THE_CODE, ""))
                            .toList());
        }
        return extensions;
    }
}
