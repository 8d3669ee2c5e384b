/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a school was. Hà Nội's districts ended on 1 July 2025, and the wards and communes that came cut across their
 * borders; so a school's past is read from its history, and a report says which day's map it is drawn on.
 */
public enum Geography {
    /** Where it was when something happened; a school that moved is in both places, each for its time. */
    EVENT,
    /** Where it is on the day of the question. */
    CURRENT,
    /** Where it was on the last day of the districts. */
    LEGACY;

    static final LocalDate LAST_DAY_OF_DISTRICTS = LocalDate.of(2025, 6, 30);

    public static Optional<Geography> of(String word) {
        return Arrays.stream(values())
                .filter(geography -> geography.word().equals(word))
                .findFirst();
    }

    /** The day of the map that a whole period is drawn on: by the day of the event, that of its end. */
    public LocalDate mapOf(Period period, LocalDate today) {
        return switch (this) {
            case EVENT -> period.until();
            case CURRENT -> today;
            case LEGACY -> LAST_DAY_OF_DISTRICTS;
        };
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
