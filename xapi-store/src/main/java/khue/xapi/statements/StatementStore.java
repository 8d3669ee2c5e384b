/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.statements;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Keeps statements for ever, in the order in which they were stored. */
public interface StatementStore {

    /**
     * Stores the statements in their order, all or nothing. One whose id is known already is left as it is when it is
     * the same statement; its repetition changes nothing.
     *
     * @throws StatementConflict when an id is known already for a different statement
     */
    void add(List<ReceivedStatement> statements);

    /** The statement of this id, voided or not. */
    Optional<StoredStatement> find(UUID id);

    /** The statements that match and are not voided. */
    StatementPage find(StatementQuery query);

    /**
     * Hands out all statements that match and are not voided, oldest first, however many they are.
     *
     * @param query whose limit and order do not matter
     * @param through statements that were stored later are left out; before {@link #consistentThrough()}, so that none is
     *     missing
     * @throws IOException what {@code sink} throws
     */
    void scan(StatementQuery query, Instant through, StatementSink sink) throws IOException;

    /**
     * Every statement that was or will be stored before this instant can be found now.
     *
     * @see <a href="https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Communication.md#213-get-statements">
     *     Communication 2.1.3, X-Experience-API-Consistent-Through</a>
     */
    Instant consistentThrough();
}
