/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.database;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * One statement, one way to the database and back, for what a whole school does at once: nothing is mapped, and without a transaction the
 * statement commits by itself. Within one it is a part of it.
 *
 * <p>Of those outside transactions only so many run at once, the others wait here: with a process of PostgreSQL for everybody who waits, they
 * would take the processors from one another, and none would be done sooner. A statement within a transaction never waits here, because others
 * may be waiting for what the transaction holds.
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

    /** Some compute while others wait for the disk; half of the pool's connections are left to whatever else is done. */
    static final int AT_ONCE =
            Math.min(4 * Runtime.getRuntime().availableProcessors(), ToolsDataSource.MOST_CONNECTIONS / 2);

    /** As long as the pool lets somebody wait for a connection. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Semaphore turns = new Semaphore(AT_ONCE);

    @Resource(lookup = ToolsDataSource.NAME)
    private DataSource dataSource;

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    private TransactionSynchronizationRegistry transactions;

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
        if (transactions.getTransactionKey() != null) {
            return run(sql, parameters, use);
        }
        awaitTurn();
        try {
            return run(sql, parameters, use);
        } finally {
            turns.release();
        }
    }

    private void awaitTurn() {
        try {
            if (!turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("the database has not answered others for " + PATIENCE);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the server stops", stopped);
        }
    }

    private <T> T run(String sql, Object[] parameters, Use<T> use) {
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
