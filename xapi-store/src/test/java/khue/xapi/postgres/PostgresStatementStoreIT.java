/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import java.util.List;
import javax.sql.DataSource;
import khue.xapi.ServerForTests;
import khue.xapi.statements.ConcurrentWritersContract;
import khue.xapi.statements.StatementScanContract;
import khue.xapi.statements.StatementStore;
import khue.xapi.statements.StatementStoreContract;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

class PostgresStatementStoreIT {

    private static StatementStore store;

    @BeforeAll
    static void migrate() {
        DataSource database = ServerForTests.newDatabase("statements");
        Migrations.migrate(database);
        store = new PostgresStatementStore(new Database(database), List.of());
    }

    @Nested
    class Finds extends StatementStoreContract {
        @Override
        protected StatementStore store() {
            return store;
        }
    }

    @Nested
    class ManyWrite extends ConcurrentWritersContract {
        @Override
        protected StatementStore store() {
            return store;
        }
    }

    @Nested
    class HandsOutMany extends StatementScanContract {
        @Override
        protected StatementStore store() {
            return store;
        }
    }
}
