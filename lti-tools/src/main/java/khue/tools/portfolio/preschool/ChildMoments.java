/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.preschool;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import khue.tools.frameworks.Term;
import khue.tools.portfolio.Work;
import khue.tools.portfolio.projects.Project;

/** In which projects there is something of a child's for its family to see. */
@ApplicationScoped
@Transactional
public class ChildMoments {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Moments moments;

    @Inject
    private MomentRecords records;

    /** The works under which moments of the child were shared and still are. */
    public List<Work> of(UUID child) {
        return ((List<?>) entities.createNativeQuery("""
                                SELECT w.id FROM work w
                                WHERE w.pupil_id = ?1
                                  AND EXISTS (SELECT 1 FROM said_for_child s WHERE s.work_id = w.id AND s.what = 'SHARED')
                                ORDER BY w.started_at DESC, w.id
                                """).setParameter(1, child).getResultList())
                .stream().map(work -> entities.find(Work.class, work)).toList();
    }

    /**
     * A moment that the child is in.
     *
     * @param pictures those that show the child: not each of them may be seen by everybody who sees the moment
     */
    public record Shown(UUID id, Instant when, Optional<Term> field, String words, List<MomentPicture> pictures) {}

    /** What of the child is shared in a project, the newest first. */
    public List<Shown> shared(Project project, UUID child) {
        List<Moment> shared = moments.shared(project, child);
        Map<UUID, List<MomentPicture>> pictures = moments.pictures(shared);
        Map<UUID, Set<UUID>> tagged =
                moments.tagged(pictures.values().stream().flatMap(List::stream).toList());
        return shared.stream()
                .map(moment -> new Shown(
                        moment.id(),
                        moment.recordedAt(),
                        moment.field(),
                        moment.words(),
                        pictures.getOrDefault(moment.id(), List.of()).stream()
                                .filter(picture -> tagged.getOrDefault(picture.id(), Set.of())
                                        .contains(child))
                                .toList()))
                .toList();
    }

    /** A guardian looks. */
    void viewed(Project project, Work work, UUID guardian) {
        records.viewed(project, work, guardian);
    }
}
