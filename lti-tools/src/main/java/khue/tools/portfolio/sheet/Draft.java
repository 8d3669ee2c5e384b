/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.sheet;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import khue.tools.portfolio.review.Mark;

/** A comment put together from what a teacher said during the term: nothing is made up, and the teacher has the last word. */
final class Draft {

    static final int LONGEST = 2000;

    private Draft() {}

    /**
     * What was said to one accepted work.
     *
     * @param project the project's title
     * @param outcome in the scale's words
     */
    record Said(String project, String outcome, List<Mark> marks, String comment) {}

    /** A line for each project: its outcome, the level of each criterion in words, and what the teacher wrote. */
    static String of(List<Said> term) {
        String words = term.stream().map(Draft::line).collect(Collectors.joining("\n"));
        return words.length() <= LONGEST ? words : words.substring(0, LONGEST - 1) + "…";
    }

    private static String line(Said said) {
        String marks = said.marks().stream()
                .map(mark -> mark.criterion() + ": " + mark.words())
                .collect(Collectors.joining("; "));
        return said.project() + ": "
                + Stream.of(
                                said.outcome(),
                                marks,
                                said.comment().replace('\n', ' ').strip())
                        .filter(part -> !part.isEmpty())
                        .map(Draft::sentence)
                        .collect(Collectors.joining(" "));
    }

    private static String sentence(String words) {
        return words.matches("(?s).*[.!?…]") ? words : words + ".";
    }
}
