/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.preschool;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import khue.tools.frameworks.Frameworks;
import khue.tools.frameworks.Term;
import khue.tools.lti.members.CourseRole;
import khue.tools.portfolio.PortfolioRecords;
import khue.tools.portfolio.PortfolioTool;
import khue.tools.portfolio.Work;
import khue.tools.portfolio.projects.Project;
import khue.tools.records.ActorRole;
import khue.tools.records.Recorder;
import khue.tools.records.ToolEvent;
import khue.tools.records.ToolEvent.EventObject;
import khue.tools.records.Verb;

/**
 * The statements about moments. What a child did, the child is the actor of and the teacher the instructor; the registration of each is the
 * child's work in the project, of which nothing is ever handed in.
 */
@ApplicationScoped
class MomentRecords {

    private static final URI COLLECTION = URI.create("http://activitystrea.ms/collection");

    /** The only level of the scale of preschool. */
    private static final String OBSERVED = "observed";

    @Inject
    private Recorder recorder;

    @Inject
    private PortfolioRecords portfolio;

    /** The child is in a picture. */
    UUID created(Project project, Work work, MomentPicture picture, Moment moment, UUID teacher) {
        var object = new EventObject(
                "artefact/" + picture.id(), PortfolioRecords.type(picture.file()), Optional.of(parent(project)));
        return recorder.record(event(Verb.CREATE, work.pupilId(), CourseRole.LEARNER, project, work, object)
                .withInstructor(teacher)
                .withContext(context(project, moment)));
    }

    /** The child took part, which is all that is said of it in the end. */
    UUID completed(Project project, Work work, UUID teacher) {
        return recorder.record(event(
                        Verb.COMPLETED,
                        work.pupilId(),
                        CourseRole.LEARNER,
                        project,
                        work,
                        PortfolioRecords.object(project))
                .withInstructor(teacher)
                .withContext(portfolio.context(project, work.nextAttempt()))
                .withResult(Map.of("outcome", OBSERVED)));
    }

    /** The child's family sees the moment. */
    UUID shared(Project project, Work work, Moment moment, UUID teacher) {
        return recorder.record(byTeacher(Verb.SHARED, project, work, moment, teacher));
    }

    void unshared(Project project, Work work, Moment moment, UUID teacher) {
        recorder.record(byTeacher(Verb.UNSHARE, project, work, moment, teacher));
    }

    /** A grown-up of the family looks at all moments of the child in the project. */
    void viewed(Project project, Work work, UUID guardian) {
        recorder.record(ToolEvent.of(
                        PortfolioTool.ID,
                        Verb.VIEWED,
                        guardian,
                        ActorRole.GUARDIAN,
                        family(project, work),
                        work.id(),
                        project.courseId())
                .withSubject(work.pupilId())
                .withContext(portfolio.context(project)));
    }

    void takeBack(UUID statement, UUID teacher) {
        recorder.takeBack(statement, teacher);
    }

    private ToolEvent byTeacher(Verb verb, Project project, Work work, Moment moment, UUID teacher) {
        return event(verb, teacher, CourseRole.TEACHER, project, work, family(project, work))
                .withSubject(work.pupilId())
                .withContext(context(project, moment));
    }

    private static ToolEvent event(
            Verb verb, UUID actor, CourseRole role, Project project, Work work, EventObject object) {
        return ToolEvent.of(PortfolioTool.ID, verb, actor, role, object, work.id(), project.courseId());
    }

    private static EventObject family(Project project, Work work) {
        return new EventObject("family/" + work.id(), COLLECTION, Optional.of(parent(project)));
    }

    private static String parent(Project project) {
        return PortfolioRecords.object(project).id();
    }

    /** The moment's own field of development says more than those that the project is about. */
    private Map<String, Object> context(Project project, Moment moment) {
        Map<String, Object> context = new HashMap<>(portfolio.context(project, 1));
        moment.field()
                .map(Term::id)
                .filter(field -> field.startsWith(Frameworks.DEVELOPMENT_FIELD + "/"))
                .ifPresent(field -> context.put("development-fields", List.of(portfolio.iri(field))));
        return context;
    }
}
