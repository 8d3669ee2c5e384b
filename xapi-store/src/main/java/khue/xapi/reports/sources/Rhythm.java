/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.sources;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedSet;

/**
 * How often a source sends, and whether it has stopped. A source is silent when it has not sent for several times as long as it
 * usually takes until it sends again, but never before three school days are over: docs/decisions/0057-silence.md
 *
 * @param days on which it has sent lately
 * @param usualGap from one such day to the next, in school days: nine of ten gaps are no longer; empty where there are too few
 * @param quiet school days since the last one
 * @param patience more of them are silence
 */
record Rhythm(int days, OptionalInt usualGap, int quiet, int patience) {

    /** As far as is looked back: a source that sends once a month has a rhythm as well. */
    static final int DAYS_LOOKED_AT = 180;

    /** Those that are not met now and then are holidays of a source, not its rhythm. */
    private static final double USUAL = 0.9;

    private static final int FEWEST_GAPS = 3;
    private static final int TIMES = 3;
    private static final int LEAST = 3;

    /** Two weeks, where nobody can know how often a source wants to send. */
    private static final int OF_STRANGERS = 10;

    boolean isSilent() {
        return quiet > patience;
    }

    /** @param days on which it sent, one at least */
    static Rhythm of(SortedSet<LocalDate> days, SchoolDays calendar, LocalDate today) {
        List<Integer> gaps = new ArrayList<>();
        LocalDate before = days.first();
        for (LocalDate day : days.tailSet(before.plusDays(1))) {
            gaps.add(calendar.between(before, day));
            before = day;
        }
        int quiet = calendar.between(before, today);
        if (gaps.size() < FEWEST_GAPS) {
            return new Rhythm(days.size(), OptionalInt.empty(), quiet, OF_STRANGERS);
        }
        Collections.sort(gaps);
        int usual = Math.max(1, gaps.get((int) Math.ceil(USUAL * gaps.size()) - 1));
        return new Rhythm(days.size(), OptionalInt.of(usual), quiet, Math.max(LEAST, TIMES * usual));
    }
}
