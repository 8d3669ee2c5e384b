/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import java.sql.Connection;
import java.sql.SQLException;
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

    /** What the store makes for programs that read the database. */
    public static void openReporting(DataSource dataSource) {
        ReportingSchema.open(dataSource);
    }

    public static StatementStore store(Database database, List<Projection> projections) {
        return new PostgresStatementStore(database, projections);
    }

    /** Tells a projection of statements that are not there, and writes what it derives. */
    static Projection.AfterCommit add(List<AddedStatement> statements, Projection projection, Connection connection)
            throws SQLException {
        Commands commands = new Commands();
        Projection.AfterCommit followUp = projection.added(statements, connection, commands);
        commands.send(connection);
        return followUp;
    }

    public static PostgresAttachments attachments(Database database) {
        return new PostgresAttachments(database);
    }
}
