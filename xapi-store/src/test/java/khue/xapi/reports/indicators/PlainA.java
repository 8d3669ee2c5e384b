/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import khue.xapi.reports.indicators.PlainReports.Plain;

/** Creative activities by the second road. */
final class PlainA extends Asked {

    PlainA(PlainReports all, Question question) {
        super(all, question);
    }

    Map<String, Plain> a1() {
        Set<String> counted = Set.of("primary", "lower-secondary", "upper-secondary");
        Map<String, Map<String, Enrolled>> enrolled = enrolled();
        Map<List<Object>, Double> periods = new HashMap<>();
        credited().forEach(item -> {
            String level = classLevel(item.classIri(), item.fact().happened());
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
                            .filter(place ->
                                    since(place).isBefore(end()) && until(place).isAfter(start()))
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

    Map<String, Plain> a4() {
        Set<String> inside = Set.of("learner", "teacher", "head", "staff", "observer", "");
        Set<String> helped = before(fact -> fact.type().equals(EVENT)
                        && Set.of(Verbs.HOST, Verbs.MENTORED, Verbs.SPONSOR).contains(fact.verb())
                        && !inside.contains(fact.role()))
                .map(PlainFact::object)
                .collect(Collectors.toSet());
        Map<String, List<InClass>> attended =
                inPeriod(fact -> fact.is(Verbs.ATTENDED, EVENT)).collect(Collectors.groupingBy(InClass::cell));
        return figures(attended, items -> {
            Set<String> events =
                    items.stream().map(item -> item.fact().object()).collect(Collectors.toSet());
            return share(
                    events.stream().filter(helped::contains).count(),
                    events.size(),
                    items.stream().map(InClass::member).distinct().count());
        });
    }

    Map<String, Plain> a5() {
        Map<List<String>, PlainFact> entered = firsts(
                fact -> fact.is(Verbs.SUBMIT, CONTEST) && !fact.told("round").isEmpty(), PlainA::entry);
        Map<List<String>, Integer> promoted = new HashMap<>();
        before(fact -> fact.is(Verbs.SELECTED, CONTEST))
                .forEach(fact -> promoted.merge(entry(fact), fact.number("quota"), Math::max));
        Map<String, List<PlainFact>> cells = entered.values().stream()
                .collect(Collectors.groupingBy(fact -> question.by() == Breakdown.ROUND
                        ? fact.told("round")
                        : cellOfSchool(fact.school(), fact.happened())));
        return figures(cells, entries -> {
            List<PlainFact> further = entries.stream()
                    .filter(fact -> promoted.containsKey(entry(fact)))
                    .toList();
            Map<List<Object>, List<PlainFact>> ofSchools = further.stream()
                    .collect(Collectors.groupingBy(fact -> List.of(fact.object(), fact.told("round"), fact.school())));
            long breaches = ofSchools.values().stream()
                    .filter(ofSchool -> {
                        int quota = ofSchool.stream()
                                .mapToInt(fact -> promoted.get(entry(fact)))
                                .max()
                                .orElseThrow();
                        return quota > 0 && ofSchool.size() > quota;
                    })
                    .count();
            Set<List<String>> ids = entries.stream().map(PlainA::entry).collect(Collectors.toSet());
            long people = before(fact -> fact.is(Verbs.SUBMIT, CONTEST) && ids.contains(entry(fact)))
                    .map(PlainFact::actor)
                    .distinct()
                    .count();
            return share(further.size(), entries.size(), people).with("breaches", (double) breaches);
        });
    }

    private static List<String> entry(PlainFact fact) {
        return List.of(
                fact.object(),
                fact.told("round"),
                fact.statement().at("/context/registration").asText());
    }

    Map<String, Plain> a6() {
        String competency = "competency/1/problem-solving";
        Map<List<Object>, List<InClass>> ofPupils = inPeriod(fact ->
                        fact.is(Verbs.EVALUATED, PROJECT) && fact.competencies().getOrDefault(competency, 0) > 0)
                .sorted(Comparator.comparing((InClass item) -> item.fact().happened())
                        .thenComparing(item -> item.fact().key()))
                .collect(Collectors.groupingBy(InClass::member));
        Map<String, List<Double>> growth = new TreeMap<>();
        for (List<InClass> line : ofPupils.values()) {
            PlainFact first = line.get(0).fact();
            InClass last = line.get(line.size() - 1);
            if (!last.fact().happened().isBefore(first.happened().plus(Duration.ofDays(60)))) {
                growth.computeIfAbsent(last.cell(), cell -> new ArrayList<>())
                        .add((double) last.fact().competencies().get(competency)
                                - first.competencies().get(competency));
            }
        }
        growth.values().removeIf(ofCell -> ofCell.size() < 10);
        return figures(growth, ofCell -> {
            double sum = ofCell.stream().mapToDouble(one -> one).sum();
            double mean = sum / ofCell.size();
            double squares = ofCell.stream()
                    .mapToDouble(one -> (one - mean) * (one - mean))
                    .sum();
            double error = 1.96 * Math.sqrt(squares / (ofCell.size() - 1)) / Math.sqrt(ofCell.size());
            return new Plain(
                    sum,
                    (double) ofCell.size(),
                    mean,
                    ofCell.size(),
                    Map.of("low", mean - error, "high", mean + error));
        });
    }
}
