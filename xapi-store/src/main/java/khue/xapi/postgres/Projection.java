/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/**
 * Something that is derived from statements.
 *
 * <p>What has to be right whenever the statements can be read is written by {@link #added}, in the transaction that
 * stores them, so that both are there or neither. Many transactions run at once and store statements about the same
 * things: a projection therefore inserts rows of its own there and never changes a row that others change too. What
 * such rows add up to is made after the commit.
 */
public interface Projection {

    /**
     * Told in the transaction that stores the statements. One call may bring the statements of several requests; a
     * failure makes each of them be tried alone.
     *
     * @param connection for what has to be asked now; the statements may not be written yet
     * @param commands what is to be written, which goes to the database together with what others write, after the
     *     statements themselves
     * @return what is done after the commit and before the requests are answered. Its failure is logged and harms no
     *     request, and a crash leaves it out: what must not be forgotten is written at once
     */
    AfterCommit added(List<AddedStatement> statements, Connection connection, Commands commands) throws SQLException;

    /** What follows a commit. */
    @FunctionalInterface
    interface AfterCommit {

        AfterCommit NOTHING = () -> {};

        void run();
    }

    /**
     * Told in a transaction of its own when all statements with keys from {@code first} on and below {@code end} are gone
     * for ever: what was derived from them has to go as well. Told again when a crash interrupted it.
     */
    default void forgotten(long first, long end, Connection connection) throws SQLException {}

    /**
     * Told in the transaction that deletes these single statements, because somebody is erased: what was derived from them
     * has to go with them. A statement of somebody else that only loses a mention of the person, as a member of a team or an
     * instructor, is not told: nothing is derived from such a mention.
     */
    default void erased(Collection<Long> keys, Connection connection) throws SQLException {}
}
