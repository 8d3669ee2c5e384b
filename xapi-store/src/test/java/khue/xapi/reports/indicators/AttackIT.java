/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import khue.xapi.reports.SampleStore;
import khue.xapi.reports.reference.Place;
import khue.xapi.samples.SampleSchools;
import khue.xapi.samples.SampleYear;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Somebody asks everything: every breakdown, on every map, for periods that differ by a day, on two days of the year; and
 * adds and subtracts whatever is answered in every possible way. Nothing that comes out is about fewer than ten people.
 *
 * <p>What is in which cell the attacker knows from public lists; here from the second road, not from the code that hides.
 */
class AttackIT {

    private static final int MINIMUM = 10;
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final Instant FIRST_DAY =
            LocalDate.of(2026, 1, 5).atStartOfDay(Period.ZONE).toInstant();
    private static final Period YEAR = new Period(LocalDate.of(2025, 9, 1), LocalDate.of(2026, 8, 31));
    private static final List<Period> PERIODS = List.of(
            YEAR,
            new Period(YEAR.from(), LocalDate.of(2025, 11, 20)),
            new Period(YEAR.from(), LocalDate.of(2025, 11, 21)),
            new Period(LocalDate.of(2025, 11, 21), YEAR.until()));

    private static final List<String> ATTACKED = List.of("F1", "F3", "A2", "I5", "T2");
    private static final Map<Breakdown, List<Geography>> VIEWS = Map.of(
            Breakdown.CLASS, List.of(Geography.EVENT),
            Breakdown.SCHOOL, List.of(Geography.EVENT),
            Breakdown.LEVEL, List.of(Geography.EVENT),
            Breakdown.AREA, List.of(Geography.EVENT, Geography.CURRENT),
            Breakdown.CLUSTER, List.of(Geography.EVENT),
            Breakdown.UNIT, List.of(Geography.values()),
            Breakdown.NONE, List.of(Geography.EVENT));

    /** Schools of eight pupils in two classes, and one teacher each. */
    private static final SampleYear SAMPLE = SampleYear.untidy(33, new SampleSchools.Size(16, 2, 4, 3, 3));

    private static final Map<String, List<Place>> HISTORY = new TreeMap<>();
    private static final Map<String, String> HOMES = new HashMap<>();
    private static final Map<String, Map<Question, Set<String>>> ON_THE_FIRST_DAY = new HashMap<>();

    /** Of whom anything was known then. */
    private static final Map<String, Set<String>> KNOWN_ON_THE_FIRST_DAY = new HashMap<>();

    private static SampleStore store;
    private static Computation computation;
    private static Answers answers;

    @BeforeAll
    static void aSchoolYearGoesByAndSomebodyAsksInTheMiddle() {
        store = new SampleStore("attack");
        computation = new Computation(store.database());
        answers = new Answers(computation, new SmallGroups(computation, new TieBook(store.database()), MINIMUM));
        store.tell(SAMPLE.schools());
        SAMPLE.schools().all().forEach(school -> HISTORY.put(school.code(), school.history()));
        store.sendAll(SAMPLE.statements(Instant.MIN, FIRST_DAY));
        for (String id : ATTACKED) {
            Indicator indicator = Indicators.of(id).orElseThrow();
            Map<Question, Set<String>> shown = new HashMap<>();
            questions(indicator).forEach(question -> shown.put(question, shown(indicator, question)));
            ON_THE_FIRST_DAY.put(id, shown);
            KNOWN_ON_THE_FIRST_DAY.put(id, people(indicator).keySet());
        }
        store.sendAll(SAMPLE.statements(FIRST_DAY, Instant.MAX));
        store.database().withConnection(connection -> {
            try (Statement select = connection.createStatement();
                    ResultSet row = select.executeQuery("""
                            select class.iri, school.code
                              from xapi.class_school home
                              join xapi.class on class.id = home.class
                              join xapi.school on school.id = home.school""")) {
                while (row.next()) {
                    HOMES.put(row.getString("iri"), row.getString("code"));
                }
                return null;
            }
        });
    }

