/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.families;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What families agreed to. For a child the representative decides, from seven years on together with the child (Law 91/2025/QH15): so it
 * takes a guardian's yes and, unless the class is of younger children, the child's own. Silence is no. Each yes says who gave it, as what,
 * when and to which words; a no ends it at once, and one guardian's no ends every guardian's yes.
 */
@ApplicationScoped
@Transactional
public class Consents {

    /** As whom somebody decides. */
    public enum Capacity {
        CHILD,
        GUARDIAN
    }

    /**
     * The words in force.
     *
     * @param legalBasis the law by which it is asked
     */
    public record Text(ConsentPurpose purpose, int version, String legalBasis, String vietnamese, String english) {

        public String in(Locale locale) {
            return locale.getLanguage().equals("vi") ? vietnamese : english;
        }
    }

    /**
     * One yes, and what became of it.
     *
     * @param name who gave it
     */
    public record Given(
            ConsentPurpose purpose,
            int version,
            UUID by,
            String name,
            Capacity capacity,
            Instant givenAt,
            Optional<Instant> endedAt) {}

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Clock clock;

    public Text text(ConsentPurpose purpose) {
        return rows(entities.createNativeQuery("""
                                SELECT version, legal_basis, vietnamese, english FROM consent_text
                                WHERE purpose = ?1 AND valid_from <= ?2 ORDER BY version DESC LIMIT 1
                                """)
                        .setParameter(1, purpose.name())
                        .setParameter(2, utc(clock.instant())))
                .map(row -> new Text(
                        purpose, ((Number) row[0]).intValue(), (String) row[1], (String) row[2], (String) row[3]))
                .findFirst()
                .orElseThrow();
    }

    /** Of these children, those for whom everybody who must agree has agreed to the words in force. */
    public Set<UUID> agreed(ConsentPurpose purpose, Collection<UUID> children) {
        if (children.isEmpty()) {
            return Set.of();
        }
        List<?> found = entities.createNativeQuery("""
                        SELECT DISTINCT c.child_id FROM consent c
                        JOIN guardian g ON g.person_id = c.given_by AND g.child_id = c.child_id
                            AND g.confirmed_at IS NOT NULL AND g.revoked_at IS NULL
                        WHERE c.child_id = ANY(CAST(?1 AS uuid[])) AND c.purpose = ?2 AND c.text_version = ?3
                          AND c.capacity = 'GUARDIAN' AND c.ended_at IS NULL
                          AND (EXISTS (SELECT 1 FROM membership m JOIN class_of_young_children y ON y.course_id = m.course_id
                                       WHERE m.person_id = c.child_id AND m.role = 'LEARNER')
                               OR EXISTS (SELECT 1 FROM consent own
                                          WHERE own.child_id = c.child_id AND own.purpose = ?2 AND own.text_version = ?3
                                            AND own.capacity = 'CHILD' AND own.ended_at IS NULL))
                        """)
                .setParameter(1, children.stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}")))
                .setParameter(2, purpose.name())
                .setParameter(3, text(purpose).version())
                .getResultList();
        return found.stream().map(UUID.class::cast).collect(Collectors.toCollection(HashSet::new));
    }

    /** Whether this person's own yes, to the words in force, is in force. */
    public boolean saidYes(ConsentPurpose purpose, UUID child, UUID by) {
        return !entities.createNativeQuery("""
                        SELECT 1 FROM consent
                        WHERE child_id = ?1 AND purpose = ?2 AND given_by = ?3 AND text_version = ?4 AND ended_at IS NULL
                        """)
                .setParameter(1, child)
                .setParameter(2, purpose.name())
                .setParameter(3, by)
                .setParameter(4, text(purpose).version())
                .getResultList()
                .isEmpty();
    }

