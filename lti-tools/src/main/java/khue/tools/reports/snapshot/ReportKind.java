/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.reports.snapshot;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How often a report is due. The name is stable, because snapshots keep it. */
public enum ReportKind {
    MONTH,
    QUARTER,
    YEAR,
    SCHOOL_YEAR,
    /** On request, for any days. */
    REQUEST;

    public static Optional<ReportKind> of(String name) {
        return Stream.of(values()).filter(kind -> kind.name().equals(name)).findFirst();
    }

    /** How messages call it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether a report of this kind may be about these days. */
    public boolean fits(LocalDate from, LocalDate until) {
        return switch (this) {
            case MONTH -> isWhole(from, until, 1);
            case QUARTER -> isWhole(from, until, 3) && from.getMonthValue() % 3 == 1;
            case YEAR -> isWhole(from, until, 12) && from.getMonthValue() == 1;
            case SCHOOL_YEAR, REQUEST -> !until.isBefore(from);
        };
    }

    private static boolean isWhole(LocalDate from, LocalDate until, int months) {
        return from.getDayOfMonth() == 1 && until.equals(from.plusMonths(months).minusDays(1));
    }
}
