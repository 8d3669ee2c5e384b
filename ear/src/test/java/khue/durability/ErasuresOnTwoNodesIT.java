/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.durability;

import static khue.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A node is killed while it erases two people: of one the tools have forgotten everything and the store is in the middle of its part; of
 * the other the tools are in the middle of theirs. The other node ends the one, and finds the other as if nobody had begun.
 */
@ExtendWith(TwoNodes.Extension.class)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its processes cannot be made to stand still")
class ErasuresOnTwoNodesIT {

    private static final String SECRET = "the-secret-in-the-cookie-of-an-administrator";
    private static final String TOKEN = "the-token-in-the-forms-of-an-administrator";
    private static final String ISSUER = "https://erasures.example";

    /** What the store's part of an erasure changes last but one, so that it has begun and is not done. */
    private static final String LATE_IN_THE_STORE = "xapi.reached_link";

    /** The same of the tools' part. */
    private static final String LATE_IN_THE_TOOLS = "tools.membership";

    private final TwoNodes nodes;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final UUID platform = UUID.randomUUID();
    private final UUID course = UUID.randomUUID();
    private final UUID project = UUID.randomUUID();

    ErasuresOnTwoNodesIT(TwoNodes nodes) {
        this.nodes = nodes;
    }

    @Test
    void theOtherNodeEndsWhatAKilledOneHasBegun() throws Exception {
        anAdministratorVisits();
        UUID forgotten = pupil("Trần Minh An", "an");
        UUID untouched = pupil("Lê Thanh Bích", "bich");
        aClassmateWasInATeamWith("an");
        UUID first = asked(forgotten);
        UUID second = asked(untouched);
        String before = rowsOf(untouched);
        try {
            nodes.pauseSecond();
            try (Connection store = locked(LATE_IN_THE_STORE)) {
                assertThat(decide(nodes.urls().get(0), first).get().statusCode())
                        .isEqualTo(303);
                awaitWaiting("reached_link");
                try (Connection tools = locked(LATE_IN_THE_TOOLS)) {
                    CompletableFuture<HttpResponse<String>> cutOff =
                            decide(nodes.urls().get(0), second);
                    awaitWaiting("membership");
                    nodes.killFirst();
                    assertThat(cutOff).isCompletedExceptionally();
                }
            }
            nodes.resumeSecond();

            assertThat(text("SELECT state FROM tools.data_request WHERE id = ?", first))
                    .isEqualTo("RUNNING");
            assertThat(text("SELECT state FROM tools.data_request WHERE id = ?", second))
                    .isEqualTo("OPEN");
            assertThat(rowsOf(untouched)).as("nothing half deleted").isEqualTo(before);
            assertThat(nodes.second().statements(of("bich"))).hasSize(3);

            // As if the two minutes had passed for which the killed worker has its message.
            execute("UPDATE tools.outbox SET due_at = now() WHERE id = ?", first);
            eventually(() -> isDone(first, 3, 1));
            assertThat(nodes.second().statements(of("an"))).isEmpty();
            assertThat(nodes.second().statements(of("classmate")))
                    .singleElement()
                    .satisfies(kept -> assertThat(kept.toString()).doesNotContain("\"an\""));

            assertThat(decide(nodes.urls().get(1), second).get().statusCode()).isEqualTo(303);
            eventually(() -> isDone(second, 3, 0));
            assertThat(rowsOf(untouched)).isEqualTo("0 0 0 0");
        } finally {
            nodes.resumeSecond();
            nodes.startFirst();
        }
    }

