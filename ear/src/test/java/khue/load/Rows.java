/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyInputStream;

/**
 * The rows that an ingest left behind, taken out of the database in PostgreSQL's binary format and cut into batches of
 * consecutive statements: for the floor, which puts the very same rows back.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-copy.html">COPY, binary format</a>
 */
final class Rows {

    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0};
    private static final int END = -1;

    /** One batch: for each table the bytes to copy; empty where the batch has no row. */
    record Batch(Map<String, byte[]> tables) {}

    private final List<Batch> batches;

    private Rows(List<Batch> batches) {
        this.batches = batches;
    }

    List<Batch> batches() {
        return batches;
    }

    /** @param firstKey where the ingest began */
    static Rows of(Connection connection, Tables tables, long firstKey) throws SQLException, IOException {
        List<String> keys =
                Sql.texts(connection, "select key from xapi.statement where key >= ? order by key", firstKey);
        Map<Long, Integer> batchOf = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            batchOf.put(Long.valueOf(keys.get(i)), i / Options.BATCH);
        }
        int count = (keys.size() + Options.BATCH - 1) / Options.BATCH;
        List<Batch> batches = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            batches.add(new Batch(new HashMap<>()));
        }
        for (Tables.Table table : tables.ofIngest()) {
            read(connection, table, firstKey, batchOf, batches);
        }
        return new Rows(batches);
    }

    private static void read(
            Connection connection, Tables.Table table, long firstKey, Map<Long, Integer> batchOf, List<Batch> batches)
            throws SQLException, IOException {
        String copy = "copy (select %s from %s where key >= %d order by key) to stdout (format binary)"
                .formatted(table.columnList(), table.name(), firstKey);
        Map<Integer, ByteArrayOutputStream> out = new HashMap<>();
        try (DataInputStream in = new DataInputStream(
                new BufferedInputStream(new PGCopyInputStream(connection.unwrap(PGConnection.class), copy), 1 << 16))) {
            byte[] signature = in.readNBytes(SIGNATURE.length);
            if (!Arrays.equals(signature, SIGNATURE)) {
                throw new IOException("not PostgreSQL's binary format");
            }
            in.readInt();
            in.skipNBytes(in.readInt());
            for (int fields = in.readShort(); fields != END; fields = in.readShort()) {
                ByteArrayOutputStream row = new ByteArrayOutputStream(256);
                long key = row(in, fields, table.keyPosition(), new DataOutputStream(row));
                Integer batch = batchOf.get(key);
                if (batch == null) {
                    throw new IOException(table.name() + " has rows of a statement that is not there");
                }
                out.computeIfAbsent(batch, first -> new ByteArrayOutputStream(2048))
                        .writeBytes(row.toByteArray());
            }
        }
        out.forEach((batch, rows) -> batches.get(batch).tables().put(table.name(), framed(rows.toByteArray())));
    }

    private static long row(DataInputStream in, int fields, int keyPosition, DataOutputStream row) throws IOException {
        row.writeShort(fields);
        long key = 0;
        for (int field = 0; field < fields; field++) {
            int length = in.readInt();
            row.writeInt(length);
            if (length < 0) {
                continue;
            }
            byte[] value = in.readNBytes(length);
            row.write(value);
            if (field == keyPosition) {
                key = ByteBuffer.wrap(value).getLong();
            }
        }
        return key;
    }

    private static byte[] framed(byte[] rows) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(rows.length + 21);
        out.writeBytes(SIGNATURE);
        out.writeBytes(new byte[8]);
        out.writeBytes(rows);
        out.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xFF});
        return out.toByteArray();
    }
}
