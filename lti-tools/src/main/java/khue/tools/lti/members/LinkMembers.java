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
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import khue.tools.people.People;

/** Who may open a link, as the LMS last told. */
@ApplicationScoped
@Transactional
class LinkMembers {

    /** @param readAt when that was last read */
    record Link(String ltiId, Optional<Instant> readAt) {}

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private People people;

    Optional<Link> find(UUID link) {
        return ((List<?>) entities.createNativeQuery("SELECT lti_id, members_read_at FROM resource_link WHERE id = ?1")
                        .setParameter(1, link)
                        .getResultList())
                .stream()
                        .map(row -> (Object[]) row)
                        .map(row -> new Link(
                                (String) row[0],
                                Optional.ofNullable((Date) row[1]).map(Date::toInstant)))
                        .findFirst();
    }

    /** Empty when the LMS has not told. */
    Set<UUID> of(UUID link) {
        Set<UUID> members = new HashSet<>();
        for (Object person : entities.createNativeQuery(
                        "SELECT CAST(person_id AS text) FROM link_member WHERE resource_link_id = ?1")
                .setParameter(1, link)
                .getResultList()) {
            members.add(UUID.fromString((String) person));
        }
        return members;
    }

    void keep(UUID link, UUID platform, List<MembershipService.Member> members, Instant asOf) {
        Set<UUID> before = of(link);
        Set<UUID> now = new HashSet<>();
        members.forEach(member ->
                now.add(people.known(platform, member.subject(), member.name()).id()));
        before.stream()
                .filter(person -> !now.contains(person))
                .forEach(person -> entities.createNativeQuery(
                                "DELETE FROM link_member WHERE resource_link_id = ?1 AND person_id = ?2")
                        .setParameter(1, link)
                        .setParameter(2, person)
                        .executeUpdate());
        now.stream()
                .filter(person -> !before.contains(person))
                .forEach(person -> entities.createNativeQuery(
                                "INSERT INTO link_member (resource_link_id, person_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING")
                        .setParameter(1, link)
                        .setParameter(2, person)
                        .executeUpdate());
        entities.createNativeQuery("UPDATE resource_link SET members_read_at = ?2 WHERE id = ?1")
                .setParameter(1, link)
                .setParameter(2, asOf.atOffset(ZoneOffset.UTC))
                .executeUpdate();
    }
}