    /** With the receipt, and everything once. */
    private void isDone(UUID request, int deleted, int kept) throws SQLException {
        assertThat(text("SELECT state FROM tools.data_request WHERE id = ?", request))
                .isEqualTo("DONE");
        assertThat(text("SELECT result FROM tools.data_request WHERE id = ?", request))
                .contains(
                        "\"people\":1",
                        "\"work.pupil_id\":1",
                        "\"store.deleted\":" + deleted,
                        "\"store.kept\":" + kept);
        assertThat(text("SELECT receipt_code FROM tools.data_request WHERE id = ?", request))
                .isNotBlank();
        assertThat(text("SELECT deleted || ' ' || kept FROM xapi.erasure WHERE id = ?", request))
                .isEqualTo(deleted + " " + kept);
        assertThat(text(
                        "SELECT string_agg(action, ' ' ORDER BY id) FROM tools.audit_log WHERE subject_id = ?",
                        request.toString()))
                .isEqualTo("DATA_REQUEST_OPENED DATA_ERASED_HERE DATA_ERASED_IN_THE_STORE");
        assertThat(text("SELECT string_agg(payload, ' ') FROM tools.outbox WHERE id = ?", request))
                .as("nobody knows any more who it was")
                .isEqualTo("{}");
    }

    private String rowsOf(UUID person) throws SQLException {
        return text("""
                SELECT (SELECT count(*) FROM tools.person WHERE id = p.id) || ' ' || (SELECT count(*) FROM tools.work WHERE pupil_id = p.id)
                       || ' ' || (SELECT count(*) FROM tools.linked_identity WHERE person_id = p.id)
                       || ' ' || (SELECT count(*) FROM tools.membership WHERE person_id = p.id)
                FROM (SELECT CAST(? AS uuid) AS id) p
                """, person);
    }

    /** Nobody changes a row of this table until the connection is closed. It begins no change of its own: the store waits for those. */
    private Connection locked(String table) throws SQLException {
        Connection connection = nodes.postgres().database().connectAsXapi();
        connection.setAutoCommit(false);
        try (Statement lock = connection.createStatement()) {
            lock.execute("LOCK TABLE " + table + " IN SHARE MODE");
        }
        return connection;
    }

    private void awaitWaiting(String table) throws Exception {
        eventually(() -> assertThat(text("""
                        SELECT CAST(count(*) AS text) FROM pg_stat_activity
                        WHERE wait_event_type = 'Lock' AND lower(query) LIKE 'delete from %' || ? || '%'
                        """, table)).isEqualTo("1"));
    }

    private CompletableFuture<HttpResponse<String>> decide(URI node, UUID request) throws SQLException {
        String number = text(
                "SELECT extract(year FROM received_on) || '-' || lpad(CAST(seq AS text), 5, '0') FROM tools.data_request WHERE id = ?",
                request);
        return send(node, "/tools/subjects/" + request + "/do", "known=true&number=" + number);
    }

    private UUID asked(UUID person) throws Exception {
        assertThat(send(
                                nodes.urls().get(0),
                                "/tools/subjects/people/" + person,
                                "kind=ERASE&as=GUARDIAN&received=2026-01-05")
                        .get()
                        .statusCode())
                .isEqualTo(303);
        return UUID.fromString(text("SELECT CAST(id AS text) FROM tools.data_request WHERE person_id = ?", person));
    }

