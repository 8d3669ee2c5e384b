/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.statements;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How much of a statement an answer holds.
 *
 * @see <a href="https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Communication.md#213-get-statements">Communication
 *     2.1.3, format</a>
 */
enum StatementFormat {
    /** As stored. */
    EXACT,
    /** Only what identifies agents, activities, verbs and groups. */
    IDS,
    /**
     * Activities and verbs as the store knows them, and of each language map the one language that the reader likes
     * best.
     */
    CANONICAL;

    static Optional<StatementFormat> of(String word) {
        return Arrays.stream(values())
                .filter(format -> format.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst();
    }
}
