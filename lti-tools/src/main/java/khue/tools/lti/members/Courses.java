/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.members;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The courses that people launched from. */
@ApplicationScoped
@Transactional
public class Courses {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Clock clock;

    /** The course that this deployment calls {@code contextId}; made known when new, described by what the launch says. */
    public Course known(UUID deployment, String contextId, Course.Description description) {
        // Two first launches at the same moment: the row that came first is the course.
        entities.createNativeQuery("""
                        INSERT INTO course (id, deployment_id, context_id, created_at)
                        VALUES (?1, ?2, ?3, ?4) ON CONFLICT (deployment_id, context_id) DO NOTHING
                        """)
                .setParameter(1, UUID.randomUUID())
                .setParameter(2, deployment)
                .setParameter(3, contextId)
                .setParameter(4, clock.instant().atOffset(ZoneOffset.UTC))
                .executeUpdate();
        return entities.createQuery(
                        "SELECT c FROM Course c WHERE c.deploymentId = :deployment AND c.contextId = :context",
                        Course.class)
                .setParameter("deployment", deployment)
                .setParameter("context", contextId)
                .getSingleResult()
                .isDescribed(description);
    }

    public Optional<Course> find(UUID course) {
        return Optional.ofNullable(entities.find(Course.class, course));
    }

    /** The LMS that the course is in. */
    public Optional<UUID> platform(UUID course) {
        return first(entities.createNativeQuery("""
                        SELECT d.platform_id FROM course c JOIN deployment d ON d.id = c.deployment_id WHERE c.id = ?1
                        """).setParameter(1, course), UUID.class);
    }

    /** The school that the course's LMS belongs to, as reports name it; empty when nobody has said. */
    public Optional<String> school(UUID course) {
        return first(entities.createNativeQuery("""
                        SELECT p.school
                        FROM course c JOIN deployment d ON d.id = c.deployment_id JOIN platform p ON p.id = d.platform_id
                        WHERE c.id = ?1 AND p.school IS NOT NULL
                        """).setParameter(1, course), String.class);
    }

    private static <T> Optional<T> first(Query query, Class<T> type) {
        return ((List<?>) query.getResultList()).stream().map(type::cast).findFirst();
    }
}
