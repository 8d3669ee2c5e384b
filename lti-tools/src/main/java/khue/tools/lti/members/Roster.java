/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.members;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import khue.tools.people.Person;
import khue.tools.people.PersonName;

/** Who is in a course: from launches and, where the LMS offers it, from Names and Role Provisioning Services 2.0. */
@ApplicationScoped
@Transactional
public class Roster {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private RosterReading reading;

    @Inject
    private LinkMembers linkMembers;

    @Inject
    private Clock clock;

    /** @param name as the LMS says it */
    public record Member(UUID person, PersonName name, CourseRole role) {

        static final Comparator<Member> BY_GIVEN_NAME =
                Comparator.comparing(Member::name, PersonName.BY_GIVEN_NAME).thenComparing(Member::person);
    }

    /**
     * The course's active learners, sorted by given name as Vietnamese class lists are. Reads the LMS's list first when ours is older than
     * a few minutes; when the LMS does not answer in time, what we know is answered.
     */
    public List<Member> learners(UUID course) {
        Optional.ofNullable(entities.find(Course.class, course)).ifPresent(reading::refresh);
        return members(course, CourseRole.LEARNER);
    }

    /**
     * Those of {@link #learners(UUID)} who may open a link of the course: an LMS may give an activity to some groups or pupils only. All,
     * where the LMS does not say.
     */
    public List<Member> learners(UUID course, UUID link) {
        List<Member> all = learners(course);
        Optional.ofNullable(entities.find(Course.class, course)).ifPresent(of -> reading.refresh(of, link));
        Set<UUID> may = linkMembers.of(link);
        return may.isEmpty()
                ? all
                : all.stream().filter(member -> may.contains(member.person())).toList();
    }

    /** The course's teachers as far as we know them, sorted likewise. */
    public List<Member> teachers(UUID course) {
        return members(course, CourseRole.TEACHER);
    }

    /** Somebody came from the course as what they were not before, or the LMS's list has them: a member with this role from now on. */
    public void seen(UUID course, UUID person, CourseRole role) {
        entities.createNativeQuery("""
                        INSERT INTO membership (course_id, person_id, role, active, seen_at) VALUES (?1, ?2, ?3, true, ?4)
                        ON CONFLICT (course_id, person_id)
                        DO UPDATE SET role = excluded.role, active = true, seen_at = excluded.seen_at
                        """)
                .setParameter(1, course)
                .setParameter(2, person)
                .setParameter(3, role.name())
                .setParameter(4, clock.instant().atOffset(ZoneOffset.UTC))
                .executeUpdate();
    }

    /** The LMS says that somebody is not in the course any more; what they made stays. */
    void left(UUID course, UUID person) {
        entities.createNativeQuery("UPDATE membership SET active = false WHERE course_id = ?1 AND person_id = ?2")
                .setParameter(1, course)
                .setParameter(2, person)
                .executeUpdate();
    }

    /** Whether the LMS has said that somebody who came from the course is not in it any more. */
    public boolean hasLeft(UUID course, UUID person) {
        return !entities.createNativeQuery(
                        "SELECT 1 FROM membership WHERE course_id = ?1 AND person_id = ?2 AND NOT active")
                .setParameter(1, course)
                .setParameter(2, person)
                .getResultList()
                .isEmpty();
    }

    private List<Member> members(UUID course, CourseRole role) {
        return entities.createQuery("""
                        SELECT p FROM Person p, Membership m
                        WHERE m.personId = p.id AND m.courseId = :course AND m.role = :role AND m.active = true
                        """, Person.class)
                .setParameter("course", course)
                .setParameter("role", role)
                .getResultStream()
                .map(person -> new Member(person.id(), person.name(), role))
                .sorted(Member.BY_GIVEN_NAME)
                .toList();
    }
}
