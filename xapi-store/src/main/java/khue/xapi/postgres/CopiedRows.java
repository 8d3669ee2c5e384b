/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows on their way into one table, in the binary format of COPY: a third of the work of an insert for both sides.
 *
 * <p>Nothing is stored before {@link #finish()}, and never when the transaction fails.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-copy.html">COPY, binary format</a>
 */
public final class CopiedRows implements AutoCloseable {

    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final int SEND_AT = 64 * 1024;
    private static final int NULL = -1;
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    private final CopyIn copy;
    private final int columns;
    private byte[] buffer = new byte[SEND_AT + 4096];
    private int used;

    private CopiedRows(CopyIn copy, int columns) {
        this.copy = copy;
        this.columns = columns;
        append(SIGNATURE);
        int4(0);
        int4(0);
    }

    /** @param table the table and its columns, such as {@code xapi.link (key, term)}: never text of a request */
    public static CopiedRows into(String table, Connection connection) throws SQLException {
        int columns = (int) table.chars().filter(c -> c == ',').count() + 1;
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy " + table + " from stdin (format binary)");
        return new CopiedRows(copy, columns);
    }

    /** Starts the next row; one call for each column has to follow. */
    public CopiedRows row() throws SQLException {
        if (used >= SEND_AT) {
            send();
        }
        int2(columns);
        return this;
    }

    public CopiedRows bigint(long value) {
        int4(Long.BYTES);
        int8(value);
        return this;
    }

    public CopiedRows integer(int value) {
        int4(Integer.BYTES);
        int4(value);
        return this;
    }

    public CopiedRows smallint(int value) {
        int4(Short.BYTES);
        int2(value);
        return this;
    }

    /** As {@code timestamptz}: microseconds since the year 2000. */
    public CopiedRows instant(Instant value) {
        return bigint(ChronoUnit.MICROS.between(EPOCH, value));
    }

    public CopiedRows uuid(UUID value) {
        int4(2 * Long.BYTES);
        int8(value.getMostSignificantBits());
        int8(value.getLeastSignificantBits());
        return this;
    }

    public CopiedRows bool(boolean value) {
        int4(1);
        room(1);
        buffer[used++] = (byte) (value ? 1 : 0);
        return this;
    }

    public CopiedRows text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    public CopiedRows bytes(byte[] value) {
        int4(value.length);
        append(value);
        return this;
    }

    public CopiedRows none() {
        int4(NULL);
        return this;
    }

    /** Waits until the table has taken all rows. */
    public void finish() throws SQLException {
        int2(-1);
        send();
        copy.endCopy();
    }

    /** Gives the connection free again when a row could not be made. */
    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }

    private void send() throws SQLException {
        copy.writeToCopy(buffer, 0, used);
        used = 0;
    }

    private void append(byte[] bytes) {
        room(bytes.length);
        System.arraycopy(bytes, 0, buffer, used, bytes.length);
        used += bytes.length;
    }

    private void int2(int value) {
        room(Short.BYTES);
        buffer[used++] = (byte) (value >> 8);
        buffer[used++] = (byte) value;
    }

    private void int4(int value) {
        int2(value >> 16);
        int2(value);
    }

    private void int8(long value) {
        int4((int) (value >> 32));
        int4((int) value);
    }

    private void room(int bytes) {
        if (used + bytes > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(used + bytes, 2 * buffer.length));
        }
    }
}
