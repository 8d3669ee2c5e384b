/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres.maintenance;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import khue.xapi.postgres.CopiedRows;
import khue.xapi.postgres.PayloadDictionary;

/**
 * Writes the partition of a closed month anew with compressed payloads, and puts it in the place of the old one in one
 * short transaction. Until then nobody sees it; a crash leaves a table that the next run throws away.
 */
final class Compression {

    private static final Logger LOG = Logger.getLogger(Compression.class.getName());

    /** A transaction that stores a statement of a month ends long before. */
    private static final int DAYS_UNTIL_CLOSED = 2;

    private static final int ROWS_AT_ONCE = 1_000;
    private static final int SAMPLES = 1_000;
    private static final double UNLIKE = 0.30;

    private final Partitions partitions;
    private final MaintenanceFigures figures;

    Compression(Partitions partitions, MaintenanceFigures figures) {
        this.partitions = partitions;
        this.figures = figures;
    }

    /** Compresses what is closed; months are done one by one, the oldest first. */
    void run(Instant now) throws SQLException {
        for (Month month : due(partitions, now)) {
            compress(month);
        }
    }

    /** Months that are closed, have statements, and are not compressed yet. */
    static List<Month> due(Partitions partitions, Instant now) throws SQLException {
        Month open = Month.of(now.minus(DAYS_UNTIL_CLOSED, ChronoUnit.DAYS));
        List<Month> done = partitions.noted("closed_month");
        List<Month> due = new ArrayList<>();
        for (Month month : partitions.months()) {
            if (month.isBefore(open) && !done.contains(month) && hasStatements(partitions, month)) {
                due.add(month);
            }
        }
        return due;
    }

    private static boolean hasStatements(Partitions partitions, Month month) throws SQLException {
        return partitions
                .number("select 1 from xapi.%s limit 1".formatted(month.statements()))
                .isPresent();
    }

    private void compress(Month month) throws SQLException {
        partitions.execute("drop table if exists xapi.packing");
        PayloadDictionary dictionary = dictionary(month);
        partitions.execute("""
                create table xapi.packing (like xapi.statement including defaults,
                  constraint packing_range check (key >= %d and key < %d)) with (autovacuum_enabled = off)""".formatted(month.firstKey(), month.endKey()));
        long rows = copy(month, dictionary);
        index();
        partitions.execute("vacuum (freeze, analyze) xapi.packing");
        boolean swapped = partitions.briefly(() -> swap(month, rows, dictionary));
        if (swapped) {
            figures.did(MaintenanceFigures.Work.COMPRESSED);
        }
        LOG.log(Level.INFO, "compressed {0}: {1}", new Object[] {month.statements(), swapped ? "done" : "later"});
    }

