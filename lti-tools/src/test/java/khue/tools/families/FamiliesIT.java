/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.families;

import static khue.tools.testing.InServer.bean;
import static khue.tools.testing.InServer.execute;
import static khue.tools.testing.InServer.number;
import static khue.tools.testing.InServer.text;
import static khue.tools.testing.InServer.texts;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import khue.tools.settings.Settings;
import khue.tools.testing.InServer;
import khue.tools.testing.PageBrowser;
import khue.tools.web.Audience;
import khue.tools.web.Visitor;
import khue.tools.web.Visits;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From a sheet of paper to a child's work on a telephone, and out again: over HTTP and on PostgreSQL. */
@ArquillianTest
class FamiliesIT {

    private static final Pattern CODE = Pattern.compile("class=\"f-code\">([0-9A-Z-]{14})<");
    private static final Locale VIETNAMESE = Locale.forLanguageTag("vi");

    private final Visits visits = bean(Visits.class);
    private final Settings settings = bean(Settings.class);
    private final Guardians guardians = bean(Guardians.class);

    private UUID course;
    private UUID teacher;
    private UUID child;
    private UUID classmate;
    private UUID project;
    private UUID work;
    private PageBrowser teachers;

    @Deployment
    static WebArchive tools() {
        // By this name the server gives it the address at which browsers look for it.
        WebArchive withTests = InServer.toolsWith(FamiliesIT.class, PageBrowser.class);
        return ShrinkWrap.create(ZipImporter.class, "tools.war")
                .importFrom(withTests.as(ZipExporter.class).exportAsInputStream())
                .as(WebArchive.class);
    }

    @BeforeEach
    void aClassWithAnAcceptedWork() {
        UUID lms = UUID.randomUUID();
        execute("""
                INSERT INTO tools.platform (id, issuer, client_id, name, authorization_endpoint, token_endpoint, jwks_uri, status, created_at)
                VALUES (?, ?, 'khue', 'An LMS', 'https://a', 'https://t', 'https://k', 'active', now())
                """, lms, "https://lms.example/" + lms);
        UUID deployment = UUID.randomUUID();
        execute(
                "INSERT INTO tools.deployment (id, platform_id, deployment_id, status, first_seen_at) VALUES (?, ?, '1', 'active', now())",
                deployment,
                lms);
        course = UUID.randomUUID();
        execute(
                "INSERT INTO tools.course (id, deployment_id, context_id, title, created_at) VALUES (?, ?, '7a', 'Lớp 7A', now())",
                course,
                deployment);
        teacher = person("Lê Thu Hà", "TEACHER");
        child = person("Nguyễn Minh An", "LEARNER");
        classmate = person("Trần Bảo Châu", "LEARNER");
        project = UUID.randomUUID();
        execute("""
                INSERT INTO tools.project (id, course_id, title, instructions, learning_form, created_by, created_at)
                VALUES (?, ?, 'Vườn rau', '', 'learning-form/1/project', ?, now())
                """, project, course, teacher);
        work = acceptedWork(child);
        teachers = as(new Visitor(
                Audience.TEACHER,
                Optional.of(teacher),
                Optional.of(course),
                Optional.empty(),
                Optional.empty(),
                VIETNAMESE,
                Optional.empty(),
                Optional.empty()));
    }

