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
import khue.tools.people.LeftAlone;

/**
 * What families agreed to. For a child the representative decides, from seven years on together with the child (Law 91/2025/QH15): so it
 * takes a guardian's yes and, unless the class is of younger children, the child's own. Silence is no. Each yes says who gave it, as what,
 * when and to which words, here or on paper; a no ends it at once, and one guardian's no ends every guardian's yes.
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
     * @param by who gave it; empty for a representative on paper
     * @param name who gave it; empty for a representative on paper, whose name the paper has
     * @param counts whether a yes of this person's still may: a guardian whom a teacher let go decides nothing any more
     * @param paper the signed sheet; empty where it was given on these pages
     */
    public record Given(
            UUID id,
            ConsentPurpose purpose,
            int version,
            String legalBasis,
            Optional<UUID> by,
            Optional<String> name,
            Capacity capacity,
            Instant givenAt,
            boolean counts,
            Optional<UUID> paper,
            Optional<Ended> ended) {}

    /**
     * @param how empty where it was not written down
     * @param by who did it; empty where nobody did, and where nobody knows any more
     */
    public record Ended(Instant at, Optional<ConsentEnding> how, Optional<String> by) {}

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private LeftAlone leftAlone;

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

    /** The law by which these words ask. */
    public String legalBasis(ConsentPurpose purpose, int version) {
        return (String)
                entities.createNativeQuery("SELECT legal_basis FROM consent_text WHERE purpose = ?1 AND version = ?2")
                        .setParameter(1, purpose.name())
                        .setParameter(2, version)
                        .getSingleResult();
    }

    /** Of these children, those for whom everybody who must agree has agreed to the words in force. */
    public Set<UUID> agreed(ConsentPurpose purpose, Collection<UUID> children) {
        if (children.isEmpty()) {
            return Set.of();
        }
        List<?> found = entities.createNativeQuery("""
                        SELECT DISTINCT c.child_id FROM consent c
                        WHERE c.child_id = ANY(CAST(?1 AS uuid[])) AND c.purpose = ?2 AND c.text_version = ?3
                          AND c.capacity = 'GUARDIAN' AND c.ended_at IS NULL
                          AND (c.given_by IS NULL OR EXISTS (
                                SELECT 1 FROM guardian g
                                WHERE g.person_id = c.given_by AND g.child_id = c.child_id
                                  AND g.confirmed_at IS NOT NULL AND g.revoked_at IS NULL))
                          AND NOT EXISTS (SELECT 1 FROM restriction r WHERE r.person_id = c.child_id)
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

    /** Whether there is a yes for the child in this capacity, whoever gave it and to whichever words: there is something to take back. */
    public boolean isYes(ConsentPurpose purpose, UUID child, Capacity capacity) {
        return !entities.createNativeQuery(
                        "SELECT 1 FROM consent WHERE child_id = ?1 AND purpose = ?2 AND capacity = ?3 AND ended_at IS NULL")
                .setParameter(1, child)
                .setParameter(2, purpose.name())
                .setParameter(3, capacity.name())
                .getResultList()
                .isEmpty();
    }

    /** Yes. Said twice it is one; while the child is left alone there is none. */
    public void give(ConsentPurpose purpose, UUID child, UUID by, Capacity capacity, int version, Locale language) {
        if (version != text(purpose).version() || leftAlone.isLeftAlone(child) || saidYes(purpose, child, by)) {
            return;
        }
        end("given_by = ?5", purpose, child, ConsentEnding.REPLACED, Optional.empty(), by);
        add(purpose, child, Optional.of(by), capacity, version, language, clock.instant(), Optional.empty());
    }

    /**
     * Yes, signed on paper: the representative's and, where the child signed too and has not agreed here already, the child's.
     *
     * @param paper the sheet, which says who signed
     */
    public void giveOnPaper(
            ConsentPurpose purpose,
            UUID child,
            boolean childSigned,
            int version,
            Locale language,
            Instant signed,
            UUID paper) {
        end("given_by IS NULL", purpose, child, ConsentEnding.REPLACED, Optional.empty(), null);
        add(purpose, child, Optional.empty(), Capacity.GUARDIAN, version, language, signed, Optional.of(paper));
        if (childSigned && !saidYes(purpose, child, child)) {
            end("given_by = ?5", purpose, child, ConsentEnding.REPLACED, Optional.empty(), child);
            add(purpose, child, Optional.of(child), Capacity.CHILD, version, language, signed, Optional.of(paper));
        }
    }

    private void add(
            ConsentPurpose purpose,
            UUID child,
            Optional<UUID> by,
            Capacity capacity,
            int version,
            Locale language,
            Instant given,
            Optional<UUID> paper) {
        entities.createNativeQuery("""
                        INSERT INTO consent (id, child_id, purpose, text_version, given_by, capacity, language, given_at, paper_id)
                        VALUES (?1, ?2, ?3, ?4, CAST(?5 AS uuid), ?6, ?7, ?8, CAST(?9 AS uuid))
                        ON CONFLICT DO NOTHING
                        """)
                .setParameter(1, UUID.randomUUID())
                .setParameter(2, child)
                .setParameter(3, purpose.name())
                .setParameter(4, version)
                .setParameter(5, by.map(UUID::toString).orElse(null))
                .setParameter(6, capacity.name())
                .setParameter(7, language.toLanguageTag())
                .setParameter(8, utc(given))
                .setParameter(9, paper.map(UUID::toString).orElse(null))
                .executeUpdate();
    }

    /** No, from now on: the person's own yes and, where it is a guardian's no, every guardian's, on paper too. */
    public void withdraw(ConsentPurpose purpose, UUID child, UUID by) {
        end(
                by.equals(child) ? "given_by = ?5" : "capacity = 'GUARDIAN'",
                purpose,
                child,
                ConsentEnding.TAKEN_BACK,
                Optional.of(by),
                by.equals(child) ? by : null);
    }

    /**
     * Somebody told the school that it is no: of whom the yes is, and of all guardians where it is one's.
     *
     * @return whether there was such a yes
     */
    public boolean withdrawForFamily(UUID child, UUID consent, UUID teacher) {
        Optional<Given> found = history(child).stream()
                .filter(given -> given.id().equals(consent) && given.ended().isEmpty())
                .findFirst();
        found.ifPresent(given -> end(
                "capacity = '" + given.capacity() + "'",
                given.purpose(),
                child,
                ConsentEnding.BY_SCHOOL,
                Optional.of(teacher),
                null));
        return found.isPresent();
    }

    /** @param which a condition of ours, in which ?5 is {@code whose} */
    private void end(
            String which, ConsentPurpose purpose, UUID child, ConsentEnding how, Optional<UUID> by, UUID whose) {
        Query end = entities.createNativeQuery("""
                        UPDATE consent SET ended_at = ?3, ended_how = ?4, ended_by = CAST(?6 AS uuid)
                        WHERE child_id = ?1 AND purpose = ?2 AND ended_at IS NULL AND\s""" + which)
                .setParameter(1, child)
                .setParameter(2, purpose.name())
                .setParameter(3, utc(clock.instant()))
                .setParameter(4, how.name())
                .setParameter(6, by.map(UUID::toString).orElse(null));
        if (whose != null) {
            end.setParameter(5, whose);
        }
        end.executeUpdate();
    }

    /** All that was said for a child, the latest first. */
    public List<Given> history(UUID child) {
        return rows(entities.createNativeQuery("""
                                SELECT c.id, c.purpose, c.text_version, t.legal_basis, c.given_by, p.display_name, c.capacity, c.given_at,
                                       c.capacity = 'CHILD' OR c.given_by IS NULL OR EXISTS (
                                         SELECT 1 FROM guardian g WHERE g.person_id = c.given_by AND g.child_id = c.child_id
                                         AND g.confirmed_at IS NOT NULL AND g.revoked_at IS NULL),
                                       c.paper_id, c.ended_at, c.ended_how, e.display_name
                                FROM consent c
                                JOIN consent_text t ON t.purpose = c.purpose AND t.version = c.text_version
                                LEFT JOIN person p ON p.id = c.given_by
                                LEFT JOIN person e ON e.id = c.ended_by
                                WHERE c.child_id = ?1 ORDER BY c.given_at DESC, c.id
                                """).setParameter(1, child))
                .map(Consents::given)
                .toList();
    }

    private static Given given(Object[] row) {
        return new Given(
                (UUID) row[0],
                ConsentPurpose.valueOf((String) row[1]),
                ((Number) row[2]).intValue(),
                (String) row[3],
                Optional.ofNullable((UUID) row[4]),
                Optional.ofNullable((String) row[5]),
                Capacity.valueOf((String) row[6]),
                instant(row[7]),
                (Boolean) row[8],
                Optional.ofNullable((UUID) row[9]),
                Optional.ofNullable(row[10])
                        .map(at -> new Ended(
                                instant(at),
                                Optional.ofNullable((String) row[11]).map(ConsentEnding::valueOf),
                                Optional.ofNullable((String) row[12]))));
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
