/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import khue.xapi.ServerForTests;
import khue.xapi.credentials.Authority;
import khue.xapi.credentials.Credential;
import khue.xapi.credentials.Scope;
import khue.xapi.http.Limits;
import khue.xapi.http.RequestJson;
import khue.xapi.model.AgentIdentifier;
import khue.xapi.model.Fingerprint;
import khue.xapi.model.XapiVersion;
import khue.xapi.postgres.AddedStatement;
import khue.xapi.postgres.Commands;
import khue.xapi.postgres.Database;
import khue.xapi.postgres.PostgresStatementStore;
import khue.xapi.postgres.Projection;
import khue.xapi.postgres.StoreForTests;
import khue.xapi.statements.StatementConflict;
import khue.xapi.statements.StatementIntake;
import khue.xapi.statements.StatementQuery;
import khue.xapi.statements.StoredStatement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Months of a database that was filled in January, March and May 2024; it is June. */
class MaintenanceIT {

    private static final Instant NOW = Instant.parse("2024-06-15T08:00:00Z");
    private static final List<String> MONTHS =
            List.of("2024-01-31T23:59:59.999Z", "2024-03-01T00:00:00Z", "2024-05-20T00:00:00Z");
    private static final int STATEMENTS_OF_A_MONTH = 1_500;
    private static final Credential SENDER =
            new Credential("key", Set.of(Scope.STATEMENTS_WRITE), new Authority("http://localhost/xapi", "key"));
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private DataSource dataSource;
    private Database database;

    @BeforeEach
    void fillADatabase() {
        dataSource = ServerForTests.newDatabase("maintenance_" + DATABASES.incrementAndGet());
        database = StoreForTests.migrated(dataSource);
        for (String month : MONTHS) {
            // Enough for more than one transaction of the compression, and none in the next month.
            Instant start = Instant.parse(month).minusMillis(month.startsWith("2024-01") ? 500 : 0);
            add(
                    IntStream.range(0, STATEMENTS_OF_A_MONTH)
                            .mapToObj(i -> statement(id(month, i), "did " + i % 7))
                            .collect(Collectors.joining(",", "[", "]")),
                    start);
        }
    }

    @Test
    void makesTheMonthsAhead() throws SQLException {
        maintenance(keepingAll(false)).run();

        assertThat(partitions()).contains("statement_2024_06", "statement_2024_09", "link_2024_09");
        assertThat(partitions()).doesNotContain("statement_2024_10");
    }

    @Test
    void compressesClosedMonthsSoThatNobodyNotices() throws SQLException {
        List<String> before = payloads();
        long bytes = number("select pg_total_relation_size('xapi.statement_2024_01')");

        maintenance(keepingAll(true)).run();

        assertThat(number("select count(*) from xapi.statement where payload is not null"))
                .isZero();
        assertThat(number("select pg_total_relation_size('xapi.statement_2024_01')"))
                .isLessThan(bytes / 2);
        assertThat(payloads()).isEqualTo(before);
        assertThat(partitions()).doesNotContain("packing");
    }

    @Test
    void handsOutCompressedStatementsLikeOthers() throws Exception {
        List<String> before = scanned();
        maintenance(keepingAll(true)).run();

        assertThat(scanned()).hasSize(MONTHS.size() * STATEMENTS_OF_A_MONTH).isEqualTo(before);
    }

    @Test
    void comparesARepeatedStatementWithACompressedOne() {
        maintenance(keepingAll(true)).run();
        UUID id = id(MONTHS.get(0), 3);

        add(statement(id, "did 3"), NOW);
        assertThatThrownBy(() -> add(statement(id, "did not"), NOW)).isInstanceOf(StatementConflict.class);

        assertThat(payloads()).hasSize(MONTHS.size() * STATEMENTS_OF_A_MONTH);
    }

    @Test
    void leavesTheOpenMonthAsItIs() throws SQLException {
        maintenance(keepingAll(true), Instant.parse("2024-06-01T12:00:00Z")).run();

        assertThat(number("select count(*) from xapi.statement where payload is not null"))
                .isEqualTo(STATEMENTS_OF_A_MONTH);
    }