    /** Yes. Said twice it is one. */
    public void give(ConsentPurpose purpose, UUID child, UUID by, Capacity capacity, int version, Locale language) {
        if (version != text(purpose).version() || saidYes(purpose, child, by)) {
            return;
        }
        endOwn(purpose, child, by);
        entities.createNativeQuery("""
                        INSERT INTO consent (id, child_id, purpose, text_version, given_by, capacity, language, given_at)
                        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                        ON CONFLICT (child_id, purpose, given_by) WHERE ended_at IS NULL DO NOTHING
                        """)
                .setParameter(1, UUID.randomUUID())
                .setParameter(2, child)
                .setParameter(3, purpose.name())
                .setParameter(4, version)
                .setParameter(5, by)
                .setParameter(6, capacity.name())
                .setParameter(7, language.toLanguageTag())
                .setParameter(8, utc(clock.instant()))
                .executeUpdate();
    }

    /** A yes to older words makes room for one to newer words. */
    private void endOwn(ConsentPurpose purpose, UUID child, UUID by) {
        entities.createNativeQuery("""
                        UPDATE consent SET ended_at = ?4
                        WHERE child_id = ?1 AND purpose = ?2 AND given_by = ?3 AND ended_at IS NULL
                        """)
                .setParameter(1, child)
                .setParameter(2, purpose.name())
                .setParameter(3, by)
                .setParameter(4, utc(clock.instant()))
                .executeUpdate();
    }

    /** No, from now on: the person's own yes and, where it is a guardian's no, that of the child's other guardians. */
    public void withdraw(ConsentPurpose purpose, UUID child, UUID by) {
        entities.createNativeQuery("""
                        UPDATE consent SET ended_at = ?4
                        WHERE child_id = ?1 AND purpose = ?2 AND ended_at IS NULL
                          AND (given_by = ?3 OR (capacity = 'GUARDIAN' AND ?3 <> child_id))
                        """)
                .setParameter(1, child)
                .setParameter(2, purpose.name())
                .setParameter(3, by)
                .setParameter(4, utc(clock.instant()))
                .executeUpdate();
    }

    /** All that was said for a child, the latest first. */
    public List<Given> history(UUID child) {
        return rows(entities.createNativeQuery("""
                                SELECT c.purpose, c.text_version, c.given_by, p.display_name, c.capacity, c.given_at, c.ended_at
                                FROM consent c JOIN person p ON p.id = c.given_by
                                WHERE c.child_id = ?1 ORDER BY c.given_at DESC, c.id
                                """).setParameter(1, child))
                .map(row -> new Given(
                        ConsentPurpose.valueOf((String) row[0]),
                        ((Number) row[1]).intValue(),
                        (UUID) row[2],
                        (String) row[3],
                        Capacity.valueOf((String) row[4]),
                        instant(row[5]),
                        Optional.ofNullable(row[6]).map(Consents::instant)))
                .toList();
    }

    public boolean isOfYoungChildren(UUID course) {
        return !entities.createNativeQuery("SELECT 1 FROM class_of_young_children WHERE course_id = ?1")
                .setParameter(1, course)
                .getResultList()
                .isEmpty();
    }

    /** A teacher says whether the children of a class are younger than seven. */
    public void youngChildren(UUID course, boolean young, UUID teacher) {
        if (young) {
            entities.createNativeQuery("""
                            INSERT INTO class_of_young_children (course_id, said_by, said_at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING
                            """)
                    .setParameter(1, course)
                    .setParameter(2, teacher)
                    .setParameter(3, utc(clock.instant()))
                    .executeUpdate();
        } else {
            entities.createNativeQuery("DELETE FROM class_of_young_children WHERE course_id = ?1")
                    .setParameter(1, course)
                    .executeUpdate();
        }
    }

    private static Stream<Object[]> rows(Query query) {
        return ((List<?>) query.getResultList()).stream().map(Object[].class::cast);
    }

    private static Instant instant(Object value) {
        return value instanceof OffsetDateTime time ? time.toInstant() : ((java.util.Date) value).toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
