/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What keeps the store from storing a statement at this moment.
 *
 * <p>Whoever asks takes a node out of rotation for it, so only what makes writing fail counts: a database that does not
 * answer or only lets read, a schema that is not the one this program was written for, a present month that has no
 * partition and gets none. A missing month alone is no obstacle, because the writer that meets it makes it
 * ({@link StatementWriter}). Whether it can is found out in the only way that is certain, by making it: the same call,
 * needed by the next statement anyway, and done once a month at most. When another transaction is in the way, the writer
 * would wait for it too and then go on; that is no obstacle either.
 *
 * <p>Months that are missing ahead, work that waits and disks that fill up are for an alarm: the store stores, and the
 * other nodes, which have the same database, would have to be taken out as well.
 */
final class Obstacles {

    private static final Logger LOG = Logger.getLogger(Obstacles.class.getName());
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final Database database;
    private final IntSupplier missingMigrations;

    Obstacles(Database database, IntSupplier missingMigrations) {
        this.database = database;
        this.missingMigrations = missingMigrations;
    }

    /** What stands in the way and how it does, for an operator who reads it on a health page that everybody can see. */
    record Obstacle(String what, String how) {}

    private record State(boolean readOnly, String month, boolean hasMonth) {}

    Optional<Obstacle> first() {
        try {
            int missing = missingMigrations.getAsInt();
            if (missing > 0) {
                return Optional.of(new Obstacle("migrations", missing + " missing"));
            }
            State state = state();
            if (state.readOnly()) {
                return Optional.of(new Obstacle("database", "read-only"));
            }
            if (!state.hasMonth() && !isMadeOrBeingMade()) {
                return Optional.of(new Obstacle("month", state.month() + " has no partition and gets none"));
            }
            return Optional.empty();
        } catch (RuntimeException unreachable) {
            LOG.log(Level.FINE, unreachable, () -> "The database cannot be asked");
            return Optional.of(new Obstacle("database", "unreachable"));
        }
    }

    private State state() {
        return database.withConnection(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                            select to_char(present, 'YYYY-MM') as month,
                                   current_setting('transaction_read_only')::boolean as read_only,
                                   (select count(*) = 2
                                      from pg_inherits
                                     where inhparent = 'xapi.statement'::regclass
                                           and inhrelid = to_regclass('xapi.statement_' || to_char(present, 'YYYY_MM'))
                                        or inhparent = 'xapi.link'::regclass
                                           and inhrelid = to_regclass('xapi.link_' || to_char(present, 'YYYY_MM')))
                                     as has_month
                              from (select now() at time zone 'UTC' as present) clock""");
                    ResultSet row = select.executeQuery()) {
                row.next();
                return new State(row.getBoolean("read_only"), row.getString("month"), row.getBoolean("has_month"));
            }
        });
    }

    private boolean isMadeOrBeingMade() {
        try {
            database.inTransaction(connection -> {
                makeMonth(connection);
                return null;
            });
            return state().hasMonth();
        } catch (IllegalStateException refused) {
            boolean isBusy = refused.getCause() instanceof SQLException failed
                    && LOCK_NOT_AVAILABLE.equals(failed.getSQLState());
            if (!isBusy) {
                LOG.log(Level.WARNING, refused, () -> "The present month has no partition, and it cannot be made");
            }
            return isBusy;
        }
    }

    private static void makeMonth(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local lock_timeout = '2s'");
            statement.execute("call xapi.make_month(now())");
        }
    }
}
