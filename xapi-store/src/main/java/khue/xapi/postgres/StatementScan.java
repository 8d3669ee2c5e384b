/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import khue.xapi.statements.StatementSink;

/**
 * Reads every statement of a stretch of time, oldest first: as fast as the database can hand them out, and in pieces,
 * so that a slow reader holds neither a connection nor an old snapshot for long.
 */
final class StatementScan {

    private static final int PIECE = 10_000;

    private final Database database;

    StatementScan(Database database) {
        this.database = database;
    }

    /**
     * @param first the first key
     * @param end behind the last key
     */
    void read(long first, long end, StatementSink sink) throws IOException {
        try {
            OptionalLong next = OptionalLong.of(first);
            while (next.isPresent()) {
                long from = next.getAsLong();
                next = database.inTransaction(connection -> piece(from, end, sink, connection));
            }
        } catch (UncheckedIOException full) {
            throw full.getCause();
        }
    }

    /** @return where the next piece begins, if there may be one */
    private OptionalLong piece(long from, long end, StatementSink sink, Connection connection) throws SQLException {
        readInTheOrderOfKeys(connection);
        byte[] unreadable;
        long key = from;
        try (CopiedOut row = new CopiedOut(query(from, end), connection)) {
            unreadable = null;
            int rows = 0;
            while (unreadable == null && row.next()) {
                key = row.bigint();
                byte[] text = row.bytes();
                byte[] packed = row.bytes();
                Optional<byte[]> json = text == null ? database.payloads().unpack(packed) : Optional.of(text);
                if (json.isPresent()) {
                    sink.take(StatementKey.microseconds(key), json.get());
                    rows++;
                } else {
                    unreadable = packed;
                }
            }
            if (unreadable == null) {
                return rows < PIECE ? OptionalLong.empty() : OptionalLong.of(key + 1);
            }
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
        // While rows are on their way the connection can be asked nothing else.
        database.payloads().readDictionary(unreadable, connection);
        return OptionalLong.of(key);
    }

    private static String query(long from, long end) {
        return """
                select s.key, s.payload, s.packed
                  from xapi.statement s
                  left join xapi.voided v on v.key = s.key and v.key >= %1$d and v.key < %2$d
                 where s.key >= %1$d and s.key < %2$d and v.key is null
                 order by s.key limit %3$d""".formatted(from, end, PIECE);
    }

    /** Two indexes side by side, which stays right however many statements are voided. */
    private static void readInTheOrderOfKeys(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select set_config('enable_sort', 'off', true), set_config('enable_seqscan', 'off', true),
                       set_config('enable_bitmapscan', 'off', true), set_config('enable_hashjoin', 'off', true),
                       set_config('enable_nestloop', 'off', true), set_config('jit', 'off', true)""")) {
            select.execute();
        }
    }
}
