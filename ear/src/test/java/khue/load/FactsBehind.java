/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How far facts are behind the statements while these arrive, and how soon they have caught up with them. */
final class FactsBehind {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final Duration TARGET = Duration.ofSeconds(60);

    private static final String NOW = "select (extract(epoch from clock_timestamp()) * 1000000)::bigint";

    /** Since when the oldest statement waits that is not in the facts; now, when there is none. */
    private static final String OLDEST = """
            select coalesce((select min(key) >> 10 from xapi.statement, xapi.facts where key > through),
                            (extract(epoch from clock_timestamp()) * 1000000)::bigint)""";

    private static final String WAITING = "select (exists (select from xapi.statement, xapi.facts where key > through)"
            + " or exists (select from xapi.days_due))::integer";

    private Duration behind = Duration.ZERO;
    private Duration caughtUp = Duration.ZERO;
    private double share;
    private final List<Double> processorTimes = new ArrayList<>();

    /**
     * Called when the last statement has been acknowledged; waits until the facts of all are there.
     *
     * @param firstKey of these statements
     */
    void await(OwnStore store, long firstKey, int statements) throws SQLException, InterruptedException {
        Optional<Cpu> before = store.cpu();
        try (Connection connection = store.connect()) {
            long end = Sql.number(connection, NOW);
            behind = longer(behind, Duration.of(end - Sql.number(connection, OLDEST), ChronoUnit.MICROS));
            awaitAll(connection);
            caughtUp = longer(caughtUp, Duration.of(Sql.number(connection, NOW) - end, ChronoUnit.MICROS));
            store.cpu()
                    .flatMap(now -> before.map(now::since))
                    .ifPresent(used -> processorTimes.add(milliseconds(used) / statements));
            share = (double) withFacts(connection, firstKey) / statements;
        }
    }

    /** Waits until the facts of all statements are there, and what is kept of them by days. */
    static void awaitAll(Connection connection) throws SQLException, InterruptedException {
        while (Sql.number(connection, WAITING) > 0) {
            Thread.sleep(BETWEEN_LOOKS.toMillis());
        }
    }

    private static long withFacts(Connection connection, long firstKey) throws SQLException {
        return Sql.number(connection, """
                select count(distinct key)
                  from (select key from xapi.work_fact union all select key from xapi.participation_fact
                        union all select key from xapi.training_fact union all select key from xapi.competency_fact
                        union all select key from xapi.feedback_fact union all select key from xapi.contest_fact) as fact
                 where key >= ?""", firstKey);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    void show(Report report) {
        Duration longest = behind.plus(caughtUp);
        processorTimes.stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .ifPresent(average -> report.figure(
                        "– CPU a statement of catching up with facts, not in the line above",
                        Report.number(average, 3) + " ms"));
        report.figure(
                "– facts, made of %s %% of the statements".formatted(Report.number(100 * share, 0)),
                "%s s behind at the end, caught up %s s later".formatted(seconds(behind), seconds(caughtUp)),
                longest.toMillis(),
                Report.Target.atMost(TARGET.toMillis(), "together ≤ 60 s"));
    }

    private static double milliseconds(Cpu used) {
        return used.server().plus(used.database()).toNanos() / 1e6;
    }

    private static String seconds(Duration duration) {
        return Report.number(duration.toMillis() / 1e3, 1);
    }
}