    @Test
    void throwsAwayWhatACompressionThatWasKilledHasLeft() throws SQLException {
        List<String> before = payloads();
        execute("create table xapi.packing (like xapi.statement)");
        execute("insert into xapi.packing select * from xapi.statement_2024_01 limit 10");

        maintenance(keepingAll(true)).run();
        maintenance(keepingAll(true)).run();

        assertThat(payloads()).isEqualTo(before);
        assertThat(number("select count(*) from xapi.closed_month")).isEqualTo(MONTHS.size());
    }

    @Test
    void compressesAgainWhatCameTooLate() throws SQLException {
        execute("create function xapi.too_late() returns event_trigger language plpgsql as $$ begin "
                + "if exists (select from pg_event_trigger_ddl_commands() where object_identity = 'xapi.packing' and command_tag = 'ALTER TABLE') "
                + "and not exists (select from xapi.statement_id where id = '%s') then ".formatted(id("late", 1))
                + "insert into xapi.statement select key - 1, verb, actor, activity, authority, registration, version_2, "
                + "payload from xapi.statement_2024_01 order by key limit 1; "
                + "insert into xapi.statement_id values ('%s', 0); end if; end $$".formatted(id("late", 1)));
        execute("create event trigger too_late on ddl_command_end execute function xapi.too_late()");

        assertThatThrownBy(() -> maintenance(keepingAll(true)).run()).isInstanceOf(IllegalStateException.class);
        assertThat(payloads()).hasSize(MONTHS.size() * STATEMENTS_OF_A_MONTH + 1);
        maintenance(keepingAll(true)).run();

        assertThat(payloads()).hasSize(MONTHS.size() * STATEMENTS_OF_A_MONTH + 1);
    }

    @Test
    void forgetsMonthsThatAreOlderThanTheRetention() throws SQLException {
        maintenance(keeping(3, false)).run();

        assertThat(payloads()).hasSize(2 * STATEMENTS_OF_A_MONTH);
        assertThat(number("select count(*) from xapi.statement_id")).isEqualTo(2 * STATEMENTS_OF_A_MONTH);
        assertThat(partitions()).noneMatch(table -> table.endsWith("2024_01"));
        assertThat(number("select count(*) from xapi.forgotten_month")).isZero();

        add(statement(id(MONTHS.get(0), 3), "did something else"), NOW);
        assertThat(payloads()).hasSize(2 * STATEMENTS_OF_A_MONTH + 1);
    }

    @Test
    void keepsTheDetachedTablesOfAForgottenMonthWhenAskedTo() throws SQLException {
        maintenance(keeping(3, true)).run();

        assertThat(number("select count(*) from xapi.detached_statement_2024_01"))
                .isEqualTo(STATEMENTS_OF_A_MONTH);
        assertThat(payloads()).hasSize(2 * STATEMENTS_OF_A_MONTH);
    }

    @Test
    void finishesWhatARetentionThatWasKilledHasBegun() throws SQLException {
        AtomicInteger told = new AtomicInteger();
        Projection killedOnce = new Projection() {
            @Override
            public AfterCommit added(List<AddedStatement> statements, Connection connection, Commands commands) {
                return AfterCommit.NOTHING;
            }

            @Override
            public void forgotten(long first, long end, Connection connection) {
                assertThat(first).isLessThan(end);
                if (told.incrementAndGet() == 1) {
                    throw new IllegalStateException("killed");
                }
            }
        };

        assertThatThrownBy(() -> maintenance(keeping(3, false), NOW, killedOnce).run())
                .hasMessage("killed");
        assertThat(payloads()).hasSize(2 * STATEMENTS_OF_A_MONTH);
        assertThat(number("select count(*) from xapi.forgotten_month")).isOne();
        maintenance(keepingAll(false), NOW, killedOnce).run();

        assertThat(told).hasValue(2);
        assertThat(number("select count(*) from xapi.forgotten_month")).isZero();
        assertThat(partitions()).noneMatch(table -> table.endsWith("2024_01"));
    }

