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
 * themselves, so a figure is right at any time, and quick again when the worker has been there. On which days of which
 * class facts changed is written down as well ({@code xapi.class_moved}): by that {@link
 * khue.xapi.reports.indicators.KeptContributions} are out of date; and that facts changed at all is counted.
 *
 * <p>All of it happens while the row is held that says how far facts are.
 */
final class KeptDays {

    /** Some hundred statements each: a step of a second. */
    private static final int MOST = 100;

    private KeptDays() {}

    /** Of each fact, its class and when it happened. */
    record Touched(int schoolClass, Instant happened) {}

    /** @param touched none where the facts are of no class */
    static void outdated(Collection<Touched> touched, int generation, Connection connection) throws SQLException {
        if (!touched.isEmpty()) {
            mark(touched, generation, connection);
        }
        countOn(generation, connection);
    }

    private static void mark(Collection<Touched> touched, int generation, Connection connection) throws SQLException {
        List<Integer> classes = new ArrayList<>();
        List<OffsetDateTime> times = new ArrayList<>();
        for (Touched one : touched) {
            classes.add(one.schoolClass());
            times.add(one.happened().atOffset(ZoneOffset.UTC));
        }
        try (PreparedStatement insert = connection.prepareStatement(outdatedBy("""
                select ?::smallint as generation, class, happened
                  from unnest(?::integer[], ?::timestamptz[]) as fact (class, happened)"""))) {
            insert.setInt(1, generation);
            insert.setArray(2, connection.createArrayOf("integer", classes.toArray()));
            insert.setArray(3, connection.createArrayOf("timestamptz", times.toArray()));
            insert.executeUpdate();
        }
    }

    /**
     * Statements with these ids are voided now; where their facts are not there yet, these will find them voided. So will
     * everything that is kept later: while a generation is being made, it is all still to be kept.
     */
    static void outdatedByVoiding(Collection<UUID> voided, int generation, Connection connection) throws SQLException {
        if (voided.isEmpty() || !isAnythingKept(generation, connection)) {
            return;
        }
        try (Statement statement = connection.createStatement();
                PreparedStatement insert = connection.prepareStatement(outdatedBy("""
                        select generation, class, happened
                          from (%s) as fact
                         where generation = ?""".formatted(
                                facts("key = any (array(select key from xapi.statement_id where id = any (?)))"))))) {
            // Facts are found by their keys in no other way, and the latest only by a look at all of them: one for all
            // keys.
            statement.execute("set local enable_bitmapscan = on");
            for (int i = 1; i <= 3; i++) {
                insert.setArray(i, connection.createArrayOf("uuid", voided.toArray()));
            }
            insert.setInt(4, generation);
            insert.executeUpdate();
            statement.execute("set local enable_bitmapscan = off");
        }
        countOn(generation, connection);
    }

    private static boolean isAnythingKept(int generation, Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select exists (select from xapi.facts where generation = ?::smallint)
                    or (select true from xapi.person_days where generation = ?::smallint
                         order by class, stretch limit 1) is not null as is_kept""")) {
            select.setInt(1, generation);
            select.setInt(2, generation);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBoolean("is_kept");
            }
        }
    }

    /** Facts of some keys are going, of all generations. */
    static void outdatedByDeletion(Collection<Long> keys, Connection connection) throws SQLException {
        stopKeeping(connection);
        try (PreparedStatement insert = connection.prepareStatement(outdatedBy(facts("key = any (?)")))) {
            for (int i = 1; i <= 3; i++) {
                insert.setArray(i, connection.createArrayOf("bigint", keys.toArray()));
            }
            insert.executeUpdate();
        }
        deleteOutdated(connection);
    }

    static void outdatedByDeletion(long first, long end, Connection connection) throws SQLException {
        stopKeeping(connection);
        try (PreparedStatement insert = connection.prepareStatement(outdatedBy(facts("key >= ? and key < ?")))) {
            for (int i = 1; i <= 6; i += 2) {
                insert.setLong(i, first);
                insert.setLong(i + 1, end);
            }
            insert.executeUpdate();
        }
        deleteOutdated(connection);
    }

    /** Until the end of this transaction: whoever has read these facts keeps what is made of them first. */
    private static void stopKeeping(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select xapi.stop_keeping()");
        }
    }

    /** What is erased does not stay until the worker comes by. Nobody reads these rows. */
    private static void deleteOutdated(Connection connection) throws SQLException {
        try (Statement delete = connection.createStatement()) {
            delete.executeUpdate("update xapi.facts set moved = moved + 1");
            delete.executeUpdate("delete from xapi.kept_finding");
            for (String kept : List.of("event_day", "person_days")) {
                delete.executeUpdate("""
                        delete from xapi.%s kept using xapi.days_due due
                         where due.generation = kept.generation and due.class = kept.class and due.stretch = kept.stretch""".formatted(kept));
            }
            for (String kept : List.of("kept_class", "kept_contribution")) {
                delete.executeUpdate("""
                        delete from xapi.%s kept
                         where class in (select class from xapi.class_moved
                                          where moved = (select moved from xapi.facts))""".formatted(kept));
            }
        }
    }

    /** Both kinds of marks, the second one for the facts that figures are made of. */
    private static String outdatedBy(String facts) {
        return """
                with fact as materialized (
                  select distinct generation, class, xapi.local_day(happened) as day
                    from (%s) as touched
                ), due as (
                  insert into xapi.days_due (generation, class, stretch)
                  select distinct generation, class, xapi.stretch(day) from fact
                  on conflict do nothing
                )
                insert into xapi.class_moved (class, day, moved)
                select fact.class, fact.day, facts.moved + 1
                  from fact join xapi.facts using (generation)
                on conflict (class, day) do update set moved = excluded.moved""".formatted(facts);
    }

    /** After the marks: whoever sees this number sees them. Of facts that are not in force yet nobody keeps anything. */
    private static void countOn(int generation, Connection connection) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update xapi.facts set moved = moved + 1 where generation = ?")) {
            update.setInt(1, generation);
            update.executeUpdate();
        }
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
