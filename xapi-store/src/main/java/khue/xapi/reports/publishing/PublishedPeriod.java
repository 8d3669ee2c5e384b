/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.publishing;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import khue.xapi.reports.indicators.Period;

/**
 * A stretch of time for which figures are written down.
 *
 * @param kind month, quarter, year or school-year
 */
record PublishedPeriod(String kind, String name, Period days) {

    private static final int MONTHS_OF_A_QUARTER = 3;
    private static final int MONTHS_OF_A_YEAR = 12;

    /** The months, quarters and years that hold a day of the stretch. */
    static List<PublishedPeriod> ofCalendar(LocalDate first, LocalDate last) {
        List<PublishedPeriod> periods = new ArrayList<>();
        YearMonth end = YearMonth.from(last);
        YearMonth start = YearMonth.from(first);
        for (YearMonth month = start; !month.isAfter(end); month = month.plusMonths(1)) {
            periods.add(months("month", month.toString(), month, 1));
            int inQuarter = (month.getMonthValue() - 1) % MONTHS_OF_A_QUARTER;
            if (inQuarter == 0 || month.equals(start)) {
                YearMonth quarter = month.minusMonths(inQuarter);
                int number = (quarter.getMonthValue() - 1) / MONTHS_OF_A_QUARTER + 1;
                periods.add(months("quarter", month.getYear() + "-Q" + number, quarter, MONTHS_OF_A_QUARTER));
            }
            if (month.getMonthValue() == 1 || month.equals(start)) {
                periods.add(months(
                        "year", String.valueOf(month.getYear()), YearMonth.of(month.getYear(), 1), MONTHS_OF_A_YEAR));
            }
        }
        return periods;
    }

    private static PublishedPeriod months(String kind, String name, YearMonth first, int months) {
        return new PublishedPeriod(
                kind,
                name,
                new Period(first.atDay(1), first.plusMonths(months - 1L).atEndOfMonth()));
    }
}
