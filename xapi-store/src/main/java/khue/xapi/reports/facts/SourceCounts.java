/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.facts;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import khue.xapi.postgres.StatementKey;

/** Counts what arrives from each source, hour by hour. */
final class SourceCounts {

    private record Place(String source, Instant hour) implements Comparable<Place> {

        @Override
        public int compareTo(Place other) {
            int bySource = source.compareTo(other.source);
            return bySource != 0 ? bySource : hour.compareTo(other.hour);
        }
    }

    private static final class Count {
        private int statements;
        private int outside;
        private long last;
        private final SortedSet<Integer> strangers = new TreeSet<>();
    }

    private SourceCounts() {}

    static Instant hourOf(long key) {
        return StatementKey.storedAt(key).truncatedTo(ChronoUnit.HOURS);
    }

    private static OffsetDateTime at(Instant hour) {
        return hour.atOffset(ZoneOffset.UTC);
    }

    static void add(List<Told> statements, int generation, Connection connection) throws SQLException {
        Map<Place, Count> counts = new TreeMap<>();
        for (Told statement : statements) {
            Count count = counts.computeIfAbsent(
                    new Place(statement.source(), hourOf(statement.key())), place -> new Count());
            count.statements++;
            count.outside += statement.isOfKnownProfile() ? 0 : 1;
            count.last = Math.max(count.last, statement.key());
            statement.stranger().ifPresent(count.strangers::add);
        }
        if (counts.isEmpty()) {
            return;
        }
        name(counts.keySet(), connection);
        try (PreparedStatement insert = connection.prepareStatement("""
                        insert into xapi.source_hour as known (generation, source, hour, statements, outside, last_key)
                        select ?, id, ?, ?, ?, ? from xapi.source where name = ?
                        on conflict (generation, source, hour) do update
                           set statements = known.statements + excluded.statements,
                               outside = known.outside + excluded.outside,
                               last_key = greatest(known.last_key, excluded.last_key)""");
                PreparedStatement strangers = connection.prepareStatement("""
                        insert into xapi.source_actor (generation, source, hour, actor)
                        select ?, id, ?, actor from xapi.source, unnest(?::integer[]) as actor where name = ?
                        on conflict do nothing""")) {
            for (Map.Entry<Place, Count> entry : counts.entrySet()) {
                OffsetDateTime hour = at(entry.getKey().hour());
                Count count = entry.getValue();
                insert.setInt(1, generation);
                insert.setObject(2, hour);
                insert.setInt(3, count.statements);
                insert.setInt(4, count.outside);
                insert.setLong(5, count.last);
                insert.setString(6, entry.getKey().source());
                insert.addBatch();
                if (!count.strangers.isEmpty()) {
                    strangers.setInt(1, generation);
                    strangers.setObject(2, hour);
                    strangers.setArray(3, connection.createArrayOf("integer", count.strangers.toArray()));
                    strangers.setString(4, entry.getKey().source());
                    strangers.addBatch();
                }
            }
            insert.executeBatch();
            strangers.executeBatch();
        }
    }

    private static void name(Collection<Place> places, Connection connection) throws SQLException {
        List<String> names =
                new ArrayList<>(new TreeSet<>(places.stream().map(Place::source).toList()));
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into xapi.source (name)
                select name from unnest(?::text[]) as name
                 where not exists (select from xapi.source where source.name = name.name)
                 order by name
                on conflict do nothing""")) {
            insert.setArray(1, connection.createArrayOf("text", names.toArray()));
            insert.executeUpdate();
        }
    }

    /** These statements are going: their hours are counted again by whoever extracts next. */
    static void forget(Collection<Long> keys, Connection connection) throws SQLException {
        String[] hours = keys.stream()
                .map(SourceCounts::hourOf)
                .distinct()
                .sorted()
                .map(Instant::toString)
                .toArray(String[]::new);
        for (String change : List.of(
                "delete from xapi.source_hour where hour = any (?::text[]::timestamptz[])",
                "delete from xapi.source_actor where hour = any (?::text[]::timestamptz[])",
                """
                insert into xapi.source_hour_due (generation, hour)
                select generation, hour
                  from (select generation from xapi.facts union all select generation from xapi.facts_rebuild) as present
                 cross join unnest(?::text[]::timestamptz[]) as hour
                on conflict do nothing""")) {
            try (PreparedStatement statement = connection.prepareStatement(change)) {
                statement.setArray(1, connection.createArrayOf("text", hours));
                statement.executeUpdate();
            }
        }
    }

    /** All statements of whole hours are gone. */
    static void forgetFrom(long first, long end, Connection connection) throws SQLException {
        for (String table : List.of("source_hour", "source_actor", "source_hour_due")) {
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from xapi.%s where hour >= ? and hour < ?".formatted(table))) {
                delete.setObject(1, at(hourOf(first)));
                delete.setObject(2, at(hourOf(end)));
                delete.executeUpdate();
            }
        }
    }
}
