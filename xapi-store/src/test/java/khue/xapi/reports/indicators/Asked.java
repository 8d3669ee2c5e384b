/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import khue.xapi.reports.indicators.PlainReports.Denominator;
import khue.xapi.reports.indicators.PlainReports.Plain;
import khue.xapi.reports.reference.Enrolment;
import khue.xapi.reports.reference.Place;

/** A question to the second road, and what its families have in common. */
abstract class Asked {

    static final String PROJECT = "http://id.tincanapi.com/activitytype/project";
    static final String REFLECTION = "https://khue.io/xapi/type/reflection";
    static final String EVENT = "http://activitystrea.ms/event";
    static final String PERFORMANCE = "http://adlnet.gov/expapi/activities/performance";
    static final String COURSE = "https://w3id.org/xapi/cmi5/activitytype/course";
    static final String MEETING = "http://adlnet.gov/expapi/activities/meeting";
    static final String MODULE = "http://adlnet.gov/expapi/activities/module";
    static final String SURVEY = "http://id.tincanapi.com/activitytype/survey";
    static final String ANSWER = "http://adlnet.gov/expapi/activities/cmi.interaction";
    static final String COLLECTION = "http://activitystrea.ms/collection";
    static final String CONTEST = "https://khue.io/xapi/type/contest";
    static final String THEME = "https://khue.io/xapi/type/theme";
    static final String CHANGE = "https://khue.io/xapi/type/change";
    static final String EVIDENCE = "https://khue.io/xapi/type/criterion-evidence";
    static final Set<String> ARTEFACTS =
            Set.of("http://activitystrea.ms/image", "http://activitystrea.ms/video", "http://activitystrea.ms/file");
    static final String NOWHERE = "";

    final PlainReports all;
    final Question question;

    Asked(PlainReports all, Question question) {
        this.all = all;
        this.question = question;
    }

    /** Something that counts, in one of its classes. */
    record InClass(PlainFact fact, String classIri, String cell) {

        String pupil() {
            return fact.pupil().orElseThrow();
        }

        List<Object> member() {
            return List.of(classIri, pupil());
        }
    }

    Optional<Place> placeAtTheEnd(String classIri) {
        return places(classIri).filter(this::isThereAtTheEnd).findFirst();
    }

    Map<String, Plain> ofSchools(Collection<PlainFact> facts, Predicate<PlainFact> counts) {
        Map<String, List<PlainFact>> cells =
                facts.stream().collect(Collectors.groupingBy(fact -> cellOfSchool(fact.school(), fact.happened())));
        return figures(
                cells,
                ofCell -> share(
                        ofCell.stream().filter(counts).count(),
                        ofCell.size(),
                        ofCell.stream().map(PlainFact::actor).distinct().count()));
    }

    Stream<PlainFact> inOrder(Predicate<PlainFact> wanted) {
        return all.facts().stream()
                .filter(wanted)
                .sorted(Comparator.comparing(PlainFact::happened).thenComparing(PlainFact::key));
    }

    static Plain share(long numerator, long denominator, long people) {
        return new Plain((double) numerator, (double) denominator, numerator / (double) denominator, people, Map.of());
    }

    static <T> Map<String, Plain> figures(Map<String, T> cells, Function<T, Plain> figure) {
        Map<String, Plain> figures = new TreeMap<>();
        cells.forEach((cell, content) -> figures.put(cell, figure.apply(content)));
        return figures;
    }

    Stream<InClass> accepted() {
        List<PlainFact> returns = all.facts().stream()
                .filter(fact ->
                        fact.is(Verbs.RETURN, PROJECT) && fact.happened().isBefore(end()))
                .toList();
        return inPeriod(fact -> fact.is(Verbs.APPROVE, PROJECT))
                .filter(item -> returns.stream()
                        .noneMatch(later -> later.object().equals(item.fact().object())
                                && later.pupil().equals(item.fact().pupil())
                                && later.classes().contains(item.classIri())
                                && later.happened().isAfter(item.fact().happened())));
    }

    Stream<InClass> credited() {
        List<PlainFact> approvals = all.facts().stream()
                .filter(fact ->
                        fact.verb().equals(Verbs.APPROVE) && fact.happened().isBefore(end()))
                .toList();
        return inPeriod(fact -> fact.is(Verbs.ATTENDED, EVENT) || fact.is(Verbs.PERFORMED_OFFLINE, PERFORMANCE))
                .filter(item -> item.fact().verb().equals(Verbs.ATTENDED)
                        || approvals.stream()
                                .anyMatch(approval -> approval.object()
                                                .equals(item.fact().object())
                                        && approval.pupil().equals(item.fact().pupil())
                                        && approval.classes().contains(item.classIri())
                                        && !approval.happened()
                                                .isBefore(item.fact().happened())
                                        && !Optional.of(approval.actor())
                                                .equals(item.fact().pupil())));
    }

