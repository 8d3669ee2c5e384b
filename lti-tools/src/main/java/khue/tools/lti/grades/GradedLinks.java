/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.grades;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import khue.tools.lti.launch.ResourceLink;
import khue.tools.lti.members.Course;
import khue.tools.lti.members.Courses;
import khue.tools.lti.platforms.Platform;
import khue.tools.lti.platforms.Platforms;
import khue.tools.people.People;

/** Links as far as grades need them, each read or written in a short transaction of its own. */
@ApplicationScoped
@Transactional
class GradedLinks {

    /** How long one worker may look for, or make, a link's line item before another one tries. */
    private static final Duration CLAIM = Duration.ofMinutes(1);

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Courses courses;

    @Inject
    private Platforms platforms;

    @Inject
    private People people;

    @Inject
    private Clock clock;

    /** Empty when the link is gone, or when its LMS does not know the person. */
    Optional<GradedLink> find(UUID link, UUID person) {
        return Optional.ofNullable(entities.find(ResourceLink.class, link)).flatMap(found -> {
            Course course = courses.find(found.courseId()).orElseThrow();
            Platform platform = platforms.ofCourse(course.id()).orElseThrow();
            return people.subject(platform.id(), person)
                    .map(subject -> new GradedLink(
                            link,
                            platform,
                            found.ltiId(),
                            found.title().orElse(course.name()),
                            found.tool(),
                            found.item(),
                            found.lineItemUrl().map(URI::create),
                            course.lineItemsUrl().map(URI::create),
                            subject));
        });
    }

    /** Whether this worker may look for the link's line item: two workers at once would make two. */
    boolean claimLineItem(UUID link) {
        Instant now = clock.instant();
        return entities.createNativeQuery("""
                                INSERT INTO line_item_claim AS claim (resource_link_id, until) VALUES (?1, ?2)
                                ON CONFLICT (resource_link_id) DO UPDATE SET until = excluded.until WHERE claim.until <= ?3
                                """)
                        .setParameter(1, link)
                        .setParameter(2, now.plus(CLAIM).atOffset(ZoneOffset.UTC))
                        .setParameter(3, now.atOffset(ZoneOffset.UTC))
                        .executeUpdate()
                == 1;
    }

    /** The LMS has no line item at this address any more: the next score looks for another one. */
    void forgetLineItem(UUID link, URI gone) {
        entities.createNativeQuery("UPDATE resource_link SET line_item_url = NULL WHERE id = ?1 AND line_item_url = ?2")
                .setParameter(1, link)
                .setParameter(2, gone.toString())
                .executeUpdate();
    }

    /** Lets another worker try; the line item, when there is one, is the link's from now on. */
    void releaseLineItem(UUID link, Optional<URI> url) {
        url.ifPresent(found -> Optional.ofNullable(entities.find(ResourceLink.class, link))
                .ifPresent(known -> known.lineItemUrl(found.toString())));
        entities.createNativeQuery("DELETE FROM line_item_claim WHERE resource_link_id = ?1")
                .setParameter(1, link)
                .executeUpdate();
    }
}
