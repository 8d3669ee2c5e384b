/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.members;

import khue.tools.lti.protocol.Roles;

/** What a person is in a course. A role that we do not know gives {@link #OBSERVER}: the least. */
public enum CourseRole {
    TEACHER,
    LEARNER,
    OBSERVER;

    /** Who both teaches and learns in a course, a teacher who tries it as a pupil, teaches. */
    public static CourseRole of(Roles roles) {
        if (roles.teaches()) {
            return TEACHER;
        }
        return roles.learns() ? LEARNER : OBSERVER;
    }
}
