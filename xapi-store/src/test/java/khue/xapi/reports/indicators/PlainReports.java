/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import khue.xapi.reports.reference.Enrolment;
import khue.xapi.reports.reference.Place;

/**
 * The second road: every indicator, computed slowly and plainly from the statements themselves. Each family of indicators
 * is a class of its own.
 *
 * @param facts of statements that stand
 * @param homes the school of each class
 * @param history where each school was
 * @param weeks when school weeks begin
 * @param models which schools try which models
 * @param pairs schools that exchange
 * @param terms of the school years
 * @param received all that is stored, voided or not
 * @param aliases other names that are known
 * @param through until when what was stored is in the facts
 */
record PlainReports(
        List<PlainFact> facts,
        Map<String, String> homes,
        Map<String, List<Place>> history,
        List<Enrolment> enrolments,
        List<LocalDate> weeks,
        List<Denominator> denominators,
        List<Trial> models,
        List<Pair> pairs,
        List<Term> terms,
        List<PlainFact> received,
        Set<String> aliases,
        Instant through) {

    /** A figure without what only pages need; {@code more} under the names of the SQL's columns. */
    record Plain(Double numerator, Double denominator, Double value, long people, Map<String, Double> more) {

        Plain with(String name, Double number) {
            Map<String, Double> all = new HashMap<>(more);
            all.put(name, number);
            return new Plain(numerator, denominator, value, people, all);
        }
    }

    /** @param school empty: of the whole programme */
    record Denominator(String kind, Optional<String> school, int value, LocalDate asOf) {}

    /** A school tries a model, until the first day on which it does no more. */
    record Trial(String school, String model, LocalDate from, Optional<LocalDate> until) {}

    /** Two schools that exchange. */
    record Pair(String code, String one, String other, LocalDate from) {}

    record Term(LocalDate first, LocalDate last) {}

    /** By the id of the indicator. */
    static final Map<String, BiFunction<PlainReports, Question, Map<String, Plain>>> ALL = Map.ofEntries(
            Map.entry("I1", (all, question) -> new PlainI(all, question).i1()),
            Map.entry("I2", (all, question) -> new PlainI(all, question).i2()),
            Map.entry("I3", (all, question) -> new PlainI(all, question).i3()),
            Map.entry("I4", (all, question) -> new PlainI(all, question).i4()),
            Map.entry("I5", (all, question) -> new PlainI(all, question).i5()),
            Map.entry("I6", (all, question) -> new PlainI(all, question).i6()),
            Map.entry("F1", (all, question) -> new PlainF(all, question).f1()),
            Map.entry("F2", (all, question) -> new PlainF(all, question).f2()),
            Map.entry("F3", (all, question) -> new PlainF(all, question).f3()),
            Map.entry("F4", (all, question) -> new PlainF(all, question).f4()),
            Map.entry("F5", (all, question) -> new PlainF(all, question).f5()),
            Map.entry("F6", (all, question) -> new PlainF(all, question).f6()),
            Map.entry("A1", (all, question) -> new PlainA(all, question).a1()),
            Map.entry("A2", (all, question) -> new PlainA(all, question).balance(PlainFact::strand)),
            Map.entry("A3", (all, question) -> new PlainA(all, question).balance(PlainFact::form)),
            Map.entry("A4", (all, question) -> new PlainA(all, question).a4()),
            Map.entry("A5", (all, question) -> new PlainA(all, question).a5()),
            Map.entry("A6", (all, question) -> new PlainA(all, question).a6()),
            Map.entry("T1", (all, question) -> new PlainT(all, question).t1()),
            Map.entry("T2", (all, question) -> new PlainT(all, question).t2()),
            Map.entry("T3", (all, question) -> new PlainT(all, question).t3()),
            Map.entry("T4", (all, question) -> new PlainT(all, question).t4()),
            Map.entry("T5", (all, question) -> new PlainT(all, question).t5()),
            Map.entry("W1", (all, question) -> new PlainW(all, question).w1()),
            Map.entry("W2", (all, question) -> new PlainW(all, question).w2()),
            Map.entry("W3", (all, question) -> new PlainW(all, question).w3()),
            Map.entry("Q1", (all, question) -> new PlainQ(all, question).q1()),
            Map.entry("Q2", (all, question) -> new PlainQ(all, question).q2()),
            Map.entry("Q3", (all, question) -> new PlainQ(all, question).q3()),
            Map.entry("Q4", (all, question) -> new PlainQ(all, question).q4()),
            Map.entry("E1", (all, question) -> new PlainE(all, question).e1()));
}
