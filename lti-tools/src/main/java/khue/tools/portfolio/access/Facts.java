/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** What the rules need to know, from the tables as they are now. */
@ApplicationScoped
@Transactional
public class Facts {

    @PersistenceContext
    private EntityManager entities;

    public Thing task(UUID project) {
        return rows("SELECT course_id, id FROM project WHERE id = ?1", project)
                .findFirst()
                .<Thing>map(row -> new Thing.Task((UUID) row[0]))
                .orElseGet(Thing.Nothing::new);
    }

    public Thing work(UUID work) {
        return rows("""
                        SELECT p.course_id, w.pupil_id, w.attempt > 0
                        FROM work w JOIN project p ON p.id = w.project_id WHERE w.id = ?1
                        """, work).findFirst().<Thing>map(Facts::work).orElseGet(Thing.Nothing::new);
    }

    public Thing file(UUID file) {
        return new Thing.File(rows("""
                        SELECT p.course_id, w.pupil_id, w.attempt > 0, used.handed_in
                        FROM (SELECT work_id, false AS handed_in FROM artefact WHERE file_id = ?1
                              UNION
                              SELECT s.work_id, true FROM submitted_artefact a JOIN submission s ON s.id = a.submission_id
                              WHERE a.file_id = ?1) AS used
                        JOIN work w ON w.id = used.work_id JOIN project p ON p.id = w.project_id
                        """, file)
                .map(row -> new Thing.Piece(work(row), (Boolean) row[3]))
                .toList());
    }

    private static Thing.Work work(Object[] row) {
        return new Thing.Work((UUID) row[0], Set.of((UUID) row[1]), (Boolean) row[2]);
    }

    private Stream<Object[]> rows(String query, UUID id) {
        return ((List<?>) entities.createNativeQuery(query).setParameter(1, id).getResultList())
                .stream().map(Object[].class::cast);
    }
}
