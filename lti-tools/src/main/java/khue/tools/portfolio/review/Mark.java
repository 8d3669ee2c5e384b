/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.review;

/**
 * The level that a teacher gave a work for one criterion, as the criterion was worded then.
 *
 * @param number the criterion's place in its rubric, from 1
 * @param competency the id of what it shows, or empty
 * @param level from 1, the lowest
 * @param levels how many there were
 */
public record Mark(int number, String criterion, String competency, int level, int levels, String words) {

    public Mark {
        if (level < 1 || level > levels) {
            throw new IllegalArgumentException("a level is one of those that there are");
        }
    }
}
