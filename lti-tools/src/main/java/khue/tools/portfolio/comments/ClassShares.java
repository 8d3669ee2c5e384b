/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.comments;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import khue.tools.people.LeftAlone;
import khue.tools.portfolio.Work;
import khue.tools.portfolio.WorkStatus;
import khue.tools.portfolio.projects.Project;
import khue.tools.portfolio.review.Reviews;

/** Which works are open to the class. */
@ApplicationScoped
@Transactional
public class ClassShares {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Reviews reviews;

    @Inject
    private LeftAlone leftAlone;

    @Inject
    private Clock clock;

    /** Those open now: what is not accepted any more is not. */
    List<Work> open(Project project) {
        Set<UUID> open = ((List<?>) entities.createNativeQuery("""
                                SELECT c.work_id FROM class_share c JOIN work w ON w.id = c.work_id WHERE w.project_id = ?1
                                """)
                        .setParameter(1, project.id())
                        .getResultList())
                .stream().map(UUID.class::cast).collect(Collectors.toSet());
        return reviews.works(project).stream()
                .filter(work -> work.status() == WorkStatus.ACCEPTED && open.contains(work.id()))
                .toList();
    }

    /** Opens every accepted work of a project, but for those of pupils who are left alone, or closes all. */
    void open(Project project, boolean open, UUID teacher) {
        List<Work> works = reviews.works(project);
        Set<UUID> leftOut = leftAlone.among(works.stream().map(Work::pupilId).collect(Collectors.toSet()));
        for (Work work : works) {
            if (!open) {
                entities.createNativeQuery("DELETE FROM class_share WHERE work_id = ?1")
                        .setParameter(1, work.id())
                        .executeUpdate();
            } else if (work.status() == WorkStatus.ACCEPTED && !leftOut.contains(work.pupilId())) {
                entities.createNativeQuery(
                                "INSERT INTO class_share (work_id, shared_by, shared_at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING")
                        .setParameter(1, work.id())
                        .setParameter(2, teacher)
                        .setParameter(3, clock.instant().atOffset(ZoneOffset.UTC))
                        .executeUpdate();
            }
        }
    }
}
