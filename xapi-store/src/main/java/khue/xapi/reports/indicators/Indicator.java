/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The definition of an indicator. When what is counted changes, the version does too.
 *
 * @param formula the formula in words
 * @param grain what its facts can be told apart by
 * @param own what it alone can be cut by. The parameter {@code :own} says that it is, and what the cell is then is the
 *     definition's affair; {@code place} is empty
 * @param contribution what classes contribute to it: the table {@code contribution} of the SQL
 * @param findings further tables of the SQL
 * @param figure common table expressions, the last of them {@code figure}, which has a row for each {@code cell} of the table
 *     {@code place} (see {@link Frame}) and one with a null for what is in none. Its columns: {@code cell}; {@code
 *     numerator}, {@code denominator} and {@code value}, each of which may be null; {@code people}, the size of the group
 *     behind the figure, by which it is suppressed; {@code source} and {@code as_of} of the denominator, where it has them;
 *     and any further numbers that belong to the figure. {@code :from} and {@code :until} are the first instant of the
 *     period and the first one after it.
 */
public record Indicator(
        String id,
        int version,
        Text title,
        Text formula,
        Unit unit,
        Grain grain,
        Optional<Breakdown> own,
        Optional<Contribution> contribution,
        List<Finding> findings,
        String figure) {

    /** One that is cut by nothing but places, and made of what classes contribute. */
    Indicator(
            String id,
            int version,
            Text title,
            Text formula,
            Unit unit,
            Grain grain,
            Contribution contribution,
            String figure) {
        this(id, version, title, formula, unit, grain, Optional.empty(), Optional.of(contribution), List.of(), figure);
    }

    /** One that is cut by nothing but places, and made of facts and counts. */
    Indicator(String id, int version, Text title, Text formula, Unit unit, Grain grain, String figure) {
        this(id, version, title, formula, unit, grain, Optional.empty(), figure);
    }

    /** One that is cut by nothing but places, and made of what classes contribute and of what is found. */
    Indicator(
            String id,
            int version,
            Text title,
            Text formula,
            Unit unit,
            Grain grain,
            Contribution contribution,
            Finding finding,
            String figure) {
        this(
                id,
                version,
                title,
                formula,
                unit,
                grain,
                Optional.empty(),
                Optional.of(contribution),
                List.of(finding),
                figure);
    }

    /** One that is cut by nothing but places, and made of what is found in facts of the whole programme. */
    Indicator(
            String id, int version, Text title, Text formula, Unit unit, Grain grain, Finding finding, String figure) {
        this(id, version, title, formula, unit, grain, Optional.empty(), Optional.empty(), List.of(finding), figure);
    }

    /** What it can be cut by, the usual breakdown first. */
    public List<Breakdown> breakdowns() {
        List<Breakdown> all = Breakdown.of(grain, own);
        // A gap is between places: within one class or school there is none.
        return unit != Unit.GAP
                ? all
                : Stream.concat(Stream.of(Breakdown.NONE), all.stream())
                        .distinct()
                        .toList();
    }

    /** One that can be cut by something of its own, and is made of facts and counts. */
    Indicator(
            String id,
            int version,
            Text title,
            Text formula,
            Unit unit,
            Grain grain,
            Optional<Breakdown> own,
            String figure) {
        this(id, version, title, formula, unit, grain, own, Optional.empty(), List.of(), figure);
    }

    /** How it is computed from facts, after the table {@code place}. */
    public String sql() {
        return findings.stream().map(Frame::table).collect(Collectors.joining())
                + contribution.map(Frame::table).orElse("")
                + figure;
    }

    /** The statement that computes the answer to a question from facts; {@code :classes} is null. */
    public String sqlFor(Question question) {
        return Frame.sql(this, question);
    }

    /** What a value is. */
    public enum Unit {
        /** A part of 1. */
        SHARE,
        /** A difference of two parts of 1. */
        GAP,
        /** From 0, all in one kind, to 1, all kinds alike. */
        BALANCE,
        HOURS,
        /** So many for each. */
        RATE,
        /** Periods of lessons for each pupil. */
        PERIODS,
        /** So many. */
        COUNT,
        /** So many levels of a rubric. */
        LEVELS,
        /** By so much more, or less, in each month. */
        SLOPE
    }

    /** What facts are of. */
    public enum Grain {
        CLASS,
        SCHOOL,
        /** Neither: what is counted is in no one place. */
        NOWHERE
    }
}
