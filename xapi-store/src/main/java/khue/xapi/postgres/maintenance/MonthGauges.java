/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres.maintenance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import khue.xapi.http.Failure;
import khue.xapi.metrics.Gauges;
import khue.xapi.metrics.Sample;
import khue.xapi.postgres.Database;

/** What the maintenance has made of the months, and what it still has to do: the same on every node. */
@ApplicationScoped
class MonthGauges implements Gauges {

    private final Database database;
    private final Maintenance.Settings settings;
    private final Clock clock;

    /** For the container's proxy. */
    protected MonthGauges() {
        this(null, null, null);
    }

    @Inject
    MonthGauges(Database database, Maintenance.Settings settings, Clock clock) {
        this.database = database;
        this.settings = settings;
        this.clock = clock;
    }

    /** Nothing while the database is away, which another gauge tells. */
    @Override
    public List<Sample> read() {
        try {
            return database.inTransaction(this::read);
        } catch (Failure unreachable) {
            return List.of();
        }
    }

    private List<Sample> read(Connection connection) throws SQLException {
        Partitions partitions = new Partitions(connection);
        partitions.execute("set local statement_timeout = '5s'");
        List<Sample> samples = new ArrayList<>();
        samples.add(new Sample(
                "xapi_maintenance_running",
                count(
                        partitions,
                        "select count(*) from pg_stat_activity where usename = current_user"
                                + " and datname = current_database() and application_name = '%s'"
                                        .formatted(Maintenance.NAME))));
        samples.add(new Sample(
                "xapi_months_compressed", partitions.noted("closed_month").size()));
        samples.add(new Sample("xapi_months_detached", count(partitions, """
                select count(*)
                  from pg_class
                 where relnamespace = 'xapi'::regnamespace
                   and relname ~ '^detached_statement_[0-9]{4}_[0-9]{2}$'
                   and to_date(right(relname, 7), 'YYYY_MM') not in (select month from xapi.forgotten_month)""")));
        samples.add(waiting(
                "retention",
                Retention.due(partitions, clock.instant(), settings).size()));
        if (settings.compress()) {
            samples.add(waiting(
                    "compression", Compression.due(partitions, clock.instant()).size()));
        }
        return samples;
    }

    private static Sample waiting(String work, int months) {
        return new Sample("xapi_months_waiting", Map.of("work", work), months);
    }

    private static long count(Partitions partitions, String sql) throws SQLException {
        return partitions.number(sql).orElseThrow();
    }
}
