/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import khue.tools.families.ConsentPurpose;
import khue.tools.families.Consents;
import khue.tools.families.Guardians;
import khue.tools.web.Audience;
import khue.tools.web.Visitor;

/** What the rules need to know, from the tables as they are now: what is withdrawn is closed with the next request. */
@ApplicationScoped
@Transactional
public class Facts {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Guardians guardians;

    @Inject
    private Consents consents;

    @Inject
    private Clock clock;

    Viewer viewer(Optional<Visitor> visitor) {
        return visitor.map(known -> new Viewer(
                        known.audience(),
                        known.person(),
                        known.course(),
                        known.audience() == Audience.GUARDIAN
                                ? guardians.childrenOf(known.person().orElseThrow())
                                : Set.of()))
                .orElse(Viewer.NOBODY);
    }

    public Thing task(UUID project) {
        return rows("SELECT course_id, id FROM project WHERE id = ?1", project)
                .findFirst()
                .<Thing>map(row -> new Thing.Task((UUID) row[0]))
                .orElseGet(Thing.Nothing::new);
    }

    public Thing work(UUID work) {
        return rows("""
                        SELECT p.course_id, w.pupil_id, w.attempt > 0,
                               w.status = 'ACCEPTED' AND EXISTS (SELECT 1 FROM family_share f WHERE f.work_id = w.id),
                               w.status = 'ACCEPTED' AND EXISTS (SELECT 1 FROM class_share c WHERE c.work_id = w.id),
                               (SELECT string_agg(CAST(mate.pupil_id AS text), ' ')
                                FROM team_member mine JOIN team_member mate ON mate.team_id = mine.team_id
                                WHERE mine.project_id = p.id AND mine.pupil_id = w.pupil_id)
                        FROM work w JOIN project p ON p.id = w.project_id WHERE w.id = ?1
                        """, work).findFirst().<Thing>map(Facts::work).orElseGet(Thing.Nothing::new);
    }

    /** All that preschool teachers have shared of a child in a project; each picture is asked for apart. */
    public Thing moments(UUID work) {
        return rows("""
                        SELECT p.course_id, w.pupil_id, EXISTS (
                          SELECT 1 FROM moment m JOIN moment_picture mp ON mp.moment_id = m.id
                          JOIN person_in_picture i ON i.file_id = mp.file_id AND i.person_id = w.pupil_id
                          WHERE m.project_id = p.id AND m.shared_at IS NOT NULL AND NOT EXISTS (
                            SELECT 1 FROM restriction r WHERE r.person_id = w.pupil_id AND r.since < m.shared_at))
                        FROM work w JOIN project p ON p.id = w.project_id WHERE w.id = ?1
                        """, work)
                .findFirst()
                .<Thing>map(row -> new Thing.Journal((UUID) row[0], (UUID) row[1], (Boolean) row[2]))
                .orElseGet(Thing.Nothing::new);
    }

    public Thing file(UUID file) {
        Thing.Faces faces = faces(file);
        return new Thing.File(Stream.of(voices(file), pieces(file, faces), pictures(file, faces))
                .flatMap(uses -> uses)
                .toList());
    }

    private Stream<Thing> pictures(UUID file, Thing.Faces faces) {
        return rows("""
                        SELECT p.course_id, m.shared_at IS NOT NULL,
                               (SELECT string_agg(CAST(i.person_id AS text), ' ') FROM person_in_picture i
                                WHERE i.file_id = mp.file_id AND NOT EXISTS (
                                  SELECT 1 FROM restriction r WHERE r.person_id = i.person_id AND r.since < m.shared_at))
                        FROM moment_picture mp JOIN moment m ON m.id = mp.moment_id JOIN project p ON p.id = m.project_id
                        WHERE mp.file_id = ?1
                        """, file)
                .<Thing>map(row -> new Thing.Moment((UUID) row[0], people((String) row[2]), (Boolean) row[1], faces));
    }

    private Stream<Thing> pieces(UUID file, Thing.Faces faces) {
        return rows("""
                        SELECT p.course_id, w.pupil_id, w.attempt > 0,
                               w.status = 'ACCEPTED' AND EXISTS (SELECT 1 FROM family_share f WHERE f.work_id = w.id),
                               w.status = 'ACCEPTED' AND EXISTS (SELECT 1 FROM class_share c WHERE c.work_id = w.id),
                               (SELECT string_agg(CAST(mate.pupil_id AS text), ' ')
                                FROM team_member mine JOIN team_member mate ON mate.team_id = mine.team_id
                                WHERE mine.project_id = p.id AND mine.pupil_id = w.pupil_id),
                               used.attempt > 0, used.attempt = w.attempt
                        FROM (SELECT work_id, 0 AS attempt FROM artefact WHERE file_id = ?1
                              UNION
                              SELECT s.work_id, s.attempt
                              FROM submitted_artefact a JOIN submission s ON s.id = a.submission_id
                              WHERE a.file_id = ?1) AS used
                        JOIN work w ON w.id = used.work_id JOIN project p ON p.id = w.project_id
                        """, file)
                .<Thing>map(row ->
                        new Thing.Piece(work(row), (Boolean) row[6], (Boolean) row[6] && (Boolean) row[7], faces));
    }

