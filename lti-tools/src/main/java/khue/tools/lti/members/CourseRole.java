/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.members;

/** What a person is in a course. A role that we do not know gives {@link #OBSERVER}: the least. */
public enum CourseRole {
    TEACHER,
    LEARNER,
    OBSERVER
}
