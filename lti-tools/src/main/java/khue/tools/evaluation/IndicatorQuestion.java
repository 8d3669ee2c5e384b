/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import khue.tools.records.SchoolYears;
import khue.tools.web.Formats;
import khue.tools.web.Messages;

/** Reads which indicator somebody asks for, and offers the periods that people ask for most. */
@ApplicationScoped
public class IndicatorQuestion {

    static final List<String> GEOGRAPHIES = List.of("event", "current", "legacy");

    /** What a trend goes by, as the store says it. */
    static final List<String> STEPS = List.of("month", "quarter", "year", "term", "school-year");

    private static final Map<String, Integer> MONTHS = Map.of("month", 1, "quarter", 3, "year", 12);
    private static final long MOST_PERIODS = 60;
    private static final int SCHOOL_YEARS = 2;

    @Inject
    private SchoolYears schoolYears;

    @Inject
    private Messages messages;

    @Inject
    private Clock clock;

    /**
     * A question as it was typed.
     *
     * @param trend empty when none was asked for
     * @param period empty when it has to be mended
     * @param problems by field, the key of the sentence that says what is wrong
     */
    record Asked(
            String from,
            String until,
            String by,
            String geography,
            String trend,
            Optional<Period> period,
            Map<String, String> problems) {}

    /** @param label in the reader's language */
    public record Preset(String label, LocalDate from, LocalDate until) {}

    /** Without any field, the question is the present school year by what is usual for the indicator. */
    Asked read(String from, String until, String by, String geography, String trend, IndicatorDefinition indicator) {
        String breakdown = known(by, indicator.breakdowns());
        String map = known(geography, GEOGRAPHIES);
        String step = trend != null && STEPS.contains(trend) ? trend : "";
        if (isBlank(from) && isBlank(until)) {
            Period year = thisSchoolYear();
            return new Asked(
                    Period.typed(year.from()),
                    Period.typed(year.until()),
                    breakdown,
                    map,
                    step,
                    Optional.of(year),
                    Map.of());
        }
        Optional<LocalDate> first = Period.day(from);
        Optional<LocalDate> last = Period.day(until);
        Map<String, String> problems = new LinkedHashMap<>();
        if (first.isEmpty()) {
            problems.put("from", "evaluation.problem.day");
        }
        if (last.isEmpty()) {
            problems.put("until", "evaluation.problem.day");
        }
        if (problems.isEmpty() && last.orElseThrow().isBefore(first.orElseThrow())) {
            problems.put("until", "evaluation.problem.order");
        }
        // What the store refuses, said beside the field.
        if (problems.isEmpty() && periods(first.orElseThrow(), last.orElseThrow(), step) > MOST_PERIODS) {
            problems.put("trend", "evaluation.problem.trend");
        }
        Optional<Period> period = problems.isEmpty()
                ? Optional.of(new Period(first.orElseThrow(), last.orElseThrow()))
                : Optional.empty();
        // What cannot be read as a day stays as it was typed.
        return new Asked(
                first.map(Period::typed).orElse(from),
                last.map(Period::typed).orElse(until),
                breakdown,
                map,
                step,
                period,
                problems);
    }

    /** At most; what goes by the calendar of schools is never many. */
    private static long periods(LocalDate from, LocalDate until, String step) {
        int months = MONTHS.getOrDefault(step, 0);
        return months == 0
                ? 0
                : ChronoUnit.MONTHS.between(from.withDayOfMonth(1), until.withDayOfMonth(1)) / months + 1;
    }

    private static String known(String word, List<String> words) {
        return word != null && words.contains(word) ? word : words.get(0);
    }

    public Period thisSchoolYear() {
        return schoolYears.latest(clock.instant(), 1).stream()
                .map(year -> new Period(year.beginsOn(), year.endsOn()))
                .findFirst()
                .orElseGet(() -> calendarYear(today()));
    }

    List<Preset> presets(Locale locale) {
        List<Preset> presets = new ArrayList<>();
        for (SchoolYears.SchoolYear year : schoolYears.latest(clock.instant(), SCHOOL_YEARS)) {
            presets.add(new Preset(
                    messages.say(locale, "evaluation.period.school-year", year.name()),
                    year.beginsOn(),
                    year.endsOn()));
        }
        LocalDate today = today();
        Period year = calendarYear(today);
        presets.add(new Preset(
                messages.say(locale, "evaluation.period.year", Integer.toString(today.getYear())),
                year.from(),
                year.until()));
        LocalDate quarter =
                today.withMonth((today.getMonthValue() - 1) / 3 * 3 + 1).withDayOfMonth(1);
        presets.add(new Preset(
                messages.say(
                        locale,
                        "evaluation.period.quarter",
                        Integer.toString((today.getMonthValue() + 2) / 3),
                        Integer.toString(today.getYear())),
                quarter,
                quarter.plusMonths(3).minusDays(1)));
        return presets;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Formats.ZONE);
    }

    private static Period calendarYear(LocalDate day) {
        return new Period(day.withDayOfYear(1), day.withMonth(12).withDayOfMonth(31));
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }
}
