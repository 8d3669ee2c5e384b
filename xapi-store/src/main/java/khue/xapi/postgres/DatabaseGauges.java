/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import khue.xapi.http.Failure;
import khue.xapi.metrics.Gauges;
import khue.xapi.metrics.Sample;

/** What the database says about itself: whether it answers, what waits in it, and its months. */
@ApplicationScoped
class DatabaseGauges implements Gauges {

    private static final int PATIENCE_IN_SECONDS = 5;

    private Database database;

    /** For the container's proxy. */
    protected DatabaseGauges() {}

    @Inject
    DatabaseGauges(Database database) {
        this.database = database;
    }

    @Override
    public List<Sample> read() {
        List<Sample> samples = new ArrayList<>();
        try {
            database.withConnection(connection -> {
                readActivity(connection, samples);
                readMonths(connection, samples);
                return null;
            });
            samples.add(new Sample("xapi_database_reachable", 1));
        } catch (Failure unreachable) {
            samples.add(new Sample("xapi_database_reachable", 0));
        }
        return samples;
    }

    private static void readActivity(Connection connection, List<Sample> samples) throws SQLException {
        try (PreparedStatement select = prepare(connection, """
                select count(*) as connections,
                       count(*) filter (where state = 'active') as active,
                       coalesce(extract(epoch from max(now() - xact_start)), 0) as oldest_transaction,
                       (select count(*) from xapi.reference where not linked) as pending_references
                  from pg_stat_activity
                 where usename = current_user and datname = current_database()
                """);
                ResultSet row = select.executeQuery()) {
            row.next();
            samples.add(new Sample("xapi_database_connections", row.getDouble("connections")));
            samples.add(new Sample("xapi_database_connections_active", row.getDouble("active")));
            samples.add(new Sample("xapi_database_oldest_transaction_seconds", row.getDouble("oldest_transaction")));
            samples.add(new Sample(
                    "xapi_queue_length", Map.of("queue", "references"), row.getDouble("pending_references")));
        }
    }

    private static void readMonths(Connection connection, List<Sample> samples) throws SQLException {
        try (PreparedStatement select = prepare(connection, """
                select parent.relname as parent,
                       count(*) as months,
                       count(*) filter (where right(month.relname, 7) > to_char(now() at time zone 'UTC', 'YYYY_MM'))
                         as ahead,
                       extract(epoch from min(to_date(right(month.relname, 7), 'YYYY_MM'))) as oldest,
                       coalesce(sum(pg_total_relation_size(month.oid)), 0) as bytes
                  from pg_inherits
                  join pg_class month on month.oid = inhrelid
                  join pg_class parent on parent.oid = inhparent
                 where parent.relnamespace = 'xapi'::regnamespace and parent.relkind = 'p'
                 group by parent.relname
                """);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                Map<String, String> table = Map.of("table", row.getString("parent"));
                samples.add(new Sample("xapi_partitions", table, row.getDouble("months")));
                samples.add(new Sample("xapi_partitions_ahead", table, row.getDouble("ahead")));
                samples.add(new Sample("xapi_partitions_oldest_timestamp_seconds", table, row.getDouble("oldest")));
                samples.add(new Sample("xapi_partitions_bytes", table, row.getDouble("bytes")));
            }
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        PreparedStatement select = connection.prepareStatement(sql);
        select.setQueryTimeout(PATIENCE_IN_SECONDS);
        return select;
    }
}
