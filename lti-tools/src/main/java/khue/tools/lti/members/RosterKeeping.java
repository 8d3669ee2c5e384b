/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.members;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import khue.tools.people.People;
import khue.tools.people.Person;

/** Keeps what was read of a member list. */
@ApplicationScoped
@Transactional
class RosterKeeping {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private People people;

    @Inject
    private Roster roster;

    @Inject
    private CourseGroups groups;

    @Inject
    private LeftOut leftOut;

    @Inject
    private Event<RosterRead> events;

    /**
     * Keeps the whole list: who is not on it is not in the course.
     *
     * @param asOf when the reading began: whoever launched since then is a member, too
     */
    void keep(UUID course, UUID platform, MembershipService.Listing listing, Instant asOf, URI source) {
        members(course, platform, listing);
        // A launch writes no membership that says what it says already, but always a visit.
        entities.createNativeQuery("""
                        UPDATE membership m SET active = false
                        WHERE course_id = ?1 AND active AND seen_at < ?2
                          AND NOT EXISTS (SELECT FROM visit v
                                          WHERE v.course_id = m.course_id AND v.person_id = m.person_id AND v.created_at >= ?2)
                        """)
                .setParameter(1, course)
                .setParameter(2, asOf.atOffset(ZoneOffset.UTC))
                .executeUpdate();
        int learners = (int) listing.active().stream()
                .filter(member -> member.role() == CourseRole.LEARNER)
                .map(MembershipService.Member::subject)
                .distinct()
                .count();
        isRead(course, listing, asOf, true, learners, source);
    }

    /** Keeps what has changed; everybody else stays what they are. */
    void keepChanges(UUID course, UUID platform, MembershipService.Listing changes, Instant asOf, URI source) {
        members(course, platform, changes);
        int learners = ((Number) entities.createNativeQuery(
                                "SELECT count(*) FROM membership WHERE course_id = ?1 AND active AND role = 'LEARNER'")
                        .setParameter(1, course)
                        .getSingleResult())
                .intValue();
        isRead(course, changes, asOf, false, learners, source);
    }

    private void members(UUID course, UUID platform, MembershipService.Listing listing) {
        // An LMS that tells groups may leave them out for somebody who is in none.
        boolean withGroups =
                listing.members().stream().anyMatch(member -> member.groups().isPresent());
        for (MembershipService.Member member : listing.members()) {
            if (!member.active()) {
                people.find(platform, member.subject()).ifPresent(person -> roster.left(course, person.id()));
                continue;
            }
            if (leftOut.isLeftOut(platform, member.subject())) {
                continue;
            }
            Person person = people.known(platform, member.subject(), member.name());
            roster.seen(course, person.id(), member.role());
            if (withGroups) {
                groups.isIn(course, person.id(), member.groups().orElse(List.of()));
            }
        }
    }

    private void isRead(
            UUID course, MembershipService.Listing listing, Instant asOf, boolean complete, int learners, URI source) {
        entities.find(Course.class, course)
                .rosterIsRead(asOf, complete, listing.changes().map(URI::toString));
        events.fire(new RosterRead(course, learners, asOf, source));
    }
}
