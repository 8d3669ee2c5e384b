/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.subjects;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import khue.tools.subjects.erasure.Nobody;

/** Finds the person whom a request is about, among people of the same name. */
@ApplicationScoped
@Transactional
public class Findings {

    static final int MOST = 50;

    private static final String WHERE_FROM = """
            SELECT p.id, p.display_name,
                   (SELECT string_agg(DISTINCT COALESCE(c.title, c.label, '?') || ' · ' || l.name, '; ')
                      FROM membership m JOIN course c ON c.id = m.course_id JOIN deployment d ON d.id = c.deployment_id
                      JOIN platform l ON l.id = d.platform_id WHERE m.person_id = p.id),
                   (SELECT string_agg(DISTINCT m.role, ' ') FROM membership m WHERE m.person_id = p.id),
                   (SELECT string_agg(DISTINCT k.display_name, '; ')
                      FROM guardian g JOIN person k ON k.id = g.child_id WHERE g.person_id = p.id),
                   (SELECT count(*) FROM work w WHERE w.pupil_id = p.id)
            FROM person p
            """;

    @PersistenceContext
    private EntityManager entities;

    /**
     * Somebody.
     *
     * @param classes as the LMS calls them, and the LMS
     * @param roles TEACHER, LEARNER, OBSERVER
     * @param children whose family this is
     */
    public record Found(
            UUID id, String name, Optional<String> classes, List<String> roles, Optional<String> children, long works) {

        public boolean isPupil() {
            return roles.contains("LEARNER");
        }
    }

    /**
     * By a part of the name, whatever its capitals.
     *
     * @param where a part of what a class, its LMS or its school is called; empty for everywhere
     */
    List<Found> named(String part, String where) {
        return ((List<?>) entities.createNativeQuery(WHERE_FROM + """
                        WHERE p.display_name ILIKE ?1 AND p.id <> ?2
                          AND (?3 = '%%' OR EXISTS (
                              SELECT FROM membership m JOIN course c ON c.id = m.course_id
                                JOIN deployment d ON d.id = c.deployment_id JOIN platform l ON l.id = d.platform_id
                              WHERE m.person_id = p.id
                                AND (c.title ILIKE ?3 OR c.label ILIKE ?3 OR l.name ILIKE ?3 OR l.school ILIKE ?3)))
                        ORDER BY p.display_name, p.id
                        """)
                        .setParameter(1, containing(part))
                        .setParameter(2, Nobody.ID)
                        .setParameter(3, containing(where))
                        .setMaxResults(MOST)
                        .getResultList())
                .stream().map(row -> found((Object[]) row)).toList();
    }

    private static String containing(String part) {
        return "%" + part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    Optional<Found> find(UUID person) {
        return ((List<?>) entities.createNativeQuery(WHERE_FROM + "WHERE p.id = ?1 AND p.id <> ?2")
                        .setParameter(1, person)
                        .setParameter(2, Nobody.ID)
                        .getResultList())
                .stream().map(row -> found((Object[]) row)).findFirst();
    }

    private static Found found(Object[] row) {
        return new Found(
                (UUID) row[0],
                (String) row[1],
                Optional.ofNullable((String) row[2]),
                Optional.ofNullable((String) row[3])
                        .map(roles -> List.of(roles.split(" ")))
                        .orElse(List.of()),
                Optional.ofNullable((String) row[4]),
                ((Number) row[5]).longValue());
    }
}
