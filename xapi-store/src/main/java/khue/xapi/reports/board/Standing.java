/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.board;

import java.util.Locale;
import java.util.Optional;
import khue.xapi.reports.indicators.SchoolActivity.Seen;

/** Where a school stands: in a word, which is about the school and not about any of its people. */
enum Standing {
    ACTIVE,
    /** Something happened, and something is missing. */
    BEGUN,
    /** Nothing arrived. */
    QUIET,
    /** There are so few people that even a word would be about them: docs/decisions/0049-target-board.md. */
    HIDDEN;

    /** @param seen what happened at the school; empty where nothing did */
    static Standing of(Optional<Seen> seen, int minimumGroup) {
        if (seen.isEmpty()) {
            return QUIET;
        }
        // As in F1: the group is who is there, not who did something.
        int people =
                seen.get().learners() > 0 ? seen.get().learners() : seen.get().pupils();
        if (people < minimumGroup) {
            return HIDDEN;
        }
        return seen.get().isActive() ? ACTIVE : BEGUN;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
