/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.run;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;

/** Where the two applications keep their data: one database, a schema and a role for each of them. */
public record Database(String url, Credentials tools, Credentials xapi) {

    public Database {
        Objects.requireNonNull(url);
        Objects.requireNonNull(tools);
        Objects.requireNonNull(xapi);
    }

    /** A connection as the owner of the schema {@code tools}. */
    public Connection connectAsTools() throws SQLException {
        return DriverManager.getConnection(url, tools.name(), tools.secret());
    }

    /** A connection as the owner of the schema {@code xapi}. */
    public Connection connectAsXapi() throws SQLException {
        return DriverManager.getConnection(url, xapi.name(), xapi.secret());
    }

    /** Whether somebody can sign in already; false before the first start has made the administrator's account. */
    boolean hasAccounts() throws SQLException {
        try (Connection connection = connectAsTools()) {
            return isTrue(connection, "select to_regclass('tools.account') is not null")
                    && isTrue(connection, "select exists (select from tools.account)");
        }
    }

    /** What is said about the sample data while it comes, such as {@code filling 1200 46000}; empty where there is none. */
    Optional<String> sampleData() throws SQLException {
        try (Connection connection = connectAsXapi();
                PreparedStatement statement = connection.prepareStatement(
                        "select state || ' ' || statements || ' ' || planned from xapi.sample_data");
                ResultSet answer = statement.executeQuery()) {
            return answer.next() ? Optional.of(answer.getString(1)) : Optional.empty();
        }
    }

    private static boolean isTrue(Connection connection, String question) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(question);
                ResultSet answer = statement.executeQuery()) {
            return answer.next() && answer.getBoolean(1);
        }
    }
}
