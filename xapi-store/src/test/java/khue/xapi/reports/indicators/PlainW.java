/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import khue.xapi.reports.indicators.PlainReports.Pair;
import khue.xapi.reports.indicators.PlainReports.Plain;
import khue.xapi.reports.reference.Enrolment;

/** Twin schools by the second road. */
final class PlainW extends Asked {

    PlainW(PlainReports all, Question question) {
        super(all, question);
    }

    private Map<String, List<Pair>> cells() {
        return all.pairs().stream()
                .filter(pair -> since(pair).isBefore(end()))
                .collect(Collectors.groupingBy(pair -> question.by() == Breakdown.PAIR ? pair.code() : NOWHERE));
    }

    private static Instant since(Pair pair) {
        return pair.from().atStartOfDay(Period.ZONE).toInstant();
    }

    /** The activities that one school of the pair hosted and the other confirmed. */
    private Set<String> hosted(Pair pair, String host, String guest) {
        List<PlainFact> words = before(
                        fact -> fact.is(Verbs.APPROVE, EVENT) && fact.school().equals(Optional.of(guest)))
                .toList();
        return all.facts().stream()
                .filter(fact -> fact.is(Verbs.HOST, EVENT)
                        && isInPeriod(fact)
                        && !fact.happened().isBefore(since(pair))
                        && fact.school().equals(Optional.of(host)))
                .filter(fact -> words.stream()
                        .anyMatch(word -> word.object().equals(fact.object())
                                && !word.happened().isBefore(fact.happened())))
                .map(PlainFact::object)
                .collect(Collectors.toSet());
    }

    private long people(List<Pair> pairs) {
        return pairs.stream()
                .mapToLong(pair -> learners(pair.one()) + learners(pair.other()))
                .sum();
    }

    private long learners(String school) {
        return all.enrolments().stream().collect(Collectors.groupingBy(Enrolment::classIri)).entrySet().stream()
                .filter(told -> school.equals(all.homes().get(told.getKey())))
                .mapToLong(told -> learnersAt(end(), told.getValue()).orElse(0))
                .sum();
    }

    Map<String, Plain> w1() {
        long terms = all.terms().stream()
                .filter(term ->
                        term.first().atStartOfDay(Period.ZONE).toInstant().isBefore(end())
                                && term.last()
                                        .plusDays(1)
                                        .atStartOfDay(Period.ZONE)
                                        .toInstant()
                                        .isAfter(start()))
                .count();
        return figures(cells(), pairs -> {
            long exchanges = pairs.stream()
                    .mapToLong(pair -> {
                        Set<String> both = new HashSet<>(hosted(pair, pair.one(), pair.other()));
                        both.addAll(hosted(pair, pair.other(), pair.one()));
                        return both.size();
                    })
                    .sum();
            return share(exchanges, pairs.size() * terms, people(pairs));
        });
    }

    Map<String, Plain> w2() {
        return figures(cells(), pairs -> {
            double fewer = 0;
            double more = 0;
            for (Pair pair : pairs) {
                int one = hosted(pair, pair.one(), pair.other()).size();
                int other = hosted(pair, pair.other(), pair.one()).size();
                fewer += Math.min(one, other);
                more += Math.max(one, other);
            }
            return new Plain(fewer, more, more == 0 ? null : fewer / more, people(pairs), Map.of());
        });
    }

    Map<String, Plain> w3() {
        List<YearMonth> months = new ArrayList<>();
        for (YearMonth month = YearMonth.from(question.period().from());
                !month.isAfter(YearMonth.from(question.period().until()));
                month = month.plusMonths(1)) {
            months.add(month);
        }
        Map<List<Object>, Set<List<Object>>> shown = accepted()
                .filter(item -> all.homes().containsKey(item.classIri()))
                .collect(Collectors.groupingBy(
                        item -> List.of(all.homes().get(item.classIri()), month(item.fact())),
                        Collectors.mapping(InClass::member, Collectors.toSet())));
        Map<List<Object>, Double> taught = new HashMap<>();
        credited().forEach(item -> {
            String level = classLevel(item.classIri(), item.fact().happened());
            if (Set.of("primary", "lower-secondary", "upper-secondary").contains(level)
                    && item.fact().seconds().isPresent()) {
                taught.merge(
                        List.of(all.homes().get(item.classIri()), month(item.fact())),
                        item.fact().seconds().get() / 60.0 / (level.equals("primary") ? 35 : 45),
                        Double::sum);
            }
        });
        PlainT training = new PlainT(all, question);
        Map<List<Object>, List<PlainFact>> due = training.due().stream()
                .filter(fact -> fact.school().isPresent())
                .collect(Collectors.groupingBy(fact -> List.of(fact.school().get(), month(fact))));
        BiFunction<String, YearMonth, Double> ofShown = (school, month) ->
                shown.getOrDefault(List.<Object>of(school, month), Set.of()).size() / (double) learners(school);
        BiFunction<String, YearMonth, Double> ofTaught =
                (school, month) -> taught.getOrDefault(List.<Object>of(school, month), 0.0) / learners(school);
        BiFunction<String, YearMonth, Double> ofUsed = (school, month) -> {
            List<PlainFact> people = due.get(List.<Object>of(school, month));
            return people == null
                    ? null
                    : people.stream().filter(training::hasApplied).count() / (double) people.size();
        };
        Map<String, List<Pair>> known = new TreeMap<>();
        cells().forEach((cell, pairs) -> {
            List<Pair> ofCell = pairs.stream()
                    .filter(pair -> learners(pair.one()) > 0 && learners(pair.other()) > 0)
                    .toList();
            if (!ofCell.isEmpty()) {
                known.put(cell, ofCell);
            }
        });
        return figures(known, pairs -> {
            Map<String, Double> more = new HashMap<>();
            more.put("periods", mean(pairs, months, ofTaught));
            more.put("transfer", mean(pairs, months, ofUsed));
            return new Plain(null, null, mean(pairs, months, ofShown), people(pairs), more);
        });
    }

    private static YearMonth month(PlainFact fact) {
        return YearMonth.from(fact.happened().atZone(Period.ZONE));
    }

    private static Double mean(List<Pair> pairs, List<YearMonth> months, BiFunction<String, YearMonth, Double> level) {
        List<Double> slopes = pairs.stream()
                .map(pair -> slope(pair, months, level))
                .filter(Objects::nonNull)
                .toList();
        return slopes.isEmpty()
                ? null
                : slopes.stream().mapToDouble(slope -> slope).average().orElseThrow();
    }

    private static Double slope(Pair pair, List<YearMonth> months, BiFunction<String, YearMonth, Double> level) {
        List<double[]> points = new ArrayList<>();
        for (int nth = 0; nth < months.size(); nth++) {
            Double one = level.apply(pair.one(), months.get(nth));
            Double other = level.apply(pair.other(), months.get(nth));
            if (one != null && other != null) {
                points.add(new double[] {nth, Math.abs(one - other)});
            }
        }
        double x = points.stream().mapToDouble(point -> point[0]).average().orElse(0);
        double y = points.stream().mapToDouble(point -> point[1]).average().orElse(0);
        double across = points.stream()
                .mapToDouble(point -> (point[0] - x) * (point[1] - y))
                .sum();
        double along = points.stream()
                .mapToDouble(point -> (point[0] - x) * (point[0] - x))
                .sum();
        return along == 0 ? null : across / along;
    }
}
