/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import java.util.List;
import javax.sql.DataSource;
import khue.xapi.statements.StatementStore;

/** Makes a store on a database without a container, for tests of other packages. */
public final class StoreForTests {

    private StoreForTests() {}

    /** The database with every migration run. */
    public static Database migrated(DataSource dataSource) {
        Migrations.migrate(dataSource);
        return new Database(dataSource);
    }

    public static StatementStore store(Database database, List<Projection> projections) {
        return new PostgresStatementStore(database, projections);
    }

    public static PostgresAttachments attachments(Database database) {
        return new PostgresAttachments(database);
    }
}
