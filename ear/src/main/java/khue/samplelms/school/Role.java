/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.school;

/** What a person is in this LMS. */
public enum Role {
    TEACHER,
    PUPIL,
    ADMINISTRATOR;

    /** The last part of the person's LTI role in the course; an administrator acts as a teacher there. */
    public String membership() {
        return this == PUPIL ? "Learner" : "Instructor";
    }

    public boolean teaches() {
        return this != PUPIL;
    }
}
