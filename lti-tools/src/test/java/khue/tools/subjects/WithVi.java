/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.subjects;

import static khue.tools.testing.InServer.bean;
import static khue.tools.testing.InServer.execute;
import static khue.tools.testing.InServer.number;
import static khue.tools.testing.InServer.text;
import static khue.tools.testing.InServer.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import khue.tools.lti.launch.LaunchLog;
import khue.tools.lti.members.LeftOut;
import khue.tools.records.Pseudonyms;
import khue.tools.settings.Settings;
import khue.tools.subjects.export.Export;
import khue.tools.testing.PageBrowser;
import khue.tools.web.Audience;
import khue.tools.web.Visitor;
import khue.tools.web.Visits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A class in which somebody took part in everything there is, and a store that does as it is told: over HTTP and on PostgreSQL. */
abstract class WithVi {

    static final Locale VIETNAMESE = Locale.forLanguageTag("vi");
    static final String NAME = "Đỗ Tường Vi Khuê";
    static final String SIGNER = "Đỗ Công Tường Khuê";

    final Visits visits = bean(Visits.class);
    final Settings settings = bean(Settings.class);
    final Pseudonyms pseudonyms = bean(Pseudonyms.class);
    final Export export = bean(Export.class);
    final LeftOut leftOut = bean(LeftOut.class);

    final List<String> asked = new CopyOnWriteArrayList<>();
    HttpServer store;
    volatile int answer;

    UUID lms;
    UUID course;
    UUID link;
    UUID teacher;
    UUID vi;
    UUID mate;
    UUID mother;
    UUID viWork;
    UUID mateWork;
    UUID viFile;
    UUID scan;
    UUID mateFile;
    PageBrowser administrator;

