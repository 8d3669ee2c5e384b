/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import khue.load.client.Load;
import khue.run.Database;

/**
 * The floor of single statements: all rows of one statement, as the store left them behind, put back by one prepared SQL
 * statement that commits by itself. One way there and back for each, from {@value Options#CONNECTIONS} connections.
 */
final class SingleFloor implements Load.Worker {

    private final Connection connection;
    private final List<Insert> inserts;

    private SingleFloor(Connection connection, List<Insert> inserts) {
        this.connection = connection;
        this.inserts = inserts;
    }

    /** What one statement needs: SQL that is the same for all with as many rows, and the values. */
    record Insert(String sql, List<Object> values) {}

    /** The statements of a run, in their order. */
    record Prepared(List<Insert> inserts) {}

    /** Prepares the work from what is stored from {@code firstKey} on. */
    static Prepared prepare(Connection connection, Tables tables, long firstKey) throws SQLException {
        Map<Long, Map<Tables.Table, List<Object>>> rows = new TreeMap<>();
        for (Tables.Table table : tables.ofIngest()) {
            String select = "select %s from %s where key >= ?".formatted(table.columnList(), table.name());
            try (PreparedStatement statement = connection.prepareStatement(select)) {
                statement.setLong(1, firstKey);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        List<Object> values = rows.computeIfAbsent(row.getLong("key"), key -> new HashMap<>())
                                .computeIfAbsent(table, first -> new ArrayList<>());
                        for (int i = 1; i <= table.columns().size(); i++) {
                            values.add(row.getObject(i));
                        }
                    }
                }
            }
        }
        List<Insert> inserts = new ArrayList<>();
        for (Map<Tables.Table, List<Object>> ofOne : rows.values()) {
            inserts.add(insert(tables, ofOne));
        }
        return new Prepared(inserts);
    }

    private static Insert insert(Tables tables, Map<Tables.Table, List<Object>> rows) {
        List<String> parts = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        for (Tables.Table table : tables.ofIngest()) {
            List<Object> ofTable = rows.getOrDefault(table, List.of());
            if (!ofTable.isEmpty()) {
                int width = table.columns().size();
                String row = "("
                        + String.join(
                                ", ",
                                table.columns().values().stream()
                                        .map(type -> "?::" + type)
                                        .toList())
                        + ")";
                parts.add("insert into %s (%s) values %s"
                        .formatted(
                                table.name(),
                                table.columnList(),
                                String.join(", ", Collections.nCopies(ofTable.size() / width, row))));
                values.addAll(ofTable);
            }
        }
        StringBuilder sql = new StringBuilder();
        for (int i = 0; i < parts.size() - 1; i++) {
            sql.append(i == 0 ? "with " : ", ").append("part").append(i).append(" as (");
            sql.append(parts.get(i)).append(")\n");
        }
        return new Insert(sql.append(parts.get(parts.size() - 1)).toString(), values);
    }

    static Load.Result run(Database database, Prepared prepared) throws InterruptedException {
        return Load.run(
                Options.CONNECTIONS,
                prepared.inserts().size(),
                () -> new SingleFloor(database.connectAsXapi(), prepared.inserts()));
    }

    @Override
    public Object work(int number) throws SQLException {
        Insert insert = inserts.get(number);
        // The driver keeps it prepared on the server from the fifth time on.
        try (PreparedStatement statement = connection.prepareStatement(insert.sql())) {
            int position = 1;
            for (Object value : insert.values()) {
                if (value == null) {
                    statement.setNull(position++, Types.NULL);
                } else {
                    statement.setObject(position++, value);
                }
            }
            statement.executeUpdate();
        }
        return "committed";
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
