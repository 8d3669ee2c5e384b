/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio;

/** Where a pupil's work is. */
public enum WorkStatus {
    /** Never handed in. */
    DRAFT,
    /** Handed in: locked, and waiting for a teacher. */
    SUBMITTED,
    /** Given back to be worked on: open again for the pupil. */
    RETURNED,
    /** Accepted, with an {@link Outcome}. */
    ACCEPTED;

    boolean pupilMayChange() {
        return this == DRAFT || this == RETURNED;
    }

    /** An accepted work may be answered anew: a teacher, too, presses the wrong button once. */
    public boolean teacherMayAnswer() {
        return this == SUBMITTED || this == ACCEPTED;
    }
}
