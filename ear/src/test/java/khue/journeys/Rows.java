/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.journeys;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A look into the tables, for what no page shows. */
final class Rows {

    private Rows() {}

    /** The first column of each row, in the query's order; closes the connection. */
    static List<String> texts(Connection connection, String query, Object... parameters) throws SQLException {
        try (connection;
                PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            List<String> texts = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
            return texts;
        }
    }

    /** The one number that a query answers; closes the connection. */
    static long number(Connection connection, String query, Object... parameters) throws SQLException {
        return Long.parseLong(texts(connection, query, parameters).get(0));
    }
}