    @Test
    void aFamilyGetsInBySheetAndATeachersWordAndSeesTheOwnChildsOpenWorkOnly() {
        PageBrowser mother = stranger();
        assertThat(introduces(mother, printed(child)).statusCode()).isEqualTo(303);

        HttpResponse<String> waiting = mother.get("/tools/portfolio/family");
        assertThat(mother.location(waiting)).isEqualTo("/tools/family/waiting");
        assertThat(mother.get("/tools/family/waiting").body()).doesNotContain("Minh An", "Lớp 7A");
        assertThat(mother.get(workPage(work)).statusCode()).isEqualTo(404);

        assertThat(teachers.get("/tools/families").body()).contains("Phạm Thị Mai", "mẹ của Nguyễn Minh An", "…4567");
        teachers.post("/tools/families/" + guardianOf(child) + "/confirm");
        assertThat(mother.get("/tools/portfolio/family").body())
                .contains("Nguyễn Minh An")
                .doesNotContain("Vườn rau");
        assertThat(mother.get(workPage(work)).statusCode()).as("not opened").isEqualTo(404);

        teachers.post("/tools/portfolio/projects/" + project + "/family");
        UUID others = acceptedWork(classmate);
        assertThat(mother.get("/tools/portfolio/family").body()).contains("Vườn rau");
        assertThat(mother.get(workPage(work)).body()).contains("Em tưới rau mỗi sáng.", "Rất tốt");
        assertThat(mother.get(workPage(others)).statusCode())
                .as("another child's")
                .isEqualTo(404);
        assertThat(mother.get("/tools/portfolio/works/" + work).statusCode())
                .as("a teacher's page")
                .isEqualTo(403);

        teachers.post("/tools/portfolio/projects/" + project + "/family/unshare/" + work);
        assertThat(mother.get(workPage(work)).statusCode()).as("closed again").isEqualTo(404);
        assertThat(statements())
                .contains("http://adlnet.gov/expapi/verbs/shared", "http://activitystrea.ms/unshare")
                .contains("http://id.tincanapi.com/verb/viewed", "\"guardian\"")
                .doesNotContain("Mai", "Minh An", "4567");
    }

    @Test
    void aTeacherLetsAGuardianGoAndEveryDeviceIsOutAtOnce() {
        PageBrowser mother = stranger();
        introduces(mother, printed(child));
        teachers.get("/tools/families");
        teachers.post("/tools/families/" + guardianOf(child) + "/confirm");
        assertThat(mother.get("/tools/portfolio/family").statusCode()).isEqualTo(200);

        teachers.post("/tools/families/" + guardianOf(child) + "/revoke");

        assertThat(mother.location(mother.get("/tools/portfolio/family"))).isEqualTo("/tools/family");
        assertThat(number("SELECT count(*) FROM tools.guardian WHERE phone_end IS NOT NULL AND child_id = ?", child))
                .isZero();
    }

    @Test
    void aTelephoneThatIsLeftShowsNothingAndAnotherSheetLetsTheSameGrownUpIn() {
        PageBrowser mother = stranger();
        introduces(mother, printed(child));
        teachers.get("/tools/families");
        teachers.post("/tools/families/" + guardianOf(child) + "/confirm");
        mother.get("/tools/portfolio/family");

        assertThat(mother.post("/tools/family/leave").statusCode()).isEqualTo(303);

        assertThat(mother.hasVisit()).isFalse();
        assertThat(mother.location(mother.get("/tools/portfolio/family"))).isEqualTo("/tools/family");
        assertThat(introduces(mother, printed(child)).statusCode()).isEqualTo(303);
    }

    @Test
    void aCodeIsGoodOnceAndAnOlderSheetIsNotGoodAtAll() {
        String older = printed(child);
        String code = printed(child);

        assertThat(introduces(stranger(), older).statusCode()).isEqualTo(400);
        assertThat(introduces(stranger(), code).statusCode()).isEqualTo(303);
        HttpResponse<String> again = introduces(stranger(), code);
        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(again.body()).contains("KHUE-FAMILY-CODE").contains("Phạm Thị Mai");
        assertThat(number("SELECT count(*) FROM tools.guardian WHERE child_id = ?", child))
                .isEqualTo(1);
    }

    @Test
    void aCodeExpires() {
        String code = printed(child);
        execute("UPDATE tools.family_sheet SET expires_at = now() - interval '1 second' WHERE child_id = ?", child);

        assertThat(introduces(stranger(), code).statusCode()).isEqualTo(400);
    }

