/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load.generator;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.MonthDay;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * When things happen in a school year in Hà Nội: busy mornings and evenings, quiet nights and Sundays, holidays, and more
 * of everything before a term ends.
 */
final class SchoolYear {

    static final LocalDate FIRST_DAY = LocalDate.of(2025, Month.SEPTEMBER, 5);
    static final LocalDate LAST_DAY = LocalDate.of(2026, Month.MAY, 31);

    private static final ZoneOffset HANOI = ZoneOffset.ofHours(7);
    private static final int HOURS_A_DAY = 24;
    private static final long MICROS_AN_HOUR = 3_600_000_000L;

    private static final int[] AT_HOUR = {
        2, 1, 1, 1, 1, 4, 15, 60, 100, 95, 90, 60, 35, 60, 90, 95, 80, 50, 40, 75, 95, 80, 40, 10
    };

    /** In hundredths of an ordinary weekday. */
    private static final int SATURDAY = 35;

    private static final int SUNDAY = 20;
    private static final int HOLIDAY = 4;
    private static final int BEFORE_A_TERM_ENDS = 135;
    private static final int FIRST_WEEKS = 70;

    /** Each with its last day; Tết of 2026 is the longest. */
    private static final List<List<LocalDate>> HOLIDAYS = List.of(
            List.of(LocalDate.of(2026, Month.JANUARY, 1), LocalDate.of(2026, Month.JANUARY, 1)),
            List.of(LocalDate.of(2026, Month.FEBRUARY, 14), LocalDate.of(2026, Month.FEBRUARY, 22)),
            List.of(LocalDate.of(2026, Month.APRIL, 30), LocalDate.of(2026, Month.MAY, 1)));

    private final Choice hours;

    SchoolYear() {
        int days = (int) ChronoUnit.DAYS.between(FIRST_DAY, LAST_DAY) + 1;
        int[] weights = new int[days * HOURS_A_DAY];
        for (int hour = 0; hour < weights.length; hour++) {
            weights[hour] = ofDay(FIRST_DAY.plusDays(hour / HOURS_A_DAY)) * AT_HOUR[hour % HOURS_A_DAY];
        }
        hours = Choice.weighted(weights);
    }

    private static int ofDay(LocalDate day) {
        if (HOLIDAYS.stream().anyMatch(holiday -> !day.isBefore(holiday.get(0)) && !day.isAfter(holiday.get(1)))) {
            return HOLIDAY;
        }
        if (day.getDayOfWeek() == DayOfWeek.SATURDAY) {
            return SATURDAY;
        }
        if (day.getDayOfWeek() == DayOfWeek.SUNDAY) {
            return SUNDAY;
        }
        if (day.getMonth() == Month.DECEMBER || day.getMonth() == Month.MAY) {
            return BEFORE_A_TERM_ENDS;
        }
        boolean early = MonthDay.from(day).isBefore(MonthDay.of(Month.SEPTEMBER, 20)) && day.getYear() == 2025;
        return early && day.getMonth() == Month.SEPTEMBER ? FIRST_WEEKS : 100;
    }

    /**
     * When the store receives the statement {@code number} of {@code total}, which are spread over the year in their
     * order. To the microsecond; no two in the same one as long as {@code total} is below some hundred million.
     */
    Instant at(long number, long total) {
        long parts = 2 * total;
        long position = (2 * number + 1) * hours.total();
        int hour = hours.at(position / parts);
        double within = (double) (position - hours.before(hour) * parts) / ((double) hours.weight(hour) * parts);
        return FIRST_DAY
                .atStartOfDay()
                .toInstant(HANOI)
                .plus(hour, ChronoUnit.HOURS)
                .plus((long) (within * MICROS_AN_HOUR), ChronoUnit.MICROS);
    }
}
