/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The statements behind cells, by the second road: their ids. */
final class PlainEvidence extends Asked {

    PlainEvidence(PlainReports all, Question question) {
        super(all, question);
    }

    Map<String, Set<String>> of(String indicator) {
        Map<String, Set<String>> found = new TreeMap<>();
        if (indicator.equals("F3")) {
            inClasses(fact -> fact.is(Verbs.SUBMIT, PROJECT)).forEach(item -> add(item.cell(), item.fact(), found));
            return found;
        }
        all.facts().stream()
                .filter(this::isInPeriod)
                .filter(fact -> reads(indicator, fact))
                .forEach(fact -> add(
                        question.by() == Breakdown.ROUND
                                ? fact.told("round")
                                : cellOfSchool(fact.school(), fact.happened()),
                        fact,
                        found));
        return found;
    }

    private static boolean reads(String indicator, PlainFact fact) {
        return switch (indicator) {
            case "A5" -> fact.is(Verbs.SUBMIT, CONTEST) || fact.is(Verbs.SELECTED, CONTEST);
            case "T2" -> fact.is(Verbs.REGISTERED, COURSE) || fact.is(Verbs.SATISFIED, COURSE);
            case "I5" -> fact.is(Verbs.REGISTERED, MODULE) || fact.is(Verbs.COMPLETED, MODULE);
            default -> throw new IllegalArgumentException(indicator);
        };
    }

    private static void add(String cell, PlainFact fact, Map<String, Set<String>> found) {
        found.computeIfAbsent(cell, key -> new HashSet<>())
                .add(fact.statement().get("id").asText());
    }
}
