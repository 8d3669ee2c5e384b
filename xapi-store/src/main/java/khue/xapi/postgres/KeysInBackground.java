/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import khue.xapi.credentials.KeyCache;
import khue.xapi.credentials.KeyUses;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.postgresql.ds.PGSimpleDataSource;

/** From the start of the store to its end: watches changes of keys, and writes down when keys were used. */
@Startup
@Singleton
@DependsOn("Migrations")
@TransactionManagement(TransactionManagementType.BEAN)
public class KeysInBackground {

    private static final Logger LOG = Logger.getLogger(KeysInBackground.class.getName());
    private static final int SECONDS_BETWEEN_LOOKS = 1;

    @Inject
    private KeyCache cache;

    @Inject
    private KeyUses uses;

    @Inject
    private PostgresKeys keys;

    @Inject
    private Clock clock;

    @Inject
    @ConfigProperty(name = "khue.db.url")
    private String url;

    @Inject
    @ConfigProperty(name = "khue.xapi.db.user")
    private String user;

    @Inject
    @ConfigProperty(name = "khue.xapi.db.password")
    private String password;

    @Resource
    private ManagedThreadFactory threads;

    @Resource
    private ManagedScheduledExecutorService scheduler;

    private KeyWatch watch;
    private Thread watching;
    private ScheduledFuture<?> writing;

    @PostConstruct
    void start() {
        watch = new KeyWatch(ownConnections(), cache);
        watching = threads.newThread(watch);
        watching.start();
        writing = scheduler.scheduleWithFixedDelay(
                this::writeUses, SECONDS_BETWEEN_LOOKS, SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        watch.stop();
        writing.cancel(false);
        try {
            // What it tells the cache must not outlive the cache.
            watching.join(KeyCache.LEASE.toMillis());
        } catch (InterruptedException inAHurry) {
            Thread.currentThread().interrupt();
        }
    }

    /** Not from the pool: this connection is held for ever, and waits no longer for an answer than the lease lasts. */
    private PGSimpleDataSource ownConnections() {
        int seconds = (int) KeyCache.LEASE.toSeconds();
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setURL(url);
        dataSource.setUser(user);
        dataSource.setPassword(password);
        dataSource.setApplicationName("khue key watch");
        dataSource.setConnectTimeout(seconds);
        dataSource.setSocketTimeout(seconds);
        return dataSource;
    }

    private void writeUses() {
        try {
            Map<String, Instant> due = uses.due(clock.instant());
            if (!due.isEmpty()) {
                keys.used(due);
            }
        } catch (RuntimeException failed) {
            // A task that throws is never run again by its scheduler; a last use that is not written is no harm.
            LOG.log(Level.WARNING, failed, () -> "The last use of keys could not be written");
        }
    }
}
