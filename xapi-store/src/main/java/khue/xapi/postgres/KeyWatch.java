/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import khue.xapi.credentials.KeyCache;
import org.postgresql.PGConnection;

/**
 * Keeps one node's {@link KeyCache} true: asks the database for the count of changes of keys, at the latest after every
 * {@link #BEAT}, and at once when the database notifies of a change.
 *
 * <p>Only the count is relied on. A notification makes a change known in milliseconds; one that is lost costs half a
 * second and nothing else. The connection is the watch's own, and its socket gives up within a lease.
 */
final class KeyWatch implements Runnable {

    static final Duration BEAT = Duration.ofMillis(500);

    private static final Logger LOG = Logger.getLogger(KeyWatch.class.getName());

    private final DataSource dataSource;
    private final KeyCache cache;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private boolean away;

    KeyWatch(DataSource dataSource, KeyCache cache) {
        this.dataSource = dataSource;
        this.cache = cache;
    }

    @Override
    public void run() {
        do {
            try {
                watch();
            } catch (SQLException failed) {
                tellOnce(failed);
            } finally {
                cache.lost();
            }
        } while (isToGoOn());
    }

    /** Ends {@link #run} within a beat. */
    void stop() {
        stopped.countDown();
    }

    private void watch() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("listen khue_xapi_key");
            PGConnection notified = connection.unwrap(PGConnection.class);
            while (stopped.getCount() > 0) {
                // Before the question, so that a slow answer shortens the lease.
                long askedAt = cache.now();
                cache.heard(version(statement), askedAt);
                tellBack();
                notified.getNotifications((int) BEAT.toMillis());
            }
        }
    }

    private static long version(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("select version from xapi.key_version")) {
            row.next();
            return row.getLong("version");
        }
    }

    private boolean isToGoOn() {
        try {
            return !stopped.await(BEAT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void tellOnce(SQLException failed) {
        if (!away) {
            LOG.log(
                    Level.WARNING,
                    failed,
                    () -> "Changes of keys cannot be watched; until they can, every request asks the database");
        }
        away = true;
    }

    private void tellBack() {
        if (away) {
            LOG.info("Changes of keys are watched again");
        }
        away = false;
    }
}
