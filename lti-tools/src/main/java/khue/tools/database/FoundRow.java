/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A row that a {@link SingleStatements single statement} has found, while it is being read. Columns count from 1.
 *
 * <p>It asks for nothing by {@code getObject(column, type)}: the server's pool looks that method up anew for each value.
 */
public final class FoundRow {

    @FunctionalInterface
    private interface Value<T> {
        T of(ResultSet row, int column) throws SQLException;
    }

    private final ResultSet row;

    FoundRow(ResultSet row) {
        this.row = row;
    }

    public String text(int column) {
        return read(column, ResultSet::getString);
    }

    public Optional<String> optionalText(int column) {
        return Optional.ofNullable(text(column));
    }

    public UUID id(int column) {
        return (UUID) read(column, ResultSet::getObject);
    }

    public Optional<UUID> optionalId(int column) {
        return Optional.ofNullable(id(column));
    }

    public boolean truth(int column) {
        return read(column, ResultSet::getBoolean);
    }

    public Optional<Boolean> optionalTruth(int column) {
        return Optional.ofNullable((Boolean) read(column, ResultSet::getObject));
    }

    public byte[] bytes(int column) {
        return read(column, ResultSet::getBytes);
    }

    /** Of a column with a time zone. */
    public Instant instant(int column) {
        Timestamp time = read(column, ResultSet::getTimestamp);
        return time.toInstant();
    }

    private <T> T read(int column, Value<T> value) {
        try {
            return value.of(row, column);
        } catch (SQLException failed) {
            throw new IllegalStateException("column " + column + " cannot be read", failed);
        }
    }
}
