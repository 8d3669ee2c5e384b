/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.imports;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A file that somebody brought.
 *
 * @param whole whether rows that the file lacks go
 * @param by whom the key named as the one who decided, or the key
 * @param keptAt empty: it was only looked at so far
 */
record Import(
        long id,
        Table table,
        String file,
        String sha256,
        boolean whole,
        Instant madeAt,
        String by,
        int rows,
        Optional<Instant> keptAt,
        Optional<Instant> undoneAt) {

    /** How far it is. */
    enum State {
        LOOKED_AT,
        KEPT,
        UNDONE;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    State state() {
        return keptAt.isEmpty() ? State.LOOKED_AT : undoneAt.isEmpty() ? State.KEPT : State.UNDONE;
    }
}
