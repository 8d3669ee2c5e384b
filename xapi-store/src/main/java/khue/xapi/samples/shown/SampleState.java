/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.samples.shown;

import java.time.Instant;
import java.util.Locale;

/**
 * How far the sample data is.
 *
 * @param begunAt what its days are reckoned from
 * @param statements how many are there; {@code planned}: how many there are to be
 */
record SampleState(Step step, Instant begunAt, int statements, int planned) {

    /** From nothing to nothing. */
    enum Step {
        FILLING,
        THERE,
        LEAVING,
        GONE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Step of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}
