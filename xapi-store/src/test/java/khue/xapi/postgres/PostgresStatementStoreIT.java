/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import java.util.List;
import javax.sql.DataSource;
import khue.xapi.ServerForTests;
import khue.xapi.statements.StatementStore;
import khue.xapi.statements.StatementStoreContract;
import org.junit.jupiter.api.BeforeAll;

class PostgresStatementStoreIT extends StatementStoreContract {

    private static StatementStore store;

    @BeforeAll
    static void migrate() {
        DataSource database = ServerForTests.newDatabase("statements");
        Migrations.migrate(database);
        store = new PostgresStatementStore(new Database(database), List.of());
    }

    @Override
    protected StatementStore store() {
        return store;
    }
}
