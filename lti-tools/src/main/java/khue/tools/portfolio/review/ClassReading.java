/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.review;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import khue.tools.portfolio.Work;
import khue.tools.portfolio.projects.Project;
import khue.tools.portfolio.teams.Team;
import khue.tools.portfolio.teams.Teams;

/** What the page of a class shows, read by as many queries for forty-five pupils as for one. */
@ApplicationScoped
@Transactional
public class ClassReading {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Reviews reviews;

    @Inject
    private Teams teams;

    /**
     * A class in a project.
     *
     * @param works of every pupil who has come
     * @param begun the works in which something was shown or said
     * @param pieces what was handed in last, of each work that waits
     */
    public record State(
            List<Work> works, List<Work> waiting, Set<UUID> begun, Map<UUID, List<Piece>> pieces, List<Team> teams) {}

    /** One thing that was handed in. */
    public record Piece(String file, boolean picture, String says) {}

    public State read(Project project) {
        return new State(
                reviews.works(project), reviews.waiting(project), begun(project), pieces(project), teams.of(project));
    }

    private Set<UUID> begun(Project project) {
        Set<UUID> begun = new HashSet<>();
        for (Object id :
                entities.createNativeQuery("""
                        SELECT CAST(w.id AS text) FROM work w
                        WHERE w.project_id = ?1
                          AND (w.reflection <> '' OR EXISTS (SELECT FROM artefact a WHERE a.work_id = w.id))
                        """).setParameter(1, project.id()).getResultList()) {
            begun.add(UUID.fromString((String) id));
        }
        return begun;
    }

    private Map<UUID, List<Piece>> pieces(Project project) {
        Map<UUID, List<Piece>> pieces = new HashMap<>();
        for (Object found :
                entities.createNativeQuery("""
                        SELECT CAST(w.id AS text), CAST(f.id AS text), f.media_type LIKE 'image/%',
                               coalesce(nullif(a.caption, ''), f.name)
                        FROM work w
                        JOIN submission s ON s.work_id = w.id AND s.attempt = w.attempt
                        JOIN submitted_artefact a ON a.submission_id = s.id
                        JOIN stored_file f ON f.id = a.file_id
                        WHERE w.project_id = ?1 AND w.status = 'SUBMITTED' ORDER BY a.position
                        """).setParameter(1, project.id()).getResultList()) {
            Object[] column = (Object[]) found;
            pieces.computeIfAbsent(UUID.fromString((String) column[0]), work -> new ArrayList<>())
                    .add(new Piece((String) column[1], (Boolean) column[2], (String) column[3]));
        }
        return pieces;
    }
}
