/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres.maintenance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import khue.xapi.postgres.Database;
import khue.xapi.postgres.PostgresStatementStore;
import khue.xapi.postgres.Projection;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * One run of everything that is done to months in the background. At most one node runs at a time: it holds a lock that
 * PostgreSQL frees when the node dies, and does all its work on the connection that holds the lock.
 */
@ApplicationScoped
public class Maintenance {

    /** By this name {@link PostgresStatementStore#consistentThrough()} knows that a transaction stores no statement. */
    private static final String NAME = "khue-maintenance";

    private static final int MONTHS_AHEAD = 3;

    private final Database database;
    private final PostgresStatementStore store;
    private final Iterable<Projection> projections;
    private final Settings settings;
    private final Clock clock;

    /**
     * What the operator wants.
     *
     * @param retentionMonths how many full months before the present one are kept; empty: all
     * @param detach whether forgotten months stay as detached tables
     * @param compress whether closed months are compressed
     */
    public record Settings(Optional<Integer> retentionMonths, boolean detach, boolean compress) {

        public Settings {
            if (retentionMonths.isPresent() && retentionMonths.get() < 1) {
                throw new IllegalArgumentException("at least one month is kept");
            }
        }
    }

    /** For the container's proxy. */
    protected Maintenance() {
        this(null, null, null, null, null);
    }

    @Inject
    public Maintenance(
            Database database,
            PostgresStatementStore store,
            @Any Instance<Projection> projections,
            @ConfigProperty(name = "khue.xapi.retention.months") Optional<Integer> retentionMonths,
            @ConfigProperty(name = "khue.xapi.retention.detach", defaultValue = "false") boolean detach,
            @ConfigProperty(name = "khue.xapi.compression", defaultValue = "true") boolean compress,
            Clock clock) {
        this(database, store, projections, new Settings(retentionMonths, detach, compress), clock);
    }

    public Maintenance(
            Database database,
            PostgresStatementStore store,
            Iterable<Projection> projections,
            Settings settings,
            Clock clock) {
        this.database = database;
        this.store = store;
        this.projections = projections;
        this.settings = settings;
        this.clock = clock;
    }

    /** Does what is due; nothing while another node is at it. */
    public void run() {
        database.withConnection(connection -> {
            if (isLocked(connection)) {
                try {
                    execute("set application_name = '" + NAME + "'", connection);
                    run(connection);
                } finally {
                    execute("reset application_name", connection);
                    execute("select pg_advisory_unlock(hashtext('xapi.maintenance'))", connection);
                }
            }
            return null;
        });
    }

    private void run(Connection connection) throws SQLException {
        Instant now = clock.instant();
        Partitions partitions = new Partitions(connection);
        for (int ahead = 0; ahead <= MONTHS_AHEAD; ahead++) {
            partitions.make(Month.of(now).plus(ahead));
        }
        store.followLeftOverReferences();
        Retention retention = new Retention(partitions, projections, settings.detach());
        retention.finish();
        if (settings.retentionMonths().isPresent()) {
            retention.run(now, settings.retentionMonths().get());
        }
        if (settings.compress()) {
            new Compression(partitions).run(now);
        }
    }

    private static boolean isLocked(Connection connection) throws SQLException {
        try (var select = connection.createStatement();
                var row = select.executeQuery("select pg_try_advisory_lock(hashtext('xapi.maintenance'))")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static void execute(String sql, Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
