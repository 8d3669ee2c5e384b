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
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import khue.tools.families.Consents;
import khue.tools.frameworks.Frameworks;
import khue.tools.frameworks.Term;

/** Which level of school a class is. No LMS says it; a teacher of the class does. */
@ApplicationScoped
@Transactional
public class ClassLevels {

    public static final String FRAMEWORK = "school-level";

    private static final String PRESCHOOL = "preschool";

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Frameworks frameworks;

    @Inject
    private Consents consents;

    @Inject
    private Clock clock;

    public Optional<Term> of(UUID course) {
        return ((List<?>) entities.createNativeQuery("SELECT level FROM class_level WHERE course_id = ?1")
                        .setParameter(1, course)
                        .getResultList())
                .stream().findFirst().flatMap(level -> frameworks.find((String) level));
    }

    public boolean isPreschool(UUID course) {
        return of(course).filter(level -> level.code().equals(PRESCHOOL)).isPresent();
    }

    /** Preschool children are younger than seven: their families consent for them. Of other classes that is said apart. */
    void say(UUID course, Term level, UUID teacher) {
        entities.createNativeQuery("""
                        INSERT INTO class_level (course_id, level, said_by, said_at) VALUES (?1, ?2, ?3, ?4)
                        ON CONFLICT (course_id) DO UPDATE
                        SET level = excluded.level, said_by = excluded.said_by, said_at = excluded.said_at
                        """)
                .setParameter(1, course)
                .setParameter(2, level.id())
                .setParameter(3, teacher)
                .setParameter(4, clock.instant().atOffset(ZoneOffset.UTC))
                .executeUpdate();
        if (level.code().equals(PRESCHOOL)) {
            consents.youngChildren(course, true, teacher);
        }
    }
}