    /**
     * Statements of the month that are unlike those chosen before, until the window is full: common text then stands in
     * it once. It is empty when all are long; those have enough in common with themselves.
     */
    private PayloadDictionary dictionary(Month month) throws SQLException {
        PayloadDictionary chosen = new PayloadDictionary(0, new byte[0]);
        for (String sample : samples(month)) {
            byte[] text = sample.getBytes(StandardCharsets.UTF_8);
            boolean fits = chosen.bytes().length + text.length <= PayloadDictionary.LARGEST;
            if (fits && chosen.remainder(sample) > UNLIKE) {
                byte[] longer = new byte[chosen.bytes().length + text.length];
                System.arraycopy(text, 0, longer, 0, text.length);
                System.arraycopy(chosen.bytes(), 0, longer, text.length, chosen.bytes().length);
                chosen = new PayloadDictionary(0, longer);
            }
        }
        try (PreparedStatement insert = partitions
                .connection()
                .prepareStatement("insert into xapi.payload_dictionary (bytes) values (?) returning id")) {
            insert.setBytes(1, chosen.bytes());
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return new PayloadDictionary(row.getInt("id"), chosen.bytes());
            }
        }
    }

    private List<String> samples(Month month) throws SQLException {
        List<String> samples = new ArrayList<>();
        try (PreparedStatement select = partitions.connection().prepareStatement("""
                        select payload
                          from (select payload from xapi.%s
                                 where payload is not null and length(payload) < 4096
                                 order by key % 1009 limit %d) sample""".replace("% 1009", "%% 1009")
                        .formatted(month.statements(), SAMPLES));
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                samples.add(row.getString("payload"));
            }
        }
        return samples;
    }

    /** In transactions of {@value #ROWS_AT_ONCE} rows; how many rows the new table has. */
    private long copy(Month month, PayloadDictionary dictionary) throws SQLException {
        long rows = 0;
        long last = Long.MIN_VALUE;
        boolean more = true;
        while (more) {
            List<Row> chunk = after(last, month);
            more = chunk.size() == ROWS_AT_ONCE;
            if (!chunk.isEmpty()) {
                write(chunk, dictionary);
                last = chunk.get(chunk.size() - 1).key();
                rows += chunk.size();
            }
        }
        return rows;
    }

    private record Row(
            long key,
            int verb,
            Optional<Integer> actor,
            Optional<Integer> activity,
            int authority,
            Optional<UUID> registration,
            boolean version2,
            Optional<String> payload,
            byte[] packed) {}

    private List<Row> after(long key, Month month) throws SQLException {
        try (PreparedStatement select = partitions.connection().prepareStatement("""
                select key, verb, actor, activity, authority, registration, version_2, payload, packed
                  from xapi.%s where key > ? order by key limit ?""".formatted(month.statements()))) {
            select.setLong(1, key);
            select.setInt(2, ROWS_AT_ONCE);
            List<Row> rows = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.add(new Row(
                            row.getLong("key"),
                            row.getInt("verb"),
                            Optional.ofNullable(row.getObject("actor", Integer.class)),
                            Optional.ofNullable(row.getObject("activity", Integer.class)),
                            row.getInt("authority"),
                            Optional.ofNullable(row.getObject("registration", UUID.class)),
                            row.getBoolean("version_2"),
                            Optional.ofNullable(row.getString("payload")),
                            row.getBytes("packed")));
                }
            }
            return rows;
        }
    }

    private void write(List<Row> rows, PayloadDictionary dictionary) throws SQLException {
        try (CopiedRows copy = CopiedRows.into(
                "xapi.packing (key, verb, actor, activity, authority, registration, version_2, packed)",
                partitions.connection())) {
            for (Row row : rows) {
                copy.row().bigint(row.key()).integer(row.verb());
                row.actor().ifPresentOrElse(copy::integer, copy::none);
                row.activity().ifPresentOrElse(copy::integer, copy::none);
                copy.integer(row.authority());
                row.registration().ifPresentOrElse(copy::uuid, copy::none);
                copy.bool(row.version2())
                        .bytes(row.payload().map(dictionary::pack).orElse(row.packed()));
            }
            copy.finish();
        }
    }

    /** The same indexes that the partitions have: attaching takes them over. */
    private void index() throws SQLException {
        partitions.execute("alter table xapi.packing add primary key (key)");
        List<String> definitions = new ArrayList<>();
        try (PreparedStatement select = partitions.connection().prepareStatement("""
                        select regexp_replace(pg_get_indexdef(indexrelid), 'INDEX .* ON (ONLY )?xapi.statement',
                                              'INDEX ON xapi.packing') as definition
                          from pg_index
                         where indrelid = 'xapi.statement'::regclass and not indisprimary""");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                definitions.add(row.getString("definition"));
            }
        }
        for (String definition : definitions) {
            partitions.execute(definition);
        }
    }

    private void swap(Month month, long rows, PayloadDictionary dictionary) throws SQLException {
        String old = "xapi." + month.statements();
        // Readers go on until the old table is detached; nobody writes into a closed month, but it would be lost.
        partitions.execute("lock table " + old + " in share row exclusive mode");
        long now = partitions.number("select count(*) from " + old).orElseThrow();
        if (now != rows) {
            throw new IllegalStateException("%s has changed while it was copied".formatted(old));
        }
        partitions.execute("alter table xapi.statement detach partition " + old);
        partitions.execute("drop table " + old);
        partitions.execute("alter table xapi.packing rename to " + month.statements());
        partitions.execute("alter table xapi.statement attach partition %s for values from (%d) to (%d)"
                .formatted(old, month.firstKey(), month.endKey()));
        partitions.execute("alter table %s drop constraint packing_range".formatted(old));
        partitions.execute("alter table %s reset (autovacuum_enabled)".formatted(old));
        try (PreparedStatement insert = partitions
                .connection()
                .prepareStatement("insert into xapi.closed_month (month, dictionary) values (?, ?)")) {
            insert.setObject(1, month.value().atDay(1), Types.DATE);
            insert.setInt(2, dictionary.id());
            insert.executeUpdate();
        }
    }
}