    @BeforeEach
    void aClassInWhichViTookPart() throws IOException {
        answer = 200;
        store = HttpServer.create(
                new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), settings.storeUrl().getPort()),
                0);
        store.createContext("/", this::answer);
        store.start();
        lms = UUID.randomUUID();
        execute("""
                INSERT INTO platform (id, issuer, client_id, name, authorization_endpoint, token_endpoint, jwks_uri, status, created_at)
                VALUES (?, ?, 'khue', 'An LMS', 'https://a', 'https://t', 'https://k', 'active', now())
                """, lms, "https://lms.example/" + lms);
        UUID deployment = UUID.randomUUID();
        execute(
                "INSERT INTO deployment (id, platform_id, deployment_id, status, first_seen_at) VALUES (?, ?, '1', 'active', now())",
                deployment,
                lms);
        course = UUID.randomUUID();
        execute(
                "INSERT INTO course (id, deployment_id, context_id, title, created_at) VALUES (?, ?, '7a', 'Lớp 7A', now())",
                course,
                deployment);
        link = UUID.randomUUID();
        execute(
                "INSERT INTO resource_link (id, course_id, lti_id, created_at) VALUES (?, ?, '5', now())",
                link,
                course);
        teacher = person("Lê Thu Hà", "TEACHER");
        vi = person(NAME, "LEARNER");
        mate = person("Trần Bảo Châu", "LEARNER");
        execute(
                "INSERT INTO linked_identity (platform_id, subject, person_id, linked_at) VALUES (?, 'user-vi', ?, now())",
                lms,
                vi);
        UUID project = UUID.randomUUID();
        execute("""
                INSERT INTO project (id, course_id, title, instructions, learning_form, created_by, created_at)
                VALUES (?, ?, 'Vườn rau', '', 'learning-form/1/project', ?, now())
                """, project, course, teacher);
        UUID team = UUID.randomUUID();
        execute("INSERT INTO team (id, project_id, name) VALUES (?, ?, 'Tổ 1')", team, project);
        for (UUID pupil : List.of(vi, mate)) {
            execute("INSERT INTO team_member (project_id, pupil_id, team_id) VALUES (?, ?, ?)", project, pupil, team);
        }
        viFile = file("vi's own");
        mateFile = file("the mate's");
        viWork = work(project, vi, viFile);
        mateWork = work(project, mate, mateFile);
        scan = file("a signed sheet");
        picturesAndWords();
        family();
        underWay();
        administrator = PageBrowser.administrator(settings.baseUrl().toString(), "vi");
    }

    void picturesAndWords() {
        execute("INSERT INTO picture_people (file_id, said_by, said_at) VALUES (?, ?, now())", mateFile, teacher);
        execute("INSERT INTO person_in_picture (file_id, person_id) VALUES (?, ?)", mateFile, vi);
        execute("INSERT INTO picture_people (file_id, said_by, said_at) VALUES (?, ?, now())", viFile, teacher);
        execute("INSERT INTO person_in_picture (file_id, person_id) VALUES (?, ?)", viFile, mate);
        comment(mateWork, vi, "PEER");
        comment(viWork, mate, "PEER");
        execute(
                "INSERT INTO term_comment (course_id, pupil_id, words, written_by, written_at) VALUES (?, ?, 'Chăm chỉ', ?, now())",
                course,
                vi,
                teacher);
        execute("INSERT INTO class_share (work_id, shared_by, shared_at) VALUES (?, ?, now())", viWork, teacher);
        execute("INSERT INTO family_share (work_id, shared_by, shared_at) VALUES (?, ?, now())", viWork, teacher);
    }

    void family() {
        mother = UUID.randomUUID();
        execute("INSERT INTO person (id, display_name, created_at) VALUES (?, 'Phạm Thị Tường Mai', now())", mother);
        execute("""
                INSERT INTO guardian (id, person_id, child_id, course_id, relation, asked_at, confirmed_at, confirmed_by)
                VALUES (?, ?, ?, ?, 'MOTHER', now(), now(), ?)
                """, UUID.randomUUID(), mother, vi, course, teacher);
        execute("""
                INSERT INTO consent_paper (id, child_id, course_id, signer, relation, child_signed, signed_on, kept_at, scan_id, recorded_by,
                                           recorded_at)
                VALUES (?, ?, ?, ?, 'FATHER', true, '2026-01-05', 'Tủ hồ sơ', ?, ?, now())
                """, UUID.randomUUID(), vi, course, SIGNER, scan, teacher);
        for (UUID who : List.of(vi, mother)) {
            execute("""
                    INSERT INTO consent (id, child_id, purpose, text_version, given_by, capacity, language, given_at)
                    VALUES (?, ?, 'PICTURES', 1, ?, ?, 'vi', now())
                    """, UUID.randomUUID(), vi, who, who.equals(vi) ? "CHILD" : "GUARDIAN");
        }
        execute(
                """
                INSERT INTO showcase (id, work_id, chosen_at, text_version, agreed_by, agreed_at, approved_by, approved_at, token, expires_at)
                VALUES (?, ?, now(), 1, ?, now(), ?, now(), ?, now() + interval '1 day')
                """,
                UUID.randomUUID(),
                viWork,
                mother,
                teacher,
                UUID.randomUUID().toString());
    }

    void underWay() {
        execute("""
                INSERT INTO upload (id, owner_id, purpose_id, name, length, received, created_at, expires_at)
                VALUES (?, ?, ?, 'phim.mp4', 10, 0, now(), now() + interval '1 day')
                """, UUID.randomUUID(), vi, UUID.randomUUID());
        execute(
                "INSERT INTO launch_log (at, platform_id, subject_hash) VALUES (now(), ?, ?)",
                lms,
                LaunchLog.subjectHash(lms, "user-vi"));
        execute("INSERT INTO score_time (resource_link_id, person_id, at) VALUES (?, ?, now())", link, vi);
        message("scores", link + "/" + vi, "{\"person\":\"" + vi + "\"}");
        message("statements", null, "{\"actor\":" + agent(vi) + "}");
        message(
                "statements",
                null,
                "{\"actor\":" + agent(teacher) + ",\"context\":{\"extensions\":{\"https://khue.io/xapi/ext/subject\":\""
                        + pseudonyms.of(vi) + "\"}}}");
        message(
                "statements",
                null,
                "{\"actor\":" + agent(mate) + ",\"context\":{\"team\":{\"objectType\":\"Group\",\"member\":["
                        + agent(mate) + "," + agent(vi) + "]}}}");
    }

    @AfterEach
    void stopTheStore() {
        execute("DELETE FROM outbox");
        if (store != null) {
            store.stop(0);
        }
    }

    void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String path = exchange.getRequestURI().toString();
        asked.add(exchange.getRequestMethod() + " " + path + " " + body);
        String said = "[]";
        if (path.contains("/erasures")) {
            said = "{\"deleted\":12,\"kept\":1,\"attachments\":0,\"documents\":2}";
        } else if (path.contains("more=1")) {
            said = "{\"statements\":[{\"id\":\"s-2\"}]}";
        } else if (path.contains("registration=")) {
            said = "{\"statements\":[{\"id\":\"s-of-another\"}]}";
        } else if (exchange.getRequestMethod().equals("GET")) {
            said = "{\"statements\":[{\"id\":\"s-1\"}],\"more\":\"/xapi/statements?more=1\"}";
        }
        byte[] bytes = said.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    String opened(String kind) {
        administrator.get("/tools/subjects/people/" + vi);
        HttpResponse<String> opened = administrator.post(
                "/tools/subjects/people/" + vi, Map.of("kind", kind, "as", "GUARDIAN", "received", "2026-01-05"));
        assertThat(opened.statusCode()).as(opened.body()).isEqualTo(303);
        return called(latest(vi));
    }

    HttpResponse<String> decide(UUID request, Map<String, String> fields) {
        administrator.get("/tools/subjects/" + request);
        return administrator.post("/tools/subjects/" + request + "/do", fields);
    }

    static UUID latest(UUID person) {
        return UUID.fromString(text(
                "SELECT CAST(id AS text) FROM data_request WHERE person_id = ? ORDER BY seq DESC LIMIT 1", person));
    }

    static String called(UUID request) {
        return text(
                "SELECT extract(year FROM received_on) || '-' || lpad(CAST(seq AS text), 5, '0') FROM data_request WHERE id = ?",
                request);
    }

    static UUID request(String number) {
        return UUID.fromString(
                text("SELECT CAST(id AS text) FROM data_request WHERE seq = ?", Long.parseLong(number.substring(5))));
    }

    static String state(UUID request) {
        return text("SELECT state FROM data_request WHERE id = ?", request);
    }

    /** Every table in which a row has this text anywhere. */
    static List<String> tablesWith(String trace) {
        List<String> found = new ArrayList<>();
        for (String table : texts("SELECT table_name FROM information_schema.tables WHERE table_schema = 'tools'")) {
            if (number("SELECT count(*) FROM " + table + " t WHERE CAST(to_jsonb(t) AS text) LIKE ?", "%" + trace + "%")
                    > 0) {
                found.add(table);
            }
        }
        return found;
    }

    Map<String, String> exported(UUID person) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        export.write(person, VIETNAMESE, "Dữ liệu", List.of(), out);
        Map<String, String> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return entries;
    }

    PageBrowser as(Visitor visitor) {
        return new PageBrowser(settings.baseUrl().toString()).visiting(visits.begin(visitor));
    }

    Visitor learner(UUID pupil) {
        return new Visitor(
                Audience.LEARNER,
                Optional.of(pupil),
                Optional.of(course),
                Optional.empty(),
                Optional.empty(),
                VIETNAMESE,
                Optional.empty(),
                Optional.empty());
    }

    String agent(UUID person) {
        return "{\"account\":{\"homePage\":\"https://khue.io/xapi/pid\",\"name\":\"" + pseudonyms.of(person) + "\"}}";
    }

    static void message(String queue, String lane, String payload) {
        execute("""
                INSERT INTO outbox (id, queue, lane, payload, due_at, created_at)
                VALUES (?, ?, ?, ?, now() + interval '1 day', now())
                """, UUID.randomUUID(), queue, lane, payload);
    }

    UUID person(String name, String role) {
        UUID id = UUID.randomUUID();
        execute("INSERT INTO person (id, display_name, created_at) VALUES (?, ?, now())", id, name);
        execute(
                "INSERT INTO membership (course_id, person_id, role, seen_at) VALUES (?, ?, ?, now())",
                course,
                id,
                role);
        return id;
    }

    static void comment(UUID work, UUID author, String capacity) {
        execute("""
                INSERT INTO work_comment (id, work_id, author_id, capacity, words, written_at, status)
                VALUES (?, ?, ?, ?, 'Đẹp quá', now(), 'WAITING')
                """, UUID.randomUUID(), work, author, capacity);
    }

    UUID work(UUID project, UUID pupil, UUID file) {
        UUID id = UUID.randomUUID();
        execute("""
                INSERT INTO work (id, project_id, pupil_id, status, attempt, reflection, reflected_attempt, outcome, grade_sent,
                                  started_at, status_since, version)
                VALUES (?, ?, ?, 'ACCEPTED', 1, '', 1, 'outcome-secondary/1/passed', false, now(), now(), 1)
                """, id, project, pupil);
        UUID submission = UUID.randomUUID();
        execute("""
                INSERT INTO submission (id, work_id, attempt, reflection, sha256, submitted_at)
                VALUES (?, ?, 1, 'Em tưới rau.', '', now())
                """, submission, id);
        UUID artefact = UUID.randomUUID();
        execute(
                "INSERT INTO artefact (id, work_id, file_id, caption, added_at) VALUES (?, ?, ?, '', now())",
                artefact,
                id,
                file);
        execute(
                "INSERT INTO submitted_artefact (submission_id, position, artefact_id, file_id, caption) VALUES (?, 1, ?, ?, '')",
                submission,
                artefact,
                file);
        execute("""
                INSERT INTO evaluation (id, submission_id, teacher_id, outcome, comment, evaluated_at, voice_id)
                VALUES (?, ?, ?, 'outcome-secondary/1/passed', 'Rất tốt', now(), ?)
                """, UUID.randomUUID(), submission, teacher, file("a voice for " + id));
        return id;
    }

    /** A file whose bytes have been on the disk for a day. */
    UUID file(String content) {
        UUID id = UUID.randomUUID();
        String hash = (id + "" + id).replace("-", "");
        execute(
                "INSERT INTO stored_file (id, sha256, name, media_type, size, stored_at) VALUES (?, ?, 'a.txt', 'text/plain', 1, now())",
                id,
                hash);
        try {
            Path path = path(hash);
            Files.createDirectories(path.getParent());
            Files.writeString(path, content);
            Files.setLastModifiedTime(path, FileTime.from(Instant.now().minusSeconds(86_400)));
            return id;
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    Path bytes(UUID file) {
        return path(text("SELECT sha256 FROM stored_file WHERE id = ?", file));
    }

    Path path(String hash) {
        return settings.dataDirectory()
                .resolve("files")
                .resolve(hash.substring(0, 2))
                .resolve(hash.substring(2, 4))
                .resolve(hash);
    }
}
