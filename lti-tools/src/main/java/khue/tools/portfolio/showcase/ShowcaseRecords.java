/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.showcase;

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

/** The statements about works that are shown outside the class; never the link. */
@ApplicationScoped
class ShowcaseRecords {

    private static final URI COLLECTION = URI.create("http://activitystrea.ms/collection");

    @Inject
    private Recorder recorder;

    @Inject
    private Settings settings;

    void shared(Project project, Work work, UUID teacher) {
        record(Verb.SHARED, project, work, teacher, ActorRole.TEACHER);
    }

    void unshared(Project project, Work work, UUID person, ActorRole role) {
        record(Verb.UNSHARE, project, work, person, role);
    }

    private void record(Verb verb, Project project, Work work, UUID actor, ActorRole role) {
        Map<String, Object> context = new HashMap<>();
        context.put("learning-form", settings.iriBase() + project.learningForm());
        project.strand().ifPresent(strand -> context.put("strand", settings.iriBase() + strand));
        recorder.record(ToolEvent.of(
                        PortfolioTool.ID,
                        verb,
                        actor,
                        role,
                        new EventObject("showcase/" + work.id(), COLLECTION, Optional.of("project/" + project.id())),
                        work.id(),
                        project.courseId())
                .withSubject(work.pupilId())
                .withContext(context));
    }
}
