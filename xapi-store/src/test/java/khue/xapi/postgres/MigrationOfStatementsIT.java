/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import javax.sql.DataSource;
import khue.xapi.ServerForTests;
import khue.xapi.model.Fingerprint;
import khue.xapi.statements.StatementQuery;
import khue.xapi.statements.StatementStore;
import khue.xapi.statements.StoredStatement;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A database that version 4 of the schema has filled. */
class MigrationOfStatementsIT {

    private static final String TARGET = "11111111-0000-4000-8000-000000000001";
    private static final String COMMENT = "11111111-0000-4000-8000-000000000002";
    private static final String VOIDED = "11111111-0000-4000-8000-000000000003";
    private static final String VOIDING = "11111111-0000-4000-8000-000000000004";
    private static final String REGISTRATION = "22222222-0000-4000-8000-000000000001";

    private static DataSource database;
    private static StatementStore store;

    @BeforeAll
    static void migrateAFilledDatabase() throws SQLException {
        database = ServerForTests.newDatabase("of_version_4");
        Flyway.configure()
                .dataSource(database)
                .schemas("xapi")
                .locations("classpath:db/migration/xapi")
                .target("4")
                .load()
                .migrate();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            insert(statement, "2025-01-31T23:59:59Z", TARGET, "did", false, "{\"id\":\"%s\"}".formatted(TARGET));
            insert(statement, "2025-02-01T00:00:00Z", COMMENT, "commented", false, reference(COMMENT, TARGET));
            insert(statement, "2025-02-02T00:00:00Z", VOIDED, "did", false, "{\"id\":\"%s\"}".formatted(VOIDED));
            insert(statement, "2025-02-03T00:00:00Z", VOIDING, "voided", true, reference(VOIDING, VOIDED));
            statement.execute("""
                    insert into xapi.reference (key, target)
                    select key, '%s'::uuid from xapi.statement_id where id = '%s'
                    union all
                    select key, '%s'::uuid from xapi.statement_id where id = '%s'""".formatted(TARGET, COMMENT, VOIDED, VOIDING));
            statement.execute("""
                    insert into xapi.voiding (key, target)
                    select key, '%s'::uuid from xapi.statement_id where id = '%s'""".formatted(VOIDED, VOIDING));
            statement.execute("""
                    insert into xapi.project_event
                      (key, statement_id, happened, verb, project, subject, class, school)
                    select key, id, '2025-01-31T20:00:00Z', 'did', 'activity', 'pupil', 'parent', 'school'
                      from xapi.statement_id where id = '%s'""".formatted(TARGET));
        }
        Migrations.migrate(database);
        store = new PostgresStatementStore(new Database(database), List.of());
    }

    @Test
    void keepsEveryStatementByItsIdAndInItsOrder() {
        assertThat(ids(query(Optional.empty(), Optional.empty(), false))).containsExactly(VOIDING, COMMENT, TARGET);
        assertThat(store.find(UUID.fromString(TARGET)).orElseThrow().stored())
                .isEqualTo(Instant.parse("2025-01-31T23:59:59Z"));
        assertThat(store.find(UUID.fromString(TARGET)).orElseThrow().authority())
                .isEqualTo(Fingerprint.of("authority"));
    }

    @Test
    void keepsWhatIsVoided() {
        assertThat(store.find(UUID.fromString(VOIDED)).orElseThrow().voided()).isTrue();
    }

    @Test
    void keepsWhatAStatementAndThoseThatReferToItAreFoundBy() {
        assertThat(ids(query(Optional.of("did"), Optional.empty(), false))).containsExactly(VOIDING, COMMENT, TARGET);
        assertThat(ids(query(Optional.of("commented"), Optional.empty(), false)))
                .containsExactly(COMMENT);
        assertThat(ids(query(Optional.empty(), Optional.of("mentor " + TARGET), false)))
                .isEmpty();
        assertThat(ids(query(Optional.empty(), Optional.of("mentor " + TARGET), true)))
                .containsExactly(COMMENT, TARGET);
        assertThat(ids(query(Optional.of("did"), Optional.of("actor " + TARGET), false)))
                .containsExactly(COMMENT, TARGET);
    }

    @Test
    void readsAllStatementsForTheFacts() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("select through from xapi.facts");
                ResultSet row = select.executeQuery()) {
            assertThat(row.next()).isTrue();
            assertThat(row.getLong("through")).isNegative();
        }
    }

    private static List<String> ids(StatementQuery query) {
        return store.find(query).statements().stream()
                .map(MigrationOfStatementsIT::id)
                .toList();
    }

    private static String id(StoredStatement statement) {
        return statement.payload().substring(7, 43);
    }

    private static StatementQuery query(Optional<String> verb, Optional<String> agent, boolean relatedAgents) {
        return new StatementQuery(
                agent.map(Fingerprint::of),
                relatedAgents,
                verb.map(Fingerprint::of),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                100,
                false,
                OptionalLong.empty());
    }

    private static String reference(String id, String target) {
        return "{\"id\":\"%s\",\"object\":{\"objectType\":\"StatementRef\",\"id\":\"%s\"}}".formatted(id, target);
    }

    private static void insert(
            Statement statement, String stored, String id, String verb, boolean voiding, String payload)
            throws SQLException {
        long key = StatementKey.firstAt(Instant.parse(stored));
        statement.execute("insert into xapi.statement_id (id, key) values ('%s', %d)".formatted(id, key));
        statement.execute("insert into xapi.statement values (%d, '%s', '%s', '%s', '%s', %s, false, '%s')"
                .formatted(key, id, Fingerprint.of(verb), REGISTRATION, Fingerprint.of("authority"), voiding, payload));
        link(statement, "agent", "authority", key, false);
        link(statement, "agent", "actor " + id, key, true);
        link(statement, "agent", "mentor " + id, key, false);
        if (!payload.contains("StatementRef")) {
            link(statement, "activity", "activity", key, true);
        }
        link(statement, "activity", "parent", key, false);
    }

    private static void link(Statement statement, String what, String identifier, long key, boolean direct)
            throws SQLException {
        statement.execute("insert into xapi.%1$s_link (%1$s, key, direct) values ('%2$s', %3$d, %4$s)"
                .formatted(what, Fingerprint.of(identifier), key, direct));
    }
}
