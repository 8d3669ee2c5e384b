/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.review;

import java.util.Optional;
import khue.tools.portfolio.Outcome;

/**
 * What a teacher answers to a work.
 *
 * @param outcome accepts the work with this outcome; empty gives it back to be worked on
 * @param comment the teacher's words; may be empty where {@link #needsComment} says so
 */
record Answer(Optional<Outcome> outcome, String comment) {

    static final int LONGEST_COMMENT = 5000;

    Answer {
        if (comment.length() > LONGEST_COMMENT) {
            throw new IllegalArgumentException("a comment has at most " + LONGEST_COMMENT + " characters");
        }
    }

    /** A pupil whose work is not good enough yet is told what to do about it. */
    boolean needsComment() {
        return outcome.filter(Outcome::success).isEmpty();
    }
}