    @ParameterizedTest
    @FieldSource("ATTACKED")
    void nothingThatCanBeComputedFromAnswersIsAboutASmallGroup(String id) {
        Indicator indicator = Indicators.of(id).orElseThrow();
        Attack attack = new Attack(indicator, PERIODS);
        for (Question question : questions(indicator)) {
            attack.learn(question, ON_THE_FIRST_DAY.get(id).get(question), FIRST_DAY);
            attack.learn(question, shown(indicator, question), YEAR.end());
        }

        assertThat(attack.learnt()).as("answers").isPositive();
        assertThat(attack.smallGroups()).as("groups that are to be hidden").isNotEmpty();
        assertThat(attack.recovered()).isEmpty();
    }

    /** Month by month, and whatever the months make of a quarter, a term or a year. */
    @ParameterizedTest
    @ValueSource(strings = {"F1", "T2"})
    void noSeriesOfPeriodsIsAboutASmallGroup(String id) {
        Indicator indicator = Indicators.of(id).orElseThrow();
        List<Question> asked = new ArrayList<>(questions(indicator, List.of(YEAR)));
        Map<Question, Set<String>> shown = new LinkedHashMap<>();
        asked.forEach(question -> shown.put(question, shown(indicator, question)));
        SchoolCalendar calendar = new SchoolCalendar(store.database());
        for (Step step : List.of(Step.MONTH, Step.TERM)) {
            List<Period> parts = calendar.parts(step, YEAR, TODAY).stream()
                    .map(Step.Part::period)
                    .toList();
            for (Question question : asked) {
                List<Question> series = parts.stream().map(question::in).toList();
                List<Answers.Answer> trend = answers.answers(indicator, series);
                for (int i = 0; i < series.size(); i++) {
                    shown.put(series.get(i), shown(series.get(i), trend.get(i)));
                }
            }
        }
        Attack attack = new Attack(
                indicator, shown.keySet().stream().map(Question::period).toList());
        shown.forEach((question, cells) -> attack.learn(question, cells, YEAR.end()));

        assertThat(shown).hasSizeGreaterThan(100);
        assertThat(attack.smallGroups()).isNotEmpty();
        assertThat(attack.recovered()).isEmpty();
    }

    /** Each period of a trend is what is told of it alone; and which months a hidden class was busy in is not told. */
    @ParameterizedTest
    @FieldSource("ATTACKED")
    void aTrendSaysOfAHiddenGroupTheSameInEveryPeriod(String id) {
        Indicator indicator = Indicators.of(id).orElseThrow();
        Breakdown finest = indicator.grain() == Indicator.Grain.CLASS ? Breakdown.CLASS : Breakdown.SCHOOL;
        List<Question> series = new SchoolCalendar(store.database())
                .parts(Step.MONTH, YEAR, TODAY).stream()
                        .map(part -> new Question(part.period(), finest, Geography.EVENT, TODAY))
                        .toList();
        List<Answers.Answer> trend = answers.answers(indicator, series);
        Set<Set<String>> hidden = new HashSet<>();
        for (int i = 0; i < series.size(); i++) {
            assertThat(trend.get(i)).isEqualTo(answers.answer(indicator, series.get(i)));
            hidden.add(trend.get(i).rows().stream()
                    .filter(Answers.Row::suppressed)
                    .map(row -> row.figure().cell().orElse(""))
                    .filter(people(indicator)::containsKey)
                    .collect(Collectors.toSet()));
        }

        assertThat(series).hasSize(12);
        assertThat(hidden).singleElement().satisfies(cells -> assertThat(cells).isNotEmpty());
    }

