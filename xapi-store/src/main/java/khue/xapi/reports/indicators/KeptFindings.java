/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import khue.xapi.postgres.Database;
import khue.xapi.reports.indicators.Computation.Kept;

/**
 * What definitions found in the facts of a period, kept in the database until facts change: docs/decisions/0060-findings.md.
 * Nobody makes it beforehand: of the whole programme, facts change all day.
 */
class KeptFindings {

    private final Database database;

    KeptFindings(Database database) {
        this.database = database;
    }

    /** Makes it again where it is out of date. */
    Kept bring(Finding finding, int period, Question question) {
        if (!database.withConnection(connection -> isKept(finding, period, connection))) {
            database.inTransaction(connection -> {
                // Of several who ask for the same at once, one makes it and the others wait; but not beside an erasure.
                lock(finding, period, connection);
                if (!isKept(finding, period, connection)) {
                    make(finding, period, question, connection);
                }
                return null;
            });
        }
        return connection -> isThere(finding, period, connection);
    }

    private static boolean isThere(Finding finding, int period, Connection connection) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select from xapi.kept_finding where period = ? and finding = ?")) {
            select.setInt(1, period);
            select.setString(2, finding.key());
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    private static boolean isKept(Finding finding, int period, Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select from xapi.kept_finding
                  join xapi.facts using (generation, moved)
                  join xapi.reference_state using (epoch)
                 where period = ? and finding = ?""")) {
            select.setInt(1, period);
            select.setString(2, finding.key());
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    private static void lock(Finding finding, int period, Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(
                "select pg_advisory_xact_lock(hashtextextended(?, ?)), xapi.begin_keeping()")) {
            lock.setString(1, "xapi.kept_finding " + finding.key());
            lock.setInt(2, period);
            lock.execute();
        }
    }

    private static void make(Finding finding, int period, Question question, Connection connection)
            throws SQLException {
        Map<String, Object> parameters = new HashMap<>(KeptContributions.state(connection));
        parameters.putAll(Map.of("period", period, "finding", finding.key()));
        parameters.put("classes", null);
        String sql = "with " + Frame.table(finding) + """
                told as (
                  select coalesce(jsonb_agg(to_jsonb(%1$s)), '[]') as rows from %1$s
                )
                insert into xapi.kept_finding (period, finding, generation, moved, epoch, rows)
                select :period, :finding, :generation, :moved, :epoch, rows from told
                on conflict (period, finding) do update
                   set generation = excluded.generation, moved = excluded.moved, epoch = excluded.epoch, rows = excluded.rows""".formatted(finding.name());
        Computation.planForThisPeriod(connection);
        try (PreparedStatement insert = Computation.prepare(sql, question, parameters, connection)) {
            insert.executeUpdate();
        }
    }
}
