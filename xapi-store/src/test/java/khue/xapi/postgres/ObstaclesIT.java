/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import khue.xapi.ServerForTests;
import khue.xapi.postgres.Obstacles.Obstacle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** What makes a node unfit for requests, and what does not. */
class ObstaclesIT {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private String name;
    private DataSource dataSource;
    private Obstacles obstacles;

    @BeforeEach
    void migrate() {
        name = "obstacles_" + DATABASES.incrementAndGet();
        dataSource = ServerForTests.newDatabase(name);
        obstacles = new Obstacles(StoreForTests.migrated(dataSource), () -> Migrations.missing(dataSource));
    }

    @Test
    void areNoneWhenAStatementCanBeStored() {
        assertThat(obstacles.first()).isEmpty();
    }

    @Test
    void areNoneWhenOnlyMonthsAheadAreMissing() throws SQLException {
        for (int ahead = 1; ahead <= 3; ahead++) {
            drop(ahead);
        }

        assertThat(obstacles.first()).isEmpty();
        assertThat(text("select to_regclass('xapi.statement_' || %s)".formatted(month(1))))
                .isNull();
    }

    @Test
    void areNoneWhenThePresentMonthIsMissingAndCanBeMade() throws SQLException {
        drop(0);

        assertThat(obstacles.first()).isEmpty();
        assertThat(text("select to_regclass('xapi.link_' || %s)".formatted(month(0))))
                .isNotNull();
    }

    /** Somebody has detached it by hand; its name is taken, so the writer makes none either. */
    @Test
    void isThePresentMonthWhenItIsMissingAndCannotBeMade() throws SQLException {
        execute(
                "do $$ begin execute format('alter table xapi.statement detach partition xapi.statement_%%s', %s); end $$"
                        .formatted(month(0)));

        assertThat(obstacles.first())
                .contains(new Obstacle(
                        "month",
                        text("select replace(%s, '_', '-')".formatted(month(0))) + " has no partition and gets none"));
    }

    @Test
    void isThePresentMonthWhenTheDatabaseRefusesToMakeIt() throws SQLException {
        drop(0);
        execute("create function refuse() returns event_trigger language plpgsql as "
                + "$$ begin raise exception 'no more tables'; end $$");
        execute(
                "create event trigger refuse on ddl_command_start when tag in ('CREATE TABLE') execute function refuse()");

        assertThat(obstacles.first()).get().extracting(Obstacle::what).isEqualTo("month");

        execute("drop event trigger refuse");
        assertThat(obstacles.first()).isEmpty();
    }

    /** The writer waits for it, and then goes on. */
    @Test
    void areNoneWhileAnotherTransactionIsInTheWayOfTheMonth() throws SQLException {
        drop(0);
        try (Connection other = dataSource.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table xapi.statement in share update exclusive mode");

            assertThat(obstacles.first()).isEmpty();

            other.rollback();
        }
    }

    @Test
    void isTheSchemaWhenMigrationsAreMissing() throws SQLException {
        execute("delete from xapi.flyway_schema_history where version = "
                + "(select max(version::int)::text from xapi.flyway_schema_history)");

        assertThat(obstacles.first()).contains(new Obstacle("migrations", "1 missing"));
    }

    @Test
    void isADatabaseThatOnlyLetsRead() throws SQLException {
        execute("alter database %s set default_transaction_read_only = on".formatted(name));

        assertThat(obstacles.first()).contains(new Obstacle("database", "read-only"));
    }

    @Test
    void isADatabaseThatDoesNotAnswer() {
        PGSimpleDataSource nowhere = new PGSimpleDataSource();
        nowhere.setURL("jdbc:postgresql://127.0.0.1:1/nothing");

        assertThat(new Obstacles(new Database(nowhere), () -> Migrations.missing(nowhere)).first())
                .contains(new Obstacle("database", "unreachable"));
    }

    private void drop(int ahead) throws SQLException {
        execute("""
                do $$ begin
                  execute format('drop table if exists xapi.statement_%%1$s, xapi.link_%%1$s', %s);
                end $$""".formatted(month(ahead)));
    }

    /** The suffix of a partition, in SQL. */
    private static String month(int ahead) {
        return "to_char(now() at time zone 'UTC' + interval '%d months', 'YYYY_MM')".formatted(ahead);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String text(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
