/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres.maintenance;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import khue.xapi.postgres.Projection;

/**
 * Forgets months that are older than the operator wants to keep.
 *
 * <p>First the partitions are detached, in one short transaction that also notes the month: from then on its
 * statements cannot be found. Then everything that refers to them goes, table by table. A run that was interrupted is
 * taken up by the next one.
 */
final class Retention {

    private static final Logger LOG = Logger.getLogger(Retention.class.getName());

    private static final String BEGUN = "forgotten_month";

    /** What belongs to a statement by its key. */
    private static final List<String> BY_KEY = List.of(
            "delete from xapi.statement_id where key >= ? and key < ?",
            "delete from xapi.voided where key >= ? and key < ?",
            "delete from xapi.reference where key >= ? and key < ?",
            "delete from xapi.reached where key >= ? and key < ?",
            "delete from xapi.reached where target >= ? and target < ?",
            "delete from xapi.reached_link where key >= ? and key < ?",
            "delete from xapi.reached_link where target >= ? and target < ?");

    private final Partitions partitions;
    private final Iterable<Projection> projections;
    private final Maintenance.Settings settings;
    private final MaintenanceFigures figures;

    Retention(
            Partitions partitions,
            Iterable<Projection> projections,
            Maintenance.Settings settings,
            MaintenanceFigures figures) {
        this.partitions = partitions;
        this.projections = projections;
        this.settings = settings;
        this.figures = figures;
    }

    /** Ends what an earlier run has begun, also when months are not to be forgotten any more, and does what is due. */
    void run(Instant now) throws SQLException {
        finish();
        for (Month month : tooOld(partitions, now, settings)) {
            detach(month);
        }
        finish();
    }

    /** Months that are to be forgotten, or are being forgotten. */
    static List<Month> due(Partitions partitions, Instant now, Maintenance.Settings settings) throws SQLException {
        List<Month> due = new ArrayList<>(partitions.noted(BEGUN));
        due.addAll(tooOld(partitions, now, settings));
        return due;
    }

    private static List<Month> tooOld(Partitions partitions, Instant now, Maintenance.Settings settings)
            throws SQLException {
        if (settings.retentionMonths().isEmpty()) {
            return List.of();
        }
        Month oldestKept = Month.of(now).plus(-settings.retentionMonths().get());
        return partitions.months().stream()
                .filter(month -> month.isBefore(oldestKept))
                .toList();
    }

    private void finish() throws SQLException {
        for (Month month : partitions.noted(BEGUN)) {
            forget(month);
        }
    }

    private void detach(Month month) throws SQLException {
        boolean detached = partitions.briefly(() -> {
            for (String table : List.of(month.statements(), month.links())) {
                String parent = table.startsWith("link") ? "link" : "statement";
                partitions.execute("alter table xapi.%s detach partition xapi.%s".formatted(parent, table));
                partitions.execute("drop table if exists xapi.detached_" + table);
                partitions.execute("alter table xapi.%1$s rename to detached_%1$s".formatted(table));
            }
            change("insert into xapi.forgotten_month (month) values (?) on conflict do nothing", month);
            change("delete from xapi.closed_month where month = ?", month);
        });
        LOG.log(Level.INFO, "forgetting {0}: {1}", new Object[] {month.statements(), detached ? "begun" : "later"});
    }

    private void forget(Month month) throws SQLException {
        for (String delete : BY_KEY) {
            try (PreparedStatement statement = partitions.connection().prepareStatement(delete)) {
                statement.setLong(1, month.firstKey());
                statement.setLong(2, month.endKey());
                statement.executeUpdate();
            }
        }
        for (Projection projection : projections) {
            partitions.inTransaction(
                    () -> projection.forgotten(month.firstKey(), month.endKey(), partitions.connection()));
        }
        partitions.inTransaction(() -> {
            if (!settings.detach()) {
                partitions.execute("drop table if exists xapi.detached_" + month.statements());
                partitions.execute("drop table if exists xapi.detached_" + month.links());
            }
            change("delete from xapi.forgotten_month where month = ?", month);
        });
        figures.did(settings.detach() ? MaintenanceFigures.Work.DETACHED : MaintenanceFigures.Work.DROPPED);
        LOG.log(Level.INFO, "forgot {0}", month.statements());
    }

    private void change(String sql, Month month) throws SQLException {
        try (PreparedStatement statement = partitions.connection().prepareStatement(sql)) {
            statement.setObject(1, month.value().atDay(1), Types.DATE);
            statement.executeUpdate();
        }
    }
}
