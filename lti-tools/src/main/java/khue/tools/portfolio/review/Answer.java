/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.review;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import khue.tools.portfolio.Outcome;

/**
 * What a teacher says to a work.
 *
 * @param outcome empty: given back to be worked on
 * @param comment may be empty
 * @param marks the criteria that the teacher looked at
 * @param voice the file in which the teacher speaks
 */
record Answer(Optional<Outcome> outcome, String comment, List<Mark> marks, Optional<UUID> voice) {

    static final int LONGEST_COMMENT = 5000;

    Answer {
        marks = List.copyOf(marks);
        if (comment.length() > LONGEST_COMMENT) {
            throw new IllegalArgumentException("a comment has at most " + LONGEST_COMMENT + " characters");
        }
    }

    /** The same, spoken as well. */
    Answer spoken(UUID file) {
        return new Answer(outcome, comment, marks, Optional.of(file));
    }

    /** A pupil whose work is not good enough yet is told what to do about it, in writing or by voice. */
    boolean lacksWords() {
        return outcome.filter(Outcome::good).isEmpty() && comment.isEmpty() && voice.isEmpty();
    }

    /** Whether it is the same in all but the recording, which no two are: a button pressed twice. */
    boolean repeats(Answer other) {
        return outcome.equals(other.outcome) && comment.equals(other.comment) && marks.equals(other.marks);
    }
}
