/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import khue.tools.lti.members.CourseRole;
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
            Verb.CREATE,
            Verb.SUBMIT,
            Verb.COMMENTED,
            Verb.EVALUATED,
            Verb.RETURN,
            Verb.APPROVE,
            Verb.PASSED,
            Verb.FAILED,
            Verb.SHARED,
            Verb.UNSHARE,
            Verb.VIEWED);

    private static final URI PROJECT = URI.create("http://id.tincanapi.com/activitytype/project");
    private static final URI FILE = URI.create("http://activitystrea.ms/file");
    private static final URI IMAGE = URI.create("http://activitystrea.ms/image");
    private static final URI VIDEO = URI.create("http://activitystrea.ms/video");

    @Inject
    private Recorder recorder;

    @Inject
    private Settings settings;

    public void opened(Project project, Work work) {
        recorder.record(byPupil(Verb.LAUNCHED, project, work, object(project), context(project)));
    }

    public void added(Project project, Work work, Artefact artefact) {
        String type = artefact.file().mediaType();
        var object = new EventObject(
                "artefact/" + artefact.id(),
                artefact.file().picture() ? IMAGE : type.startsWith("video/") ? VIDEO : FILE,
                Optional.of(object(project).id()));
        recorder.record(byPupil(Verb.CREATE, project, work, object, context(project, work.nextAttempt())));
    }

    public void reflected(Project project, Work work) {
        var object = new EventObject(
                "reflection/" + work.id() + "/" + work.nextAttempt(),
                URI.create(settings.iriBase() + "type/reflection"),
                Optional.of(object(project).id()));
        recorder.record(byPupil(Verb.CREATE, project, work, object, context(project, work.nextAttempt())));
    }

    public void submitted(Project project, Work work) {
        recorder.record(byPupil(Verb.SUBMIT, project, work, object(project), context(project, work.attempt())));
    }

    public void commented(Project project, Work work, UUID teacher) {
        recorder.record(byTeacher(Verb.COMMENTED, project, work, teacher));
    }

    public void returned(Project project, Work work, UUID teacher) {
        recorder.record(byTeacher(Verb.RETURN, project, work, teacher));
    }

    /** The teacher evaluated and accepted the work; the pupil passed, or did not. */
    public void accepted(Project project, Work work, UUID teacher, Outcome outcome) {
        Map<String, Object> result = Map.of("outcome", outcome.code());
        recorder.record(byTeacher(Verb.EVALUATED, project, work, teacher).withResult(result));
        recorder.record(byTeacher(Verb.APPROVE, project, work, teacher));
        recorder.record(byPupil(outcome.verb(), project, work, object(project), context(project, work.attempt()))
                .withSuccess(outcome.success())
                .withResult(result));
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

    private static EventObject object(Project project) {
        return new EventObject("project/" + project.id(), PROJECT, Optional.empty());
    }

    private Map<String, Object> context(Project project, int attempt) {
        Map<String, Object> extensions = new HashMap<>(context(project));
        extensions.put("attempt", attempt);
        return extensions;
    }

    private Map<String, Object> context(Project project) {
        Map<String, Object> extensions = new HashMap<>();
        extensions.put("learning-form", settings.iriBase() + project.learningForm());
        project.strand().ifPresent(strand -> extensions.put("strand", settings.iriBase() + strand));
        return extensions;
    }
}
