/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import khue.xapi.http.Failure;
import khue.xapi.metrics.Gauges;
import khue.xapi.metrics.Sample;

/**
 * What the database says about itself: whether it answers, what waits in it, and its months. The same on every node, but
 * for the pool, which is this node's.
 */
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
        // First: the connection that is taken next is nobody's load.
        List<Sample> samples = new ArrayList<>(database.pool().read());
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
                       (select count(*) from xapi.reference where not linked) as pending_references,
                       pg_total_relation_size('xapi.attachment_chunk') as attachment_bytes
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
            samples.add(new Sample("xapi_attachments_bytes", row.getDouble("attachment_bytes")));
        }
    }

    private static void readMonths(Connection connection, List<Sample> samples) throws SQLException {
        try (PreparedStatement select = prepare(connection, """
                select parent.relname as parent,
                       date_trunc('month', now() at time zone 'UTC')::date as present,
                       array_remove(array_agg(to_date(right(month.relname, 7), 'YYYY_MM')), null) as months,
                       coalesce(sum(pg_total_relation_size(month.oid)), 0) as bytes
                  from pg_class parent
                  left join pg_inherits on inhparent = parent.oid
                  left join pg_class month on month.oid = inhrelid
                 where parent.relnamespace = 'xapi'::regnamespace and parent.relname in ('statement', 'link')
                 group by parent.relname
                """);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                Map<String, String> table = Map.of("table", row.getString("parent"));
                LocalDate present = row.getObject("present", LocalDate.class);
                NavigableSet<LocalDate> months = new TreeSet<>();
                for (Date month : (Date[]) row.getArray("months").getArray()) {
                    months.add(month.toLocalDate());
                }
                samples.add(new Sample("xapi_partitions", table, months.size()));
                samples.add(new Sample("xapi_partitions_current", table, months.contains(present) ? 1 : 0));
                samples.add(new Sample("xapi_partitions_ahead", table, ahead(present, months)));
                samples.add(new Sample("xapi_partitions_bytes", table, row.getDouble("bytes")));
                if (!months.isEmpty()) {
                    long oldest = months.first().atStartOfDay(ZoneOffset.UTC).toEpochSecond();
                    samples.add(new Sample("xapi_partitions_oldest_timestamp_seconds", table, oldest));
                }
            }
        }
    }

    /** Without a gap: what comes after a missing month does not help when that month begins. */
    private static int ahead(LocalDate present, Set<LocalDate> months) {
        int ahead = 0;
        while (months.contains(present.plusMonths(ahead + 1))) {
            ahead++;
        }
        return ahead;
    }

    private static PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        PreparedStatement select = connection.prepareStatement(sql);
        select.setQueryTimeout(PATIENCE_IN_SECONDS);
        return select;
    }
}
