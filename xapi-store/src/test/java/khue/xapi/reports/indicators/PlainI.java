/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import khue.xapi.reports.indicators.PlainReports.Plain;

/** What the programme's targets are about, by the second road. */
final class PlainI extends Asked {

    PlainI(PlainReports all, Question question) {
        super(all, question);
    }

    /** What happened at a school in a cell. */
    private record Busy(Set<String> pupils, Set<String> grownUps) {

        Busy() {
            this(new HashSet<>(), new HashSet<>());
        }

        boolean isActive() {
            return pupils.size() >= 5 && !grownUps.isEmpty();
        }
    }

    private record SchoolInCell(String school, String cell) {}

    private Map<SchoolInCell, Busy> busy() {
        Map<SchoolInCell, Busy> busy = new HashMap<>();
        Stream.concat(credited(), inPeriod(fact -> fact.is(Verbs.SUBMIT, PROJECT)))
                .forEach(item ->
                        of(item, busy).ifPresent(school -> school.pupils().add(item.pupil())));
        inClasses(fact -> fact.is(Verbs.EVALUATED, PROJECT) && fact.role().equals("teacher"))
                .forEach(item -> of(item, busy)
                        .ifPresent(school -> school.grownUps().add(item.fact().actor())));
        inClasses(fact -> fact.verb().equals(Verbs.CREATE)
                        && ARTEFACTS.contains(fact.type())
                        && fact.role().equals("teacher"))
                .filter(this::isInPreschool)
                .forEach(item ->
                        of(item, busy).ifPresent(school -> item.fact().pupil().ifPresent(school.pupils()::add)));
        inClasses(fact -> fact.is(Verbs.VIEWED, COLLECTION) && fact.role().equals("guardian"))
                .filter(this::isInPreschool)
                .forEach(item -> of(item, busy)
                        .ifPresent(school -> school.grownUps().add(item.fact().actor())));
        return busy;
    }

    private Optional<Busy> of(InClass item, Map<SchoolInCell, Busy> busy) {
        return Optional.ofNullable(all.homes().get(item.classIri()))
                .map(school -> busy.computeIfAbsent(new SchoolInCell(school, item.cell()), key -> new Busy()));
    }

    private boolean isInPreschool(InClass item) {
        return classLevel(item.classIri(), item.fact().happened()).equals("preschool");
    }