    /** The answers in which a teacher speaks by this file. */
    private Stream<Thing> voices(UUID file) {
        return rows("""
                        SELECT p.course_id, w.pupil_id, w.attempt > 0,
                               w.status = 'ACCEPTED' AND EXISTS (SELECT 1 FROM family_share f WHERE f.work_id = w.id),
                               w.status = 'ACCEPTED' AND EXISTS (SELECT 1 FROM class_share c WHERE c.work_id = w.id),
                               (SELECT string_agg(CAST(mate.pupil_id AS text), ' ')
                                FROM team_member mine JOIN team_member mate ON mate.team_id = mine.team_id
                                WHERE mine.project_id = p.id AND mine.pupil_id = w.pupil_id),
                               s.attempt = w.attempt AND NOT EXISTS (
                                 SELECT 1 FROM evaluation later
                                 WHERE later.submission_id = s.id AND later.taken_back_at IS NULL
                                   AND later.evaluated_at > e.evaluated_at)
                        FROM evaluation e JOIN submission s ON s.id = e.submission_id
                        JOIN work w ON w.id = s.work_id JOIN project p ON p.id = w.project_id
                        WHERE e.voice_id = ?1 AND e.taken_back_at IS NULL
                        """, file).<Thing>map(row -> new Thing.Voice(work(row), (Boolean) row[6]));
    }

    /** The page that a link leads to. */
    public Thing shown(String token) {
        return new Thing.Shown(isInForce(token), true);
    }

    /** A picture of that page: of what was handed in last, with nobody but the pupil in it. */
    public Thing shownFile(String token, UUID file) {
        boolean alone = !entities.createNativeQuery("""
                        SELECT 1 FROM showcase c JOIN work w ON w.id = c.work_id
                        JOIN submission s ON s.work_id = w.id AND s.attempt = w.attempt
                        JOIN submitted_artefact a ON a.submission_id = s.id AND a.file_id = ?2
                        JOIN picture_people said ON said.file_id = a.file_id AND NOT said.proposed
                        WHERE c.token = ?1 AND NOT EXISTS (
                          SELECT 1 FROM person_in_picture p WHERE p.file_id = a.file_id AND p.person_id <> w.pupil_id)
                        """)
                .setParameter(1, token)
                .setParameter(2, file)
                .getResultList()
                .isEmpty();
        return new Thing.Shown(isInForce(token), alone);
    }

    private boolean isInForce(String token) {
        return !entities.createNativeQuery("""
                        SELECT 1 FROM showcase c JOIN work w ON w.id = c.work_id
                        WHERE c.token = ?1 AND c.ended_at IS NULL AND c.expires_at > ?2 AND w.status = 'ACCEPTED'
                          AND (c.paper_id IS NOT NULL OR EXISTS (
                                SELECT 1 FROM guardian g
                                WHERE g.person_id = c.agreed_by AND g.child_id = w.pupil_id AND g.revoked_at IS NULL))
                          AND NOT EXISTS (SELECT 1 FROM restriction r WHERE r.person_id = w.pupil_id)
                        """)
                .setParameter(1, token)
                .setParameter(2, clock.instant().atOffset(ZoneOffset.UTC))
                .getResultList()
                .isEmpty();
    }

    private static Set<UUID> people(String ids) {
        return ids == null
                ? Set.of()
                : Stream.of(ids.split(" ")).map(UUID::fromString).collect(Collectors.toSet());
    }

    private Thing.Faces faces(UUID file) {
        boolean showsPeople = rows("""
                        SELECT id, media_type FROM stored_file
                        WHERE id = ?1 AND (media_type LIKE 'image/%' OR media_type LIKE 'video/%')
                        """, file).findFirst().isPresent();
        if (!showsPeople) {
            return Thing.Faces.NONE;
        }
        boolean said = rows("SELECT file_id, said_at FROM picture_people WHERE file_id = ?1 AND NOT proposed", file)
                .findFirst()
                .isPresent();
        Set<UUID> people = rows("SELECT person_id, file_id FROM person_in_picture WHERE file_id = ?1", file)
                .map(row -> (UUID) row[0])
                .collect(Collectors.toCollection(HashSet::new));
        people.removeAll(consents.agreed(ConsentPurpose.PICTURES, people));
        return new Thing.Faces(said, people);
    }

    private static Thing.Work work(Object[] row) {
        return new Thing.Work(
                (UUID) row[0], (UUID) row[1], people((String) row[5]), (Boolean) row[2], (Boolean) row[3], (Boolean)
                        row[4]);
    }

    private Stream<Object[]> rows(String query, UUID id) {
        return ((List<?>) entities.createNativeQuery(query).setParameter(1, id).getResultList())
                .stream().map(Object[].class::cast);
    }
}