    Stream<InClass> inPeriod(Predicate<PlainFact> wanted) {
        return all.facts().stream()
                .filter(fact -> fact.pupil().isPresent() && isInPeriod(fact))
                .filter(wanted)
                .flatMap(fact -> fact.classes().stream()
                        .map(classIri -> new InClass(fact, classIri, cell(classIri, fact.happened()))));
    }

    Instant start() {
        return question.period().start();
    }

    Instant end() {
        return question.period().end();
    }

    boolean isInPeriod(PlainFact fact) {
        return !fact.happened().isBefore(start()) && fact.happened().isBefore(end());
    }

    Stream<Place> places(String classIri) {
        return all.history().getOrDefault(all.homes().getOrDefault(classIri, ""), List.of()).stream();
    }

    String cell(String classIri, Instant at) {
        return question.by() == Breakdown.CLASS
                ? classIri
                : cellOfSchool(Optional.ofNullable(all.homes().get(classIri)), at);
    }

    String cellOfSchool(Optional<String> school, Instant at) {
        return switch (question.by()) {
            case NONE, COHORT, COMPETENCY, ROUND, PAIR, SOURCE -> NOWHERE;
            case SCHOOL -> school.orElse(NOWHERE);
            default ->
                all.history().getOrDefault(school.orElse(""), List.of()).stream()
                        .filter(place -> counts(place, at))
                        .flatMap(place -> attribute(place).stream())
                        .findFirst()
                        .orElse(NOWHERE);
        };
    }

    boolean counts(Place place, Instant at) {
        return switch (question.geography()) {
            case EVENT -> holdsAt(place, at);
            case CURRENT -> holdsOn(place, question.today());
            case LEGACY -> holdsOn(place, LocalDate.of(2025, 6, 30));
        };
    }

    static boolean holdsOn(Place place, LocalDate day) {
        return !day.isBefore(place.from())
                && place.until().filter(until -> !day.isBefore(until)).isEmpty();
    }

