/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import khue.xapi.reports.reference.Enrolment;
import khue.xapi.reports.reference.Place;

/**
 * The second road: every indicator, computed slowly and plainly from the statements themselves.
 *
 * @param facts of statements that stand
 * @param homes the school of each class
 * @param history where each school was
 * @param weeks when school weeks begin
 */
record PlainReports(
        List<PlainFact> facts,
        Map<String, String> homes,
        Map<String, List<Place>> history,
        List<Enrolment> enrolments,
        List<LocalDate> weeks) {

    private static final String PROJECT = "http://id.tincanapi.com/activitytype/project";
    private static final String REFLECTION = "https://khue.io/xapi/type/reflection";
    private static final String EVENT = "http://activitystrea.ms/event";
    private static final String PERFORMANCE = "http://adlnet.gov/expapi/activities/performance";
    private static final String COURSE = "https://w3id.org/xapi/cmi5/activitytype/course";

    /** A figure without what only pages need; {@code more} under the names of the SQL's columns. */
    record Plain(Double numerator, Double denominator, Double value, long people, Map<String, Double> more) {}

    /** By the id of the indicator. */
    static final Map<String, Function<Asked, Map<String, Plain>>> ALL = new TreeMap<>(Map.of(
            "F1", Asked::f1,
            "F2", Asked::f2,
            "F3", Asked::f3,
            "F4", Asked::f4,
            "A1", Asked::a1,
            "A2", asked -> asked.balance(PlainFact::strand),
            "A3", asked -> asked.balance(PlainFact::form),
            "T2", Asked::t2,
            "T3", Asked::t3,
            "E1", Asked::e1));

    Asked asked(Question question) {
        return new Asked(this, question);
    }

    private String classLevel(String classIri, Instant at) {
        return history.getOrDefault(homes.getOrDefault(classIri, ""), List.of()).stream()
                .filter(place -> holdsAt(place, at))
                .flatMap(place -> place.level().stream())
                .findFirst()
                .orElse("");
    }

    private static boolean holdsAt(Place place, Instant at) {
        return !at.isBefore(since(place)) && at.isBefore(until(place));
    }

    private static Instant since(Place place) {
        return place.from().atStartOfDay(Period.ZONE).toInstant();
    }

    private static Instant until(Place place) {
        return place.until()
                .map(day -> day.atStartOfDay(Period.ZONE).toInstant())
                .orElse(Instant.MAX);
    }

    /** Something that counts, in one of its classes. */
    private record InClass(PlainFact fact, String classIri, String cell) {

        String pupil() {
            return fact.pupil().orElseThrow();
        }

        List<Object> member() {
            return List.of(classIri, pupil());
        }
    }

    record Asked(PlainReports all, Question question) {

        private static final String NOWHERE = "";

        Map<String, Plain> f1() {
            Map<String, Map<String, Enrolled>> enrolled = enrolled();
            Map<String, Set<List<Object>>> accepted = new TreeMap<>();
            accepted()
                    .forEach(work -> accepted.computeIfAbsent(work.cell(), cell -> new HashSet<>())
                            .add(work.member()));
            Map<String, Plain> figures = new TreeMap<>();
            Set<String> cells = new HashSet<>(enrolled.keySet());
            cells.addAll(accepted.keySet());
            for (String cell : cells) {
                Map<String, Enrolled> classes = enrolled.getOrDefault(cell, Map.of());
                long pupils = accepted.getOrDefault(cell, Set.of()).stream()
                        .filter(member -> classes.containsKey((String) member.get(0)))
                        .count();
                Double learners = learners(classes);
                figures.put(
                        cell,
                        new Plain(
                                (double) pupils,
                                learners,
                                learners == null || learners == 0 ? null : pupils / learners,
                                learners == null ? 0 : learners.longValue(),
                                Map.of()));
            }
            return figures;
        }

        Map<String, Plain> f2() {
            Set<String> answers = Set.of(Verbs.COMMENTED, Verbs.EVALUATED, Verbs.RETURN);
            Map<List<Object>, List<InClass>> works = inPeriod(
                            fact -> fact.type().equals(PROJECT)
                                    && (fact.verb().equals(Verbs.SUBMIT)
                                            || answers.contains(fact.verb())
                                                    && fact.role().equals("teacher")))
                    .collect(Collectors.groupingBy(item ->
                            List.of(item.classIri(), item.pupil(), item.fact().object())));
            Map<String, List<Double>> hours = new TreeMap<>();
            Map<String, Set<List<Object>>> people = new TreeMap<>();
            Map<String, Integer> submissions = new TreeMap<>();
            for (List<InClass> line : works.values()) {
                List<InClass> steps = line.stream()
                        .sorted(Comparator.comparing(
                                        (InClass item) -> item.fact().happened())
                                .thenComparing(item -> item.fact().key()))
                        .toList();
                for (int i = 0; i < steps.size(); i++) {
                    InClass step = steps.get(i);
                    if (!step.fact().verb().equals(Verbs.SUBMIT)) {
                        continue;
                    }
                    submissions.merge(step.cell(), 1, Integer::sum);
                    people.computeIfAbsent(step.cell(), cell -> new HashSet<>()).add(step.member());
                    List<Double> ofCell = hours.computeIfAbsent(step.cell(), cell -> new ArrayList<>());
                    if (i + 1 < steps.size() && !steps.get(i + 1).fact().verb().equals(Verbs.SUBMIT)) {
                        ofCell.add(Duration.between(
                                                step.fact().happened(),
                                                steps.get(i + 1).fact().happened())
                                        .toMillis()
                                / 3_600_000.0);
                    }
                }
            }
            Map<String, Plain> figures = new TreeMap<>();
            submissions.forEach((cell, all) -> {
                List<Double> sorted = hours.get(cell).stream().sorted().toList();
                Map<String, Double> more = new HashMap<>();
                more.put("p90", percentile(sorted, 0.9));
                more.put("unanswered", (double) all - sorted.size());
                figures.put(
                        cell,
                        new Plain(
                                (double) sorted.size(),
                                (double) all,
                                percentile(sorted, 0.5),
                                people.get(cell).size(),
                                more));
            });
            return figures;
        }

        private static Double percentile(List<Double> sorted, double share) {
            if (sorted.isEmpty()) {
                return null;
            }
            double place = share * (sorted.size() - 1);
            int below = (int) Math.floor(place);
            int above = (int) Math.ceil(place);
            return sorted.get(below) + (sorted.get(above) - sorted.get(below)) * (place - below);
        }

        Map<String, Plain> f3() {
            Map<String, Map<List<Object>, Integer>> works = new TreeMap<>();
            inPeriod(fact -> fact.is(Verbs.SUBMIT, PROJECT))
                    .forEach(item -> works.computeIfAbsent(item.cell(), cell -> new HashMap<>())
                            .merge(
                                    List.of(
                                            item.classIri(),
                                            item.pupil(),
                                            item.fact().object()),
                                    item.fact().attempt(),
                                    Math::max));
            return figures(
                    works,
                    ofCell -> share(
                            ofCell.values().stream()
                                    .filter(attempts -> attempts >= 2)
                                    .count(),
                            ofCell.size(),
                            ofCell.keySet().stream()
                                    .map(work -> work.subList(0, 2))
                                    .distinct()
                                    .count()));
        }

        Map<String, Plain> f4() {
            Map<String, Set<List<Object>>> accepted = new TreeMap<>();
            accepted()
                    .forEach(item -> accepted.computeIfAbsent(item.cell(), cell -> new HashSet<>())
                            .add(List.of(
                                    item.classIri(), item.pupil(), item.fact().object())));
            List<List<Object>> reflections = all.facts().stream()
                    .filter(fact ->
                            fact.is(Verbs.CREATE, REFLECTION) && fact.pupil().isPresent())
                    .filter(fact -> fact.happened().isBefore(end()))
                    .flatMap(fact -> fact.classes().stream()
                            .map(classIri ->
                                    List.<Object>of(classIri, fact.pupil().get(), fact.parent())))
                    .toList();
            return figures(accepted, works -> {
                long written = reflections.stream().filter(works::contains).count();
                return share(
                        written,
                        works.size(),
                        works.stream()
                                .map(work -> work.subList(0, 2))
                                .distinct()
                                .count());
            });
        }

        Map<String, Plain> a1() {
            Set<String> counted = Set.of("primary", "lower-secondary", "upper-secondary");
            Map<String, Map<String, Enrolled>> enrolled = enrolled();
            Map<List<Object>, Double> periods = new HashMap<>();
            credited().forEach(item -> {
                String level = all.classLevel(item.classIri(), item.fact().happened());
                if (counted.contains(level) && item.fact().seconds().isPresent()) {
                    periods.merge(
                            List.of(item.cell(), item.classIri()),
                            item.fact().seconds().get() / 60.0 / (level.equals("primary") ? 35 : 45),
                            Double::sum);
                }
            });
            long weeks = all.weeks().stream()
                    .map(day -> day.atStartOfDay(Period.ZONE).toInstant())
                    .filter(day -> !day.isBefore(start()) && day.isBefore(end()))
                    .count();
            Map<String, Plain> figures = new TreeMap<>();
            enrolled.forEach((cell, classes) -> {
                Map<String, Enrolled> ofLevel = classes.entrySet().stream()
                        .filter(entry -> places(entry.getKey())
                                .filter(place -> since(place).isBefore(end())
                                        && until(place).isAfter(start()))
                                .anyMatch(place ->
                                        place.level().filter(counted::contains).isPresent()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
                if (!ofLevel.isEmpty()) {
                    double sum = ofLevel.keySet().stream()
                            .mapToDouble(classIri -> periods.getOrDefault(List.<Object>of(cell, classIri), 0.0))
                            .sum();
                    Double learners = learners(ofLevel);
                    figures.put(
                            cell,
                            new Plain(
                                    sum,
                                    learners,
                                    learners == 0 ? null : sum / learners,
                                    learners.longValue(),
                                    Map.of("planned", 105 * weeks / 35.0)));
                }
            });
            return figures;
        }

        Map<String, Plain> balance(Function<PlainFact, String> kind) {
            Map<String, List<InClass>> cells = credited()
                    .filter(item -> !kind.apply(item.fact()).isEmpty())
                    .collect(Collectors.groupingBy(InClass::cell));
            return figures(cells, items -> {
                Map<String, Long> times = items.stream()
                        .collect(Collectors.groupingBy(item -> kind.apply(item.fact()), Collectors.counting()));
                double entropy = times.values().stream()
                        .mapToDouble(n -> n / (double) items.size())
                        .map(p -> -p * Math.log(p))
                        .sum();
                return new Plain(
                        null,
                        (double) items.size(),
                        entropy / Math.log(4),
                        items.stream().map(InClass::member).distinct().count(),
                        Map.of("kinds", (double) times.size()));
            });
        }

        Map<String, Plain> t2() {
            Map<List<String>, PlainFact> registered = new LinkedHashMap<>();
            inOrder(fact -> fact.is(Verbs.REGISTERED, COURSE) && isInPeriod(fact))
                    .forEach(fact -> registered.putIfAbsent(List.of(fact.actor(), fact.object()), fact));
            Set<List<String>> satisfied = all.facts().stream()
                    .filter(fact ->
                            fact.is(Verbs.SATISFIED, COURSE) && fact.happened().isBefore(end()))
                    .map(fact -> List.of(fact.actor(), fact.object()))
                    .collect(Collectors.toSet());
            return ofSchools(registered.values(), fact -> satisfied.contains(List.of(fact.actor(), fact.object())));
        }

        Map<String, Plain> t3() {
            Map<String, PlainFact> trained = new LinkedHashMap<>();
            inOrder(fact -> fact.is(Verbs.SATISFIED, COURSE) && isInPeriod(fact))
                    .forEach(fact -> trained.putIfAbsent(fact.actor(), fact));
            List<PlainFact> due = trained.values().stream()
                    .filter(fact -> !fact.happened().plus(Duration.ofDays(60)).isAfter(end()))
                    .toList();
            return ofSchools(due, fact -> evaluatesThrice(fact) || leads(fact));
        }

        private boolean evaluatesThrice(PlainFact trained) {
            return all.facts().stream()
                            .filter(fact -> fact.is(Verbs.EVALUATED, PROJECT)
                                    && fact.actor().equals(trained.actor()))
                            .filter(fact -> isInPeriod(fact) && isSoonAfter(trained, fact))
                            .count()
                    >= 3;
        }

        private boolean leads(PlainFact trained) {
            List<PlainFact> plans = all.facts().stream()
                    .filter(fact -> fact.is(Verbs.SUBMIT, EVENT) && fact.actor().equals(trained.actor()))
                    .toList();
            return all.facts().stream()
                    .filter(fact -> fact.is(Verbs.APPROVE, EVENT) && isInPeriod(fact) && isSoonAfter(trained, fact))
                    .anyMatch(approval -> plans.stream()
                            .anyMatch(plan -> plan.object().equals(approval.object())
                                    && !approval.happened().isBefore(plan.happened())));
        }

        private static boolean isSoonAfter(PlainFact trained, PlainFact fact) {
            return fact.happened().isAfter(trained.happened())
                    && !fact.happened().isAfter(trained.happened().plus(Duration.ofDays(60)));
        }

        Map<String, Plain> e1() {
            Map<List<Object>, Set<String>> pupils = new HashMap<>();
            accepted()
                    .forEach(item -> pupils.computeIfAbsent(
                                    List.of(item.cell(), item.classIri()), key -> new HashSet<>())
                            .add(item.pupil()));
            Map<String, Plain> figures = new TreeMap<>();
            enrolled().forEach((cell, classes) -> {
                Map<String, double[]> sides = new HashMap<>();
                classes.forEach((classIri, enrolled) -> placeAtTheEnd(classIri).ifPresent(place -> {
                    int accepted = pupils.getOrDefault(List.<Object>of(cell, classIri), Set.of())
                            .size();
                    for (String side :
                            List.of(place.area().orElse(""), place.ownership().orElse(""))) {
                        double[] sum = sides.computeIfAbsent(side, key -> new double[2]);
                        sum[0] += Math.min(accepted, enrolled.learners());
                        sum[1] += enrolled.learners();
                    }
                }));
                if (sides.containsKey("inner") && sides.containsKey("outer")) {
                    figures.put(cell, gap(sides));
                }
            });
            return figures;
        }

        private Optional<Place> placeAtTheEnd(String classIri) {
            return places(classIri)
                    .filter(place ->
                            since(place).isBefore(end()) && !until(place).isBefore(end()))
                    .findFirst();
        }

        private static Plain gap(Map<String, double[]> sides) {
            double area = difference(sides, "inner", "outer");
            double error = error(sides, "inner", "outer");
            Map<String, Double> more = new HashMap<>();
            more.put("low", area - error);
            more.put("high", area + error);
            if (sides.containsKey("public") && sides.containsKey("private")) {
                double ownership = difference(sides, "public", "private");
                double ofOwnership = error(sides, "public", "private");
                more.put("ownership", ownership);
                more.put("ownership_low", ownership - ofOwnership);
                more.put("ownership_high", ownership + ofOwnership);
            }
            double smallest =
                    sides.values().stream().mapToDouble(sum -> sum[1]).min().orElseThrow();
            return new Plain(null, null, area, (long) smallest, more);
        }

        private static double difference(Map<String, double[]> sides, String one, String other) {
            return share(sides.get(one)) - share(sides.get(other));
        }

        private static double error(Map<String, double[]> sides, String one, String other) {
            double variance = 0;
            for (String side : List.of(one, other)) {
                double p = share(sides.get(side));
                variance += p * (1 - p) / sides.get(side)[1];
            }
            return 1.96 * Math.sqrt(variance);
        }

        private static double share(double[] sum) {
            return sum[0] / sum[1];
        }

        private Map<String, Plain> ofSchools(Collection<PlainFact> facts, Predicate<PlainFact> counts) {
            Map<String, List<PlainFact>> cells =
                    facts.stream().collect(Collectors.groupingBy(fact -> cellOfSchool(fact.school(), fact.happened())));
            return figures(
                    cells,
                    ofCell -> share(
                            ofCell.stream().filter(counts).count(),
                            ofCell.size(),
                            ofCell.stream().map(PlainFact::actor).distinct().count()));
        }

        private Stream<PlainFact> inOrder(Predicate<PlainFact> wanted) {
            return all.facts().stream()
                    .filter(wanted)
                    .sorted(Comparator.comparing(PlainFact::happened).thenComparing(PlainFact::key));
        }

        private static Plain share(long numerator, long denominator, long people) {
            return new Plain(
                    (double) numerator, (double) denominator, numerator / (double) denominator, people, Map.of());
        }

        private static <T> Map<String, Plain> figures(Map<String, T> cells, Function<T, Plain> figure) {
            Map<String, Plain> figures = new TreeMap<>();
            cells.forEach((cell, content) -> figures.put(cell, figure.apply(content)));
            return figures;
        }

        private Stream<InClass> accepted() {
            List<PlainFact> returns = all.facts().stream()
                    .filter(fact ->
                            fact.is(Verbs.RETURN, PROJECT) && fact.happened().isBefore(end()))
                    .toList();
            return inPeriod(fact -> fact.is(Verbs.APPROVE, PROJECT)
                    && returns.stream()
                            .noneMatch(later -> later.object().equals(fact.object())
                                    && later.pupil().equals(fact.pupil())
                                    && later.happened().isAfter(fact.happened())));
        }

        private Stream<InClass> credited() {
            List<PlainFact> approvals = all.facts().stream()
                    .filter(fact ->
                            fact.verb().equals(Verbs.APPROVE) && fact.happened().isBefore(end()))
                    .toList();
            return inPeriod(fact -> fact.is(Verbs.ATTENDED, EVENT)
                    || fact.is(Verbs.PERFORMED_OFFLINE, PERFORMANCE)
                            && approvals.stream()
                                    .anyMatch(approval -> approval.object().equals(fact.object())
                                            && approval.pupil().equals(fact.pupil())
                                            && !approval.happened().isBefore(fact.happened())
                                            && !Optional.of(approval.actor()).equals(fact.pupil())));
        }

        private Stream<InClass> inPeriod(Predicate<PlainFact> wanted) {
            return all.facts().stream()
                    .filter(fact -> fact.pupil().isPresent() && isInPeriod(fact))
                    .filter(wanted)
                    .flatMap(fact -> fact.classes().stream()
                            .map(classIri -> new InClass(fact, classIri, cell(classIri, fact.happened()))));
        }

        private Instant start() {
            return question.period().start();
        }

        private Instant end() {
            return question.period().end();
        }

        private boolean isInPeriod(PlainFact fact) {
            return !fact.happened().isBefore(start()) && fact.happened().isBefore(end());
        }

        private Stream<Place> places(String classIri) {
            return all.history().getOrDefault(all.homes().getOrDefault(classIri, ""), List.of()).stream();
        }

        private String cell(String classIri, Instant at) {
            return question.by() == Breakdown.CLASS
                    ? classIri
                    : cellOfSchool(Optional.ofNullable(all.homes().get(classIri)), at);
        }

        private String cellOfSchool(Optional<String> school, Instant at) {
            return switch (question.by()) {
                case NONE -> NOWHERE;
                case SCHOOL -> school.orElse(NOWHERE);
                default ->
                    all.history().getOrDefault(school.orElse(""), List.of()).stream()
                            .filter(place -> counts(place, at))
                            .flatMap(place -> attribute(place).stream())
                            .findFirst()
                            .orElse(NOWHERE);
            };
        }

        private boolean counts(Place place, Instant at) {
            return switch (question.geography()) {
                case EVENT -> holdsAt(place, at);
                case CURRENT -> holdsOn(place, question.today());
                case LEGACY -> holdsOn(place, LocalDate.of(2025, 6, 30));
            };
        }

        private static boolean holdsOn(Place place, LocalDate day) {
            return !day.isBefore(place.from())
                    && place.until().filter(until -> !day.isBefore(until)).isEmpty();
        }

        private Optional<String> attribute(Place place) {
            return switch (question.by()) {
                case LEVEL -> place.level();
                case AREA -> place.area();
                case OWNERSHIP -> place.ownership();
                case CLUSTER -> place.cluster();
                case UNIT ->
                    question.geography() == Geography.LEGACY
                            ? place.district()
                            : place.unit().or(place::district);
                default -> throw new IllegalStateException();
            };
        }

        private record Enrolled(int learners) {}

        private static Double learners(Map<String, Enrolled> classes) {
            return classes.isEmpty()
                    ? null
                    : (double) classes.values().stream()
                            .mapToInt(Enrolled::learners)
                            .sum();
        }

        /** By cell, then by class. */
        private Map<String, Map<String, Enrolled>> enrolled() {
            Map<String, List<Enrolment>> told =
                    all.enrolments().stream().collect(Collectors.groupingBy(Enrolment::classIri));
            Map<String, Map<String, Enrolled>> enrolled = new TreeMap<>();
            told.forEach((classIri, ofClass) -> momentsByCell(classIri)
                    .forEach((cell, moment) -> enrolled.computeIfAbsent(cell, key -> new HashMap<>())
                            .put(classIri, new Enrolled(lastBefore(moment, ofClass)))));
            return enrolled;
        }

        private static int lastBefore(Instant moment, List<Enrolment> told) {
            return told.stream()
                    .filter(enrolment -> enrolment.asOf().isBefore(moment))
                    .max(Comparator.comparing(Enrolment::asOf))
                    .orElseGet(() -> told.stream()
                            .min(Comparator.comparing(Enrolment::asOf))
                            .orElseThrow())
                    .learners();
        }

        /** Each cell that the class was in during the period, and when it left it or the period ended. */
        private Map<String, Instant> momentsByCell(String classIri) {
            Map<String, Instant> moments = new TreeMap<>();
            if (question.by().isOfPlaces() && question.geography() == Geography.EVENT) {
                places(classIri)
                        .filter(place ->
                                since(place).isBefore(end()) && until(place).isAfter(start()))
                        .forEach(place -> moments.merge(
                                attribute(place).orElse(NOWHERE),
                                until(place).isBefore(end()) ? until(place) : end(),
                                (one, other) -> one.isAfter(other) ? one : other));
            } else {
                moments.put(cell(classIri, start()), end());
            }
            if (moments.isEmpty()) {
                moments.put(NOWHERE, end());
            }
            return moments;
        }
    }
}