    Map<String, Plain> i1() {
        Map<String, List<Busy>> cells = busy().entrySet().stream()
                .collect(Collectors.groupingBy(
                        entry -> entry.getKey().cell(), Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        return figures(cells, schools -> {
            double active = schools.stream().filter(Busy::isActive).count();
            int people =
                    schools.stream().mapToInt(school -> school.pupils().size()).sum();
            return new Plain(active, null, active, people, Map.of("target", 25.0));
        });
    }

    Map<String, Plain> i2() {
        Map<SchoolInCell, Busy> busy = busy();
        Map<String, List<SchoolInCell>> cells = busy.entrySet().stream()
                .filter(entry -> entry.getValue().isActive()
                        && !models(entry.getKey().school()).isEmpty())
                .map(Map.Entry::getKey)
                .collect(Collectors.groupingBy(SchoolInCell::cell));
        return figures(cells, schools -> {
            double models = schools.stream()
                    .flatMap(school -> models(school.school()).stream())
                    .distinct()
                    .count();
            long people = schools.stream()
                    .mapToInt(school -> busy.get(school).pupils().size())
                    .sum();
            double variety = schools.stream()
                    .flatMap(school -> all.history().getOrDefault(school.school(), List.of()).stream())
                    .filter(this::isThereAtTheEnd)
                    .filter(place -> place.level().isPresent()
                            && place.area().isPresent()
                            && place.ownership().isPresent())
                    .map(place -> List.of(place.level(), place.area(), place.ownership()))
                    .distinct()
                    .count();
            return new Plain(models, null, models, people, Map.of("coverage", variety / 16, "target", 7.0));
        });
    }

    private Set<String> models(String school) {
        return all.models().stream()
                .filter(trial -> trial.school().equals(school))
                .filter(trial ->
                        trial.from().atStartOfDay(Period.ZONE).toInstant().isBefore(end())
                                && trial.until()
                                        .map(day ->
                                                day.atStartOfDay(Period.ZONE).toInstant())
                                        .filter(day -> !day.isAfter(start()))
                                        .isEmpty())
                .map(PlainReports.Trial::model)
                .collect(Collectors.toSet());
    }

    Map<String, Plain> i3() {
        Map<String, PlainFact> trained = firsts(
                fact -> fact.is(Verbs.SATISFIED, COURSE) && fact.told("cohort").equals("core-teachers"),
                PlainFact::actor);
        Map<String, Long> counted = trained.values().stream()
                .collect(Collectors.groupingBy(
                        fact -> cellOfSchool(fact.school(), fact.happened()), Collectors.counting()));
        Map<String, Double> core = known("core-teachers");
        Map<String, Double> everybody = known("teachers");
        Map<String, Double> either = new HashMap<>(everybody);
        either.putAll(core);
        Map<String, Plain> figures = new TreeMap<>();
        ofKnown(
                        counted,
                        either,
                        cell -> everybody.getOrDefault(
                                cell, core.getOrDefault(cell, (double) counted.getOrDefault(cell, 0L))))
                .forEach((cell, figure) -> {
                    Double n = core.get(cell);
                    Map<String, Double> more = new HashMap<>();
                    more.put("target", 0.05);
                    more.put("of_all", everybody.containsKey(cell) ? figure.numerator() / everybody.get(cell) : null);
                    figures.put(
                            cell,
                            new Plain(
                                    figure.numerator(),
                                    n,
                                    n == null ? null : figure.numerator() / n,
                                    figure.people(),
                                    more));
                });
        return figures;
    }

    Map<String, Plain> i4() {
        Map<String, double[]> wanted = Map.of(
                "leaders", new double[] {50, 2, 3},
                "core-teachers", new double[] {150, 3, 5},
                "staff", new double[] {50, 1, 2},
                "education-management-students", new double[] {50, 0, 10_000},
                "pedagogy-students", new double[] {150, 0, 10_000});
        Map<List<String>, PlainFact> finished = firsts(
                fact -> Set.of(Verbs.SATISFIED, Verbs.WAIVED).contains(fact.verb())
                        && fact.type().equals(COURSE)
                        && !fact.told("cohort").isEmpty(),
                fact -> List.of(fact.actor(), fact.told("cohort")));
        Map<List<String>, Long> days = before(fact ->
                        fact.is(Verbs.ATTENDED, MEETING) && !fact.told("cohort").isEmpty())
                .collect(Collectors.groupingBy(
                        fact -> List.of(fact.actor(), fact.told("cohort")),
                        Collectors.collectingAndThen(
                                Collectors.mapping(
                                        fact -> LocalDate.ofInstant(fact.happened(), Period.ZONE), Collectors.toSet()),
                                dates -> (long) dates.size())));
        Map<String, List<PlainFact>> cells = finished.values().stream()
                .collect(Collectors.groupingBy(fact -> question.by() == Breakdown.COHORT
                        ? fact.told("cohort")
                        : cellOfSchool(fact.school(), fact.happened())));
        Map<String, Plain> figures = new TreeMap<>();
        cells.forEach((cell, ofCell) -> {
            List<Long> ofPeople = ofCell.stream()
                    .map(fact -> days.getOrDefault(List.of(fact.actor(), fact.told("cohort")), 0L))
                    .toList();
            long outside = ofCell.stream()
                    .filter(fact -> {
                        long there = days.getOrDefault(List.of(fact.actor(), fact.told("cohort")), 0L);
                        double[] range = wanted.get(fact.told("cohort"));
                        return there < range[1] || there > range[2];
                    })
                    .count();
            Double quota = switch (question.by()) {
                case COHORT -> wanted.get(cell)[0];
                case NONE -> 450.0;
                default -> null;
            };
            double numerator = ofCell.size();
            figures.put(
                    cell,
                    new Plain(
                            numerator,
                            quota,
                            quota == null ? null : numerator / quota,
                            ofCell.stream().map(PlainFact::actor).distinct().count(),
                            Map.of(
                                    "days",
                                    ofPeople.stream()
                                            .mapToLong(there -> there)
                                            .average()
                                            .orElseThrow(),
                                    "outside",
                                    (double) outside)));
        });
        return figures;
    }

    Map<String, Plain> i5() {
        Map<List<String>, PlainFact> invited = firsts(
                fact -> fact.is(Verbs.REGISTERED, MODULE)
                        && Set.of("guardian", "learner").contains(fact.role()),
                fact -> List.of(fact.actor(), fact.object()));
        Set<List<String>> finished = before(fact -> fact.is(Verbs.COMPLETED, MODULE))
                .map(fact -> List.of(fact.actor(), fact.object()))
                .collect(Collectors.toSet());
        return ofSchools(invited.values(), fact -> finished.contains(List.of(fact.actor(), fact.object())));
    }

    Map<String, Plain> i6() {
        Map<List<String>, PlainFact> invited =
                firsts(fact -> fact.is(Verbs.REGISTERED, SURVEY), fact -> List.of(fact.actor(), fact.object()));
        Set<List<String>> finished = before(fact -> fact.is(Verbs.COMPLETED, SURVEY))
                .map(fact -> List.of(fact.actor(), fact.object()))
                .collect(Collectors.toSet());
        Set<String> changed = before(fact -> fact.is(Verbs.CREATE, CHANGE))
                .map(PlainFact::parent)
                .collect(Collectors.toSet());
        Map<String, Plain> figures = new TreeMap<>(
                ofSchools(invited.values(), fact -> finished.contains(List.of(fact.actor(), fact.object()))));
        average(
                figures,
                "favourable",
                "answers",
                fact -> fact.is(Verbs.ANSWERED, ANSWER) && rating(fact) > 0,
                fact -> rating(fact) >= 4);
        Map<String, Set<String>> people = new HashMap<>();
        Stream.concat(
                        invited.values().stream(),
                        all.facts().stream()
                                .filter(fact ->
                                        isInPeriod(fact) && fact.is(Verbs.ANSWERED, ANSWER) && rating(fact) > 0))
                .forEach(fact -> people.computeIfAbsent(
                                cellOfSchool(fact.school(), fact.happened()), cell -> new HashSet<>())
                        .add(fact.actor()));
        figures.replaceAll((cell, figure) -> new Plain(
                figure.numerator(),
                figure.denominator(),
                figure.value(),
                people.get(cell).size(),
                figure.more()));
        average(
                figures,
                "changed",
                "themes",
                fact -> fact.is(Verbs.CREATE, THEME),
                fact -> changed.contains(fact.object()));
        return figures;
    }

    private static int rating(PlainFact fact) {
        return fact.statement().at("/result/score/raw").asInt();
    }

    private void average(
            Map<String, Plain> figures,
            String part,
            String whole,
            Predicate<PlainFact> wanted,
            Predicate<PlainFact> good) {
        Map<String, List<PlainFact>> cells = all.facts().stream()
                .filter(fact -> isInPeriod(fact) && wanted.test(fact))
                .collect(Collectors.groupingBy(fact -> cellOfSchool(fact.school(), fact.happened())));
        cells.forEach((cell, facts) -> figures.compute(
                cell,
                (key, figure) -> (figure == null ? new Plain(0.0, null, null, 0, Map.of()) : figure)
                        .with(part, facts.stream().filter(good).count() / (double) facts.size())
                        .with(whole, (double) facts.size())));
    }
}
