/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.families;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import khue.tools.people.People;
import khue.tools.web.Visits;

/**
 * The grown-ups of families. Two things let one in: a sheet of paper that the school gave to the child, and a teacher who knows the family
 * and says that this is it. A sheet alone, found or used by the child, opens nothing.
 */
@ApplicationScoped
@Transactional
public class Guardians {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private People people;

    @Inject
    private Visits visits;

    @Inject
    private Clock clock;

    @Inject
    private RandomGenerator random;

    /** The children whose work this grown-up may look at. */
    public Set<UUID> childrenOf(UUID person) {
        return new HashSet<>(entities.createQuery("""
                        SELECT g.childId FROM Guardian g
                        WHERE g.personId = :person AND g.confirmedAt IS NOT NULL AND g.revokedAt IS NULL
                        """, UUID.class)
                .setParameter("person", person)
                .getResultList());
    }

    /** Everything that this grown-up asked for, confirmed or not. */
    List<Guardian> of(UUID person) {
        return entities.createQuery(
                        "SELECT g FROM Guardian g WHERE g.personId = :person ORDER BY g.askedAt, g.id", Guardian.class)
                .setParameter("person", person)
                .getResultList();
    }

    /** Who waits for, or has, a teacher's word in a class; the one who waits longest first. */
    List<Guardian> ofCourse(UUID course) {
        return entities.createQuery("""
                        SELECT g FROM Guardian g WHERE g.courseId = :course AND g.revokedAt IS NULL ORDER BY g.askedAt, g.id
                        """, Guardian.class)
                .setParameter("course", course)
                .getResultList();
    }

    /** The children of a class for whom a sheet is out, and until when it is good. */
    Map<UUID, Instant> sheetsOf(UUID course) {
        Map<UUID, Instant> sheets = new LinkedHashMap<>();
        entities.createQuery("""
                        SELECT s FROM FamilySheet s WHERE s.courseId = :course AND s.usedAt IS NULL AND s.expiresAt > :now
                        """, FamilySheet.class)
                .setParameter("course", course)
                .setParameter("now", clock.instant())
                .getResultStream()
                .forEach(sheet -> sheets.put(sheet.childId(), sheet.expiresAt()));
        return sheets;
    }

    /** New codes, one for each child, to be printed now: nobody can read them again. Older sheets of the children are no longer good. */
    Map<UUID, SheetCode> print(UUID course, Collection<UUID> children, UUID teacher) {
        Map<UUID, SheetCode> codes = new LinkedHashMap<>();
        for (UUID child : children) {
            entities.createQuery(
                            "DELETE FROM FamilySheet s WHERE s.childId = :child AND s.courseId = :course AND s.usedAt IS NULL")
                    .setParameter("child", child)
                    .setParameter("course", course)
                    .executeUpdate();
            SheetCode code = SheetCode.random(random);
            entities.persist(new FamilySheet(UUID.randomUUID(), child, course, code, teacher, clock.instant()));
            codes.put(child, code);
        }
        return codes;
    }

    /**
     * Somebody uses a sheet: the code is spent, and the child's teachers are asked.
     *
     * @param known the grown-up who visits already, with another child
     * @return the grown-up; empty when the code is none, spent or too old
     */
    Optional<UUID> ask(SheetCode code, Introduction introduction, Optional<UUID> known) {
        Optional<FamilySheet> found = entities.createQuery("""
                        SELECT s FROM FamilySheet s WHERE s.codeHash = :hash AND s.usedAt IS NULL AND s.expiresAt > :now
                        """, FamilySheet.class)
                .setParameter("hash", code.hash())
                .setParameter("now", clock.instant())
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultStream()
                .findFirst();
        return found.map(sheet -> {
            sheet.isUsed(clock.instant());
            UUID person = known.orElseGet(() -> people.add(introduction.name()).id());
            Guardian guardian = find(person, sheet.childId()).orElseGet(() -> {
                Guardian added = new Guardian(UUID.randomUUID(), person, sheet);
                entities.persist(added);
                return added;
            });
            guardian.asks(introduction, clock.instant());
            return person;
        });
    }

    private Optional<Guardian> find(UUID person, UUID child) {
        return entities.createQuery(
                        "SELECT g FROM Guardian g WHERE g.personId = :person AND g.childId = :child", Guardian.class)
                .setParameter("person", person)
                .setParameter("child", child)
                .getResultStream()
                .findFirst();
    }

    /** A teacher of the class knows that this is the family. */
    boolean confirm(UUID course, UUID guardian, UUID teacher) {
        Optional<Guardian> found = ofCourse(course, guardian).filter(Guardian::waits);
        found.ifPresent(waiting -> waiting.isConfirmed(teacher, clock.instant()));
        return found.isPresent();
    }

    /** A teacher says that this is not the family, or no longer: nothing is seen from now on, on any of the person's devices. */
    boolean revoke(UUID course, UUID guardian) {
        Optional<Guardian> found = ofCourse(course, guardian);
        found.ifPresent(one -> {
            one.isRevoked(clock.instant());
            if (of(one.personId()).stream().noneMatch(other -> other.waits() || other.mayLook())) {
                visits.endAllOfPerson(one.personId());
            }
        });
        return found.isPresent();
    }

    private Optional<Guardian> ofCourse(UUID course, UUID guardian) {
        return Optional.ofNullable(entities.find(Guardian.class, guardian, LockModeType.PESSIMISTIC_WRITE))
                .filter(found -> found.courseId().equals(course));
    }

    /** Sheets that nobody can use any longer, and whoever used one and was never recognised as family. */
    void forgetOld() {
        entities.createNativeQuery("""
                        DELETE FROM person WHERE id IN (
                          SELECT person_id FROM guardian GROUP BY person_id
                          HAVING bool_and(confirmed_at IS NULL AND asked_at < ?1))
                        """)
                .setParameter(1, clock.instant().minus(FamilySheet.LENGTH).atOffset(ZoneOffset.UTC))
                .executeUpdate();
        entities.createQuery("DELETE FROM FamilySheet s WHERE s.expiresAt < :now")
                .setParameter("now", clock.instant())
                .executeUpdate();
    }
}
