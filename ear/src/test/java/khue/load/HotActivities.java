/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import khue.load.client.Load;
import khue.load.client.Request;
import khue.load.generator.HotStatements;

/** Everybody writes about the same few activities, with definitions that differ: nothing may fail, and nothing be lost. */
final class HotActivities {

    private final Options options;
    private final Report report;
    private final Console console;

    HotActivities(Options options, Report report, Console console) {
        this.options = options;
        this.report = report;
        this.console = console;
    }

    void measure(Subject subject) throws SQLException, IOException, InterruptedException {
        if (subject.own().isEmpty()) {
            write(subject);
            return;
        }
        try (Connection connection = subject.own().get().connect()) {
            Tables tables = Tables.of(connection);
            long firstKey = Tables.keyAfterTheLast(connection);
            long sent = write(subject);
            long stored = Tables.statements(connection, firstKey);
            long ids =
                    Sql.number(connection, "select count(distinct id) from xapi.statement_id where key >= ?", firstKey);
            report.figure(
                    "– stored, of which with an id of their own, of %s acknowledged".formatted(Report.number(sent, 0)),
                    "%s, %s".formatted(Report.number(stored, 0), Report.number(ids, 0)),
                    Math.abs(sent - stored) + Math.abs(sent - ids),
                    Report.Target.atMost(0, "exact"));
            tables.forget(connection, firstKey);
        }
    }

    private long write(Subject subject) throws InterruptedException {
        HotStatements statements = new HotStatements(options.seed());
        Load.Result result = Load.sendFor(
                options.hot(),
                subject.target(),
                Options.CONNECTIONS,
                number -> Request.post(
                        subject.target(),
                        "/statements",
                        statements.batch((long) number * Options.BATCH, Options.BATCH)),
                (number, answer) -> answer.count("\"") == 2 * Options.BATCH);
        long sent = (long) (result.latencies().count() - result.otherThan(200)) * Options.BATCH;
        report.figure(
                "%d hot activities, batches of %d × %d, %s: answers other than 200"
                        .formatted(
                                HotStatements.ACTIVITIES,
                                Options.BATCH,
                                Options.CONNECTIONS,
                                options.hot().toString().substring(2).toLowerCase(Locale.ROOT)),
                "%s, at %s statements/s"
                        .formatted(
                                result.otherThan(200) == 0 ? "none" : result.outcomes(),
                                Report.number(result.aSecond(sent), 0)),
                result.otherThan(200),
                Report.Target.atMost(0, "none"));
        console.say("hot activities: %s".formatted(result.outcomes()));
        return sent;
    }
}