    /** The attack works: where only small cells themselves are left out, subtracting gives them away. */
    @Test
    void findsWhatANaiveRuleGivesAway() {
        Indicator indicator = F1Participation.DEFINITION;
        Attack attack = new Attack(indicator, PERIODS);
        for (Question question : questions(indicator)) {
            attack.learn(
                    question,
                    computation.compute(indicator, question).stream()
                            .filter(figure -> figure.people() >= MINIMUM)
                            .map(figure -> figure.cell().orElse(""))
                            .collect(Collectors.toSet()),
                    YEAR.end());
        }

        assertThat(attack.recovered()).isNotEmpty();
    }

    private static List<Question> questions(Indicator indicator) {
        return questions(indicator, PERIODS);
    }

    private static List<Question> questions(Indicator indicator, List<Period> periods) {
        List<Question> questions = new ArrayList<>();
        for (Period period : periods) {
            for (Breakdown by : indicator.breakdowns()) {
                VIEWS.getOrDefault(by, List.of())
                        .forEach(geography -> questions.add(new Question(period, by, geography, TODAY)));
            }
        }
        return questions;
    }

    /** Who took part in the school year, in the smallest groups. */
    private static Map<String, Long> people(Indicator indicator) {
        Breakdown finest = indicator.grain() == Indicator.Grain.CLASS ? Breakdown.CLASS : Breakdown.SCHOOL;
        Map<String, Long> people = new TreeMap<>();
        computation
                .compute(indicator, new Question(YEAR, finest, Geography.EVENT, TODAY))
                .forEach(figure -> people.put(figure.cell().orElse(""), figure.people()));
        people.values().removeIf(number -> number == 0);
        return people;
    }

    /** The names of the cells whose figures are told. */
    private static Set<String> shown(Indicator indicator, Question question) {
        return shown(question, answers.answer(indicator, question));
    }

    private static Set<String> shown(Question question, Answers.Answer answer) {
        Collection<Answers.Row> rows = question.by() == Breakdown.NONE ? List.of(answer.total()) : answer.rows();
        return rows.stream()
                .filter(row -> !row.suppressed())
                .map(row -> row.figure().cell().orElse(""))
                .collect(Collectors.toSet());
    }

    /** What somebody has learnt, as sums of unknowns: what happened in each class, or school, between two boundaries of time. */
    private static final class Attack {

        private final Indicator indicator;
        private final List<String> units;
        private final Map<String, Long> people = new HashMap<>();
        private final List<Instant> slots;
        private final Set<BitSet> sums = new LinkedHashSet<>();

        Attack(Indicator indicator, List<Period> periods) {
            this.indicator = indicator;
            people.putAll(people(indicator));
            this.units = people.keySet().stream().sorted().toList();
            Set<Instant> boundaries = new TreeSet<>(Set.of(FIRST_DAY));
            for (Period period : periods) {
                boundaries.add(period.start());
                boundaries.add(period.end());
            }
            HISTORY.values()
                    .forEach(history -> history.forEach(place -> boundaries.add(
                            place.from().atStartOfDay(Period.ZONE).toInstant())));
            this.slots = boundaries.stream()
                    .filter(slot -> !slot.isBefore(YEAR.start()) && slot.isBefore(YEAR.end()))
                    .toList();
        }

        /**
         * @param told until when anything had happened; what had not is in no sum, nor is what was done before the first day
         *     by somebody of whom nothing was known then
         */
        void learn(Question question, Set<String> cells, Instant told) {
            Set<String> known = KNOWN_ON_THE_FIRST_DAY.get(indicator.id());
            Asked asked = new Asked(
                    new PlainReports(
                            List.of(),
                            HOMES,
                            HISTORY,
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            Set.of(),
                            Instant.MIN),
                    question) {};
            for (String cell : cells) {
                BitSet sum = new BitSet();
                for (int unit = 0; unit < units.size(); unit++) {
                    for (int slot = 0; slot < slots.size(); slot++) {
                        Instant at = slots.get(slot);
                        boolean within = !at.isBefore(question.period().start())
                                && at.isBefore(question.period().end());
                        boolean exists =
                                at.isBefore(told) && (!at.isBefore(FIRST_DAY) || known.contains(units.get(unit)));
                        if (within && exists && cell.equals(cellOf(units.get(unit), at, asked))) {
                            sum.set(unit * slots.size() + slot);
                        }
                    }
                }
                sums.add(sum);
            }
        }

