/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.board;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import khue.xapi.reports.board.Board.CohortGoal;
import khue.xapi.reports.board.Board.Denominator;
import khue.xapi.reports.board.Board.Goal;
import khue.xapi.reports.board.Board.Missing;
import khue.xapi.reports.board.Board.ModelLine;
import khue.xapi.reports.board.Board.Reading;
import khue.xapi.reports.board.Board.SchoolLine;
import khue.xapi.reports.board.Board.TrialLine;
import khue.xapi.reports.board.Programme.Site;
import khue.xapi.reports.board.Programme.Target;
import khue.xapi.reports.board.Programme.Trial;
import khue.xapi.reports.facts.FactExtraction;
import khue.xapi.reports.indicators.Answers;
import khue.xapi.reports.indicators.Answers.Row;
import khue.xapi.reports.indicators.Breakdown;
import khue.xapi.reports.indicators.Geography;
import khue.xapi.reports.indicators.Indicator;
import khue.xapi.reports.indicators.Indicators;
import khue.xapi.reports.indicators.Period;
import khue.xapi.reports.indicators.Question;
import khue.xapi.reports.indicators.SchoolActivity;
import khue.xapi.reports.indicators.SchoolActivity.Seen;

/** Puts the board together: targets from reference data, how far each is from the indicators, and never a figure of its own. */
@ApplicationScoped
public class Boards {

    private static final String SCHOOLS = "I1";
    private static final String MODELS = "I2";
    private static final String CORE_TEACHERS = "I3";
    private static final String COHORTS = "I4";
    private static final List<String> EXPECTED = List.of(MODELS, SCHOOLS, CORE_TEACHERS);
    private static final String OF_ALL = "of_all";

    /** The active ones, then those to which the least is missing. */
    private static final Comparator<SchoolLine> BY_STANDING = Comparator.comparing(SchoolLine::standing)
            .thenComparing(line -> line.missingPupils() + line.missingTeachers())
            .thenComparing(line -> line.site().code());

    private final ProgrammeData data;
    private final Answers answers;
    private final SchoolActivity activity;
    private final FirstDays firstDays;
    private final FactExtraction facts;
    private final Clock clock;

    /** For the container's proxy. */
    protected Boards() {
        this(null, null, null, null, null, null);
    }

    @Inject
    public Boards(
            ProgrammeData data,
            Answers answers,
            SchoolActivity activity,
            FirstDays firstDays,
            FactExtraction facts,
            Clock clock) {
        this.data = data;
        this.answers = answers;
        this.activity = activity;
        this.firstDays = firstDays;
        this.facts = facts;
        this.clock = clock;
    }

    Optional<Period> year(String name) {
        return Optional.ofNullable(data.read().years().get(name));
    }

    /**
     * @param year by name, one that {@link #year} knows
     * @param asked hears of every question before it is answered
     */
    Board board(Optional<String> year, Geography geography, BiConsumer<Indicator, Question> asked) {
        return new Making(data.read(), year, geography, asked).board();
    }

    /** One board while it is being put together. */
    private final class Making {

        private final Programme programme;
        private final Optional<String> year;
        private final Geography geography;
        private final BiConsumer<Indicator, Question> asked;
        private final LocalDate today = LocalDate.ofInstant(clock.instant(), Period.ZONE);
        private final int minimum = answers.minimumGroup();
        private final Map<Period, Map<String, Seen>> seen = new HashMap<>();
        private final List<Missing> missing = new ArrayList<>();

        Making(Programme programme, Optional<String> year, Geography geography, BiConsumer<Indicator, Question> asked) {
            this.programme = programme;
            this.year = year;
            this.geography = geography;
            this.asked = asked;
        }

