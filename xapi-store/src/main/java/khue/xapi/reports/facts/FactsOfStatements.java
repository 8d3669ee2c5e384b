/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.facts;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import khue.xapi.postgres.AddedStatement;
import khue.xapi.postgres.Commands;
import khue.xapi.postgres.Projection;

/**
 * What statements tell facts: new ones wake this node's worker after their commit, and those that go take their facts
 * along. Storing a statement costs nothing more.
 */
@ApplicationScoped
public class FactsOfStatements implements Projection {

    private final Semaphore news = new Semaphore(0);

    @Override
    public AfterCommit added(List<AddedStatement> statements, Connection connection, Commands commands) {
        return news::release;
    }

    /** There may be more to do at once. */
    void lookAgain() {
        news.release();
    }

    /** Waits until statements are stored on this node, or until that time has gone by. */
    void awaitNews(long most, TimeUnit unit) throws InterruptedException {
        if (news.tryAcquire(most, unit)) {
            news.drainPermits();
        }
    }

    @Override
    public void forgotten(long first, long end, Connection connection) throws SQLException {
        stopExtraction(connection);
        SourceCounts.forgetFrom(first, end, connection);
        KeptDays.outdatedByDeletion(first, end, connection);
        for (Shape shape : Shape.ALL) {
            try (PreparedStatement delete = connection.prepareStatement(
                    "delete from xapi.%s where key >= ? and key < ?".formatted(shape.table()))) {
                delete.setLong(1, first);
                delete.setLong(2, end);
                delete.executeUpdate();
            }
        }
    }

    @Override
    public void erased(Collection<Long> keys, Connection connection) throws SQLException {
        stopExtraction(connection);
        SourceCounts.forget(keys, connection);
        KeptDays.outdatedByDeletion(keys, connection);
        for (Shape shape : Shape.ALL) {
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from xapi.%s where key = any (?)".formatted(shape.table()))) {
                delete.setArray(1, connection.createArrayOf("bigint", keys.toArray()));
                delete.executeUpdate();
            }
        }
    }

    /** Until the end of this transaction: a step that has read these statements ends first, and the next reads them no more. */
    private static void stopExtraction(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select from xapi.facts for update");
            statement.execute("select from xapi.facts_rebuild for update");
        }
    }
}
