/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import khue.xapi.reports.indicators.PlainReports.Plain;

/** Teacher training by the second road. */
final class PlainT extends Asked {

    PlainT(PlainReports all, Question question) {
        super(all, question);
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
        return ofSchools(due(), this::hasApplied);
    }

    boolean hasApplied(PlainFact trained) {
        return evaluatesThrice(trained) || leads(trained);
    }

    List<PlainFact> due() {
        Map<String, PlainFact> trained = new LinkedHashMap<>();
        inOrder(fact -> fact.is(Verbs.SATISFIED, COURSE) && isInPeriod(fact))
                .forEach(fact -> trained.putIfAbsent(fact.actor(), fact));
        return trained.values().stream()
                .filter(fact -> !fact.happened().plus(Duration.ofDays(60)).isAfter(end()))
                .toList();
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

    Map<String, Plain> t1() {
        List<PlainFact> credits = inOrder(fact -> isInPeriod(fact)
                        && Set.of(Verbs.SATISFIED, Verbs.WAIVED).contains(fact.verb())
                        && fact.type().equals(COURSE)
                        && !fact.told("programme").isEmpty()
                        && fact.number("period-count") > 0)
                .toList();
        Map<String, Map<String, Map<String, Integer>>> periods = new HashMap<>();
        Map<String, PlainFact> homes = new HashMap<>();
        for (PlainFact credit : credits) {
            periods.computeIfAbsent(credit.actor(), person -> new HashMap<>())
                    .computeIfAbsent(credit.told("programme"), programme -> new HashMap<>())
                    .merge(credit.object(), credit.number("period-count"), Math::max);
            homes.put(credit.actor(), credit);
        }
        Map<String, Long> counted = new TreeMap<>();
        Map<String, Long> credited = new TreeMap<>();
        homes.forEach((person, last) -> {
            String cell = cellOfSchool(last.school(), last.happened());
            long enough = periods.get(person).values().stream()
                    .filter(ofProgramme -> ofProgramme.values().stream()
                                    .mapToInt(number -> number)
                                    .sum()
                            >= 40)
                    .count();
            counted.merge(cell, enough >= 3 ? 1L : 0L, Long::sum);
            credited.merge(cell, 1L, Long::sum);
        });
        Map<String, Double> teachers = known("teachers");
        return ofKnown(
                counted, teachers, cell -> teachers.getOrDefault(cell, (double) credited.getOrDefault(cell, 0L)));
    }

    Map<String, Plain> t4() {
        Map<String, PlainFact> core = new LinkedHashMap<>();
        inOrder(fact -> fact.is(Verbs.SATISFIED, COURSE)
                        && fact.told("cohort").equals("core-teachers")
                        && fact.happened().isBefore(end()))
                .forEach(fact -> core.putIfAbsent(fact.actor(), fact));
        List<PlainFact> words = before(fact -> fact.is(Verbs.APPROVE, EVENT)).toList();
        Map<String, Set<String>> mentees = new HashMap<>();
        all.facts().stream()
                .filter(fact -> fact.is(Verbs.MENTORED, EVENT) && isInPeriod(fact))
                .filter(fact -> fact.pupil()
                        .filter(mentee -> !mentee.equals(fact.actor()))
                        .isPresent())
                .filter(fact -> words.stream()
                        .anyMatch(word -> word.object().equals(fact.object())
                                && Optional.of(word.actor()).equals(fact.pupil())
                                && !word.happened().isBefore(fact.happened())))
                .forEach(fact -> mentees.computeIfAbsent(fact.actor(), person -> new HashSet<>())
                        .add(fact.pupil().orElseThrow()));
        Map<String, List<PlainFact>> cells = core.values().stream()
                .collect(Collectors.groupingBy(fact -> cellOfSchool(fact.school(), fact.happened())));
        return figures(
                cells,
                ofCell -> share(
                        ofCell.stream()
                                .mapToLong(fact -> mentees.getOrDefault(fact.actor(), Set.of())
                                        .size())
                                .sum(),
                        ofCell.size(),
                        ofCell.size()));
    }

    Map<String, Plain> t5() {
        Map<String, Set<List<String>>> verified = new TreeMap<>();
        all.facts().stream()
                .filter(fact -> fact.is(Verbs.APPROVE, EVIDENCE) && isInPeriod(fact))
                .filter(fact -> fact.pupil()
                        .filter(teacher -> !teacher.equals(fact.actor()))
                        .isPresent())
                .forEach(fact -> verified.computeIfAbsent(
                                cellOfSchool(fact.school(), fact.happened()), cell -> new HashSet<>())
                        .add(List.of(fact.pupil().orElseThrow(), fact.parent())));
        return figures(verified, ofCell -> {
            long teachers = ofCell.stream().map(pair -> pair.get(0)).distinct().count();
            return share(ofCell.size(), 15 * teachers, teachers);
        });
    }
}
