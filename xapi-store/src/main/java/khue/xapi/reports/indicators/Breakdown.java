/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
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
    /** A kind of participants in training. */
    COHORT,
    /** A competency or a quality. */
    COMPETENCY,
    /** A round of contests. */
    ROUND,
    /** Two schools that exchange. */
    PAIR,
    /** Whoever sends statements. */
    SOURCE,
    NONE;

    private static final Set<Breakdown> OF_PLACES = EnumSet.of(LEVEL, AREA, OWNERSHIP, UNIT, CLUSTER);
    private static final Set<Breakdown> OF_ONE_INDICATOR = EnumSet.of(COHORT, COMPETENCY, ROUND, PAIR, SOURCE);

    public static Optional<Breakdown> of(String word) {
        return Arrays.stream(values()).filter(by -> by.word().equals(word)).findFirst();
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Those that an indicator can be cut by, the usual one first. */
    static List<Breakdown> of(Grain grain, Optional<Breakdown> own) {
        return Stream.concat(
                        own.stream(),
                        Arrays.stream(values())
                                .filter(by -> !by.isOwn())
                                .filter(by ->
                                        grain == Grain.CLASS || by == NONE || grain == Grain.SCHOOL && by != CLASS))
                .toList();
    }

    /** Whether rows are groups of schools, which differ by time. */
    boolean isOfPlaces() {
        return OF_PLACES.contains(this);
    }

    /** Whether rows are something that only one indicator knows; places then play no part. */
    boolean isOwn() {
        return OF_ONE_INDICATOR.contains(this);
    }
}
