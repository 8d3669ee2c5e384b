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
import static khue.tools.testing.InServer.until;
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
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import khue.tools.lti.launch.LaunchLog;
import khue.tools.lti.members.LeftOut;
import khue.tools.records.Pseudonyms;
import khue.tools.settings.Settings;
import khue.tools.subjects.erasure.ErasurePlan;
import khue.tools.subjects.export.Export;
import khue.tools.testing.InServer;
import khue.tools.testing.PageBrowser;
import khue.tools.web.Audience;
import khue.tools.web.Visitor;
import khue.tools.web.Visits;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests of people about their data, over HTTP and on PostgreSQL, with a store that does as it is told. */
@ArquillianTest
class SubjectsIT {

    private static final Locale VIETNAMESE = Locale.forLanguageTag("vi");
    private static final String NAME = "Đỗ Tường Vi Khuê";

    private final Visits visits = bean(Visits.class);
    private final Settings settings = bean(Settings.class);
    private final Pseudonyms pseudonyms = bean(Pseudonyms.class);
    private final Export export = bean(Export.class);
    private final LeftOut leftOut = bean(LeftOut.class);

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer store;
    private volatile int answer;

    private UUID lms;
    private UUID course;
    private UUID link;
    private UUID teacher;
    private UUID vi;
    private UUID mate;
    private UUID mother;
    private UUID viWork;
    private UUID mateWork;
    private UUID viFile;
    private UUID mateFile;
    private PageBrowser administrator;

