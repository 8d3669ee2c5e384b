/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tables of the store that grow with its statements: those that have a column {@code key}, which is the place of a
 * statement in the order of all. What else is in the schema stays as it is.
 */
final class Tables {

    /** A table with its columns and their types in the order of the table. */
    record Table(String name, Map<String, String> columns) {

        int keyPosition() {
            return List.copyOf(columns.keySet()).indexOf("key");
        }

        String columnList() {
            return String.join(", ", columns.keySet());
        }
    }

    /** What the store's statements take on disk, with their indexes. */
    record Size(String table, long rows, long heapBytes, Map<String, Long> indexBytes) {

        long bytes() {
            return heapBytes
                    + indexBytes.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    private final List<Table> all;

    private Tables(List<Table> all) {
        this.all = all;
    }

    static Tables of(Connection connection) throws SQLException {
        Map<String, Map<String, String>> columns = new LinkedHashMap<>();
        try (PreparedStatement select = connection.prepareStatement("""
                        select c.oid::regclass::text, quote_ident(a.attname), format_type(a.atttypid, a.atttypmod)
                          from pg_class c
                          join pg_attribute k on k.attrelid = c.oid and k.attname = 'key' and k.atttypid = 'bigint'::regtype
                          join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                                             and a.attgenerated = ''
                         where c.relnamespace = 'xapi'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
                         order by c.relname, a.attnum""");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                columns.computeIfAbsent(qualified(row.getString(1)), name -> new LinkedHashMap<>())
                        .put(row.getString(2), row.getString(3));
            }
        }
        return new Tables(columns.entrySet().stream()
                .map(table -> new Table(table.getKey(), table.getValue()))
                .toList());
    }

    /** The role's search path may leave the schema out. */
    private static String qualified(String name) {
        return name.startsWith("xapi.") ? name : "xapi." + name;
    }

    /** Those that are written where a statement is stored: facts follow by themselves. */
    List<Table> ofIngest() {
        return all.stream().filter(table -> !table.name().endsWith("_fact")).toList();
    }

    static long statements(Connection connection, long firstKey) throws SQLException {
        return Sql.number(connection, "select count(*) from xapi.statement where key >= ?", firstKey);
    }

    static long keyAfterTheLast(Connection connection) throws SQLException {
        return Sql.number(connection, "select coalesce(max(key) + 1, 0) from xapi.statement");
    }

    /** Takes away every row from {@code firstKey} on, and the room that it took. */
    void forget(Connection connection, long firstKey) throws SQLException {
        for (Table table : all) {
            for (String part : parts(connection, table)) {
                if (Sql.texts(connection, "select 1 from %s where key < ? limit 1".formatted(part), firstKey)
                        .isEmpty()) {
                    Sql.execute(connection, "truncate " + part);
                } else if (Sql.execute(connection, "delete from %s where key >= ?".formatted(part), firstKey) > 0) {
                    Sql.execute(connection, "vacuum " + part);
                }
            }
        }
    }

    /** The partitions that hold rows themselves, or the table when it has none. */
    private static List<String> parts(Connection connection, Table table) throws SQLException {
        List<String> partitions = Sql.texts(
                connection, "select relid::text from pg_partition_tree(?::regclass) where isleaf", table.name());
        return partitions.isEmpty()
                ? List.of(table.name())
                : partitions.stream().map(Tables::qualified).toList();
    }

    /** As autovacuum would have left them after some hours. */
    void settle(Connection connection) throws SQLException {
        for (Table table : all) {
            Sql.execute(connection, "vacuum (analyze) " + table.name());
        }
        Sql.execute(connection, "analyze");
    }

    /** All tables of the schema that hold anything of weight, partitions added up. */
    static List<Size> sizes(Connection connection) throws SQLException {
        Map<String, Long> rows = new LinkedHashMap<>();
        Map<String, Long> heaps = new LinkedHashMap<>();
        Map<String, Map<String, Long>> indexes = new LinkedHashMap<>();
        try (PreparedStatement select = connection.prepareStatement("""
                        with part as (
                          select c.oid, coalesce(pg_partition_root(c.oid), c.oid) as root, c.reltuples
                            from pg_class c
                           where c.relnamespace = 'xapi'::regnamespace and c.relkind = 'r'
                        )
                        select root::regclass::text as name, 0 as kind, '' as columns,
                               sum(pg_table_size(oid)) as bytes, sum(greatest(reltuples, 0))::bigint as rows
                          from part group by root
                        union all
                        select root::regclass::text, 1,
                               regexp_replace(pg_get_indexdef(i.indexrelid), '^.* USING (.*)$', '\\1'),
                               sum(pg_relation_size(i.indexrelid)), 0
                          from part join pg_index i on i.indrelid = part.oid
                         group by 1, 3
                         order by 1, 2""");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                String table = qualified(row.getString("name"));
                if (row.getInt("kind") == 0) {
                    rows.put(table, row.getLong("rows"));
                    heaps.put(table, row.getLong("bytes"));
                    indexes.put(table, new LinkedHashMap<>());
                } else {
                    indexes.get(table).put(row.getString("columns"), row.getLong("bytes"));
                }
            }
        }
        List<Size> sizes = new ArrayList<>();
        heaps.forEach(
                (table, bytes) -> sizes.add(new Size(table, rows.get(table), bytes, Map.copyOf(indexes.get(table)))));
        return sizes;
    }
}
