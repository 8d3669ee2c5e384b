/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.database;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.transaction.UserTransaction;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.naming.InitialContext;
import javax.sql.DataSource;
import khue.tools.testing.InServer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** More statements at once than the processors have use for. */
@ArquillianTest
class SingleStatementsIT {

    private static final String HELD = "SELECT true FROM pg_advisory_xact_lock_shared(1217)";

    private final SingleStatements statements = InServer.bean(SingleStatements.class);

    @Deployment
    static WebArchive tools() {
        return InServer.tools();
    }

    /** All turns are taken by statements that wait for a lock: one more outside waits for a turn, and one of a transaction goes on. */
    @Test
    void waitForOneAnotherButNeverWithinATransaction() throws Exception {
        ExecutorService others = InitialContext.doLookup("java:comp/DefaultManagedExecutorService");
        DataSource dataSource = InitialContext.doLookup(ToolsDataSource.NAME);
        List<Future<?>> waiting = new ArrayList<>();
        try (Connection holder = dataSource.getConnection();
                Statement lock = holder.createStatement()) {
            lock.execute("SELECT pg_advisory_lock(1217)");
            try {
                for (int i = 0; i <= SingleStatements.AT_ONCE; i++) {
                    waiting.add(others.submit(() -> statements.rows(HELD, row -> row.truth(1))));
                }
                InServer.until(() -> blocked() == SingleStatements.AT_ONCE);

                assertThat(aTransaction(() -> statements.rows("SELECT 1 = 1", row -> row.truth(1))))
                        .containsExactly(true);
                assertThat(blocked()).isEqualTo(SingleStatements.AT_ONCE);
            } finally {
                lock.execute("SELECT pg_advisory_unlock(1217)");
            }
            for (Future<?> one : waiting) {
                assertThat(one.get(30, TimeUnit.SECONDS)).isEqualTo(List.of(true));
            }
        }
    }

    private static long blocked() {
        return InServer.number(
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 1217 AND NOT granted");
    }

    private interface Work {
        List<Boolean> run();
    }

    private static List<Boolean> aTransaction(Work work) throws Exception {
        UserTransaction transaction = InitialContext.doLookup("java:comp/UserTransaction");
        transaction.begin();
        try {
            return work.run();
        } finally {
            transaction.rollback();
        }
    }
}
