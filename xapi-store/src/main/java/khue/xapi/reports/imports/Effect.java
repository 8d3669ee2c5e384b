/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.imports;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import khue.xapi.reports.indicators.Breakdown;
import khue.xapi.reports.indicators.Computation;
import khue.xapi.reports.indicators.Figure;
import khue.xapi.reports.indicators.Geography;
import khue.xapi.reports.indicators.Indicator;
import khue.xapi.reports.indicators.Indicators;
import khue.xapi.reports.indicators.Period;
import khue.xapi.reports.indicators.Question;

/**
 * Which figures a plan would change: not guessed, but computed twice in a transaction that is rolled back. By how much is not told: the
 * difference that one other name of one person makes is what that person did.
 *
 * @param period the school year, of the whole programme
 * @param computed how many indicators there are
 * @param figures those that become others
 */
record Effect(Period period, int computed, List<Indicator> figures) {

    /** @param apply what the plan does; the caller rolls it back */
    static Effect of(LocalDate today, Connection connection, Apply apply) throws SQLException {
        Period year = schoolYear(today, connection);
        List<List<Figure>> before = figures(year, today, connection);
        apply.to(connection);
        List<List<Figure>> after = figures(year, today, connection);
        List<Indicator> others = new ArrayList<>();
        for (int i = 0; i < Indicators.ALL.size(); i++) {
            if (!before.get(i).equals(after.get(i))) {
                others.add(Indicators.ALL.get(i));
            }
        }
        return new Effect(year, Indicators.ALL.size(), others);
    }

    @FunctionalInterface
    interface Apply {
        void to(Connection connection) throws SQLException;
    }

    private static List<List<Figure>> figures(Period year, LocalDate today, Connection connection) throws SQLException {
        List<List<Figure>> figures = new ArrayList<>();
        for (Indicator indicator : Indicators.ALL) {
            Question whole = new Question(year, Breakdown.NONE, Geography.EVENT, today);
            figures.add(Computation.compute(indicator, whole, connection));
        }
        return figures;
    }

    /** The one that is, or else the last one. */
    private static Period schoolYear(LocalDate today, Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select starts_on, ends_on from xapi.school_year where starts_on <= ? order by starts_on desc limit 1")) {
            select.setObject(1, today);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? new Period(
                                row.getObject("starts_on", LocalDate.class), row.getObject("ends_on", LocalDate.class))
                        : new Period(today.minusYears(1), today);
            }
        }
    }
}
