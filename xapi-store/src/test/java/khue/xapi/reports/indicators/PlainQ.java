/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import khue.xapi.reports.indicators.PlainReports.Plain;

/** Sources by the second road: of all statements that are stored, voided ones too. */
final class PlainQ extends Asked {

    private static final String BASE = "https://khue.io/xapi/";

    PlainQ(PlainReports all, Question question) {
        super(all, question);
    }

    private static String source(PlainFact fact) {
        return fact.statement().at("/authority/account/name").asText();
    }

    private static Instant stored(PlainFact fact) {
        return Instant.parse(fact.statement().get("stored").asText());
    }

    private Map<String, List<PlainFact>> cells(Stream<PlainFact> facts) {
        return facts.collect(Collectors.groupingBy(fact -> question.by() == Breakdown.SOURCE ? source(fact) : NOWHERE));
    }

    private Stream<PlainFact> received(Instant from, Instant until) {
        return all.received().stream()
                .filter(fact -> !stored(fact).isBefore(from) && stored(fact).isBefore(until));
    }

    Map<String, Plain> q1() {
        Instant moment = all.through().isBefore(end()) ? all.through() : end();
        return figures(cells(received(Instant.MIN, end())), facts -> {
            Map<String, Instant> last = new HashMap<>();
            facts.forEach(
                    fact -> last.merge(source(fact), stored(fact), (one, other) -> one.isAfter(other) ? one : other));
            double hours = last.values().stream()
                    .mapToDouble(at -> Math.max(0, Duration.between(at, moment).toNanos() / 3.6e12))
                    .max()
                    .orElseThrow();
            return new Plain(null, null, hours, facts.size(), Map.of());
        });
    }

    Map<String, Plain> q2() {
        double hours = Duration.between(start(), end()).toHours();
        return figures(cells(received(start().minus(Duration.ofDays(28)), end())), facts -> {
            long arrived = facts.stream()
                    .filter(fact -> !stored(fact).isBefore(start()))
                    .count();
            double expected = (facts.size() - arrived) / (28 * 24.0) * hours;
            return new Plain((double) arrived, expected, expected == 0 ? null : arrived / expected, arrived, Map.of());
        });
    }

    Map<String, Plain> q3() {
        Map<String, List<PlainFact>> strangers = cells(received(start(), end())
                .filter(fact ->
                        !fact.statement().at("/actor/account/homePage").asText().equals(BASE + "pid")));
        Function<PlainFact, List<String>> named = fact -> List.of(
                source(fact),
                fact.statement().at("/actor/account/homePage").asText() + " "
                        + fact.statement().at("/actor/account/name").asText());
        return figures(strangers, facts -> {
            Set<List<String>> people = facts.stream().map(named).collect(Collectors.toSet());
            long unmapped = people.stream()
                    .filter(person -> !all.aliases().contains(person.get(1)))
                    .count();
            return share(unmapped, people.size(), people.size());
        });
    }

    Map<String, Plain> q4() {
        return figures(
                cells(received(start(), end())),
                facts -> share(
                        facts.stream()
                                .filter(fact -> !fact.verb().endsWith("/voided"))
                                .filter(fact -> !fact.statement()
                                        .at("/context/contextActivities/category/0/id")
                                        .asText()
                                        .startsWith(BASE + "profile/"))
                                .count(),
                        facts.size(),
                        facts.size()));
    }
}
