/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.facts;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * What indicators count by whole days is kept by days, for each class and stretch of days: docs/decisions/0048-kept-by-days.md.
 * Whoever changes facts says which of these are out of date ({@code xapi.days_due}); readers then take the facts
 * themselves, so a figure is right at any time, and quick again when the worker has been there.
 *
 * <p>All of it happens while the row is held that says how far facts are.
 */
final class KeptDays {

    /** Some hundred statements each: a step of a second. */
    private static final int MOST = 100;

    private KeptDays() {}

    /** Of each fact, its class and when it happened. */
    record Touched(int schoolClass, Instant happened) {}

    static void outdated(Collection<Touched> touched, int generation, Connection connection) throws SQLException {
        if (touched.isEmpty()) {
            return;
        }
        List<Integer> classes = new ArrayList<>();
        List<OffsetDateTime> times = new ArrayList<>();
        for (Touched one : touched) {
            classes.add(one.schoolClass());
            times.add(one.happened().atOffset(ZoneOffset.UTC));
        }
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into xapi.days_due (generation, class, stretch)
                select distinct ?::smallint, class, xapi.stretch(xapi.local_day(happened))
                  from unnest(?::integer[], ?::timestamptz[]) as fact (class, happened)
                on conflict do nothing""")) {
            insert.setInt(1, generation);
            insert.setArray(2, connection.createArrayOf("integer", classes.toArray()));
            insert.setArray(3, connection.createArrayOf("timestamptz", times.toArray()));
            insert.executeUpdate();
        }
    }

    /** Statements with these ids are voided now; where their facts are not there yet, these will find them voided. */
    static void outdatedByVoiding(Collection<UUID> voided, int generation, Connection connection) throws SQLException {
        if (voided.isEmpty()) {
            return;
        }
        try (Statement statement = connection.createStatement();
                PreparedStatement insert =
                        connection.prepareStatement("""
                        insert into xapi.days_due (generation, class, stretch)
                        select distinct fact.generation, fact.class, xapi.stretch(xapi.local_day(fact.happened))
                          from xapi.statement_id
                         cross join lateral (
                           %s) as fact
                         where statement_id.id = any (?) and fact.generation = ?
                        on conflict do nothing""".formatted(facts("key = statement_id.key")))) {
            // Facts are found by their keys in no other way.
            statement.execute("set local enable_bitmapscan = on");
            insert.setArray(1, connection.createArrayOf("uuid", voided.toArray()));
            insert.setInt(2, generation);
            insert.executeUpdate();
            statement.execute("set local enable_bitmapscan = off");
        }
    }

    /** Facts of some keys are going, of all generations. */
    static void outdatedByDeletion(Collection<Long> keys, Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(outdatedBy("key = any (?)", 3))) {
            for (int i = 1; i <= 3; i++) {
                insert.setArray(i, connection.createArrayOf("bigint", keys.toArray()));
            }
            insert.executeUpdate();
        }
        deleteOutdated(connection);
    }

    static void outdatedByDeletion(long first, long end, Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(outdatedBy("key >= ? and key < ?", 6))) {
            for (int i = 1; i <= 6; i += 2) {
                insert.setLong(i, first);
                insert.setLong(i + 1, end);
            }
            insert.executeUpdate();
        }
        deleteOutdated(connection);
    }

    /** What is erased does not stay until the worker comes by. Nobody reads these rows. */
    private static void deleteOutdated(Connection connection) throws SQLException {
        try (Statement delete = connection.createStatement()) {
            for (String kept : List.of("event_day", "person_days")) {
                delete.executeUpdate("""
                        delete from xapi.%s kept using xapi.days_due due
                         where due.generation = kept.generation and due.class = kept.class and due.stretch = kept.stretch""".formatted(kept));
            }
        }
    }

    private static String outdatedBy(String condition, int parameters) {
        return """
                insert into xapi.days_due (generation, class, stretch)
                select distinct generation, class, xapi.stretch(xapi.local_day(happened))
                  from (%s) as fact
                on conflict do nothing""".formatted(facts(condition));
    }

    private static String facts(String condition) {
        List<String> parts = new ArrayList<>();
        for (String table : List.of("work_fact", "participation_fact", "competency_fact")) {
            parts.add("select generation, class, happened from xapi.%s where %s and class is not null"
                    .formatted(table, condition));
        }
        return String.join("\nunion all\n", parts);
    }

    /** Whether there is something to keep that has been out of date for so long. */
    static boolean isDue(String table, Duration waited, Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select exists (select from xapi.days_due due
                                where due.generation = (select generation from xapi.%s)
                                  and due.since <= statement_timestamp() - make_interval(secs => ?))""".formatted(table))) {
            select.setDouble(1, waited.toMillis() / 1e3);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    /** Keeps some of it. */
    static void keep(int generation, Duration waited, Connection connection) throws SQLException {
        try (PreparedStatement call =
                connection.prepareStatement("call xapi.keep_days(?::smallint, make_interval(secs => ?), ?)")) {
            call.setInt(1, generation);
            call.setDouble(2, waited.toMillis() / 1e3);
            call.setInt(3, MOST);
            call.execute();
        }
    }
}
