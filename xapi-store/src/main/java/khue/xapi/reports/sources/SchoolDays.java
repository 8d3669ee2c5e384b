/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.sources;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.TemporalAdjusters;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The days on which schools can be expected to do something, by the calendar of the reference data: no weekends, no days off, and
 * no weeks without teaching. Of a school year that the calendar does not know every week counts.
 */
final class SchoolDays {

    private final Set<LocalDate> mondays;
    private final Set<LocalDate> daysOff;
    private final Set<Integer> knownYears;

    /** @param mondays with which weeks of teaching begin */
    SchoolDays(Set<LocalDate> mondays, Set<LocalDate> daysOff) {
        this.mondays = Set.copyOf(mondays);
        this.daysOff = Set.copyOf(daysOff);
        this.knownYears = mondays.stream().map(SchoolDays::year).collect(Collectors.toSet());
    }

    static SchoolDays read(Connection connection) throws SQLException {
        return new SchoolDays(
                days("select starts_on from xapi.school_week", connection),
                days("select day from xapi.day_off", connection));
    }

    private static Set<LocalDate> days(String sql, Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            Set<LocalDate> days = new HashSet<>();
            while (row.next()) {
                days.add(row.getObject(1, LocalDate.class));
            }
            return days;
        }
    }

    /** How many there are after the one day, up to and with the other. */
    int between(LocalDate one, LocalDate other) {
        return (int) one.plusDays(1)
                .datesUntil(other.plusDays(1))
                .filter(this::isOne)
                .count();
    }

    private boolean isOne(LocalDate day) {
        return day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0
                && !daysOff.contains(day)
                && (!knownYears.contains(year(day))
                        || mondays.contains(day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))));
    }

    /** Before the first week there is summer: the year that begins is asked from August on. */
    private static int year(LocalDate day) {
        return day.getMonthValue() < Month.AUGUST.getValue() ? day.getYear() - 1 : day.getYear();
    }
}
