/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.members;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import khue.tools.people.PersonName;

/** Who is in a course: from launches and, where the LMS offers it, from Names and Role Provisioning Services 2.0. */
@ApplicationScoped
@Transactional
public class Roster {

    /** @param name as the LMS says it */
    public record Member(UUID person, PersonName name, CourseRole role) {}

    /**
     * The course's active learners, sorted by given name as Vietnamese class lists are. Reads the LMS's list first when ours is older than
     * a few minutes; when the LMS does not answer in time, what we know is answered.
     */
    public List<Member> learners(UUID course) {
        throw new UnsupportedOperationException("being written: " + course);
    }
}