    @Deployment
    static WebArchive tools() {
        return InServer.tools();
    }

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
        picturesAndWords();
        family();
        underWay();
        administrator = PageBrowser.administrator(settings.baseUrl().toString(), "vi");
    }

    private void picturesAndWords() {
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

    private void family() {
        mother = UUID.randomUUID();
        execute("INSERT INTO person (id, display_name, created_at) VALUES (?, 'Phạm Thị Tường Mai', now())", mother);
        execute("""
                INSERT INTO guardian (id, person_id, child_id, course_id, relation, asked_at, confirmed_at, confirmed_by)
                VALUES (?, ?, ?, ?, 'MOTHER', now(), now(), ?)
                """, UUID.randomUUID(), mother, vi, course, teacher);
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

    private void underWay() {
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

    @Test
    void thePlanNamesEveryTableAndEveryColumnOfPeople() {
        TreeSet<String> planned = new TreeSet<>(ErasurePlan.others().keySet());
        ErasurePlan.places().forEach(place -> planned.add(place.table()));
        assertThat(new TreeSet<>(
                        texts("SELECT table_name FROM information_schema.tables WHERE table_schema = 'tools'")))
                .as("a new table says in ErasurePlan where it refers to people, or that it does not")
                .isEqualTo(planned);

        List<String> columns = ErasurePlan.places().stream()
                .map(place -> place.table() + "." + place.column())
                .toList();
        assertThat(columns).as("every column that refers to a person").containsAll(texts("""
                        SELECT CAST(CAST(c.conrelid AS regclass) AS text) || '.' || a.attname
                        FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY(c.conkey)
                        WHERE c.contype = 'f' AND c.confrelid = CAST('person' AS regclass)
                        """));
        assertThat(
                        texts(
                                "SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = 'tools'"))
                .containsAll(columns);
    }

    @Test
    void erasesAPupilFromEveryTableAndLeavesTheOthersTheirs() throws Exception {
        String number = opened("ERASE");
        UUID request = request(number);
        String pseudonym = pseudonyms.of(vi);
        Path bytes = bytes(viFile);

        assertThat(decide(request, Map.of("known", "true", "number", "2026-1")).body())
                .contains("KHUE-SUBJECT-NUMBER");
        assertThat(decide(request, Map.of("number", number)).body()).contains("KHUE-SUBJECT-KNOWN");
        assertThat(number("SELECT count(*) FROM work WHERE pupil_id = ?", vi)).isOne();
        HttpResponse<String> done = decide(request, Map.of("known", "true", "number", number));
        assertThat(done.statusCode()).as(done.body()).isEqualTo(303);
        assertThat(decide(request, Map.of("known", "true", "number", number)).statusCode())
                .as("pressed twice")
                .isEqualTo(409);

        until(() -> state(request).equals("DONE"));
        assertThat(asked)
                .anySatisfy(put -> assertThat(put)
                        .startsWith("PUT /erasures?id=" + request)
                        .contains(pseudonym, "https://lms.example/" + lms, "user-vi", viWork.toString())
                        .doesNotContain(mateWork.toString()));
        for (String trace : List.of(
                vi.toString(),
                mother.toString(),
                NAME,
                "Phạm Thị Tường Mai",
                pseudonym,
                "user-vi",
                viWork.toString())) {
            assertThat(tablesWith(trace)).as(trace).isEmpty();
        }
        assertThat(Files.exists(bytes)).as("the file's bytes").isFalse();

        assertThat(number("SELECT count(*) FROM work WHERE id = ?", mateWork)).isOne();
        assertThat(Files.exists(bytes(mateFile))).isTrue();
        assertThat(number("SELECT count(*) FROM person_in_picture WHERE file_id = ?", mateFile))
                .as("somebody who never agrees is in the mate's picture")
                .isOne();
        assertThat(texts("SELECT payload FROM outbox WHERE queue = 'statements'"))
                .noneMatch(payload -> payload.contains(pseudonym))
                .filteredOn(payload -> payload.contains(pseudonyms.of(mate)))
                .hasSize(1);
        assertThat(leftOut.isLeftOut(lms, "user-vi")).isTrue();
        assertThat(leftOut.isLeftOut(lms, "user-somebody")).isFalse();
    }

    @Test
    void theReceiptCountsAndCanBeCheckedByAnybodyAndNamesNobody() throws Exception {
        String number = opened("ERASE");
        UUID request = request(number);
        decide(request, Map.of("known", "true", "number", number));
        until(() -> state(request).equals("DONE"));

        String receipt =
                administrator.get("/tools/subjects/" + request + "/receipt").body();
        assertThat(receipt).contains(number, "Câu xAPI đã xóa trong kho", "12").doesNotContain(NAME);
        String code = text("SELECT receipt_code FROM data_request WHERE id = ?", request);
        PageBrowser anybody = new PageBrowser(settings.baseUrl().toString()).speaking("vi");
        assertThat(anybody.get("/tools/receipts?code=" + code.toLowerCase(Locale.ROOT))
                        .body())
                .contains(number, "Câu xAPI đã xóa trong kho");
        assertThat(anybody.get("/tools/receipts?code=0000-0000-0000-0000").body())
                .contains("KHUE-SUBJECT-RECEIPT")
                .doesNotContain(number);
        assertThat(texts(
                        "SELECT action || ' ' || subject FROM audit_log WHERE subject_id = ? ORDER BY id",
                        request.toString()))
                .containsExactly(
                        "DATA_REQUEST_OPENED " + number,
                        "DATA_ERASED_HERE " + number,
                        "DATA_ERASED_IN_THE_STORE " + number);
    }

    @Test
    void goesOnAskingTheStoreAndSaysWhatToDo() throws Exception {
        answer = 404;
        String number = opened("ERASE");
        UUID request = request(number);
        decide(request, Map.of("known", "true", "number", number));

        until(() -> text("SELECT state FROM outbox WHERE id = ?", request).equals("REFUSED"));
        assertThat(administrator.get("/tools/subjects/" + request).body())
                .contains("Kho không nhận yêu cầu này", "HTTP 404");
        assertThat(state(request)).isEqualTo("RUNNING");

        answer = 202;
        administrator.post("/tools/subjects/" + request + "/retry");
        until(() -> texts("SELECT problem FROM outbox WHERE id = ?", request)
                .toString()
                .contains("at work"));
        assertThat(administrator.get("/tools/subjects/" + request).body()).contains("Kho chưa xóa xong");
        answer = 200;

        until(() -> state(request).equals("DONE"));
    }

    @Test
    void leavesATeachersAnswersToThePupilsWithoutTheName() throws Exception {
        administrator.get("/tools/subjects/people/" + teacher);
        administrator.post(
                "/tools/subjects/people/" + teacher, Map.of("kind", "ERASE", "as", "SELF", "received", "2026-01-05"));
        UUID request = latest(teacher);
        decide(request, Map.of("known", "true", "number", called(request)));

        until(() -> state(request).equals("DONE"));
        assertThat(tablesWith(teacher.toString())).isEmpty();
        assertThat(number("SELECT count(*) FROM work WHERE id IN (?, ?)", viWork, mateWork))
                .isEqualTo(2);
        assertThat(texts("""
                        SELECT p.display_name FROM evaluation e JOIN submission s ON s.id = e.submission_id JOIN person p ON p.id = e.teacher_id
                        WHERE s.work_id = ?
                        """, viWork)).containsExactly("—");
        assertThat(text("SELECT CAST(reply_by AS text) FROM data_request WHERE id = ?", request))
                .isEqualTo("2026-01-07");
    }

    @Test
    void givesAllThatIsKeptAsOneFile() throws Exception {
        PageBrowser mothers = as(Visitor.ofFamily(mother, VIETNAMESE));
        assertThat(mothers.get("/tools/own-data").body()).contains(NAME);
        assertThat(mothers.post("/tools/own-data", Map.of("kind", "EXPORT", "person", vi.toString()))
                        .statusCode())
                .isEqualTo(303);
        UUID request = latest(vi);
        String file = "/tools/own-data/" + request + "/data";
        assertThat(mothers.get(file).statusCode()).as("nobody has decided").isEqualTo(404);
        decide(request, Map.of("known", "true"));

        HttpResponse<String> taken = mothers.get(file);
        assertThat(taken.statusCode()).isEqualTo(200);
        assertThat(taken.headers().firstValue("Content-Type")).contains("application/zip");
        assertThat(as(Visitor.ofFamily(mate, VIETNAMESE)).get(file).statusCode())
                .as("somebody else")
                .isEqualTo(404);
        Map<String, String> entries = exported(vi);
        assertThat(entries.keySet())
                .contains(
                        "index.html",
                        "data/work.json",
                        "data/evaluation.json",
                        "data/consent.html",
                        "data/launch_log.json")
                .anyMatch(name -> name.startsWith("files/"));
        assertThat(entries.get("data/evaluation.html")).contains("Rất tốt");
        assertThat(entries.get("data/person.json")).contains(NAME);
        assertThat(entries.get("statements.json")).contains("s-1", "s-2").doesNotContain("s-of-another");
        assertThat(String.join("", entries.values())).doesNotContain("Trần Bảo Châu", "secret_hash", "csrf");

        answer = 503;
        assertThat(mothers.get(file).statusCode()).as("half of it is nothing").isEqualTo(502);
    }

    @Test
    void leavesSomebodyAloneWhoAsksForIt() throws Exception {
        UUID request = request(opened("RESTRICT"));

        assertThat(decide(request, Map.of("known", "true")).statusCode()).isEqualTo(303);

        assertThat(number("SELECT count(*) FROM consent WHERE child_id = ? AND ended_at IS NULL", vi))
                .isZero();
        assertThat(number("SELECT count(*) FROM showcase WHERE work_id = ? AND token IS NOT NULL", viWork))
                .isZero();
        assertThat(number("SELECT count(*) FROM class_share WHERE work_id = ?", viWork))
                .isZero();
        assertThat(number("SELECT count(*) FROM restriction WHERE person_id = ?", vi))
                .isOne();
        administrator.post("/tools/subjects/" + request + "/lift");
        assertThat(number("SELECT count(*) FROM restriction WHERE person_id = ?", vi))
                .isZero();
    }

    @Test
    void refusesWithAReasonThatTheAskerReads() {
        PageBrowser pupils = as(learner(vi));
        pupils.get("/tools/own-data");
        pupils.post("/tools/own-data", Map.of("kind", "ERASE", "person", vi.toString()));
        pupils.post("/tools/own-data", Map.of("kind", "ERASE", "person", vi.toString()));
        UUID request = latest(vi);
        assertThat(number("SELECT count(*) FROM data_request WHERE person_id = ?", vi))
                .as("asked twice is once")
                .isOne();

        administrator.get("/tools/subjects/" + request);
        assertThat(administrator
                        .post("/tools/subjects/" + request + "/refuse", Map.of("why", " "))
                        .body())
                .contains("KHUE-SUBJECT-REFUSAL");
        administrator.post("/tools/subjects/" + request + "/refuse", Map.of("why", "Cha mẹ không đồng ý."));

        assertThat(pupils.get("/tools/own-data").body()).contains("Cha mẹ không đồng ý.", "đã từ chối");
    }

    @Test
    void findsPeopleByNameAndShowsEvaluatorsNoName() {
        execute("""
                INSERT INTO account (id, name, role, password_hash, active, created_at)
                SELECT ?, 'evaluator-' || ?, 'EVALUATOR', password_hash, true, now() FROM account WHERE name = 'admin'
                """, UUID.randomUUID(), lms.toString());
        UUID account = UUID.fromString(
                text("SELECT CAST(id AS text) FROM account WHERE name = 'evaluator-' || ?", lms.toString()));
        PageBrowser evaluator = as(Visitor.signedIn(account, Audience.EVALUATOR, VIETNAMESE));
        UUID request = request(opened("ERASE"));

        assertThat(administrator
                        .get("/tools/subjects/people?q=t%C6%B0%E1%BB%9Dng%20vi")
                        .body())
                .contains(NAME, "Lớp 7A");
        assertThat(administrator.get("/tools/subjects/people?q=%25%25").body()).doesNotContain(NAME);
        assertThat(administrator
                        .get("/tools/subjects/people?q=vi&where=l%E1%BB%9Bp%207a")
                        .body())
                .as("of one name, those of a class")
                .contains(NAME);
        assertThat(administrator.get("/tools/subjects/people?q=vi&where=7%25a").body())
                .doesNotContain(NAME);
        assertThat(administrator.get("/tools/subjects/" + request).body()).contains(NAME);
        assertThat(evaluator.get("/tools/subjects").body()).contains(called(request));
        assertThat(evaluator.get("/tools/subjects/" + request).body())
                .contains(called(request))
                .doesNotContain(NAME, "Xóa vĩnh viễn");
        assertThat(evaluator.get("/tools/subjects/people?q=vi").statusCode()).isEqualTo(403);
        assertThat(evaluator.post("/tools/subjects/" + request + "/do").statusCode())
                .isEqualTo(403);
        assertThat(as(learner(mate)).get("/tools/subjects").statusCode()).isEqualTo(403);
        assertThat(as(learner(mate))
                        .post("/tools/own-data", Map.of("kind", "ERASE", "person", vi.toString()))
                        .body())
                .contains("KHUE-SUBJECT-PERSON");
    }

    private void answer(HttpExchange exchange) throws IOException {
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

    private String opened(String kind) {
        administrator.get("/tools/subjects/people/" + vi);
        HttpResponse<String> opened = administrator.post(
                "/tools/subjects/people/" + vi, Map.of("kind", kind, "as", "GUARDIAN", "received", "2026-01-05"));
        assertThat(opened.statusCode()).as(opened.body()).isEqualTo(303);
        return called(latest(vi));
    }

    private HttpResponse<String> decide(UUID request, Map<String, String> fields) {
        administrator.get("/tools/subjects/" + request);
        return administrator.post("/tools/subjects/" + request + "/do", fields);
    }

    private static UUID latest(UUID person) {
        return UUID.fromString(text(
                "SELECT CAST(id AS text) FROM data_request WHERE person_id = ? ORDER BY seq DESC LIMIT 1", person));
    }

    private static String called(UUID request) {
        return text(
                "SELECT extract(year FROM received_on) || '-' || lpad(CAST(seq AS text), 5, '0') FROM data_request WHERE id = ?",
                request);
    }

    private static UUID request(String number) {
        return UUID.fromString(
                text("SELECT CAST(id AS text) FROM data_request WHERE seq = ?", Long.parseLong(number.substring(5))));
    }

    private static String state(UUID request) {
        return text("SELECT state FROM data_request WHERE id = ?", request);
    }

    /** Every table in which a row has this text anywhere. */
    private static List<String> tablesWith(String trace) {
        List<String> found = new ArrayList<>();
        for (String table : texts("SELECT table_name FROM information_schema.tables WHERE table_schema = 'tools'")) {
            if (number("SELECT count(*) FROM " + table + " t WHERE CAST(to_jsonb(t) AS text) LIKE ?", "%" + trace + "%")
                    > 0) {
                found.add(table);
            }
        }
        return found;
    }

    private Map<String, String> exported(UUID person) throws IOException {
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

    private PageBrowser as(Visitor visitor) {
        return new PageBrowser(settings.baseUrl().toString()).visiting(visits.begin(visitor));
    }

    private Visitor learner(UUID pupil) {
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

    private String agent(UUID person) {
        return "{\"account\":{\"homePage\":\"https://khue.io/xapi/pid\",\"name\":\"" + pseudonyms.of(person) + "\"}}";
    }

    private static void message(String queue, String lane, String payload) {
        execute("""
                INSERT INTO outbox (id, queue, lane, payload, due_at, created_at)
                VALUES (?, ?, ?, ?, now() + interval '1 day', now())
                """, UUID.randomUUID(), queue, lane, payload);
    }

    private UUID person(String name, String role) {
        UUID id = UUID.randomUUID();
        execute("INSERT INTO person (id, display_name, created_at) VALUES (?, ?, now())", id, name);
        execute(
                "INSERT INTO membership (course_id, person_id, role, seen_at) VALUES (?, ?, ?, now())",
                course,
                id,
                role);
        return id;
    }

    private static void comment(UUID work, UUID author, String capacity) {
        execute("""
                INSERT INTO work_comment (id, work_id, author_id, capacity, words, written_at, status)
                VALUES (?, ?, ?, ?, 'Đẹp quá', now(), 'WAITING')
                """, UUID.randomUUID(), work, author, capacity);
    }

    private UUID work(UUID project, UUID pupil, UUID file) {
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
    private UUID file(String content) {
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

    private Path bytes(UUID file) {
        return path(text("SELECT sha256 FROM stored_file WHERE id = ?", file));
    }

    private Path path(String hash) {
        return settings.dataDirectory()
                .resolve("files")
                .resolve(hash.substring(0, 2))
                .resolve(hash.substring(2, 4))
                .resolve(hash);
    }
}
