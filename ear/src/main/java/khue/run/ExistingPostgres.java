/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.run;

import static khue.run.CannotStart.Reason.DB_REFUSED;
import static khue.run.CannotStart.Reason.DB_RIGHTS;
import static khue.run.CannotStart.Reason.DB_TOO_OLD;
import static khue.run.CannotStart.Reason.DB_UNREACHABLE;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.postgresql.PGConnection;

/** A PostgreSQL that somebody else runs: looked at before anything is started, so that a wrong setting is told at once. */
record ExistingPostgres(Credentials owner, Database database) {

    private static final int OLDEST = 14;

    /** Any number that no other program locks: "khue" in ASCII. */
    private static final long LOCK = 0x6b687565;

    /** Signs in, checks the version, and makes the schemas that are missing. */
    Database prepare() throws CannotStart {
        try (Connection connection = connect(owner)) {
            refuseAnOldVersion(connection.getMetaData().getDatabaseMajorVersion());
            connection.setAutoCommit(false);
            waitForOtherNodes(connection);
            makeSchema(connection, "tools", database.tools());
            makeSchema(connection, "xapi", database.xapi());
            connection.commit();
        } catch (SQLException e) {
            throw refusal(owner, e);
        }
        mayCreateTables("tools", database.tools());
        mayCreateTables("xapi", database.xapi());
        return database;
    }

    void refuseAnOldVersion(int version) throws CannotStart {
        if (version < OLDEST) {
            throw new CannotStart(
                    DB_TOO_OLD,
                    "PostgreSQL ở %s là bản %d; cần bản %d trở lên.".formatted(place(), version, OLDEST),
                    "PostgreSQL at %s is version %d; %d or newer is needed.".formatted(place(), version, OLDEST));
        }
    }

    /** Two nodes that start at the same moment would make the same schema. Until this transaction ends, others wait here. */
    private static void waitForOtherNodes(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select pg_advisory_xact_lock(?)")) {
            lock.setLong(1, LOCK);
            lock.execute();
        }
    }

    private void makeSchema(Connection connection, String schema, Credentials role) throws SQLException, CannotStart {
        try (Statement statement = connection.createStatement()) {
            if (!exists(connection, schema)) {
                String name = connection.unwrap(PGConnection.class).escapeIdentifier(role.name());
                statement.execute("create schema " + schema + " authorization " + name);
            }
        } catch (SQLException e) {
            throw new CannotStart(
                    DB_RIGHTS,
                    "Tài khoản %s không tạo được schema %s cho %s: %s".formatted(owner, schema, role, e.getMessage()),
                    "The user %s cannot make the schema %s for %s: %s".formatted(owner, schema, role, e.getMessage()),
                    e);
        }
    }

    private static boolean exists(Connection connection, String schema) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select from pg_namespace where nspname = ?")) {
            statement.setString(1, schema);
            try (ResultSet found = statement.executeQuery()) {
                return found.next();
            }
        }
    }

    private void mayCreateTables(String schema, Credentials role) throws CannotStart {
        try (Connection connection = connect(role);
                PreparedStatement statement =
                        connection.prepareStatement("select has_schema_privilege(current_user, ?, 'create, usage')")) {
            statement.setString(1, schema);
            try (ResultSet answer = statement.executeQuery()) {
                if (!answer.next() || !answer.getBoolean(1)) {
                    throw new CannotStart(
                            DB_RIGHTS,
                            "Tài khoản %s không được tạo bảng trong schema %s.".formatted(role, schema),
                            "The user %s may not make tables in the schema %s.".formatted(role, schema));
                }
            }
        } catch (SQLException e) {
            throw refusal(role, e);
        }
    }

    private Connection connect(Credentials role) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", role.name());
        properties.setProperty("password", role.secret());
        properties.setProperty("loginTimeout", "10");
        return DriverManager.getConnection(database.url(), properties);
    }

    /** SQLSTATE class 28 = invalid authorization, 3D = no such database; everything else is a matter of getting there. */
    private CannotStart refusal(Credentials role, SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        // pgjdbc reports a password that was asked for and not given with its own "connection rejected".
        if (state.startsWith("28") || state.startsWith("3D") || state.equals("08004")) {
            return new CannotStart(
                    DB_REFUSED,
                    "Cơ sở dữ liệu ở %s từ chối tài khoản %s: %s".formatted(place(), role, e.getMessage()),
                    "The database at %s refuses the user %s: %s".formatted(place(), role, e.getMessage()),
                    e);
        }
        return new CannotStart(
                DB_UNREACHABLE,
                "Không tới được cơ sở dữ liệu ở %s: %s".formatted(place(), e.getMessage()),
                "The database at %s cannot be reached: %s".formatted(place(), e.getMessage()),
                e);
    }

    /** The address without its parameters: they may hold a password. */
    private String place() {
        return database.url().replaceFirst("\\?.*", "");
    }
}
