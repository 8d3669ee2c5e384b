/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import khue.xapi.reports.indicators.Ties.Unit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Which cells of an answer are not shown, because they would tell of a group smaller than the minimum, by themselves or
 * together with any other answer: docs/decisions/0042-ties.md.
 */
@ApplicationScoped
public class SmallGroups {

    /** What happened earlier counts as one school year, and so does what is yet to come. */
    private static final int FIRST_YEAR = 2022;

    /** Those whose groups another one counts: E1 is about the pupils of F1, W3 about the pairs of W1. */
    private static final Map<String, Indicator> COUNTED_BY =
            Map.of("E1", F1Participation.DEFINITION, "W3", Twins.EXCHANGES);

    /** Those that set two sides of the same cell against each other, and so tell of each of them. */
    private static final Set<String> CONTRASTS = Set.of("E1");

    private static final List<Breakdown> SIDES = List.of(Breakdown.AREA, Breakdown.OWNERSHIP);

    private static final LocalDate FIRST_DAY = LocalDate.of(1, 1, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

    private final Computation computation;
    private final TieBook book;
    private final int minimum;

    /** For the container's proxy. */
    protected SmallGroups() {
        this(null, null, 1);
    }

    @Inject
    public SmallGroups(
            Computation computation,
            TieBook book,
            @ConfigProperty(name = "khue.min.group", defaultValue = "10") int minimum) {
        if (minimum < 1) {
            throw new IllegalArgumentException("khue.min.group is at least 1, not " + minimum);
        }
        this.computation = computation;
        this.book = book;
        this.minimum = minimum;
    }

    int minimum() {
        return minimum;
    }

    /** The whole school years that are looked at before an answer about the period is given. */
    List<Period> periodsBehind(Period period, LocalDate today) {
        return minimum == 1
                ? List.of()
                : schoolYears(period, today).stream()
                        .sorted()
                        .map(year -> whole(year, today))
                        .toList();
    }

    /** @param cells by name; that of what is in no place is empty */
    record Hidden(Set<String> cells, boolean total) {}

    Hidden hidden(Indicator indicator, Question question) {
        return hidden(indicator, List.of(question)).get(0);
    }

    /** What is hidden in the answer to each question; a school year that several ask about is looked at once. */
    List<Hidden> hidden(Indicator indicator, List<Question> questions) {
        Map<String, Groups> known = new HashMap<>();
        return questions.stream()
                .map(question -> hidden(indicator, question, known))
                .toList();
    }

    private Hidden hidden(Indicator indicator, Question question, Map<String, Groups> known) {
        // Sources are systems, not people.
        if (minimum == 1 || indicator.own().equals(Optional.of(Breakdown.SOURCE))) {
            return new Hidden(Set.of(), false);
        }
        Indicator counted = COUNTED_BY.getOrDefault(indicator.id(), indicator);
        Question whole = question.by(Breakdown.NONE);
        Breakdown finest = finest(counted);
        Breakdown finestOfRows = question.by().isOwn() ? question.by() : finest;
        Set<String> cells = new HashSet<>();
        boolean total = false;
        for (int year : schoolYears(question.period(), question.today())) {
            Groups all = groups(counted, question, finest, year, known);
            total |= !all.ties()
                    .hidden(places(indicator, whole, finest, all.units()))
                    .isEmpty();
            if (question.by() != Breakdown.NONE) {
                Groups ofRows = groups(counted, question, finestOfRows, year, known);
                cells.addAll(ofRows.ties().hidden(places(indicator, question, finestOfRows, ofRows.units())));
            }
        }
        return new Hidden(cells, total);
    }

    /** The smallest groups of a school year. */
    private record Groups(Set<String> units, Ties ties) {}

    private Groups groups(Indicator counted, Question question, Breakdown finest, int year, Map<String, Groups> known) {
        return known.computeIfAbsent(finest + " " + year, key -> {
            Map<String, Long> people = people(counted, question, finest, year);
            return new Groups(people.keySet(), book.ties(counted, finest, year, units(people, finest), minimum));
        });
    }

    /** The smallest groups that it can be cut by. */
    private static Breakdown finest(Indicator indicator) {
        return switch (indicator.grain()) {
            case CLASS -> Breakdown.CLASS;
            case SCHOOL -> Breakdown.SCHOOL;
            case NOWHERE -> indicator.own().orElseThrow();
        };
    }

    private Map<String, Long> people(Indicator indicator, Question question, Breakdown finest, int year) {
        Question whole = new Question(whole(year, question.today()), finest, Geography.EVENT, question.today());
        Map<String, Long> people = new TreeMap<>();
        computation
                .people(indicator, whole)
                .forEach(group -> people.put(group.cell().orElse(""), group.people()));
        return people;
    }

    private Collection<Unit> units(Map<String, Long> people, Breakdown finest) {
        Map<String, Computation.Traits> traits =
                finest.isOwn() ? Map.of() : computation.traits(finest == Breakdown.CLASS);
        List<Unit> units = new ArrayList<>();
        people.forEach((name, number) -> {
            Optional<Computation.Traits> known = Optional.ofNullable(traits.get(name));
            units.add(new Unit(
                    name,
                    number,
                    known.flatMap(Computation.Traits::home),
                    known.map(Computation.Traits::all).orElse(List.of())));
        });
        return units;
    }

    /** Where each unit was when, as texts that are the same for the same. */
    private Map<String, Map<String, String>> places(
            Indicator indicator, Question question, Breakdown finest, Collection<String> units) {
        Map<String, Map<String, String>> places = new HashMap<>();
        if (question.by().isOwn() || question.by() == Breakdown.NONE || finest.isOwn()) {
            units.forEach(unit -> places.put(unit, Map.of(question.by().isOwn() ? unit : "", "always")));
        } else {
            places.putAll(computation.places(indicator, question, units));
        }
        for (Breakdown side : CONTRASTS.contains(indicator.id()) ? SIDES : List.<Breakdown>of()) {
            Map<String, Map<String, String>> sides = computation.places(
                    indicator, new Question(question.period(), side, Geography.EVENT, question.today()), units);
            places.replaceAll((unit, cells) -> {
                Map<String, String> both = new TreeMap<>();
                cells.forEach((cell, times) -> both.put(cell, times + " " + new TreeMap<>(sides.get(unit))));
                return both;
            });
        }
        return places;
    }

    /** Those that the period has days of, by the calendar year in which they begin. */
    private static Set<Integer> schoolYears(Period period, LocalDate today) {
        Set<Integer> years = new HashSet<>();
        int last = lastYear(today);
        for (int year = within(schoolYear(period.from()), last);
                year <= within(schoolYear(period.until()), last);
                year++) {
            years.add(year);
        }
        return years;
    }

    private static Period whole(int year, LocalDate today) {
        return new Period(
                year == FIRST_YEAR ? FIRST_DAY : LocalDate.of(year, Month.SEPTEMBER, 1),
                year == lastYear(today) ? LAST_DAY : LocalDate.of(year + 1, Month.AUGUST, 31));
    }

    private static int lastYear(LocalDate today) {
        return Math.max(FIRST_YEAR, schoolYear(today) + 1);
    }

    private static int within(int year, int last) {
        return Math.max(FIRST_YEAR, Math.min(last, year));
    }

    private static int schoolYear(LocalDate day) {
        return day.getMonth().getValue() < Month.SEPTEMBER.getValue() ? day.getYear() - 1 : day.getYear();
    }
}
