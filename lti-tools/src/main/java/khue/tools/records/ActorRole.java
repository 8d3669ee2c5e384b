/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.records;

import khue.tools.lti.members.CourseRole;

/** As what the actor of a statement did it: in a course, or for a child of the own family. */
public enum ActorRole {
    TEACHER,
    LEARNER,
    OBSERVER,
    /** Of the pupil whom the statement is about. No LMS says so: a teacher here has. */
    GUARDIAN;

    static ActorRole in(CourseRole role) {
        return switch (role) {
            case TEACHER -> TEACHER;
            case LEARNER -> LEARNER;
            case OBSERVER -> OBSERVER;
        };
    }
}
