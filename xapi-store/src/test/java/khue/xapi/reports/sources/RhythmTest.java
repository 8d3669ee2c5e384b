/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** When a source that has sent for a while and then stops is called silent, over a school year with its holidays. */
class RhythmTest {

    private static final LocalDate FIRST_MONDAY = LocalDate.of(2025, 9, 8);
    private static final LocalDate LAST_MONDAY = LocalDate.of(2026, 5, 25);
    private static final LocalDate TET = LocalDate.of(2026, 2, 9);
    private static final LocalDate NEW_YEAR = LocalDate.of(2026, 1, 1);
    private static final SchoolDays CALENDAR = new SchoolDays(weeks(), Set.of(NEW_YEAR));

    private static Set<LocalDate> weeks() {
        Set<LocalDate> mondays = FIRST_MONDAY
                .datesUntil(LAST_MONDAY.plusDays(1), java.time.Period.ofWeeks(1))
                .collect(Collectors.toCollection(HashSet::new));
        mondays.remove(TET);
        mondays.remove(TET.plusWeeks(1));
        return mondays;
    }

    @Test
    void oneThatSendsEverySchoolDayIsSilentOnTheFourthOne() {
        List<LocalDate> days = sentUntil(LocalDate.of(2025, 11, 20), RhythmTest::isWeekday);

        assertThat(rhythm(days, LocalDate.of(2025, 11, 20)).usualGap()).hasValue(1);
        // A Thursday; then Friday, Monday and Tuesday without anything.
        assertThat(firstSilent(days)).isEqualTo(LocalDate.of(2025, 11, 26));
    }

    @Test
    void oneThatSendsOnceAWeekIsNotSilentAfterThreeDays() {
        LocalDate last = LocalDate.of(2025, 11, 21);
        List<LocalDate> days = sentUntil(last, day -> day.getDayOfWeek() == DayOfWeek.FRIDAY);

        assertThat(rhythm(days, last.plusDays(4))).isEqualTo(new Rhythm(days.size(), OptionalInt.of(5), 2, 15));
        assertThat(rhythm(days, last.plusWeeks(2)).isSilent()).isFalse();
        assertThat(firstSilent(days)).isEqualTo(LocalDate.of(2025, 12, 15));
    }

    @Test
    void oneOfWhichLittleIsKnownHasTwoWeeks() {
        List<LocalDate> days = List.of(LocalDate.of(2025, 11, 3), LocalDate.of(2025, 11, 4), LocalDate.of(2025, 11, 5));

        assertThat(rhythm(days, LocalDate.of(2025, 11, 10))).isEqualTo(new Rhythm(3, OptionalInt.empty(), 3, 10));
        assertThat(firstSilent(days)).isEqualTo(LocalDate.of(2025, 11, 20));
        assertThat(firstSilent(days.subList(0, 1))).isEqualTo(LocalDate.of(2025, 11, 18));
    }

    @Test
    void oneThatIsBusyForAWeekAMonthIsNotSilentBetween() {
        List<LocalDate> days = sentUntil(LocalDate.of(2025, 12, 5), day -> day.getDayOfMonth() <= 7 && isWeekday(day));

        assertThat(rhythm(days, LocalDate.of(2025, 12, 31)).isSilent()).isFalse();
        assertThat(firstSilent(days)).isAfter(LocalDate.of(2026, 1, 31));
    }

    @Test
    void holidaysAreNoSilence() {
        List<LocalDate> beforeTet = sentUntil(TET.minusDays(3), RhythmTest::isWeekday);
        assertThat(rhythm(beforeTet, TET.plusDays(13)).quiet()).isZero();
        assertThat(firstSilent(beforeTet)).isEqualTo(LocalDate.of(2026, 2, 26));

        List<LocalDate> beforeNewYear = sentUntil(NEW_YEAR.minusDays(1), RhythmTest::isWeekday);
        assertThat(firstSilent(beforeNewYear)).isEqualTo(LocalDate.of(2026, 1, 7));

        List<LocalDate> untilSummer = sentUntil(LocalDate.of(2026, 5, 29), RhythmTest::isWeekday);
        assertThat(rhythm(untilSummer, LocalDate.of(2026, 7, 31)).quiet()).isZero();
    }

    @Test
    void anotherYearThatNobodyHasToldTheCalendarOfHasNoHolidays() {
        LocalDate last = LocalDate.of(2026, 5, 29);
        List<LocalDate> days = sentUntil(last, RhythmTest::isWeekday);
        assertThat(firstSilent(days)).isEqualTo(LocalDate.of(2026, 8, 6));

        Set<LocalDate> weeks = new HashSet<>(weeks());
        weeks.add(LocalDate.of(2026, 9, 7));
        SchoolDays withTheNext = new SchoolDays(weeks, Set.of());
        assertThat(Rhythm.of(new TreeSet<>(days), withTheNext, LocalDate.of(2026, 9, 9))
                        .quiet())
                .isEqualTo(3);
    }

    private static List<LocalDate> sentUntil(LocalDate last, Predicate<LocalDate> sends) {
        return FIRST_MONDAY.datesUntil(last.plusDays(1)).filter(sends).toList();
    }

    private static boolean isWeekday(LocalDate day) {
        return day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0;
    }

    private static Rhythm rhythm(Collection<LocalDate> days, LocalDate today) {
        return Rhythm.of(new TreeSet<>(days), CALENDAR, today);
    }

    private static LocalDate firstSilent(List<LocalDate> days) {
        return Stream.iterate(days.get(days.size() - 1), day -> day.plusDays(1))
                .filter(day -> rhythm(days, day).isSilent())
                .findFirst()
                .orElseThrow();
    }
}
