/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * The parameters of a statement that takes rows column by column, as {@code unnest} puts them together again: one plan
 * and one parse for any number of rows.
 *
 * <p>The arrays are typed ({@code Long[]}, not {@code Object[]}), because the driver sends those in binary form.
 */
public final class Columns {

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
        return connection.createArrayOf(type, rows.stream().map(value).toArray(array));
    }
}