    private CompletableFuture<HttpResponse<String>> send(URI node, String path, String form) {
        HttpRequest request = HttpRequest.newBuilder(node.resolve(path))
                .header("Origin", nodes.urls().get(0).toString())
                .header("Cookie", "khue-visit=" + SECRET)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form + "&_csrf=" + TOKEN))
                .build();
        return http.sendAsync(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private void anAdministratorVisits() throws Exception {
        UUID account = UUID.randomUUID();
        execute(
                "INSERT INTO tools.account (id, name, role, password_hash, created_at) VALUES (?, ?, 'ADMINISTRATOR', '-', now())",
                account,
                "erases-" + account);
        execute(
                """
                INSERT INTO tools.visit (id, secret_hash, csrf_token, audience, account_id, locale, created_at, expires_at)
                VALUES (?, ?, ?, 'ADMINISTRATOR', ?, 'vi', now(), now() + interval '1 hour')
                """,
                UUID.randomUUID(),
                MessageDigest.getInstance("SHA-256").digest(SECRET.getBytes(StandardCharsets.UTF_8)),
                TOKEN,
                account);
        UUID deployment = UUID.randomUUID();
        execute("""
                INSERT INTO tools.platform (id, issuer, client_id, name, authorization_endpoint, token_endpoint, jwks_uri, status, created_at)
                VALUES (?, ?, 'khue', 'LMS', 'https://lms.example/a', 'https://lms.example/t', 'https://lms.example/k', 'active', now())
                """, platform, ISSUER);
        execute(
                "INSERT INTO tools.deployment (id, platform_id, deployment_id, status, first_seen_at) VALUES (?, ?, '1', 'active', now())",
                deployment,
                platform);
        execute(
                "INSERT INTO tools.course (id, deployment_id, context_id, title, created_at) VALUES (?, ?, '7', 'Lớp 7C', now())",
                course,
                deployment);
        UUID teacher = UUID.randomUUID();
        execute("INSERT INTO tools.person (id, display_name, created_at) VALUES (?, 'Cô Hà', now())", teacher);
        execute("""
                INSERT INTO tools.project (id, course_id, title, instructions, learning_form, created_by, created_at)
                VALUES (?, ?, 'Vườn rau', '', 'learning-form/1/project', ?, now())
                """, project, course, teacher);
    }

    /** With a work here, and with statements of another system in the store. */
    private UUID pupil(String name, String subject) throws Exception {
        UUID pupil = UUID.randomUUID();
        execute("INSERT INTO tools.person (id, display_name, created_at) VALUES (?, ?, now())", pupil, name);
        execute(
                "INSERT INTO tools.linked_identity (platform_id, subject, person_id, linked_at) VALUES (?, ?, ?, now())",
                platform,
                subject,
                pupil);
        execute(
                "INSERT INTO tools.membership (course_id, person_id, role, seen_at) VALUES (?, ?, 'LEARNER', now())",
                course,
                pupil);
        execute("""
                INSERT INTO tools.work (id, project_id, pupil_id, status, attempt, reflection, reflected_attempt, grade_sent,
                                        started_at, status_since, version)
                VALUES (?, ?, ?, 'DRAFT', 0, 'Em tưới rau.', 0, false, now(), now(), 1)
                """, UUID.randomUUID(), project, pupil);
        List<String> statements = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            statements.add(statement(subject, ""));
        }
        assertThat(nodes.first()
                        .post("/statements", "[" + String.join(",", statements) + "]")
                        .statusCode())
                .isEqualTo(200);
        return pupil;
    }

    private void aClassmateWasInATeamWith(String subject) throws Exception {
        String team = ",\"context\":{\"team\":{\"objectType\":\"Group\",\"member\":[" + agent("classmate") + ","
                + agent(subject) + "]}}";
        assertThat(nodes.first()
                        .post("/statements", statement("classmate", team))
                        .statusCode())
                .isEqualTo(200);
    }

    private static String statement(String subject, String more) {
        return "{\"actor\":" + agent(subject)
                + ",\"verb\":{\"id\":\"http://adlnet.gov/expapi/verbs/attempted\"},\"object\":{\"id\":\"" + ISSUER
                + "/quiz\"}" + more + "}";
    }

    private static String agent(String subject) {
        return "{\"account\":{\"homePage\":\"" + ISSUER + "\",\"name\":\"" + subject + "\"}}";
    }

    private static String of(String subject) {
        return "agent=" + URLEncoder.encode(agent(subject), StandardCharsets.UTF_8);
    }

    private String text(String sql, Object... parameters) throws SQLException {
        try (Connection connection = nodes.postgres().database().connectAsXapi();
                PreparedStatement statement = prepared(connection, sql, parameters);
                ResultSet row = statement.executeQuery()) {
            return row.next() ? row.getString(1) : "";
        }
    }

    private void execute(String sql, Object... parameters) throws SQLException {
        try (Connection connection = nodes.postgres().database().connectAsXapi();
                PreparedStatement statement = prepared(connection, sql, parameters)) {
            statement.executeUpdate();
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }
}
