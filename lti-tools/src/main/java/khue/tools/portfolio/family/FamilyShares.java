/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.family;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import khue.tools.people.LeftAlone;
import khue.tools.portfolio.Work;
import khue.tools.portfolio.WorkStatus;
import khue.tools.portfolio.projects.Project;
import khue.tools.portfolio.review.Reviews;

/** Which works are open to the pupils' families. */
@ApplicationScoped
@Transactional
public class FamilyShares {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Reviews reviews;

    @Inject
    private FamilyRecords records;

    @Inject
    private LeftAlone leftAlone;

    @Inject
    private Clock clock;

    /** The accepted works of a project: what can be opened, and what is. */
    List<Work> accepted(Project project) {
        return reviews.works(project).stream()
                .filter(work -> work.status() == WorkStatus.ACCEPTED)
                .toList();
    }

    /** Of these works, those that are open. */
    Set<UUID> open(Collection<Work> works) {
        return ids(
                entities.createNativeQuery("SELECT work_id FROM family_share WHERE work_id = ANY(CAST(?1 AS uuid[]))")
                        .setParameter(1, array(works.stream().map(Work::id).toList()))
                        .getResultList());
    }

    /** Opens every accepted work of a project that is not open yet, but for those of pupils who are left alone. */
    void share(Project project, UUID teacher) {
        List<Work> works = accepted(project);
        Set<UUID> leftOut = leftAlone.among(works.stream().map(Work::pupilId).collect(Collectors.toSet()));
        for (Work work : works) {
            if (leftOut.contains(work.pupilId())) {
                continue;
            }
            int opened = entities.createNativeQuery(
                            "INSERT INTO family_share (work_id, shared_by, shared_at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING")
                    .setParameter(1, work.id())
                    .setParameter(2, teacher)
                    .setParameter(3, clock.instant().atOffset(ZoneOffset.UTC))
                    .executeUpdate();
            if (opened == 1) {
                records.shared(project, work, teacher);
            }
        }
    }

    /** The family no longer sees the work. */
    void unshare(Project project, UUID work, UUID teacher) {
        int closed = entities.createNativeQuery("DELETE FROM family_share WHERE work_id = ?1")
                .setParameter(1, work)
                .executeUpdate();
        if (closed == 1) {
            records.unshared(project, entities.find(Work.class, work), teacher);
        }
    }

    /** The accepted works of these children that are open to their families, the latest first. */
    public List<Work> of(Collection<UUID> children) {
        Set<UUID> ids = ids(
                entities.createNativeQuery("""
                        SELECT w.id FROM work w JOIN family_share s ON s.work_id = w.id
                        WHERE w.pupil_id = ANY(CAST(?1 AS uuid[])) AND w.status = 'ACCEPTED'
                        """).setParameter(1, array(children)).getResultList());
        return ids.isEmpty()
                ? List.of()
                : entities.createQuery(
                                "SELECT w FROM Work w WHERE w.id IN :ids ORDER BY w.statusSince DESC, w.id", Work.class)
                        .setParameter("ids", ids)
                        .getResultList();
    }

    /** A guardian looks at an open work. */
    void viewed(Project project, Work work, UUID guardian) {
        records.viewed(project, work, guardian);
    }

    private static Set<UUID> ids(List<?> rows) {
        return rows.stream().map(UUID.class::cast).collect(Collectors.toCollection(HashSet::new));
    }

    private static String array(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}"));
    }
}
