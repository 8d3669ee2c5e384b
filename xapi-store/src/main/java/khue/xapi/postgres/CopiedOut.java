/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * Rows on their way out of a query, in the binary format of COPY. The database goes on reading while a row is worked
 * on, which a result set that is fetched in portions does not let it do. Queries have a limit.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-copy.html">COPY, binary format</a>
 */
final class CopiedOut implements AutoCloseable {

    private static final int SIGNATURE_AND_FLAGS = 15;
    private static final int NULL = -1;

    private final CopyOut copy;
    private boolean begun;
    private ByteBuffer row;

    /** @param query with its values in it, because COPY takes none: never text of a request */
    CopiedOut(String query, Connection connection) throws SQLException {
        copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("copy (" + query + ") to stdout (format binary)");
    }

    /** Goes to the next row; false when there is none. */
    boolean next() throws SQLException {
        byte[] message = copy.readFromCopy();
        if (message == null) {
            return false;
        }
        row = ByteBuffer.wrap(message);
        if (!begun) {
            begun = true;
            row.position(SIGNATURE_AND_FLAGS);
            int extension = row.getInt();
            row.position(row.position() + extension);
        }
        // The number of columns, or -1 behind the last row.
        return row.hasRemaining() ? row.getShort() >= 0 || next() : next();
    }

    /** The next column, which holds a bigint. */
    long bigint() {
        row.getInt();
        return row.getLong();
    }

    /** The next column, which holds text in UTF-8 or bytes; null where it holds nothing. */
    byte[] bytes() {
        int length = row.getInt();
        if (length == NULL) {
            return null;
        }
        byte[] value = new byte[length];
        row.get(value);
        return value;
    }

    /**
     * Gives the connection free again, also when not all rows were taken: the rest is read and dropped. To cancel it would
     * be quicker, but a cancellation reaches the database by another way, and may arrive when the connection is at
     * somebody else's work.
     */
    @Override
    public void close() throws SQLException {
        while (copy.isActive() && copy.readFromCopy() != null) {
            // Nobody wants it.
        }
    }
}
