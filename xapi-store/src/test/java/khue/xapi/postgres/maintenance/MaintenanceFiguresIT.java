/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import khue.xapi.ServerForTests;
import khue.xapi.metrics.Gauges;
import khue.xapi.metrics.Sample;
import khue.xapi.postgres.Database;
import khue.xapi.postgres.PostgresStatementStore;
import khue.xapi.postgres.StoreForTests;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator is told of the maintenance. There are statements of January, March and May 2024, none of February; it is June. */
class MaintenanceFiguresIT {

    private static final Instant NOW = Instant.parse("2024-06-15T08:00:00Z");
    private static final Maintenance.Settings EVERYTHING = new Maintenance.Settings(Optional.of(3), true, true);
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final MaintenanceFigures figures = new MaintenanceFigures();
    private DataSource dataSource;
    private Database database;

    @BeforeEach
    void fillADatabase() throws SQLException {
        dataSource = ServerForTests.newDatabase("maintenance_figures_" + DATABASES.incrementAndGet());
        database = StoreForTests.migrated(dataSource);
        for (String month : List.of("2024-01-10", "2024-02-10", "2024-03-10", "2024-05-10")) {
            execute("call xapi.make_month('%s')".formatted(month));
        }
        for (String month : List.of("2024-01-10", "2024-03-10", "2024-05-10")) {
            execute("insert into xapi.statement (key, verb, authority, version_2, payload)"
                    + " values (xapi.first_key('%s'), 1, 2, true, '{\"a\":\"statement\"}')".formatted(month));
        }
    }

    @Test
    void tellWhatARunDid() {
        maintenance(EVERYTHING).run();

        assertThat(values(figures))
                .containsEntry("xapi_maintenance_runs_total done", 1.0)
                .containsEntry("xapi_maintenance_runs_total failed", 0.0)
                .containsEntry("xapi_maintenance_months_total compressed", 2.0)
                .containsEntry("xapi_maintenance_months_total detached", 2.0)
                .containsEntry("xapi_maintenance_months_total dropped", 0.0)
                .containsEntry("xapi_maintenance_last_run_seconds", 0.0)
                .containsEntry("xapi_maintenance_last_run_timestamp_seconds", (double) NOW.getEpochSecond())
                .containsEntry("xapi_maintenance_last_success_timestamp_seconds", (double) NOW.getEpochSecond());
    }

    /** From the tables, so that every node tells the same, whichever of them did the work. */
    @Test
    void tellWhatIsDoneAndWhatIsToBeDone() {
        assertThat(monthGauges(EVERYTHING))
                .containsEntry("xapi_months_waiting retention", 2.0)
                .containsEntry("xapi_months_waiting compression", 3.0)
                .containsEntry("xapi_months_compressed", 0.0);

        maintenance(EVERYTHING).run();

        assertThat(monthGauges(EVERYTHING))
                .containsEntry("xapi_months_waiting retention", 0.0)
                .containsEntry("xapi_months_waiting compression", 0.0)
                .containsEntry("xapi_months_compressed", 2.0)
                .containsEntry("xapi_months_detached", 2.0);
    }

    @Test
    void countNoWorkThatIsNotWanted() {
        assertThat(monthGauges(new Maintenance.Settings(Optional.empty(), false, false)))
                .containsEntry("xapi_months_waiting retention", 0.0)
                .doesNotContainKey("xapi_months_waiting compression");
    }

    @Test
    void tellWhichStepFailedWhileTheOthersAreDone() throws SQLException {
        execute("create function refuse() returns event_trigger language plpgsql as "
                + "$$ begin if exists (select from pg_event_trigger_dropped_objects() "
                + "where object_name like 'detached%') then raise exception 'no'; end if; end $$");
        execute("create event trigger refuse on sql_drop execute function refuse()");
        Maintenance.Settings dropping = new Maintenance.Settings(Optional.of(3), false, true);

        assertThatThrownBy(() -> maintenance(dropping).run()).rootCause().hasMessageContaining("ERROR: no");

        assertThat(values(figures))
                .containsEntry("xapi_maintenance_runs_total failed", 1.0)
                .containsEntry("xapi_maintenance_failures_total months-ahead", 0.0)
                .containsEntry("xapi_maintenance_failures_total retention", 1.0)
                .containsEntry("xapi_maintenance_failures_total compression", 0.0)
                .containsEntry("xapi_maintenance_months_total compressed", 2.0)
                .doesNotContainKey("xapi_maintenance_last_success_timestamp_seconds");
        assertThat(monthGauges(dropping)).containsEntry("xapi_months_waiting retention", 2.0);
    }

    @Test
    void tellThatAnotherNodeIsAtIt() throws SQLException {
        try (Connection other = dataSource.getConnection();
                Statement statement = other.createStatement()) {
            statement.execute("select pg_advisory_lock(hashtext('xapi.maintenance'))");
            statement.execute("set application_name = 'khue-maintenance'");
            maintenance(EVERYTHING).run();

            assertThat(monthGauges(EVERYTHING)).containsEntry("xapi_maintenance_running", 1.0);
        }

        assertThat(values(figures))
                .containsEntry("xapi_maintenance_runs_total elsewhere", 1.0)
                .containsEntry("xapi_maintenance_runs_total failed", 0.0)
                .doesNotContainKey("xapi_maintenance_last_run_seconds");
    }

    @Test
    void countReferencesThatACrashLeftUnfollowed() throws SQLException {
        execute("insert into xapi.statement_id (id, key)"
                + " select '00000000-0000-4000-8000-000000000001', xapi.first_key('2024-05-10')");
        execute("insert into xapi.reference (key, id, target, voiding) values"
                + " (1, gen_random_uuid(), '00000000-0000-4000-8000-000000000001', false),"
                + " (2, gen_random_uuid(), gen_random_uuid(), false)");

        maintenance(EVERYTHING).run();

        assertThat(values(figures)).containsEntry("xapi_maintenance_references_total", 1.0);
    }

    @Test
    void compressAMonthThatHasLongStatementsOnly() throws SQLException {
        execute("call xapi.make_month('2024-04-10')");
        execute("insert into xapi.statement (key, verb, authority, version_2, payload)"
                + " select xapi.first_key('2024-04-10'), 1, 2, true, '{\"a\":\"' || repeat('word ', 2000) || '\"}'");

        maintenance(EVERYTHING).run();

        assertThat(monthGauges(EVERYTHING))
                .containsEntry("xapi_months_waiting compression", 0.0)
                .containsEntry("xapi_months_compressed", 3.0);
    }

    private Maintenance maintenance(Maintenance.Settings settings) {
        return new Maintenance(
                database,
                new PostgresStatementStore(database, List.of()),
                List.of(),
                settings,
                figures,
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private Map<String, Double> monthGauges(Maintenance.Settings settings) {
        return values(new MonthGauges(database, settings, Clock.fixed(NOW, ZoneOffset.UTC)));
    }

    /** By name and, after a space, the label. */
    private static Map<String, Double> values(Gauges gauges) {
        return gauges.read().stream()
                .collect(Collectors.toMap(
                        sample -> Stream.concat(Stream.of(sample.name()), sample.labels().values().stream())
                                .collect(Collectors.joining(" ")),
                        Sample::value));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
