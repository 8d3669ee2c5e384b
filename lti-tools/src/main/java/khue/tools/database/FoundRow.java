/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/** A row that a {@link SingleStatements single statement} has found, while it is being read. Columns count from 1. */
public final class FoundRow {

    private final ResultSet row;

    FoundRow(ResultSet row) {
        this.row = row;
    }

    public String text(int column) {
        return read(column, String.class);
    }

    public Optional<String> optionalText(int column) {
        return Optional.ofNullable(read(column, String.class));
    }

    public UUID id(int column) {
        return read(column, UUID.class);
    }

    public Optional<UUID> optionalId(int column) {
        return Optional.ofNullable(read(column, UUID.class));
    }

    public boolean truth(int column) {
        return read(column, Boolean.class);
    }

    public Optional<Boolean> optionalTruth(int column) {
        return Optional.ofNullable(read(column, Boolean.class));
    }

    public byte[] bytes(int column) {
        return read(column, byte[].class);
    }

    public Instant instant(int column) {
        return read(column, OffsetDateTime.class).toInstant();
    }

    private <T> T read(int column, Class<T> type) {
        try {
            return row.getObject(column, type);
        } catch (SQLException failed) {
            throw new IllegalStateException("column " + column + " is no " + type.getSimpleName(), failed);
        }
    }
}
