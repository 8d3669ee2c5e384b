/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import khue.xapi.http.Failure;
import khue.xapi.http.Message;

/** Runs work on a connection, in one transaction that ends with it. */
public class Database {

    private final DataSource dataSource;

    /** For the container's proxy. */
    protected Database() {
        this(null);
    }

    public Database(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Work that may change things: all of it, or nothing when it fails. */
    public <T> T inTransaction(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.on(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException failed) {
                connection.rollback();
                throw failed;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException failed) {
            throw unavailable(failed);
        }
    }

    /** One statement on its own. */
    public <T> T withConnection(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            return work.on(connection);
        } catch (SQLException failed) {
            throw unavailable(failed);
        }
    }

    private static RuntimeException unavailable(SQLException failed) {
        boolean noConnection =
                failed.getSQLState() == null || failed.getSQLState().startsWith("08");
        if (!noConnection) {
            return new IllegalStateException("the database refused the work", failed);
        }
        Failure failure = new Failure(
                503,
                "database-unavailable",
                new Message(
                        "Kho học tập tạm thời không nối được cơ sở dữ liệu; không có gì được ghi. Hãy gửi lại sau.",
                        "The store cannot reach its database at the moment and nothing was stored. Send again later."));
        failure.initCause(failed);
        return failure;
    }

    /** What is done with a connection. */
    @FunctionalInterface
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }
}