    Optional<String> attribute(Place place) {
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

    record Enrolled(int learners) {}

    static Double learners(Map<?, Enrolled> classes) {
        return classes.isEmpty()
                ? null
                : (double)
                        classes.values().stream().mapToInt(Enrolled::learners).sum();
    }

    /** By cell, then by class. */
    Map<String, Map<String, Enrolled>> enrolled() {
        Map<String, List<Enrolment>> told =
                all.enrolments().stream().collect(Collectors.groupingBy(Enrolment::classIri));
        Map<String, Map<String, Enrolled>> enrolled = new TreeMap<>();
        told.forEach((classIri, ofClass) -> momentsByCell(classIri)
                .forEach((cell, moment) -> learnersAt(moment, ofClass)
                        .ifPresent(learners -> enrolled.computeIfAbsent(cell, key -> new HashMap<>())
                                .put(classIri, new Enrolled(learners)))));
        return enrolled;
    }

    /** By cell, then by class and school year. */
    Map<String, Map<List<Object>, Enrolled>> enrolledByYear() {
        Map<String, Map<List<Object>, Enrolled>> enrolled = new TreeMap<>();
        for (int year : schoolYears()) {
            LocalDate first = LocalDate.of(year, 9, 1);
            LocalDate last = LocalDate.of(year + 1, 8, 31);
            Period asked = question.period();
            Period part = new Period(
                    asked.from().isAfter(first) && !asked.from().isAfter(last) ? asked.from() : first,
                    asked.until().isBefore(last) && !asked.until().isBefore(first) ? asked.until() : last);
            new Asked(all, question.in(part)) {}.enrolled()
                    .forEach((cell, classes) -> classes.forEach(
                            (classIri, learners) -> enrolled.computeIfAbsent(cell, key -> new HashMap<>())
                                    .put(List.of(classIri, year), learners)));
        }
        return enrolled;
    }

    /** Those that the period has days of, without those that are yet to begin. */
    private List<Integer> schoolYears() {
        LocalDate until = question.period().until();
        int last = schoolYear(until.isAfter(question.today()) ? question.today() : until);
        return IntStream.rangeClosed(Math.min(schoolYear(question.period().from()), last), last)
                .boxed()
                .toList();
    }

    static int schoolYear(LocalDate day) {
        return day.getMonthValue() >= 9 ? day.getYear() : day.getYear() - 1;
    }

    static int schoolYear(InClass item) {
        return schoolYear(item.fact().happened().atZone(Period.ZONE).toLocalDate());
    }

    /** What the class lists of the school year said last before the moment, or else first after it. */
    Optional<Integer> learnersAt(Instant moment, List<Enrolment> told) {
        Instant tomorrow =
                question.today().plusDays(1).atStartOfDay(Period.ZONE).toInstant();
        Instant end = moment.isBefore(tomorrow) ? moment : tomorrow;
        LocalDate last = end.minusSeconds(1).atZone(Period.ZONE).toLocalDate();
        int year = last.getMonthValue() >= 9 ? last.getYear() : last.getYear() - 1;
        List<Enrolment> ofTheYear = told.stream()
                .filter(list -> {
                    LocalDate day = list.asOf().atZone(Period.ZONE).toLocalDate();
                    return year == (day.getMonthValue() >= 8 ? day.getYear() : day.getYear() - 1);
                })
                .sorted(Comparator.comparing(Enrolment::asOf))
                .toList();
        return ofTheYear.stream()
                .filter(list -> list.asOf().isBefore(end))
                .reduce((one, next) -> next)
                .or(() -> ofTheYear.stream().findFirst())
                .map(Enrolment::learners);
    }

    /** Each cell that the class was in during the period, and when it left it or the period ended. */
    Map<String, Instant> momentsByCell(String classIri) {
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

    /** By class, also what is about no pupil. */
    Stream<InClass> inClasses(Predicate<PlainFact> wanted) {
        return all.facts().stream()
                .filter(this::isInPeriod)
                .filter(wanted)
                .flatMap(fact -> fact.classes().stream()
                        .map(classIri -> new InClass(fact, classIri, cell(classIri, fact.happened()))));
    }

    /** The first of each kind in the period, by time. */
    <K> Map<K, PlainFact> firsts(Predicate<PlainFact> wanted, Function<PlainFact, K> kind) {
        Map<K, PlainFact> firsts = new LinkedHashMap<>();
        inOrder(wanted.and(this::isInPeriod)).forEach(fact -> firsts.putIfAbsent(kind.apply(fact), fact));
        return firsts;
    }

    /** What was so before the period ended. */
    Stream<PlainFact> before(Predicate<PlainFact> wanted) {
        return all.facts().stream()
                .filter(fact -> fact.happened().isBefore(end()))
                .filter(wanted);
    }

    private boolean isCutByPlaces() {
        return question.by() != Breakdown.NONE && !question.by().isOwn();
    }

    private Set<String> cellsOfSchool(String school) {
        if (!question.by().isOfPlaces() || question.geography() != Geography.EVENT) {
            return Set.of(cellOfSchool(Optional.of(school), start()));
        }
        Set<String> cells = new HashSet<>();
        all.history().getOrDefault(school, List.of()).stream()
                .filter(place -> since(place).isBefore(end()) && until(place).isAfter(start()))
                .forEach(place -> cells.add(attribute(place).orElse(NOWHERE)));
        return cells.isEmpty() ? Set.of(NOWHERE) : cells;
    }

    /** How many of a kind there are in each cell. */
    Map<String, Double> known(String kind) {
        Map<Optional<String>, Denominator> told = new HashMap<>();
        LocalDate last = question.period().until();
        Comparator<Denominator> better = Comparator.comparing(
                        (Denominator one) -> one.asOf().isAfter(last))
                .thenComparing(one -> Math.abs(ChronoUnit.DAYS.between(one.asOf(), last)));
        all.denominators().stream()
                .filter(one -> one.kind().equals(kind))
                .forEach(one -> told.merge(one.school(), one, (a, b) -> better.compare(a, b) <= 0 ? a : b));
        Map<String, Double> known = new HashMap<>();
        Denominator whole = told.remove(Optional.<String>empty());
        if (!isCutByPlaces() && whole != null) {
            known.put(NOWHERE, (double) whole.value());
        } else {
            told.forEach((school, one) -> cellsOfSchool(school.orElseThrow())
                    .forEach(cell -> known.merge(cell, (double) one.value(), Double::sum)));
        }
        return known;
    }

    /** Counted things over what is known of each cell. */
    Map<String, Plain> ofKnown(Map<String, Long> counted, Map<String, Double> known, Function<String, Double> people) {
        Map<String, Plain> figures = new TreeMap<>();
        Set<String> cells = new HashSet<>(counted.keySet());
        cells.addAll(known.keySet());
        for (String cell : cells) {
            double numerator = counted.getOrDefault(cell, 0L);
            Double denominator = known.get(cell);
            figures.put(
                    cell,
                    new Plain(
                            numerator,
                            denominator,
                            denominator == null ? null : numerator / denominator,
                            people.apply(cell).longValue(),
                            Map.of()));
        }
        return figures;
    }

    boolean isThereAtTheEnd(Place place) {
        return since(place).isBefore(end()) && !until(place).isBefore(end());
    }

    String classLevel(String classIri, Instant at) {
        return all.history().getOrDefault(all.homes().getOrDefault(classIri, ""), List.of()).stream()
                .filter(place -> holdsAt(place, at))
                .flatMap(place -> place.level().stream())
                .findFirst()
                .orElse("");
    }

    static boolean holdsAt(Place place, Instant at) {
        return !at.isBefore(since(place)) && at.isBefore(until(place));
    }

    static Instant since(Place place) {
        return place.from().atStartOfDay(Period.ZONE).toInstant();
    }

    static Instant until(Place place) {
        return place.until()
                .map(day -> day.atStartOfDay(Period.ZONE).toInstant())
                .orElse(Instant.MAX);
    }
}