    @Test
    void whatIsMissingIsSaidAndNothingIsSpent() {
        String code = printed(child);
        PageBrowser mother = stranger();
        mother.get("/tools/family");

        HttpResponse<String> answer = mother.post("/tools/family", Map.of("code", code, "phone", "45"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("KHUE-FAMILY-NAME", "KHUE-FAMILY-RELATION", "KHUE-FAMILY-PHONE", code);
        assertThat(introduces(mother, code).statusCode()).isEqualTo(303);
    }

    @Test
    void whoWasNeverRecognisedIsForgotten() {
        introduces(stranger(), printed(child));
        PageBrowser mother = stranger();
        introduces(mother, printed(classmate));
        teachers.get("/tools/families");
        teachers.post("/tools/families/" + guardianOf(classmate) + "/confirm");
        execute("UPDATE tools.guardian SET asked_at = now() - interval '31 days' WHERE course_id = ?", course);

        guardians.forgetOld();

        assertThat(texts("SELECT CAST(child_id AS text) FROM tools.guardian WHERE course_id = ?", course))
                .containsExactly(classmate.toString());
        assertThat(mother.get("/tools/portfolio/family").statusCode()).isEqualTo(200);
    }

    @Test
    void aTeacherOfAnotherClassConfirmsNobody() {
        introduces(stranger(), printed(child));
        String guardian = guardianOf(child);
        aClassWithAnAcceptedWork();
        teachers.get("/tools/families");

        assertThat(teachers.post("/tools/families/" + guardian + "/confirm").statusCode())
                .isEqualTo(404);
        assertThat(teachers.post("/tools/families/" + guardian + "/revoke").statusCode())
                .isEqualTo(404);
        assertThat(number(
                        "SELECT count(*) FROM tools.guardian WHERE id = CAST(? AS uuid) AND confirmed_at IS NULL AND revoked_at IS NULL",
                        guardian))
                .isEqualTo(1);
    }

    @Test
    void aFamilyConsentsForTheOwnChildAndNobodyElses() {
        PageBrowser mother = stranger();
        introduces(mother, printed(child));
        teachers.get("/tools/families");
        teachers.post("/tools/families/" + guardianOf(child) + "/confirm");
        assertThat(mother.get("/tools/consents").body()).contains("Luật 91/2025/QH15");

        mother.post("/tools/consents/" + child + "/PICTURES", Map.of("answer", "yes", "version", "1"));
        HttpResponse<String> others =
                mother.post("/tools/consents/" + classmate + "/PICTURES", Map.of("answer", "yes", "version", "1"));

        assertThat(others.statusCode()).isEqualTo(404);
        assertThat(texts(
                        "SELECT child_id || ' ' || capacity FROM tools.consent WHERE ended_at IS NULL AND child_id IN (?, ?)",
                        child,
                        classmate))
                .containsExactly(child + " GUARDIAN");
        mother.get("/tools/consents");
        mother.post("/tools/consents/" + child + "/PICTURES", Map.of("answer", "no", "version", "1"));
        assertThat(number("SELECT count(*) FROM tools.consent WHERE child_id = ? AND ended_at IS NULL", child))
                .isZero();
        assertThat(mother.get("/tools/consents").body()).contains("kết thúc lúc");
    }

    @Test
    void aFamilysWordsWaitForATeacherAndOnlyThenReachThePupil() {
        PageBrowser mother = stranger();
        introduces(mother, printed(child));
        teachers.get("/tools/families");
        teachers.post("/tools/families/" + guardianOf(child) + "/confirm");
        teachers.post("/tools/portfolio/projects/" + project + "/family");
        String talk = "/tools/portfolio/talk/" + work;
        PageBrowser pupil = pupil(child);

        mother.get(talk);
        assertThat(mother.post(talk, Map.of("words", " ")).body()).contains("KHUE-COMMENT-EMPTY");
        assertThat(mother.post(talk, Map.of("words", "Ở nhà con cũng tưới rau."))
                        .statusCode())
                .isEqualTo(303);
        assertThat(mother.post(talk, Map.of("words", "Ở nhà con cũng tưới rau."))
                        .statusCode())
                .isEqualTo(303);
        assertThat(mother.get(talk).body()).contains("Ở nhà con cũng tưới rau.", "Chờ thầy cô đọc");
        assertThat(pupil.get(talk).body()).doesNotContain("Ở nhà con");

        String queue = "/tools/portfolio/projects/" + project + "/talk";
        assertThat(teachers.get(queue).body()).contains("Phạm Thị Mai, gia đình · bài của Nguyễn Minh An");
        teachers.post(
                queue, Map.of("show", text("SELECT CAST(id AS text) FROM tools.work_comment WHERE work_id = ?", work)));
        assertThat(pupil.get(talk).body()).contains("Ở nhà con cũng tưới rau.");
        teachers.post(
                queue, Map.of("hide", text("SELECT CAST(id AS text) FROM tools.work_comment WHERE work_id = ?", work)));
        assertThat(pupil.get(talk).body()).doesNotContain("Ở nhà con");
        assertThat(number("SELECT count(*) FROM tools.work_comment WHERE work_id = ?", work))
                .isEqualTo(1);
        assertThat(statements())
                .contains("http://adlnet.gov/expapi/verbs/commented")
                .doesNotContain("tưới rau");
    }

    @Test
    void aClassmateSpeaksOnlyWhileTheClassIsOpenAndDoesNotReadWhatAFamilySays() {
        execute("""
                INSERT INTO tools.work_comment (id, work_id, author_id, capacity, words, written_at, status, decided_by, decided_at)
                VALUES (?, ?, ?, 'FAMILY', 'Chỉ nói trong nhà', now(), 'SHOWN', ?, now())
                """, UUID.randomUUID(), work, person("Phạm Thị Mai", "OBSERVER"), teacher);
        String talk = "/tools/portfolio/talk/" + work;
        PageBrowser friend = pupil(classmate);
        friend.get("/tools/portfolio/projects/" + project + "/class");
        assertThat(friend.get(talk).statusCode()).isEqualTo(404);

        teachers.get("/tools/families");
        teachers.post("/tools/portfolio/projects/" + project + "/talk/class", Map.of("open", "yes"));
        assertThat(friend.get("/tools/portfolio/projects/" + project + "/class").body())
                .contains("Nguyễn Minh An");
        assertThat(friend.get(talk).body()).contains("Em tưới rau mỗi sáng.").doesNotContain("Chỉ nói trong nhà");
        for (int i = 0; i < 5; i++) {
            assertThat(friend.post(talk, Map.of("words", "Rau xanh quá " + i)).statusCode())
                    .isEqualTo(303);
        }
        assertThat(friend.post(talk, Map.of("words", "Và nữa")).body()).contains("KHUE-COMMENT-WAITS");

        teachers.post("/tools/portfolio/projects/" + project + "/talk/class", Map.of("open", "no"));
        assertThat(friend.get(talk).statusCode()).isEqualTo(404);
        assertThat(friend.post(talk, Map.of("words", "Nữa")).statusCode()).isEqualTo(404);
    }

    @Test
    void aWorkIsShownWhenThreeHaveAgreedAndIsGoneWhenOneTakesItBack() {
        PageBrowser mother = stranger();
        introduces(mother, printed(child));
        teachers.get("/tools/families");
        teachers.post("/tools/families/" + guardianOf(child) + "/confirm");
        teachers.post("/tools/portfolio/projects/" + project + "/family");
        PageBrowser pupil = pupil(child);
        String page = "/tools/portfolio/showcase/" + work;

        assertThat(pupil(classmate).get(page).statusCode()).as("a classmate").isEqualTo(404);
        mother.get(page);
        assertThat(mother.post(page, Map.of("do", "agree")).statusCode())
                .as("nobody has chosen")
                .isEqualTo(409);
        pupil.get(page);
        assertThat(pupil.post(page, Map.of("do", "approve", "days", "30")).statusCode())
                .isEqualTo(400);
        assertThat(pupil.post(page, Map.of("do", "choose")).statusCode()).isEqualTo(303);
        assertThat(teachers.post(page, Map.of("do", "approve", "days", "30")).statusCode())
                .as("no guardian has agreed")
                .isEqualTo(409);
        assertThat(mother.post(page, Map.of("do", "agree")).statusCode()).isEqualTo(303);
        assertThat(teachers.post(page, Map.of("do", "approve", "days", "0")).statusCode())
                .isEqualTo(400);
        assertThat(teachers.post(page, Map.of("do", "approve", "days", "30")).statusCode())
                .isEqualTo(303);

        String link = "/tools/show/" + text("SELECT token FROM tools.showcase WHERE work_id = ?", work);
        HttpResponse<String> shown = stranger().get(link);
        assertThat(shown.body())
                .contains("Em tưới rau mỗi sáng.", "Bài của em An")
                .doesNotContain("Nguyễn", "Minh An", "7A", "Rất tốt");
        assertThat(shown.headers().firstValue("X-Robots-Tag").orElseThrow()).contains("noindex");
        assertThat(shown.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
        assertThat(shown.headers().firstValue("Referrer-Policy")).contains("no-referrer");

        assertThat(mother.post(page, Map.of("do", "end")).statusCode()).isEqualTo(303);
        assertThat(stranger().get(link).statusCode()).isEqualTo(404);
        assertThat(statements()).contains("/showcase/" + work).doesNotContain(link);
    }

    @Test
    void aFamilyHearsTheTeacherAndSeesHowFarTheChildCame() {
        execute(
                "UPDATE tools.project SET rubric = ? WHERE id = ?",
                "[{\"title\":\"Quan sát\",\"competency\":\"\",\"levels\":[\"Chưa\",\"Có lúc\",\"Ghi chép đều\",\"So sánh\"]}]",
                project);
        PageBrowser mother = confirmedGuardian(child);
        teachers.post("/tools/portfolio/projects/" + project + "/family");
        String answering = "/tools/portfolio/works/" + work;
        teachers.get(answering);
        byte[] sound = "RIFF\u0024\0\0\0WAVEfmt ".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(teachers.postWithFile(
                                answering,
                                Map.of("answer", "passed", "version", "1", "level-1", "3", "comment", ""),
                                "voice",
                                "voice.wav",
                                sound)
                        .statusCode())
                .isEqualTo(303);

        String voice = "/tools/portfolio/files/" + text("""
                        SELECT CAST(e.voice_id AS text) FROM tools.evaluation e JOIN tools.submission s ON s.id = e.submission_id
                        WHERE s.work_id = ? AND e.voice_id IS NOT NULL
                        """, work);
        assertThat(mother.get(workPage(work)).body())
                .contains(
                        "<audio",
                        voice,
                        "Thầy cô nói mà chưa viết ra",
                        "Quan sát",
                        "Ghi chép đều",
                        "bước 3 trong 4 bước");
        assertThat(mother.get(voice).body()).startsWith("RIFF$").hasSize(sound.length);
        HttpResponse<String> part = mother.getPart(voice, 8, 11);
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("WAVE");
        assertThat(part.headers().firstValue("Content-Range")).contains("bytes 8-11/" + sound.length);
        assertThat(mother.getPart(voice, 4000, 4001).statusCode()).isEqualTo(416);
        assertThat(confirmedGuardian(classmate).get(voice).statusCode())
                .as("another family")
                .isEqualTo(404);
        teachers.post("/tools/portfolio/projects/" + project + "/family/unshare/" + work);
        assertThat(mother.get(voice).statusCode()).as("closed again").isEqualTo(404);
    }

    @Test
    void aPupilTakesAlongTheOwnWorksOfEveryClassAndNobodyElses() {
        acceptedWork(classmate);
        UUID earlier = UUID.randomUUID();
        execute("""
                INSERT INTO tools.course (id, deployment_id, context_id, title, created_at)
                SELECT ?, deployment_id, ?, 'Lớp 6B năm ngoái', now() FROM tools.course WHERE id = ?
                """, earlier, earlier.toString(), course);
        UUID theirProject = project;
        project = UUID.randomUUID();
        execute("""
                INSERT INTO tools.project (id, course_id, title, instructions, learning_form, created_by, created_at)
                SELECT ?, ?, 'Nghề gốm', instructions, learning_form, created_by, created_at FROM tools.project WHERE id = ?
                """, project, earlier, theirProject);
        acceptedWork(child);

        HttpResponse<String> zip = pupil(child).get("/tools/portfolio/archive");

        assertThat(zip.statusCode()).isEqualTo(200);
        assertThat(zip.headers().firstValue("Content-Type")).contains("application/zip");
        assertThat(zip.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(zip.body())
                .contains("index.html", "01/index.html", "02/index.html")
                .doesNotContain("03/index.html");
        assertThat(teachers.get("/tools/portfolio/archive").statusCode()).isEqualTo(403);
    }

    private PageBrowser confirmedGuardian(UUID pupil) {
        PageBrowser browser = stranger();
        introduces(browser, printed(pupil));
        teachers.post("/tools/families/" + guardianOf(pupil) + "/confirm");
        return browser;
    }

    private PageBrowser pupil(UUID person) {
        return as(new Visitor(
                Audience.LEARNER,
                Optional.of(person),
                Optional.of(course),
                Optional.empty(),
                Optional.empty(),
                VIETNAMESE,
                Optional.empty(),
                Optional.empty()));
    }

    private String workPage(UUID id) {
        return "/tools/portfolio/family/works/" + id;
    }

    private HttpResponse<String> introduces(PageBrowser browser, String code) {
        browser.get("/tools/family");
        return browser.post(
                "/tools/family", Map.of("code", code, "name", "Phạm Thị Mai", "relation", "MOTHER", "phone", "4567"));
    }

    private String printed(UUID pupil) {
        teachers.get("/tools/families");
        HttpResponse<String> sheets = teachers.post("/tools/families/sheets", Map.of("child", pupil.toString()));
        Matcher code = CODE.matcher(sheets.body());
        assertThat(code.find()).as(sheets.body()).isTrue();
        return code.group(1);
    }

    private static String guardianOf(UUID pupil) {
        return text("SELECT CAST(id AS text) FROM tools.guardian WHERE child_id = ?", pupil);
    }

    private String statements() {
        return String.join(
                "",
                texts(
                        "SELECT payload FROM tools.outbox WHERE queue = 'statements' AND CAST(payload AS text) LIKE ?",
                        "%" + work + "%"));
    }

    private PageBrowser stranger() {
        return new PageBrowser(settings.baseUrl().toString()).speaking("vi");
    }

    private PageBrowser as(Visitor visitor) {
        return new PageBrowser(settings.baseUrl().toString()).visiting(visits.begin(visitor));
    }

    private UUID person(String name, String role) {
        UUID id = UUID.randomUUID();
        execute("INSERT INTO tools.person (id, display_name, created_at) VALUES (?, ?, now())", id, name);
        execute(
                "INSERT INTO tools.membership (course_id, person_id, role, seen_at) VALUES (?, ?, ?, now())",
                course,
                id,
                role);
        return id;
    }

    private UUID acceptedWork(UUID pupil) {
        UUID id = UUID.randomUUID();
        execute("""
                INSERT INTO tools.work (id, project_id, pupil_id, status, attempt, reflection, reflected_attempt, outcome, grade_sent,
                                        started_at, status_since, version)
                VALUES (?, ?, ?, 'ACCEPTED', 1, '', 1, 'outcome-secondary/1/passed', false, now(), now(), 1)
                """, id, project, pupil);
        UUID submission = UUID.randomUUID();
        execute("""
                INSERT INTO tools.submission (id, work_id, attempt, reflection, sha256, submitted_at)
                VALUES (?, ?, 1, 'Em tưới rau mỗi sáng.', '', now())
                """, submission, id);
        execute("""
                INSERT INTO tools.evaluation (id, submission_id, teacher_id, outcome, comment, evaluated_at)
                VALUES (?, ?, ?, 'outcome-secondary/1/passed', 'Rất tốt', now())
                """, UUID.randomUUID(), submission, teacher);
        return id;
    }
}
