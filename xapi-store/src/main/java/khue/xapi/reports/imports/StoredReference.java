/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.imports;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What one transaction sees of the reference data; each table is read once. */
final class StoredReference implements Present {

    private final Connection connection;
    private final Map<String, List<Stored>> tables = new HashMap<>();
    private Set<String> schools;

    StoredReference(Connection connection) {
        this.connection = connection;
    }

    @Override
    public List<Stored> rows(Table table) {
        return tables.computeIfAbsent(table.name(), name -> read(table));
    }

    @Override
    public boolean knowsSchool(String code) {
        if (schools == null) {
            schools = codes();
        }
        return schools.contains(code);
    }

    private List<Stored> read(Table table) {
        try (PreparedStatement select = connection.prepareStatement(table.selecting());
                ResultSet row = select.executeQuery()) {
            List<Stored> rows = new ArrayList<>();
            while (row.next()) {
                Stored stored = stored(table, row);
                // Aliases that are no accounts have no place in a file.
                if (table.columns().stream()
                        .allMatch(column -> !column.required()
                                || stored.row().find(column.name()).isPresent())) {
                    rows.add(stored);
                }
            }
            return rows;
        } catch (SQLException failed) {
            throw new IllegalStateException("the reference data could not be read", failed);
        }
    }

    private static Stored stored(Table table, ResultSet row) throws SQLException {
        Map<String, String> values = new TreeMap<>();
        for (Column column : table.columns()) {
            String value = row.getString(column.name());
            if (value != null) {
                values.put(
                        column.name(),
                        column.kind() == Column.Kind.DECIMAL ? Cell.plain(new BigDecimal(value)) : value);
            }
        }
        long by = row.getLong("import");
        return new Stored(new Row(values), row.wasNull() ? Optional.empty() : Optional.of(by));
    }

    private Set<String> codes() {
        try (PreparedStatement select = connection.prepareStatement("select code from xapi.school");
                ResultSet row = select.executeQuery()) {
            Set<String> codes = new HashSet<>();
            while (row.next()) {
                codes.add(row.getString("code"));
            }
            return codes;
        } catch (SQLException failed) {
            throw new IllegalStateException("the schools could not be read", failed);
        }
    }
}
