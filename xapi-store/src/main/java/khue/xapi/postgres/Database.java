/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import khue.xapi.http.Failure;
import khue.xapi.http.Message;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/** Runs work on a connection, in one transaction that ends with it. */
public class Database {

    private static final Logger LOG = Logger.getLogger(Database.class.getName());

    /** Connection lost; shutting down, crashed, starting or recovering; a standby; no memory, disk or connection left. */
    private static final List<String> OUT_OF_REACH = List.of("08", "57P01", "57P02", "57P03", "25006", "53");

    private final DataSource dataSource;
    private final Payloads payloads = new Payloads();
    private final PoolFigures pool = new PoolFigures();

    /** For the container's proxy. */
    protected Database() {
        this(null);
    }

    public Database(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Work that may change things: all of it, or nothing when it fails.
     *
     * @throws Failure 503 when the database cannot do it now. Where the connection was lost during the commit, nobody
     *     can tell whether all of it or nothing was stored; the failure says so.
     */
    public <T> T inTransaction(Work<T> work) {
        Connection connection = connect();
        try {
            connection.setAutoCommit(false);
            T result = work.on(connection);
            commit(connection);
            return result;
        } catch (SQLException failed) {
            rollBack(connection, failed);
            throw translated(failed);
        } catch (RuntimeException failed) {
            rollBack(connection, failed);
            throw failed;
        } finally {
            giveBack(connection);
        }
    }

    /** What reads the payloads of this database. */
    public Payloads payloads() {
        return payloads;
    }

    PoolFigures pool() {
        return pool;
    }

    /** One statement on its own. */
    public <T> T withConnection(Work<T> work) {
        Connection connection = connect();
        try {
            return work.on(connection);
        } catch (SQLException failed) {
            throw translated(failed);
        } finally {
            giveBack(connection);
        }
    }

    private Connection connect() {
        try {
            return pool.take(dataSource);
        } catch (SQLException failed) {
            throw translated(failed);
        }
    }

    private static void commit(Connection connection) throws SQLException {
        try {
            connection.commit();
        } catch (SQLException failed) {
            if (isOutOfReach(failed)) {
                throw outcomeUnknown(failed);
            }
            throw failed;
        }
    }

    /**
     * Sends the last commands of a transaction, which end with its commit or with questions after it.
     *
     * @throws Failure 503 when nobody can tell whether it was committed: unless it failed before, it may have been
     */
    static void commitWith(Commands last, Connection connection) throws SQLException {
        // One that is lost cannot be asked for it any more.
        BaseConnection driver = connection.unwrap(BaseConnection.class);
        try {
            last.send(connection);
        } catch (SQLException failed) {
            if (driver.getTransactionState() != TransactionState.FAILED) {
                throw outcomeUnknown(failed);
            }
            throw failed;
        }
    }

    /** What cannot be rolled back was never committed: the first failure is the one to tell. */
    private static void rollBack(Connection connection, Exception failed) {
        try {
            connection.rollback();
        } catch (SQLException alsoFailed) {
            failed.addSuppressed(alsoFailed);
        }
    }

    /** After a commit nothing may fail any more: a sender who was told of a failure would send again. */
    private void giveBack(Connection connection) {
        try (connection) {
            connection.setAutoCommit(true);
        } catch (SQLException lost) {
            LOG.log(Level.FINE, lost, () -> "A connection was lost after its work");
        } finally {
            pool.givenBack();
        }
    }

    private static RuntimeException translated(SQLException failed) {
        return isOutOfReach(failed)
                ? unavailable(failed)
                : new IllegalStateException("the database refused the work", failed);
    }

    /**
     * Whether the database, rather than the work, is the reason. A pool that gets no connection gives no state.
     *
     * @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">PostgreSQL's error codes</a>
     */
    private static boolean isOutOfReach(SQLException failed) {
        String state = failed.getSQLState();
        return state == null || OUT_OF_REACH.stream().anyMatch(state::startsWith);
    }

    private static Failure unavailable(SQLException failed) {
        Failure failure = new Failure(
                503,
                "database-unavailable",
                new Message(
                        "Kho học tập tạm thời không nối được cơ sở dữ liệu; không có gì được ghi. Hãy gửi lại sau.",
                        "The store cannot reach its database at the moment and nothing was stored. Send again later."));
        failure.initCause(failed);
        return failure;
    }

    private static Failure outcomeUnknown(SQLException failed) {
        Failure failure = new Failure(
                503,
                "outcome-unknown",
                new Message(
                        "Mất cơ sở dữ liệu đúng lúc đang ghi: đã ghi tất cả, hoặc chưa ghi gì. Hãy gửi lại với cùng id; không"
                                + " có gì bị ghi hai lần.",
                        "The database was lost at the moment of writing: everything was stored, or nothing. Send again with"
                                + " the same ids; nothing is stored twice."));
        failure.initCause(failed);
        return failure;
    }

    /** What is done with a connection. */
    @FunctionalInterface
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }
}
