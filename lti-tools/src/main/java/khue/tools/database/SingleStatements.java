/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.database;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * One statement, one way to the database and back, for what a whole school does at once: nothing is mapped, and without a transaction the
 * statement commits by itself. Within one it is a part of it.
 */
@ApplicationScoped
public class SingleStatements {

    /** What a row means. */
    @FunctionalInterface
    public interface Row<T> {
        T of(FoundRow row);
    }

    @FunctionalInterface
    private interface Use<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    @Resource(lookup = ToolsDataSource.NAME)
    private DataSource dataSource;

    /** @param parameters in the order of the question marks; each may be null */
    public <T> List<T> rows(String sql, Row<T> row, Object... parameters) {
        return with(sql, parameters, statement -> {
            try (ResultSet found = statement.executeQuery()) {
                List<T> rows = new ArrayList<>();
                while (found.next()) {
                    rows.add(row.of(new FoundRow(found)));
                }
                return rows;
            }
        });
    }

    /** @return how many rows it has changed */
    public int change(String sql, Object... parameters) {
        return with(sql, parameters, PreparedStatement::executeUpdate);
    }

    private <T> T with(String sql, Object[] parameters, Use<T> use) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return use.of(statement);
        } catch (SQLException failed) {
            throw new IllegalStateException("the database did not do what it was asked", failed);
        }
    }
}
