/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.members;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** Which courses were copied from which, as LMSes have told by themselves: often before anybody has launched from the copy. */
@ApplicationScoped
@Transactional
public class CourseCopies {

    @PersistenceContext
    private EntityManager entities;

    /** An LMS says that the course it calls {@code context} was copied from these. */
    public void told(UUID deployment, String context, List<String> origins, Instant when) {
        for (String origin : origins) {
            entities.createNativeQuery("""
                            INSERT INTO course_copy AS known (deployment_id, context_id, origin_context_id, copied_at)
                            VALUES (?1, ?2, ?3, ?4) ON CONFLICT (deployment_id, context_id, origin_context_id)
                            DO UPDATE SET copied_at = excluded.copied_at WHERE known.copied_at < excluded.copied_at
                            """)
                    .setParameter(1, deployment)
                    .setParameter(2, context)
                    .setParameter(3, origin)
                    .setParameter(4, when.atOffset(ZoneOffset.UTC))
                    .executeUpdate();
        }
    }

    /** What the LMS calls the courses that this one was copied from, the latest copy first, and what those were copied from. */
    public List<String> origins(UUID deployment, String context) {
        return ((List<?>) entities.createNativeQuery("""
                                WITH RECURSIVE origin (context_id, copied_at, steps) AS (
                                    SELECT origin_context_id, copied_at, 1 FROM course_copy
                                    WHERE deployment_id = ?1 AND context_id = ?2
                                    UNION
                                    SELECT c.origin_context_id, c.copied_at, o.steps + 1
                                    FROM origin o JOIN course_copy c ON c.context_id = o.context_id AND c.deployment_id = ?1
                                    WHERE o.steps < 20)
                                SELECT context_id FROM origin WHERE context_id <> ?2
                                GROUP BY context_id ORDER BY min(steps), max(copied_at) DESC, context_id
                                """)
                        .setParameter(1, deployment)
                        .setParameter(2, context)
                        .getResultList())
                .stream().map(String.class::cast).toList();
    }
}
