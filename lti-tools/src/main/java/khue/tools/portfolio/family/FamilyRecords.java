/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.family;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import khue.tools.portfolio.PortfolioTool;
import khue.tools.portfolio.Work;
import khue.tools.portfolio.projects.Project;
import khue.tools.records.ActorRole;
import khue.tools.records.Recorder;
import khue.tools.records.ToolEvent;
import khue.tools.records.ToolEvent.EventObject;
import khue.tools.records.Verb;
import khue.tools.settings.Settings;

/** The statements about what families are shown. The registration of each is the pupil's work. */
@ApplicationScoped
class FamilyRecords {

    private static final URI COLLECTION = URI.create("http://activitystrea.ms/collection");

    @Inject
    private Recorder recorder;

    @Inject
    private Settings settings;

    void shared(Project project, Work work, UUID teacher) {
        record(Verb.SHARED, teacher, ActorRole.TEACHER, project, work);
    }

    void unshared(Project project, Work work, UUID teacher) {
        record(Verb.UNSHARE, teacher, ActorRole.TEACHER, project, work);
    }

    void viewed(Project project, Work work, UUID guardian) {
        record(Verb.VIEWED, guardian, ActorRole.GUARDIAN, project, work);
    }

    private void record(Verb verb, UUID actor, ActorRole role, Project project, Work work) {
        var object = new EventObject("family/" + work.id(), COLLECTION, Optional.of("project/" + project.id()));
        Map<String, Object> context = new HashMap<>();
        context.put("learning-form", settings.iriBase() + project.learningForm());
        project.strand().ifPresent(strand -> context.put("strand", settings.iriBase() + strand));
        recorder.record(ToolEvent.of(PortfolioTool.ID, verb, actor, role, object, work.id(), project.courseId())
                .withSubject(work.pupilId())
                .withContext(context));
    }
}