        Board board() {
            Instant computedAt = clock.instant();
            // Before the figures: they may know more, never less.
            Instant factsThrough = facts.through();
            EXPECTED.stream()
                    .filter(id -> target(id).isEmpty())
                    .forEach(id -> missing.add(new Missing("target", Optional.of(id), "targets")));
            List<Goal> goals = programme.targets().stream().map(this::goal).toList();
            List<CohortGoal> cohorts = cohorts();
            Period ofModels = period(MODELS);
            LocalDate mapDay = geography.mapOf(ofModels, today);
            List<Site> sites = data.sites(mapDay);
            Map<String, Site> byCode = sites.stream().collect(Collectors.toMap(Site::code, Function.identity()));
            List<Trial> trials = trials(ofModels);
            Coverage coverage = Coverage.of(programme.codes(), sites, trials, school -> standing(school, ofModels));
            if (!coverage.unplaced().isEmpty()) {
                missing.add(new Missing("places", Optional.empty(), "schools"));
            }
            return new Board(
                    year,
                    geography,
                    mapDay,
                    minimum,
                    computedAt,
                    factsThrough,
                    goals,
                    period(COHORTS),
                    cohorts,
                    period(SCHOOLS),
                    schools(byCode),
                    ofModels,
                    models(trials, byCode),
                    coverage,
                    programme.codes(),
                    programme.years(),
                    missing);
        }

        private Goal goal(Target target) {
            Optional<Indicator> indicator = target.indicator().flatMap(Indicators::of);
            Period period = periodOf(target);
            if (indicator.isEmpty()) {
                missing.add(new Missing("indicator", Optional.of(target.code()), "targets"));
                return new Goal(target, indicator, period, false, List.of());
            }
            Row total = ask(indicator.get(), period, Breakdown.NONE).total();
            List<Reading> readings = new ArrayList<>();
            boolean ofTeachers = indicator.get().id().equals(CORE_TEACHERS);
            readings.add(reading(
                    "value",
                    total,
                    total.figure().value(),
                    target,
                    ofTeachers ? Optional.of(denominator("core-teachers", period)) : Optional.empty()));
            if (ofTeachers) {
                readings.add(reading(
                        OF_ALL,
                        total,
                        Optional.ofNullable(total.figure().more().get(OF_ALL)),
                        target,
                        Optional.of(denominator("teachers", period))));
            }
            return new Goal(target, indicator, period, total.suppressed(), readings);
        }

        private Reading reading(
                String name, Row total, Optional<BigDecimal> actual, Target target, Optional<Denominator> denominator) {
            boolean isCount = total.figure().denominator().isEmpty() && denominator.isEmpty();
            // Where nobody has done anything there is no figure, which is none of a count.
            Optional<BigDecimal> known =
                    actual.or(() -> isCount && !total.suppressed() ? Optional.of(BigDecimal.ZERO) : Optional.empty());
            return new Reading(
                    name,
                    total.figure().numerator(),
                    known,
                    known.map(figure -> figure.compareTo(target.target()) >= 0),
                    denominator);
        }

        private Denominator denominator(String kind, Period period) {
            Denominator denominator = new Denominator(kind, activity.known(kind, period, today));
            if (denominator.known().isEmpty()) {
                missing.add(new Missing("denominator", Optional.of(kind), "denominators"));
            }
            return denominator;
        }

        private List<CohortGoal> cohorts() {
            SortedMap<String, Row> rows = new TreeMap<>();
            ask(Indicators.of(COHORTS).orElseThrow(), period(COHORTS), Breakdown.COHORT)
                    .rows()
                    .forEach(row -> row.figure().cell().ifPresent(code -> rows.put(code, row)));
            List<CohortGoal> cohorts = new ArrayList<>();
            programme.cohorts().forEach(cohort -> {
                Optional<Row> row = Optional.ofNullable(rows.remove(cohort.code()));
                cohorts.add(cohort(cohort.code(), Optional.of(cohort), row));
            });
            if (cohorts.isEmpty()) {
                missing.add(new Missing("cohorts", Optional.empty(), "cohorts"));
            }
            rows.forEach((code, row) -> {
                missing.add(new Missing("cohort", Optional.of(code), "cohorts"));
                cohorts.add(cohort(code, Optional.empty(), Optional.of(row)));
            });
            return cohorts;
        }

