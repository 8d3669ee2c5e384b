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
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import khue.xapi.postgres.Database;
import khue.xapi.postgres.PostgresStatementStore;
import khue.xapi.postgres.Projection;
import khue.xapi.postgres.maintenance.MaintenanceFigures.Outcome;
import khue.xapi.postgres.maintenance.MaintenanceFigures.Step;

/**
 * One run of everything that is done to months in the background. At most one node runs at a time: it holds a lock that
 * PostgreSQL frees when the node dies, and does all its work on the connection that holds the lock.
 */
@ApplicationScoped
public class Maintenance {

    /** By this name {@link PostgresStatementStore#consistentThrough()} knows that a transaction stores no statement. */
    static final String NAME = "khue-maintenance";

    private static final int MONTHS_AHEAD = 3;

    private final Database database;
    private final PostgresStatementStore store;
    private final Iterable<Projection> projections;
    private final Settings settings;
    private final MaintenanceFigures figures;
    private final Clock clock;

    /**
     * What the operator wants.
     *
     * @param retentionMonths how many full months before the present one are kept; empty: all
     * @param detach whether the tables of forgotten months stay, detached, for the operator to move away
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
        this(null, null, List.of(), null, null, null);
    }

    @Inject
    public Maintenance(
            Database database,
            PostgresStatementStore store,
            @Any Instance<Projection> projections,
            Settings settings,
            MaintenanceFigures figures,
            Clock clock) {
        this(database, store, (Iterable<Projection>) projections, settings, figures, clock);
    }

    Maintenance(
            Database database,
            PostgresStatementStore store,
            Iterable<Projection> projections,
            Settings settings,
            MaintenanceFigures figures,
            Clock clock) {
        this.database = database;
        this.store = store;
        this.projections = projections;
        this.settings = settings;
        this.figures = figures;
        this.clock = clock;
    }

    /** Does what is due; nothing while another node is at it. */
    public void run() {
        Instant began = clock.instant();
        Outcome outcome = Outcome.FAILED;
        try {
            outcome = database.withConnection(connection -> {
                if (!isLocked(connection)) {
                    return Outcome.ELSEWHERE;
                }
                try {
                    execute("set application_name = '" + NAME + "'", connection);
                    run(connection);
                    return Outcome.DONE;
                } finally {
                    execute("reset application_name", connection);
                    execute("select pg_advisory_unlock(hashtext('xapi.maintenance'))", connection);
                }
            });
        } finally {
            figures.ended(outcome, began, clock.instant());
        }
    }

    /** Each step is tried: one that fails again and again, over one month or one reference, must not stop the others. */
    private void run(Connection connection) throws SQLException {
        Instant now = clock.instant();
        Partitions partitions = new Partitions(connection);
        Map<Step, Partitions.Work> steps = new EnumMap<>(Step.class);
        steps.put(Step.MONTHS_AHEAD, () -> makeMonths(partitions, Month.of(now)));
        steps.put(Step.REFERENCES, () -> followReferences(partitions));
        steps.put(Step.RETENTION, () -> new Retention(partitions, projections, settings, figures).run(now));
        if (settings.compress()) {
            steps.put(Step.COMPRESSION, () -> new Compression(partitions, figures).run(now));
        }
        List<Exception> failures = new ArrayList<>();
        steps.forEach((step, work) -> {
            try {
                work.run();
            } catch (SQLException | RuntimeException failed) {
                figures.failed(step);
                failures.add(failed);
            }
        });
        tell(failures);
    }

    private static void tell(List<Exception> failures) throws SQLException {
        if (failures.isEmpty()) {
            return;
        }
        Exception first = failures.get(0);
        failures.stream().skip(1).forEach(first::addSuppressed);
        if (first instanceof SQLException failed) {
            throw failed;
        }
        throw (RuntimeException) first;
    }

    private static void makeMonths(Partitions partitions, Month present) throws SQLException {
        for (int ahead = 0; ahead <= MONTHS_AHEAD; ahead++) {
            partitions.make(present.plus(ahead));
        }
    }

    private void followReferences(Partitions partitions) throws SQLException {
        figures.leftOver(partitions
                .number("select count(*) from xapi.reference r join xapi.statement_id i on i.id = r.target"
                        + " where not r.linked and exists (select from xapi.statement s where s.key = i.key)")
                .orElseThrow());
        store.followLeftOverReferences();
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
