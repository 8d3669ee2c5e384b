/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import khue.xapi.ServerForTests;
import khue.xapi.metrics.Sample;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** What an operator is told about the database. */
class DatabaseGaugesIT {

    private static DataSource dataSource;
    private static Database database;

    @BeforeAll
    static void migrate() {
        dataSource = ServerForTests.newDatabase("database_gauges");
        database = StoreForTests.migrated(dataSource);
    }

    @Test
    void tellTheMonthsAheadUpToTheFirstThatIsMissing() throws SQLException {
        assertThat(samples()).contains(of("current", "link", 1), of("ahead", "link", 3));

        dropLinks(2);
        assertThat(samples()).contains(of("ahead", "link", 1), of("ahead", "statement", 3));

        dropLinks(0);
        assertThat(samples()).contains(of("current", "link", 0), of("current", "statement", 1));
    }

    @Test
    void tellWhatTheRequestsOfThisNodeHold() {
        int held = database.withConnection(connection -> {
            assertThat(samples()).contains(new Sample("xapi_pool_connections_in_use", 1));
            return 1;
        });

        assertThat(held).isOne();
        assertThat(samples())
                .contains(
                        new Sample("xapi_pool_connections_in_use", 0),
                        new Sample("xapi_pool_waiting", 0),
                        new Sample("xapi_pool_failures_total", 0));
    }

    @Test
    void tellAlsoThatTheDatabaseIsAway() {
        PGSimpleDataSource nowhere = new PGSimpleDataSource();
        nowhere.setURL("jdbc:postgresql://127.0.0.1:1/nothing");
        DatabaseGauges gauges = new DatabaseGauges(new Database(nowhere));

        assertThat(gauges.read()).contains(new Sample("xapi_database_reachable", 0));
        assertThat(gauges.read())
                .contains(new Sample("xapi_pool_failures_total", 1), new Sample("xapi_pool_connections_in_use", 0));
    }

    private static List<Sample> samples() {
        return new DatabaseGauges(database).read();
    }

    private static Sample of(String what, String table, int value) {
        return new Sample("xapi_partitions_" + what, Map.of("table", table), value);
    }

    private static void dropLinks(int ahead) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    do $$ begin
                      execute format('drop table xapi.link_%%s',
                                     to_char(now() at time zone 'UTC' + interval '%d months', 'YYYY_MM'));
                    end $$""".formatted(ahead));
        }
    }
}
