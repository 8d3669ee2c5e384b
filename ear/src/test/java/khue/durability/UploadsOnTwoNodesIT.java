/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.durability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A pupil's file whose line goes to one node and then to the other: they share a database and the folder of files. */
@ExtendWith(TwoNodes.Extension.class)
class UploadsOnTwoNodesIT {

    private static final String SECRET = "the-secret-in-the-cookie-of-a-pupil";
    private static final String TOKEN = "the-token-in-the-forms-of-a-pupil";

    private final TwoNodes nodes;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final UUID project = UUID.randomUUID();
    private final UUID work = UUID.randomUUID();

    UploadsOnTwoNodesIT(TwoNodes nodes) {
        this.nodes = nodes;
    }

    @Test
    void goesOnOnTheOtherNode() throws Exception {
        aPupilVisits();
        byte[] content = "Em tưới rau mỗi sáng.\n".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        int half = content.length / 2;

        HttpResponse<String> begun = send(
                nodes.urls().get(0),
                "/uploads",
                request -> request.header("Upload-Length", Integer.toString(content.length))
                        .header("Upload-Metadata", "filename YS50eHQ=")
                        .POST(BodyPublishers.noBody()));
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(201);
        String upload = begun.headers().firstValue("Location").orElseThrow().replaceFirst(".*/uploads/", "");
        assertThat(piece(nodes.urls().get(0), upload, 0, Arrays.copyOf(content, half)))
                .isEqualTo(204);
        assertThat(offset(nodes.urls().get(1), upload)).isEqualTo(half);
        assertThat(piece(nodes.urls().get(1), upload, half, Arrays.copyOfRange(content, half, content.length)))
                .isEqualTo(204);

        HttpResponse<String> added = send(
                nodes.urls().get(0),
                "/mine",
                request -> request.header("Content-Type", "multipart/form-data; boundary=x")
                        .POST(BodyPublishers.ofString(form(upload))));
        assertThat(added.statusCode()).as(added.body()).isEqualTo(303);
        HttpResponse<String> page = send(nodes.urls().get(1), "/mine", HttpRequest.Builder::GET);
        assertThat(page.body()).contains("caption-" + upload);
        String file = page.body().replaceFirst("(?s).*/portfolio/files/([0-9a-f-]{36}).*", "$1");
        HttpResponse<String> downloaded = http.send(
                visiting(nodes.urls().get(1), "/tools/portfolio/files/" + file)
                        .GET()
                        .build(),
                BodyHandlers.ofString(StandardCharsets.UTF_8));
        assertThat(downloaded.body()).isEqualTo(new String(content, StandardCharsets.UTF_8));
    }

    /** As the page's script sends it. */
    private static String form(String upload) {
        StringBuilder form = new StringBuilder();
        Map.of("do", "add", "version", "1", "attempt", "1", "reflection", "", "upload", upload)
                .forEach((name, value) -> form.append("--x\r\nContent-Disposition: form-data; name=\"")
                        .append(name)
                        .append("\"\r\n\r\n")
                        .append(value)
                        .append("\r\n"));
        return form.append("--x--\r\n").toString();
    }

    private int piece(URI node, String upload, long from, byte[] bytes) throws Exception {
        return send(
                        node,
                        "/uploads/" + upload,
                        request -> request.header("Content-Type", "application/offset+octet-stream")
                                .header("Upload-Offset", Long.toString(from))
                                .method("PATCH", BodyPublishers.ofByteArray(bytes)))
                .statusCode();
    }

    private long offset(URI node, String upload) throws Exception {
        return send(node, "/uploads/" + upload, request -> request.method("HEAD", BodyPublishers.noBody()))
                .headers()
                .firstValueAsLong("Upload-Offset")
                .orElseThrow();
    }

    private interface Kind {
        HttpRequest.Builder of(HttpRequest.Builder request);
    }

    private HttpResponse<String> send(URI node, String page, Kind kind) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                visiting(node, "/tools/portfolio/projects/" + project + page).header("Tus-Resumable", "1.0.0");
        return http.send(kind.of(request).build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private HttpRequest.Builder visiting(URI node, String path) {
        return HttpRequest.newBuilder(node.resolve(path))
                .header("Origin", nodes.urls().get(0).toString())
                .header("Cookie", "khue-visit=" + SECRET)
                .header("X-CSRF-Token", TOKEN);
    }

    /** As a launch would have left it: the class, the pupil, the work and the visit. */
    private void aPupilVisits() throws Exception {
        UUID platform = UUID.randomUUID();
        UUID deployment = UUID.randomUUID();
        UUID course = UUID.randomUUID();
        UUID pupil = UUID.randomUUID();
        execute("""
                INSERT INTO platform (id, issuer, client_id, name, authorization_endpoint, token_endpoint, jwks_uri, status, created_at)
                VALUES (?, 'https://lms.example', 'khue', 'LMS', 'https://lms.example/a', 'https://lms.example/t',
                        'https://lms.example/k', 'active', now())
                """, platform);
        execute(
                "INSERT INTO deployment (id, platform_id, deployment_id, status, first_seen_at) VALUES (?, ?, '1', 'active', now())",
                deployment,
                platform);
        execute(
                "INSERT INTO course (id, deployment_id, context_id, title, created_at) VALUES (?, ?, '7', 'Lớp 6A', now())",
                course,
                deployment);
        execute("INSERT INTO person (id, display_name, created_at) VALUES (?, 'Trần Minh An', now())", pupil);
        execute("""
                INSERT INTO project (id, course_id, title, instructions, learning_form, created_by, created_at)
                VALUES (?, ?, 'Vườn rau', '', 'learning-form/1/project', ?, now())
                """, project, course, pupil);
        execute("""
                INSERT INTO work (id, project_id, pupil_id, status, attempt, reflection, reflected_attempt, grade_sent,
                                  started_at, status_since, version)
                VALUES (?, ?, ?, 'DRAFT', 0, '', 0, false, now(), now(), 1)
                """, work, project, pupil);
        execute(
                """
                INSERT INTO visit (id, secret_hash, csrf_token, audience, person_id, course_id, locale, created_at, expires_at)
                VALUES (?, ?, ?, 'LEARNER', ?, ?, 'vi', now(), now() + interval '1 hour')
                """,
                UUID.randomUUID(),
                MessageDigest.getInstance("SHA-256").digest(SECRET.getBytes(StandardCharsets.UTF_8)),
                TOKEN,
                pupil,
                course);
    }

    private void execute(String sql, Object... parameters) throws SQLException {
        try (Connection connection = nodes.postgres().database().connectAsXapi();
                PreparedStatement schema = connection.prepareStatement("SET search_path TO tools");
                PreparedStatement statement = connection.prepareStatement(sql)) {
            schema.execute();
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        }
    }
}