        private String cellOf(String unit, Instant at, Asked asked) {
            return indicator.grain() == Indicator.Grain.CLASS
                    ? asked.cell(unit, at)
                    : asked.cellOfSchool(Optional.of(unit).filter(code -> !code.isEmpty()), at);
        }

        int learnt() {
            return sums.size();
        }

        /** Each alone; and two schools, or two classes of a school. */
        Set<Set<String>> smallGroups() {
            Set<Set<String>> small = new HashSet<>();
            for (String one : units) {
                for (String other : units) {
                    boolean together = one.equals(other)
                            || indicator.grain() == Indicator.Grain.SCHOOL
                            || HOMES.containsKey(one) && HOMES.get(one).equals(HOMES.get(other));
                    Set<String> group = new TreeSet<>(Set.of(one));
                    group.add(other);
                    long size = group.stream().mapToLong(people::get).sum();
                    if (together && size < MINIMUM) {
                        small.add(group);
                    }
                }
            }
            return small;
        }

        /**
         * The small groups about which some combination of sums says something and about nobody else: the combinations in
         * which everybody else cancels out are as many as the rank that is lost without the group's columns.
         */
        Set<Set<String>> recovered() {
            List<long[]> basis = Elimination.basis(sums.stream()
                    .map(sum -> {
                        long[] row = new long[units.size() * slots.size()];
                        sum.stream().forEach(column -> row[column] = 1);
                        return row;
                    })
                    .toList());
            return smallGroups().stream()
                    .filter(group -> {
                        List<long[]> others = basis.stream()
                                .map(row -> {
                                    long[] rest = row.clone();
                                    for (String unit : group) {
                                        int first = units.indexOf(unit) * slots.size();
                                        Arrays.fill(rest, first, first + slots.size(), 0);
                                    }
                                    return rest;
                                })
                                .toList();
                        return Elimination.basis(others).size() < basis.size();
                    })
                    .collect(Collectors.toSet());
        }
    }

    /** Gauss over the numbers modulo a prime. */
    private static final class Elimination {

        private static final long PRIME = 2_147_483_647;

        private Elimination() {}

        static List<long[]> basis(List<long[]> rows) {
            List<long[]> basis = new ArrayList<>();
            List<Integer> pivots = new ArrayList<>();
            for (long[] given : rows) {
                long[] row = given.clone();
                for (int i = 0; i < basis.size(); i++) {
                    long factor = row[pivots.get(i)];
                    if (factor != 0) {
                        long[] other = basis.get(i);
                        for (int column = 0; column < row.length; column++) {
                            row[column] = Math.floorMod(row[column] - factor * other[column], PRIME);
                        }
                    }
                }
                for (int column = 0; column < row.length; column++) {
                    if (row[column] != 0) {
                        long inverse = inverse(row[column]);
                        for (int rest = column; rest < row.length; rest++) {
                            row[rest] = row[rest] * inverse % PRIME;
                        }
                        basis.add(row);
                        pivots.add(column);
                        break;
                    }
                }
            }
            return basis;
        }

        /** By Fermat. */
        private static long inverse(long number) {
            long inverse = 1;
            long power = number;
            for (long exponent = PRIME - 2; exponent > 0; exponent >>= 1) {
                if ((exponent & 1) == 1) {
                    inverse = inverse * power % PRIME;
                }
                power = power * power % PRIME;
            }
            return inverse;
        }
    }
}