    @Test
    void followsReferencesThatACrashLeftUnfollowed() throws SQLException {
        UUID target = id(MONTHS.get(2), 1);
        add(
                "{\"actor\":{\"mbox\":\"mailto:b@example.vn\"},\"verb\":{\"id\":\"http://example.vn/commented\"},"
                        + "\"object\":{\"objectType\":\"StatementRef\",\"id\":\"%s\"}}".formatted(target),
                NOW);
        execute("delete from xapi.reached");
        execute("delete from xapi.reached_link");
        execute("update xapi.reference set linked = false");

        maintenance(keepingAll(false)).run();

        assertThat(number("select count(*) from xapi.reached")).isOne();
        assertThat(number("select count(*) from xapi.reference where linked")).isOne();
    }

    @Test
    void doesNothingWhileAnotherNodeIsAtIt() throws SQLException {
        try (Connection other = dataSource.getConnection();
                Statement statement = other.createStatement()) {
            statement.execute("select pg_advisory_lock(hashtext('xapi.maintenance'))");
            maintenance(keeping(3, false)).run();
        }

        assertThat(payloads()).hasSize(3 * STATEMENTS_OF_A_MONTH);
    }

    private static Maintenance.Settings keepingAll(boolean compress) {
        return new Maintenance.Settings(Optional.empty(), false, compress);
    }

    private static Maintenance.Settings keeping(int months, boolean detach) {
        return new Maintenance.Settings(Optional.of(months), detach, false);
    }

    private Maintenance maintenance(Maintenance.Settings settings) {
        return maintenance(settings, NOW);
    }

    private Maintenance maintenance(Maintenance.Settings settings, Instant now, Projection... projections) {
        return new Maintenance(
                database,
                new PostgresStatementStore(database, List.of()),
                List.of(projections),
                settings,
                new MaintenanceFigures(),
                Clock.fixed(now, ZoneOffset.UTC));
    }

    private void add(String json, Instant stored) {
        new StatementIntake(
                        PostgresStatementStore.ofFormerTimes(database, List.of(), () -> stored),
                        StoreForTests.attachments(database),
                        new RequestJson(Limits.USUAL))
                .takeIn(json, XapiVersion.V2, SENDER, Optional.empty());
    }

    private static UUID id(String month, int number) {
        return UUID.nameUUIDFromBytes((month + number).getBytes(StandardCharsets.UTF_8));
    }

    private static String statement(UUID id, String verb) {
        return "{\"id\":\"%s\",\"actor\":{\"mbox\":\"mailto:a@example.vn\"},".formatted(id)
                + "\"verb\":{\"id\":\"http://example.vn/%s\",\"display\":{\"vi\":\"đã làm một việc ở trường\"}},"
                        .formatted(verb.replace(' ', '-'))
                + "\"object\":{\"id\":\"http://example.vn/a\",\"definition\":{\"name\":{\"vi\":\"Việc làm\"},"
                + "\"description\":{\"vi\":\"Một việc mà học sinh làm trong tuần, kể lại bằng vài câu cho có độ dài như"
                + " một câu xAPI thật: ai, làm gì, ở đâu, với ai, và điều gì đã học được từ đó trong học kì này.\"}}}}";
    }

    /** All of them, as a reader sees them. */
    private List<String> payloads() {
        PostgresStatementStore store = new PostgresStatementStore(database, List.of());
        List<String> payloads = new ArrayList<>();
        OptionalLong next = OptionalLong.empty();
        do {
            var page = store.find(query(true, next));
            page.statements().stream().map(StoredStatement::payload).forEach(payloads::add);
            next = page.next();
        } while (next.isPresent());
        return payloads;
    }

    private static StatementQuery query(boolean byAgent, OptionalLong from) {
        return new StatementQuery(
                byAgent ? Optional.of(Fingerprint.of(AgentIdentifier.ofMbox("mailto:a@example.vn"))) : Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                500,
                false,
                from);
    }

    /** All of them, by a node that has met no dictionary yet. */
    private List<String> scanned() throws IOException {
        List<String> scanned = new ArrayList<>();
        new PostgresStatementStore(new Database(dataSource), List.of())
                .scan(
                        query(false, OptionalLong.empty()),
                        NOW,
                        (stored, json) -> scanned.add(new String(json, StandardCharsets.UTF_8)));
        return scanned;
    }

    private List<String> partitions() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select string_agg(relname, ' ') from pg_class where relnamespace = 'xapi'::regnamespace"
                                + " and relkind = 'r'")) {
            row.next();
            return List.of(row.getString(1).split(" "));
        }
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
