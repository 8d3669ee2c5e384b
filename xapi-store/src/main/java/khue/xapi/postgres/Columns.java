/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Oid;
import org.postgresql.jdbc.PgArray;

/**
 * The parameters of a statement that takes rows column by column, as {@code unnest} puts them together again: one plan
 * and one parse for any number of rows.
 *
 * <p>The arrays are typed ({@code Long[]}, not {@code Object[]}), because the driver sends those in binary form.
 */
public final class Columns {

    /** In numbers of four bytes. */
    private static final int HEADER_OF_AN_ARRAY = 5;

    private static final int NULL = -1;

    private final PreparedStatement statement;
    private int set;

    Columns(PreparedStatement statement) {
        this.statement = statement;
    }

    /**
     * Sets the next parameter.
     *
     * @param type of the values, as the database calls it
     */
    public <R, V> Columns set(String type, List<R> rows, Function<R, V> value, IntFunction<V[]> array)
            throws SQLException {
        statement.setArray(++set, array(type, rows, value, array, statement.getConnection()));
        return this;
    }

    /** One column. */
    static <R, V> Array array(
            String type, List<R> rows, Function<R, V> value, IntFunction<V[]> array, Connection connection)
            throws SQLException {
        Object[] values = rows.stream().map(value).toArray(array);
        return values instanceof UUID[] uuids
                ? new PgArray(connection.unwrap(BaseConnection.class), Oid.UUID_ARRAY, binary(uuids))
                : connection.createArrayOf(type, values);
    }

    /** As PostgreSQL receives an array; the driver would write identifiers out, to be read letter by letter. */
    private static byte[] binary(UUID[] values) {
        ByteBuffer bytes = ByteBuffer.allocate((HEADER_OF_AN_ARRAY + values.length * (1 + 4)) * Integer.BYTES);
        int dimensions = 1;
        int mayHoldNull = 1;
        int firstIndex = 1;
        bytes.putInt(dimensions)
                .putInt(mayHoldNull)
                .putInt(Oid.UUID)
                .putInt(values.length)
                .putInt(firstIndex);
        for (UUID value : values) {
            if (value == null) {
                bytes.putInt(NULL);
            } else {
                bytes.putInt(2 * Long.BYTES)
                        .putLong(value.getMostSignificantBits())
                        .putLong(value.getLeastSignificantBits());
            }
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }
}
