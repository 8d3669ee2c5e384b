/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.testing;

import static khue.tools.testing.InServer.execute;

import java.util.UUID;

/** A course of an LMS with one link and one pupil, in the tools' database; each one apart from all others. */
public record GradedCourse(UUID platform, UUID deployment, UUID course, UUID link, UUID pupil, String subject) {

    /** @param lms the root of the LMS's addresses */
    public static GradedCourse make(String lms) {
        GradedCourse made = new GradedCourse(
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                "lms-user-3");
        execute("""
                INSERT INTO platform (id, issuer, client_id, name, authorization_endpoint, token_endpoint, jwks_uri, status, created_at)
                VALUES (?, ?, ?, 'LMS', ?, ?, ?, 'active', now())
                """, made.platform(), lms, made.platform().toString(), lms + "/auth", lms + "/token", lms + "/keys");
        execute(
                "INSERT INTO deployment (id, platform_id, deployment_id, status, first_seen_at) VALUES (?, ?, '1', 'active', now())",
                made.deployment(),
                made.platform());
        execute("""
                INSERT INTO course (id, deployment_id, context_id, title, line_items_url, created_at)
                VALUES (?, ?, '7', 'Lớp 6A', ?, now())
                """, made.course(), made.deployment(), lms + "/lineitems?type_id=2");
        execute("""
                INSERT INTO resource_link (id, course_id, lti_id, line_item_url, created_at) VALUES (?, ?, '5', ?, now())
                """, made.link(), made.course(), lms + "/li/1?type_id=2");
        execute("INSERT INTO person (id, display_name, created_at) VALUES (?, 'Trần Minh An', now())", made.pupil());
        execute(
                "INSERT INTO linked_identity (platform_id, subject, person_id, linked_at) VALUES (?, ?, ?, now())",
                made.platform(),
                made.subject(),
                made.pupil());
        return made;
    }
}
