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

/** Keeps a member list that was read: everybody on it is an active member, nobody else is. */
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
    private Event<RosterRead> events;

    /** @param asOf when the reading began: whoever launched since then is a member, too */
    void keep(UUID course, UUID platform, List<MembershipService.Member> members, Instant asOf, URI source) {
        for (MembershipService.Member member : members) {
            Person person = people.known(platform, member.subject(), member.name());
            roster.seen(course, person.id(), member.role());
        }
        entities.createNativeQuery(
                        "UPDATE membership SET active = false WHERE course_id = ?1 AND active AND seen_at < ?2")
                .setParameter(1, course)
                .setParameter(2, asOf.atOffset(ZoneOffset.UTC))
                .executeUpdate();
        entities.find(Course.class, course).rosterReadAt(asOf);
        int learners = (int) members.stream()
                .filter(member -> member.role() == CourseRole.LEARNER)
                .map(MembershipService.Member::subject)
                .distinct()
                .count();
        events.fire(new RosterRead(course, learners, asOf, source));
    }
}
