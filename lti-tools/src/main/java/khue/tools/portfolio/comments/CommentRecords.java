/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.comments;

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

/** That somebody said something about a work; never what. */
@ApplicationScoped
class CommentRecords {

    private static final URI PROJECT = URI.create("http://id.tincanapi.com/activitytype/project");

    @Inject
    private Recorder recorder;

    @Inject
    private Settings settings;

    void commented(Project project, Work work, UUID author, Capacity capacity) {
        ActorRole role = capacity == Capacity.FAMILY ? ActorRole.GUARDIAN : ActorRole.LEARNER;
        Map<String, Object> context = new HashMap<>();
        context.put("learning-form", settings.iriBase() + project.learningForm());
        context.put("attempt", work.attempt());
        project.strand().ifPresent(strand -> context.put("strand", settings.iriBase() + strand));
        ToolEvent event = ToolEvent.of(
                        PortfolioTool.ID,
                        Verb.COMMENTED,
                        author,
                        role,
                        new EventObject("project/" + project.id(), PROJECT, Optional.empty()),
                        work.id(),
                        project.courseId())
                .withContext(context);
        recorder.record(capacity == Capacity.SELF ? event : event.withSubject(work.pupilId()));
    }
}
