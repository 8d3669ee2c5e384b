/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres.maintenance;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The partitions, on the connection of the run that works on them.
 *
 * <p>Work that shuts readers out for a moment waits for its lock at most half a second, because whoever comes later
 * waits behind it, and tries again later.
 */
final class Partitions {

    private static final Logger LOG = Logger.getLogger(Partitions.class.getName());
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final int ATTEMPTS = 20;

    private final Connection connection;

    Partitions(Connection connection) {
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    void make(Month month) throws SQLException {
        try (PreparedStatement call = connection.prepareStatement("call xapi.make_month(?)")) {
            call.setObject(1, month.start().atOffset(ZoneOffset.UTC));
            call.execute();
        }
    }

    /** Oldest first. */
    List<Month> months() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                        select inhrelid::regclass::text as name
                          from pg_inherits
                         where inhparent = 'xapi.statement'::regclass
                         order by name""");
                ResultSet row = select.executeQuery()) {
            List<Month> months = new ArrayList<>();
            while (row.next()) {
                months.add(Month.ofPartition(row.getString("name")));
            }
            return months;
        }
    }

    /** @param list a table that notes months: {@code closed_month} or {@code forgotten_month} */
    List<Month> noted(String list) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("select month from xapi.%s order by month".formatted(list));
                ResultSet row = select.executeQuery()) {
            List<Month> months = new ArrayList<>();
            while (row.next()) {
                months.add(new Month(YearMonth.from(row.getObject("month", LocalDate.class))));
            }
            return months;
        }
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** All of it or nothing. */
    void inTransaction(Work work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            work.run();
            connection.commit();
        } catch (SQLException | RuntimeException failed) {
            connection.rollback();
            throw failed;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /**
     * A transaction that needs a table for itself.
     *
     * @return whether it got its locks and was done
     */
    boolean briefly(Work work) throws SQLException {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                inTransaction(() -> {
                    execute("set local lock_timeout = '500ms'");
                    work.run();
                });
                return true;
            } catch (SQLException failed) {
                if (!LOCK_NOT_AVAILABLE.equals(failed.getSQLState())) {
                    throw failed;
                }
                LOG.log(Level.FINE, "partitions are in use, attempt {0}", attempt);
            }
        }
        return false;
    }

    Optional<Long> number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
        }
    }

    /** What is done in a transaction. */
    @FunctionalInterface
    interface Work {
        void run() throws SQLException;
    }
}
