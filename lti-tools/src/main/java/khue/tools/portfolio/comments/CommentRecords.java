/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.comments;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import khue.tools.portfolio.PortfolioRecords;
import khue.tools.portfolio.PortfolioTool;
import khue.tools.portfolio.Work;
import khue.tools.portfolio.projects.Project;
import khue.tools.records.ActorRole;
import khue.tools.records.Recorder;
import khue.tools.records.ToolEvent;
import khue.tools.records.Verb;

/** That somebody said something about a work; never what. */
@ApplicationScoped
class CommentRecords {

    @Inject
    private Recorder recorder;

    @Inject
    private PortfolioRecords portfolio;

    void commented(Project project, Work work, UUID author, Capacity capacity) {
        ActorRole role = capacity == Capacity.FAMILY ? ActorRole.GUARDIAN : ActorRole.LEARNER;
        ToolEvent event = ToolEvent.of(
                        PortfolioTool.ID,
                        Verb.COMMENTED,
                        author,
                        role,
                        PortfolioRecords.object(project),
                        work.id(),
                        project.courseId())
                // In preschool nothing is handed in: what a child has there is the first attempt.
                .withContext(portfolio.context(project, Math.max(1, work.attempt())));
        recorder.record(capacity == Capacity.SELF ? event : event.withSubject(work.pupilId()));
    }
}
