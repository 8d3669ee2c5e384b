/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.launch;

import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import khue.tools.lti.members.Course;
import khue.tools.lti.members.Membership;
import khue.tools.lti.platforms.Deployment;
import khue.tools.lti.platforms.Platform;
import khue.tools.lti.protocol.LaunchMessage;
import khue.tools.people.Person;

/**
 * What earlier launches have told, found by one question: most launches tell nothing new. What this one is the first to name is empty; what
 * it tells otherwise than those before is written when the transaction ends.
 *
 * @param membership what the person is in the course
 * @param grouped whether the person is in a group of any course
 */
record Known(
        Optional<Deployment> deployment,
        Optional<Course> course,
        Optional<ResourceLink> link,
        Optional<Person> person,
        Optional<Membership> membership,
        boolean grouped) {

    private static final String NO_LINK = "";

    static Known of(EntityManager entities, Platform platform, LaunchMessage message) {
        List<Object[]> rows = entities.createQuery("""
                        SELECT d, c, l, p, m, SQL('EXISTS (SELECT FROM course_group_member g WHERE g.person_id = ?)', p.id)
                        FROM Deployment d
                        LEFT JOIN Course c ON c.deploymentId = d.id AND c.contextId = :context
                        LEFT JOIN ResourceLink l ON l.courseId = c.id AND l.ltiId = :link
                        LEFT JOIN LinkedIdentity i ON i.platformId = d.platformId AND i.subject = :subject
                        LEFT JOIN Person p ON p.id = i.personId
                        LEFT JOIN Membership m ON m.courseId = c.id AND m.personId = p.id
                        WHERE d.platformId = :platform AND d.deploymentId = :deployment
                        """, Object[].class)
                .setParameter("context", message.context().orElseThrow().id())
                .setParameter(
                        "link",
                        message.resourceLink()
                                .map(LaunchMessage.ResourceLink::id)
                                .orElse(NO_LINK))
                .setParameter("subject", message.subject())
                .setParameter("platform", platform.id())
                .setParameter("deployment", message.deploymentId())
                .getResultList();
        Object[] found = rows.isEmpty() ? new Object[6] : rows.get(0);
        return new Known(
                Optional.ofNullable((Deployment) found[0]),
                Optional.ofNullable((Course) found[1]),
                Optional.ofNullable((ResourceLink) found[2]),
                Optional.ofNullable((Person) found[3]),
                Optional.ofNullable((Membership) found[4]),
                Boolean.TRUE.equals(found[5]));
    }
}
