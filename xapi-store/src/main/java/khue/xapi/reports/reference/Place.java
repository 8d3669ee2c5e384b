/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.reference;

import java.time.LocalDate;
import java.util.Optional;

/**
 * Where and what a school was for a time; what nobody knows is empty.
 *
 * @param from the first day
 * @param until the first day on which it was so no more; empty: it still is
 * @param level empty, too, where a school has classes of several
 * @param district and {@code ward} until 30 June 2025
 * @param unit ward or commune since then
 */
public record Place(
        LocalDate from,
        Optional<LocalDate> until,
        Optional<String> level,
        Optional<String> district,
        Optional<String> ward,
        Optional<String> unit,
        Optional<String> area,
        Optional<String> ownership,
        Optional<String> cluster) {

    public Place {
        if (until.filter(end -> !end.isAfter(from)).isPresent()) {
            throw new IllegalArgumentException("a place is left after it was reached");
        }
    }
}
