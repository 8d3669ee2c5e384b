/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import khue.xapi.reports.indicators.Indicator.Grain;

/** What rows of an answer stand for. */
public enum Breakdown {
    CLASS,
    SCHOOL,
    LEVEL,
    AREA,
    OWNERSHIP,
    /** Ward or commune; a district where there were districts. */
    UNIT,
    CLUSTER,
    NONE;

    public static Optional<Breakdown> of(String word) {
        return Arrays.stream(values()).filter(by -> by.word().equals(word)).findFirst();
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Those that an indicator can be cut by, the usual one first. */
    static List<Breakdown> of(Grain grain) {
        return Arrays.stream(values())
                .filter(by -> by != CLASS || grain == Grain.CLASS)
                .toList();
    }

    /** Whether rows are groups of schools, which differ by time. */
    boolean isOfPlaces() {
        return this != CLASS && this != SCHOOL && this != NONE;
    }
}
