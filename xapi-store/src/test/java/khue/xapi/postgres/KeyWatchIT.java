/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import khue.xapi.ServerForTests;
import khue.xapi.credentials.Key;
import khue.xapi.credentials.KeyCache;
import khue.xapi.credentials.KeyManagementForTests;
import khue.xapi.credentials.KeyUses;
import khue.xapi.credentials.Keys;
import khue.xapi.credentials.Scope;
import khue.xapi.credentials.Verification;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Two nodes of the store on one database, each with what it remembers of keys. */
class KeyWatchIT {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(20);
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private static PGSimpleDataSource dataSource;
    private static PostgresKeys keys;
    private static KeyManagementForTests management;

    private final String name = "key-" + COUNTER.incrementAndGet();
    private FrozenLine line;
    private Node near;
    private Node far;

    @BeforeAll
    static void migrate() {
        dataSource = (PGSimpleDataSource) ServerForTests.newDatabase("key_watch");
        keys = new PostgresKeys(StoreForTests.migrated(dataSource));
        management = new KeyManagementForTests(keys);
    }

    @BeforeEach
    void startTwoNodes() throws Exception {
        line = new FrozenLine(dataSource.getPortNumbers()[0]);
        near = new Node(watching(dataSource.getPortNumbers()[0]));
        far = new Node(watching(line.port()));
    }

    @AfterEach
    void stop() throws Exception {
        near.stop();
        far.stop();
        line.close();
    }

    @Test
    void refusesARevokedKeyOnEveryNodeOnceTheRevocationIsAnswered() throws Exception {
        String secret = management.make(name, Scope.ALL);
        near.remembers(name, secret);
        far.remembers(name, secret);

        management.revoke(name);

        assertThat(near.verify(name, secret)).isEmpty();
        assertThat(far.verify(name, secret)).isEmpty();
    }

    @Test
    void restrictsAKeyOnEveryNodeOnceTheRestrictionIsAnswered() throws Exception {
        String secret = management.make(name, Scope.STATEMENTS_WRITE, Scope.STATEMENTS_READ);
        near.remembers(name, secret);
        far.remembers(name, secret);

        management.restrict(name, Scope.STATEMENTS_WRITE);

        assertThat(near.verify(name, secret).orElseThrow().scopes()).containsExactly(Scope.STATEMENTS_WRITE);
        assertThat(far.verify(name, secret).orElseThrow().scopes()).containsExactly(Scope.STATEMENTS_WRITE);
    }

    @Test
    void refusesARevokedKeyOnANodeWhoseWatchHangs() throws Exception {
        String secret = management.make(name, Scope.ALL);
        far.remembers(name, secret);

        line.freeze();
        management.revoke(name);

        assertThat(far.verify(name, secret)).isEmpty();
    }

    @Test
    void asksTheDatabaseEachTimeWhileTheWatchHangsAndRemembersAgainAfterwards() throws Exception {
        String secret = management.make(name, Scope.ALL);
        far.remembers(name, secret);

        line.freeze();
        far.asksEachTime(name, secret);

        line.thaw();
        far.remembers(name, secret);
    }

    @Test
    void refusesARevokedKeyOnANodeWhoseWatchIsGone() throws Exception {
        String secret = management.make(name, Scope.ALL);
        far.remembers(name, secret);

        line.close();
        management.revoke(name);

        assertThat(far.verify(name, secret)).isEmpty();
        String other = management.make(name + "-other", Scope.ALL);
        assertThat(far.verify(name + "-other", other)).isPresent();
        far.asksEachTime(name + "-other", other);
    }

    @Test
    void remembersAgainAfterTheServerEndedTheWatchsConnection() throws Exception {
        String secret = management.make(name, Scope.ALL);
        near.remembers(name, secret);

        execute("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'watch under test'");

        assertThat(near.verify(name, secret)).isPresent();
        near.remembers(name, secret);
    }

    @Test
    void noticesAKeyThatWasRevokedByHandInSql() throws Exception {
        String secret = management.make(name, Scope.ALL);
        near.remembers(name, secret);

        execute("update xapi.key set revoked_at = now() where name = '" + name + "'");

        eventually(() -> near.verify(name, secret).isEmpty());
    }

    private static PGSimpleDataSource watching(int port) {
        PGSimpleDataSource watching = new PGSimpleDataSource();
        watching.setServerNames(new String[] {"127.0.0.1"});
        watching.setPortNumbers(new int[] {port});
        watching.setDatabaseName(dataSource.getDatabaseName());
        watching.setUser(dataSource.getUser());
        watching.setPassword(dataSource.getPassword());
        watching.setApplicationName("watch under test");
        watching.setConnectTimeout((int) KeyCache.LEASE.toSeconds());
        watching.setSocketTimeout((int) KeyCache.LEASE.toSeconds());
        return watching;
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void eventually(Condition condition) throws InterruptedException {
        long deadline = System.nanoTime() + LONG_ENOUGH.toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("did not happen in time").isLessThan(deadline);
            Thread.sleep(10);
        }
    }

    @FunctionalInterface
    private interface Condition {
        boolean holds();
    }

    private static final class Node {

        private final AtomicInteger asked = new AtomicInteger();
        private final KeyWatch watch;
        private final Thread thread;
        private final Verification verification;

        Node(DataSource watching) {
            KeyCache cache = new KeyCache();
            Keys counted = key -> {
                asked.incrementAndGet();
                return keys.find(key);
            };
            verification = new Verification(counted, cache, new KeyUses(), Clock.systemUTC());
            watch = new KeyWatch(watching, cache);
            thread = new Thread(watch);
            thread.start();
        }

        Optional<Key> verify(String key, String secret) {
            return verification.verify(key, secret);
        }

        /** Comes to accept the key without asking the database. */
        void remembers(String key, String secret) throws InterruptedException {
            eventually(() -> {
                int before = asked.get();
                return verify(key, secret).isPresent() && asked.get() == before;
            });
        }

        /** Comes to ask the database about each request. */
        void asksEachTime(String key, String secret) throws InterruptedException {
            eventually(() -> {
                int before = asked.get();
                return verify(key, secret).isPresent() && asked.get() == before + 1;
            });
        }

        void stop() throws InterruptedException {
            watch.stop();
            thread.join();
        }
    }
}