        private CohortGoal cohort(String code, Optional<Programme.Cohort> planned, Optional<Row> row) {
            return new CohortGoal(
                    code,
                    planned,
                    row.filter(Row::suppressed).isPresent(),
                    row.map(known -> known.figure().numerator()).orElse(Optional.of(BigDecimal.ZERO)),
                    row.map(known -> known.figure().more().get("days")),
                    row.map(known -> known.figure().more().get("outside")));
        }

        private List<SchoolLine> schools(Map<String, Site> sites) {
            Period period = period(SCHOOLS);
            Map<String, List<String>> models = trials(period).stream()
                    .collect(Collectors.groupingBy(
                            Trial::school, TreeMap::new, Collectors.mapping(Trial::model, Collectors.toList())));
            return sites.values().stream()
                    .filter(site ->
                            models.containsKey(site.code()) || seen(period).containsKey(site.code()))
                    .map(site -> {
                        Standing standing = standing(site.code(), period);
                        Optional<Seen> begun = Optional.ofNullable(seen(period).get(site.code()))
                                .filter(school -> standing == Standing.BEGUN);
                        return new SchoolLine(
                                site,
                                standing,
                                begun.map(Seen::missingPupils).orElse(0),
                                begun.map(Seen::missingGrownUps).orElse(0),
                                models.getOrDefault(site.code(), List.of()).stream()
                                        .distinct()
                                        .toList());
                    })
                    .sorted(BY_STANDING)
                    .toList();
        }

        private List<ModelLine> models(List<Trial> trials, Map<String, Site> sites) {
            Period period = period(MODELS);
            if (programme.models().isEmpty()) {
                missing.add(new Missing("models", Optional.empty(), "models"));
            } else if (trials.isEmpty()) {
                missing.add(new Missing("trials", Optional.empty(), "school-models"));
            }
            FirstDays.Days first = firstDays.in(period);
            return programme.models().stream()
                    .map(model -> new ModelLine(
                            model,
                            trials.stream()
                                    .filter(trial -> trial.model().equals(model.code()))
                                    .map(trial -> new TrialLine(
                                            trial,
                                            Optional.ofNullable(sites.get(trial.school()))
                                                    .flatMap(Site::name),
                                            standing(trial.school(), period),
                                            Optional.of(trial)
                                                    .filter(told -> standing(told.school(), period) != Standing.HIDDEN)
                                                    .flatMap(first::of)))
                                    .toList()))
                    .toList();
        }

        private List<Trial> trials(Period period) {
            return programme.trials().stream()
                    .filter(trial -> trial.isIn(period))
                    .toList();
        }

        private Standing standing(String school, Period period) {
            return Standing.of(Optional.ofNullable(seen(period).get(school)), minimum);
        }

        private Map<String, Seen> seen(Period period) {
            return seen.computeIfAbsent(period, asked -> activity.in(asked, today));
        }

        private Answers.Answer ask(Indicator indicator, Period period, Breakdown by) {
            Question question = new Question(period, by, Geography.EVENT, today);
            asked.accept(indicator, question);
            return answers.answer(indicator, question);
        }

        private Optional<Target> target(String indicator) {
            return programme.targets().stream()
                    .filter(target ->
                            target.indicator().filter(indicator::equals).isPresent())
                    .findFirst();
        }

        private Period periodOf(Target target) {
            return year.map(programme.years()::get).orElse(target.period());
        }

        /** Of what has no target of its own, that of the core teachers, whom it is about as well; or else this year's. */
        private Period period(String indicator) {
            return year.map(programme.years()::get)
                    .or(() -> target(indicator).or(() -> target(CORE_TEACHERS)).map(Target::period))
                    .orElseGet(() -> programme.years().values().stream()
                            .filter(period -> !period.from().isAfter(today))
                            .findFirst()
                            .orElseGet(() -> new Period(today.withDayOfYear(1), today)));
        }
    }
}
