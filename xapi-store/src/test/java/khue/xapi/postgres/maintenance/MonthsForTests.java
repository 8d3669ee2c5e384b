/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres.maintenance;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import khue.xapi.postgres.Database;
import khue.xapi.postgres.PostgresStatementStore;

/** Closes months for tests of other packages. */
public final class MonthsForTests {

    private MonthsForTests() {}

    public static void compress(Database database, PostgresStatementStore store, Clock clock) {
        new Maintenance(
                        database,
                        store,
                        List.of(),
                        new Maintenance.Settings(Optional.empty(), false, true),
                        new MaintenanceFigures(),
                        clock)
                .run();
    }
}
