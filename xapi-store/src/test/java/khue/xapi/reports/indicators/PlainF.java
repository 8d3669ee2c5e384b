/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import khue.xapi.reports.indicators.PlainReports.Plain;

/** Project portfolios by the second road. */
final class PlainF extends Asked {

    PlainF(PlainReports all, Question question) {
        super(all, question);
    }

    Map<String, Plain> f1() {
        Map<String, Map<List<Object>, Enrolled>> enrolled = enrolledByYear();
        Map<String, Set<List<Object>>> accepted = new TreeMap<>();
        accepted()
                .forEach(work -> accepted.computeIfAbsent(work.cell(), cell -> new HashSet<>())
                        .add(List.of(work.classIri(), schoolYear(work), work.pupil())));
        Map<String, Plain> figures = new TreeMap<>();
        Set<String> cells = new HashSet<>(enrolled.keySet());
        cells.addAll(accepted.keySet());
        for (String cell : cells) {
            Map<List<Object>, Enrolled> classes = enrolled.getOrDefault(cell, Map.of());
            long pupils = accepted.getOrDefault(cell, Set.of()).stream()
                    .filter(member -> classes.containsKey(member.subList(0, 2)))
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
        Map<List<Object>, List<InClass>> works = inPeriod(fact -> fact.type().equals(PROJECT)
                        && (fact.verb().equals(Verbs.SUBMIT)
                                || answers.contains(fact.verb()) && fact.role().equals("teacher")))
                .collect(Collectors.groupingBy(item ->
                        List.of(item.classIri(), item.pupil(), item.fact().object())));
        Map<String, List<Double>> hours = new TreeMap<>();
        Map<String, Set<List<Object>>> people = new TreeMap<>();
        Map<String, Integer> submissions = new TreeMap<>();
        for (List<InClass> line : works.values()) {
            List<InClass> steps = line.stream()
                    .sorted(Comparator.comparing((InClass item) -> item.fact().happened())
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
                        .add(List.of(item.classIri(), item.pupil(), item.fact().object())));
        List<List<Object>> reflections = all.facts().stream()
                .filter(fact ->
                        fact.is(Verbs.CREATE, REFLECTION) && fact.pupil().isPresent())
                .filter(fact -> fact.happened().isBefore(end()))
                .flatMap(fact -> fact.classes().stream()
                        .map(classIri -> List.<Object>of(classIri, fact.pupil().get(), fact.parent())))
                .toList();
        return figures(accepted, works -> {
            long written = reflections.stream().filter(works::contains).count();
            return share(
                    written,
                    works.size(),
                    works.stream().map(work -> work.subList(0, 2)).distinct().count());
        });
    }

    Map<String, Plain> f5() {
        List<InClass> passed = inPeriod(fact ->
                        fact.is(Verbs.PASSED, PROJECT) && !fact.competencies().isEmpty())
                .toList();
        Map<String, Set<List<Object>>> active = new TreeMap<>();
        Stream.of(credited(), inPeriod(fact -> fact.is(Verbs.SUBMIT, PROJECT)), passed.stream())
                .flatMap(items -> items)
                .forEach(item -> active.computeIfAbsent(item.cell(), cell -> new HashSet<>())
                        .add(item.member()));
        Map<String, Set<List<Object>>> shown = new TreeMap<>();
        if (question.by() == Breakdown.COMPETENCY) {
            passed.forEach(item -> item.fact()
                    .competencies()
                    .keySet()
                    .forEach(competency -> shown.computeIfAbsent(competency, cell -> new HashSet<>())
                            .add(item.member())));
            int all = active.getOrDefault(NOWHERE, Set.of()).size();
            return figures(shown, pupils -> share(pupils.size(), all, pupils.size()));
        }
        passed.forEach(item ->
                shown.computeIfAbsent(item.cell(), cell -> new HashSet<>()).add(item.member()));
        Map<String, Plain> figures = new TreeMap<>();
        active.forEach((cell, pupils) ->
                figures.put(cell, share(shown.getOrDefault(cell, Set.of()).size(), pupils.size(), pupils.size())));
        return figures;
    }

    Map<String, Plain> f6() {
        Map<String, Long> looked = inClasses(
                        fact -> fact.is(Verbs.VIEWED, COLLECTION) && fact.role().equals("guardian"))
                .filter(item -> all.homes().containsKey(item.classIri()))
                .collect(Collectors.groupingBy(
                        InClass::cell,
                        Collectors.collectingAndThen(
                                Collectors.mapping(item -> item.fact().actor(), Collectors.toSet()),
                                guardians -> (long) guardians.size())));
        Map<String, Double> agreed = known("guardians-consented");
        return ofKnown(looked, agreed, cell -> agreed.getOrDefault(cell, (double) looked.getOrDefault(cell, 0L)));
    }
}
