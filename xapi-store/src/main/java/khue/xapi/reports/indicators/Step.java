/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What a trend goes by: periods of the calendar, or of the school year. */
public enum Step {
    MONTH,
    QUARTER,
    YEAR,
    TERM,
    SCHOOL_YEAR;

    /** Five years of months; more is no trend but a load. */
    public static final int MOST = 60;

    private static final int MONTHS_OF_A_QUARTER = 3;

    /**
     * A period of a trend.
     *
     * @param name such as {@code 2026-09}, {@code 2026-Q3}, {@code 2026}, {@code 2025-2026/1} or {@code 2025-2026}
     * @param period as much of it as the question asks for
     * @param complete whether that is all of it, and it is over
     */
    public record Part(String name, Period period, boolean complete) {}

    /** A term or a year of the school calendar. */
    record Named(String name, Period period) {}

    public static Optional<Step> of(String word) {
        return Arrays.stream(values()).filter(step -> step.word().equals(word)).findFirst();
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The periods that the span has days of, without those that are yet to begin; of too many {@link #MOST} and one.
     *
     * @param ofSchools the terms or the years of the school calendar, when the trend goes by them; what is between them is in
     *     no period
     */
    List<Part> parts(Period span, LocalDate today, List<Named> ofSchools) {
        return switch (this) {
            case MONTH ->
                ofCalendar(
                        span.from().withDayOfMonth(1),
                        day -> day.plusMonths(1),
                        day -> day.toString().substring(0, "yyyy-mm".length()),
                        span,
                        today);
            case QUARTER ->
                ofCalendar(
                        span.from()
                                .withDayOfMonth(1)
                                .minusMonths((span.from().getMonthValue() - 1) % MONTHS_OF_A_QUARTER),
                        day -> day.plusMonths(MONTHS_OF_A_QUARTER),
                        day -> day.getYear() + "-Q" + ((day.getMonthValue() - 1) / MONTHS_OF_A_QUARTER + 1),
                        span,
                        today);
            case YEAR ->
                ofCalendar(
                        span.from().withDayOfYear(1),
                        day -> day.plusYears(1),
                        day -> Integer.toString(day.getYear()),
                        span,
                        today);
            case TERM, SCHOOL_YEAR ->
                ofSchools.stream()
                        .flatMap(named -> part(named.name(), named.period(), span, today).stream())
                        .limit(MOST + 1L)
                        .toList();
        };
    }

    private static List<Part> ofCalendar(
            LocalDate first,
            UnaryOperator<LocalDate> next,
            Function<LocalDate, String> name,
            Period span,
            LocalDate today) {
        List<Part> parts = new ArrayList<>();
        for (LocalDate day = first;
                !day.isAfter(span.until()) && !day.isAfter(today) && parts.size() <= MOST;
                day = next.apply(day)) {
            part(name.apply(day), new Period(day, next.apply(day).minusDays(1)), span, today)
                    .ifPresent(parts::add);
        }
        return parts;
    }

    private static Optional<Part> part(String name, Period whole, Period span, LocalDate today) {
        LocalDate from = whole.from().isBefore(span.from()) ? span.from() : whole.from();
        LocalDate until = whole.until().isAfter(span.until()) ? span.until() : whole.until();
        if (until.isBefore(from) || from.isAfter(today)) {
            return Optional.empty();
        }
        Period asked = new Period(from, until);
        return Optional.of(new Part(name, asked, asked.equals(whole) && until.isBefore(today)));
    }
}
