/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Collectors;
import khue.load.client.Load;
import khue.run.Database;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;

/**
 * The floor of batches: the rows that the store left behind, put back into the same tables by binary COPY over JDBC, one
 * transaction a batch, from {@value Options#CONNECTIONS} connections. No HTTP, no JSON, no rule, no look whether an id is
 * there already: what is left is what PostgreSQL needs to make these rows durable.
 */
final class CopyFloor implements Load.Worker {

    private final Connection connection;
    private final CopyManager copy;
    private final Rows rows;
    private final Map<String, String> commands;

    private CopyFloor(Connection connection, Rows rows, Map<String, String> commands) throws SQLException {
        this.connection = connection;
        this.copy = connection.unwrap(PGConnection.class).getCopyAPI();
        this.rows = rows;
        this.commands = commands;
    }

    static Load.Result run(Database database, Tables tables, Rows rows) throws InterruptedException {
        Map<String, String> commands = tables.ofIngest().stream()
                .collect(Collectors.toMap(
                        Tables.Table::name,
                        table ->
                                "copy %s (%s) from stdin (format binary)".formatted(table.name(), table.columnList())));
        return Load.run(Options.CONNECTIONS, rows.batches().size(), () -> {
            Connection connection = database.connectAsXapi();
            connection.setAutoCommit(false);
            return new CopyFloor(connection, rows, commands);
        });
    }

    @Override
    public Object work(int number) throws SQLException {
        for (Map.Entry<String, byte[]> table :
                rows.batches().get(number).tables().entrySet()) {
            CopyIn in = copy.copyIn(commands.get(table.getKey()));
            in.writeToCopy(table.getValue(), 0, table.getValue().length);
            in.endCopy();
        }
        connection.commit();
        return "committed";
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
