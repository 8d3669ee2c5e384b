/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio;

import static khue.tools.portfolio.ProjectOfTheTest.found;
import static khue.tools.portfolio.ProjectOfTheTest.handIn;
import static khue.tools.portfolio.ProjectOfTheTest.made;
import static khue.tools.portfolio.ProjectOfTheTest.statements;
import static khue.tools.portfolio.ProjectOfTheTest.typed;
import static khue.tools.portfolio.ProjectOfTheTest.version;
import static khue.tools.portfolio.ProjectOfTheTest.workOf;
import static khue.tools.testing.InServer.number;
import static khue.tools.testing.InServer.text;
import static khue.tools.testing.InServer.texts;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import khue.tools.settings.Settings;
import khue.tools.testing.InServer;
import khue.tools.testing.PageBrowser;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** What teachers do with projects, over HTTP and on PostgreSQL. */
@ArquillianTest
class TeachersIT {

    private static final String GARDEN = "7b1f6a52-1f0e-4c62-9c0e-5c3a0f9b1a01";
    private final SchoolOfTheTest school = InServer.bean(Settings.class) == null ? null : new SchoolOfTheTest();

    @Deployment
    static WebArchive tools() {
        return InServer.tools();
    }

    @Test
    void beginsAProjectFromATemplateAndKeepsItsOwnForTheSchool() {
        PageBrowser teacher = school.teacher();
        assertThat(teacher.get("/tools/portfolio/new").body())
                .contains("Vườn rau trên ban công", "template=" + GARDEN)
                .doesNotContain("??");
        HttpResponse<String> begun = teacher.get("/tools/portfolio/new?template=" + GARDEN);
        assertThat(begun.body()).contains("Ghi chép đều mỗi tuần", "Gieo hạt").doesNotContain("??");

        String title = "Vườn rau lớp " + UUID.randomUUID();
        Map<String, String> fields = typed(begun, title);
        fields.put("template", "true");
        String project = made(teacher, fields);

        assertThat(texts("SELECT title FROM tools.milestone WHERE project_id = ?::uuid ORDER BY position", project))
                .containsExactly("Gieo hạt", "Thu hoạch");
        assertThat(teacher.get("/tools/portfolio/projects/" + project + "/edit").body())
                .contains("Ghi chép", "Có ảnh", "Thu hoạch", "2027-01-31");

        String template = text("SELECT id::text FROM tools.project_template WHERE title = ?", title);
        PageBrowser colleague = school.teacher();
        assertThat(colleague.get("/tools/portfolio/templates").body()).contains(title);
        assertThat(colleague
                        .post("/tools/portfolio/templates/" + template + "/remove")
                        .statusCode())
                .isEqualTo(403);

        PageBrowser stranger = new SchoolOfTheTest().teacher();
        assertThat(stranger.get("/tools/portfolio/templates").body()).doesNotContain(title);
        assertThat(stranger.get("/tools/portfolio/new?template=" + template).body())
                .doesNotContain(title);
        assertThat(stranger.post("/tools/portfolio/templates/" + template + "/remove")
                        .statusCode())
                .isEqualTo(404);

        assertThat(teacher.post("/tools/portfolio/templates/" + template + "/remove")
                        .statusCode())
                .isEqualTo(303);
        assertThat(teacher.get("/tools/portfolio/templates").body()).doesNotContain(template);
    }

    @Test
    void changesATemplateAndNoProjectThatBeganFromIt() {
        PageBrowser teacher = school.teacher();
        String title = "Nghề gốm " + UUID.randomUUID();
        HttpResponse<String> empty = teacher.get("/tools/portfolio/templates/new");
        assertThat(empty.body()).contains("type=\"number\"").doesNotContain("??");
        Map<String, String> fields = typed(empty, title);
        fields.put("dueOn", "sau tết");
        assertThat(teacher.post("/tools/portfolio/templates/new", fields).body())
                .contains("KHUE-DAYS", "sau tết", title)
                .doesNotContain("??");
        fields.putAll(Map.of("dueOn", "28", "milestone-0-due", "7", "milestone-1-due", ""));
        assertThat(teacher.post("/tools/portfolio/templates/new", fields).statusCode())
                .isEqualTo(303);
        teacher.post("/tools/portfolio/templates/new", fields);
        assertThat(texts("SELECT due_days || ' ' || version FROM tools.project_template WHERE title = ?", title))
                .as("sent twice")
                .containsExactly("28 1");
        String template = text("SELECT id::text FROM tools.project_template WHERE title = ?", title);
        String project = made(teacher, typed(teacher.get("/tools/portfolio/new?template=" + template), title));

        String editing = "/tools/portfolio/templates/" + template + "/edit";
        HttpResponse<String> form = teacher.get(editing);
        assertThat(form.body()).contains("value=\"28\"", "value=\"7\"").doesNotContain("??");
        Map<String, String> changed = new HashMap<>(fields);
        changed.putAll(Map.of("version", "1", "dueOn", "14", "milestone-0", "Nặn đất"));
        assertThat(teacher.post(editing, changed).statusCode()).isEqualTo(303);
        assertThat(teacher.post(editing, changed).statusCode())
                .as("another tab showed an older version")
                .isEqualTo(409);

        assertThat(teacher.get("/tools/portfolio/templates").body()).contains("bản 2, sửa ngày");
        assertThat(teacher.get("/tools/portfolio/new?template=" + template).body())
                .contains("Nặn đất");
        assertThat(texts("SELECT title FROM tools.milestone WHERE project_id = ?::uuid ORDER BY position", project))
                .as("the project that began before")
                .containsExactly("Gieo hạt", "Thu hoạch");

        assertThat(teacher.get("/tools/portfolio/projects/" + project).body())
                .contains("template=" + template + "&amp;version=1", "Tạo từ một mẫu, bản 1");
        String old = "/tools/portfolio/templates/version?template=" + template + "&version=1";
        assertThat(teacher.get(old).body())
                .contains("Gieo hạt", "28 ngày", "Đây là bản cũ", "Các bản của mẫu (2)")
                .doesNotContain("Nặn đất", "??");
        assertThat(teacher.get(old.replace("version=1", "version=2")).body())
                .contains("Nặn đất", "14 ngày")
                .doesNotContain("Gieo hạt", "Đây là bản cũ", "??");
        assertThat(teacher.get(old.replace("version=1", "version=3")).statusCode())
                .isEqualTo(404);
        HttpResponse<String> again = teacher.get("/tools/portfolio/new?version=1&template=" + template);
        String fromTheOldOne = made(teacher, typed(again, "Từ bản cũ"));
        assertThat(again.body()).contains("Gieo hạt").doesNotContain("Nặn đất");
        assertThat(text("SELECT template_version::text FROM tools.project WHERE id = ?::uuid", fromTheOldOne))
                .isEqualTo("1");

        PageBrowser colleague = school.teacher();
        assertThat(colleague.get(editing).statusCode()).isEqualTo(403);
        assertThat(colleague
                        .get("/tools/portfolio/templates/new?template=" + template)
                        .body())
                .contains("Nặn đất");
        assertThat(colleague
                        .get("/tools/portfolio/templates/new?project=" + project)
                        .body())
                .contains("Gieo hạt")
                .doesNotContain("??");
        PageBrowser stranger = new SchoolOfTheTest().teacher();
        assertThat(stranger.get(editing).statusCode()).isEqualTo(404);
        assertThat(stranger.get("/tools/portfolio/templates/new?project=" + project)
                        .statusCode())
                .isEqualTo(404);
        assertThat(stranger.get(old).statusCode()).isEqualTo(404);

        teacher.post("/tools/portfolio/templates/" + template + "/remove");
        assertThat(teacher.get(old).body())
                .contains("Gieo hạt", "đã được xóa ngày")
                .doesNotContain("??");
        assertThat(teacher.get("/tools/portfolio/new?template=" + template).body())
                .as("nothing begins from it any more")
                .doesNotContain("Nặn đất");
    }

    @Test
    void givesRoomForMoreAndSaysWhatIsToBeMendedWithoutLosingAWord() {
        PageBrowser teacher = school.teacher();
        Map<String, String> fields = typed(teacher.get("/tools/portfolio/new"), "Phỏng vấn");
        fields.put("do", "more");

        HttpResponse<String> room = teacher.post("/tools/portfolio/new", fields);
        assertThat(room.statusCode()).isEqualTo(200);
        assertThat(room.body()).contains("value=\"Có ảnh\"", "name=\"criterion-1\"", "name=\"milestone-2\"");

        fields.remove("do");
        fields.put("criterion-0-level-1", "");
        HttpResponse<String> refused = teacher.post("/tools/portfolio/new", fields);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body())
                .contains("KHUE-CRITERION-LEVELS", "value=\"Có ảnh\"")
                .doesNotContain("??");
        assertThat(number("SELECT count(*) FROM tools.project WHERE id = ?::uuid", fields.get("id")))
                .isZero();
    }

    @Test
    void keepsAMilestoneThatIsRenamedAndForgetsOneThatIsTakenOut() {
        PageBrowser teacher = school.teacher();
        String project = made(teacher, typed(teacher.get("/tools/portfolio/new"), "Các chặng"));
        String first =
                text("SELECT id::text FROM tools.milestone WHERE project_id = ?::uuid AND position = 0", project);
        HttpResponse<String> form = teacher.get("/tools/portfolio/projects/" + project + "/edit");
        Map<String, String> fields = typed(form, "Các chặng");
        fields.put("milestone-0-id", first);
        fields.put("milestone-0", "Gieo hạt và tưới");
        fields.remove("milestone-1");

        assertThat(teacher.post("/tools/portfolio/projects/" + project + "/edit", fields)
                        .statusCode())
                .isEqualTo(303);

        assertThat(texts("SELECT id::text || ' ' || title FROM tools.milestone WHERE project_id = ?::uuid", project))
                .containsExactly(first + " Gieo hạt và tưới");
    }

    @Test
    void publishesANewVersionOfAFrameworkBesideTheOldOne() {
        PageBrowser admin = PageBrowser.administrator(
                InServer.bean(Settings.class).baseUrl().toString(), "vi");
        String page = "/tools/admin/frameworks/strand";
        long versions = number("SELECT count(*) FROM tools.framework WHERE id = 'strand'");
        admin.get(page);
        Map<String, String> fields = new HashMap<>(Map.of(
                "after", Long.toString(versions),
                "source", "Thông tư mới",
                "since", "2026-01-01",
                "terms", "self | Bản thân | Oneself\nnature | Thiên nhiên | Nature"));
        assertThat(admin.post(page, with(fields, "terms", "self, Bản thân")).body())
                .contains("KHUE-FRAMEWORK-LINE", "self, Bản thân", "Thông tư mới")
                .doesNotContain("??");

        assertThat(admin.post(page, fields).body())
                .contains("Không còn", "Bản thân", "(Hướng vào bản thân)")
                .doesNotContain("??");
        assertThat(admin.postWithFile(
                                page,
                                with(fields, "terms", ""),
                                "table",
                                "strand.csv",
                                "code;vietnamese;english\nself;Bản thân\nnature;Thiên nhiên;Nature\nXã hội;Xã hội;Society"
                                        .getBytes(StandardCharsets.UTF_8))
                        .body())
                .contains("Dòng 2 ", "Dòng 4 ")
                .doesNotContain("??");
        HttpResponse<String> brought = admin.postWithFile(
                page,
                with(fields, "do", "publish"),
                "table",
                "strand.csv",
                "code;vietnamese;english\nsea;Biển cả;The sea".getBytes(StandardCharsets.UTF_8));
        assertThat(brought.statusCode()).as("what a file brings is shown first").isEqualTo(200);
        assertThat(brought.body()).contains("sea | Biển cả | The sea");
        assertThat(number("SELECT count(*) FROM tools.framework WHERE id = 'strand'"))
                .as("a preview keeps nothing")
                .isEqualTo(versions);

        fields.put("do", "publish");
        assertThat(admin.post(page, fields).statusCode()).isEqualTo(303);
        assertThat(admin.get(page + "/terms.csv").body())
                .contains("\"code\",\"vietnamese\"", "\"nature\",\"Thiên nhiên\",\"Nature\",\"\"");
        assertThat(admin.post(page, fields).statusCode())
                .as("two write the same version")
                .isEqualTo(409);

        assertThat(admin.get(page).body()).contains("Thiên nhiên").doesNotContain("Hướng đến tự nhiên");
        assertThat(admin.get(page + "?version=1").body()).contains("Hướng đến tự nhiên");
        assertThat(school.teacher().get("/tools/portfolio/new").body())
                .contains("Thiên nhiên")
                .doesNotContain("Hướng đến xã hội");
        assertThat(number("SELECT count(*) FROM tools.audit_log WHERE action = 'FRAMEWORK_CHANGED'"))
                .isEqualTo(1);
        // For the other tests, the list is again as it came.
        InServer.execute("DELETE FROM tools.framework_term WHERE framework = 'strand' AND version <> '1'");
        InServer.execute("DELETE FROM tools.framework WHERE id = 'strand' AND version <> '1'");
    }

    @Test
    void answersEachMemberOfATeamForWhatOneOfThemHandedIn() {
        PageBrowser teacher = school.teacher();
        String project = made(teacher, typed(teacher.get("/tools/portfolio/new"), "Nhóm trồng rau"));
        List<UUID> pupils = school.pupils(3);
        String teams = "/tools/portfolio/projects/" + project + "/teams";
        assertThat(teacher.post(teams, Map.of("name", "Nhóm Sen")).statusCode()).isEqualTo(303);
        String team = text("SELECT id::text FROM tools.team WHERE project_id = ?::uuid", project);
        teacher.post(teams, Map.of("name", "", "pupil-" + pupils.get(0), team, "pupil-" + pupils.get(1), team));
        assertThat(teacher.get(teams).body()).contains("Nhóm Sen").doesNotContain("??");

        PageBrowser first = school.arrived(pupils.get(0));
        PageBrowser third = school.arrived(pupils.get(2));
        assertThat(third.get("/tools/portfolio/projects/" + project + "/team").body())
                .contains("Nhóm Sen: Nguyễn Minh 1, Nguyễn Minh 2")
                .doesNotContain("??");
        assertThat(third.post("/tools/portfolio/projects/" + project + "/team").body())
                .contains("KHUE-TEAM-MISSING");
        third.post("/tools/portfolio/projects/" + project + "/team", Map.of("team", team));
        handIn(first, project, "Chúng em trồng rau muống.");

        assertThat(texts("SELECT status || attempt FROM tools.work WHERE project_id = ?::uuid", project))
                .containsExactly("SUBMITTED1", "SUBMITTED1", "SUBMITTED1");
        String queue = teacher.get("/tools/portfolio/projects/" + project).body();
        assertThat(queue).contains("(1)", "Nhóm Sen: ").doesNotContain("??");

        String work = workOf(project, pupils.get(0));
        HttpResponse<String> page = teacher.get("/tools/portfolio/works/" + work);
        assertThat(page.body())
                .contains("Chúng em trồng rau muống.", "Có ghi chép")
                .doesNotContain("??");
        HttpResponse<String> answered = teacher.post(
                "/tools/portfolio/works/" + work,
                Map.of("version", version(page), "answer", "passed", "comment", "Tốt lắm.", "level-1", "2"));
        assertThat(answered.statusCode()).as(answered.body()).isEqualTo(303);

        assertThat(texts("SELECT status || outcome FROM tools.work WHERE project_id = ?::uuid", project))
                .containsExactly(
                        "ACCEPTEDoutcome-secondary/1/passed",
                        "ACCEPTEDoutcome-secondary/1/passed",
                        "ACCEPTEDoutcome-secondary/1/passed");
        for (UUID pupil : pupils) {
            assertThat(statements(workOf(project, pupil), "passed"))
                    .singleElement()
                    .satisfies(statement -> assertThat(statement)
                            .contains("\"team\"", "\"success\":true", "/ext/competencies")
                            .doesNotContain("Nguyễn", "rau"));
            assertThat(statements(workOf(project, pupil), "evaluated"))
                    .singleElement()
                    .satisfies(statement -> assertThat(statement)
                            .contains(
                                    "acrossx/extensions/rubrics",
                                    "\"level\":2",
                                    "competency/1/science",
                                    "/criterion/1"));
        }
        assertThat(statements(workOf(project, pupils.get(2)), "join")).hasSize(1);
        assertThat(first.get("/tools/portfolio/projects/" + project + "/mine").body())
                .contains("Tốt lắm.", "Ghi chép: mức 2/2, Có ghi chép", "Nhóm Sen")
                .doesNotContain("??");
    }

    @Test
    void answersSeveralAtOnceAndTakesItBack() {
        PageBrowser teacher = school.teacher();
        String project = made(teacher, typed(teacher.get("/tools/portfolio/new"), "Cả lớp"));
        List<UUID> pupils = school.pupils(2);
        pupils.forEach(pupil -> handIn(school.arrived(pupil), project, "Em trồng rau."));
        List<String> ticks = texts("SELECT id || '.' || version FROM tools.work WHERE project_id = ?::uuid", project);
        String answers = "/tools/portfolio/projects/" + project + "/answers";
        teacher.get("/tools/portfolio/projects/" + project);

        assertThat(teacher.post(answers, Map.of("answer", "passed")).body()).contains("KHUE-NOBODY-TICKED");
        assertThat(teacher.postAll(answers, Map.of("work", ticks, "answer", List.of("return")))
                        .body())
                .contains("KHUE-COMMENT-MISSING");
        assertThat(teacher.postAll(answers, Map.of("work", List.of("garbage"), "answer", List.of("passed")))
                        .statusCode())
                .isEqualTo(400);
        assertThat(teacher.postAll(answers, Map.of("work", ticks, "answer", List.of("passed")))
                        .statusCode())
                .isEqualTo(303);
        assertThat(status(project)).containsOnly("ACCEPTED");

        String undo = found(
                Pattern.compile("(/tools/portfolio/projects/[^\"]+/undo)"),
                teacher.get("/tools/portfolio/projects/" + project).body());
        PageBrowser colleague = school.teacher();
        colleague.get("/tools/portfolio/projects/" + project);
        assertThat(colleague.post(undo).statusCode())
                .as("another teacher's answer")
                .isEqualTo(409);
        assertThat(teacher.post(undo).statusCode()).isEqualTo(303);
        assertThat(teacher.post(undo).statusCode()).as("pressed twice").isEqualTo(409);

        assertThat(status(project)).containsOnly("SUBMITTED");
        for (UUID pupil : pupils) {
            String said = text(
                    "SELECT statements FROM tools.evaluation e JOIN tools.submission s ON s.id = e.submission_id"
                            + " WHERE s.work_id = ?::uuid",
                    workOf(project, pupil));
            for (String id : said.replaceAll("[\\[\\]\"]", "").split(",")) {
                assertThat(number(
                                "SELECT count(*) FROM tools.outbox WHERE payload LIKE ? AND payload LIKE '%verbs/voided%'",
                                "%\"StatementRef\",\"id\":\"" + id + "%"))
                        .as(id)
                        .isEqualTo(1);
            }
            assertThat(text(
                            "SELECT payload FROM tools.outbox WHERE queue = 'scores' AND lane = ? ORDER BY seq DESC LIMIT 1",
                            school.course.link() + "/" + pupil))
                    .as("the grade is cleared")
                    .contains("\"maximum\"")
                    .doesNotContain("\"given\"");
        }
    }

    @Test
    void keepsWhatATeacherSpeaksAndRefusesWhatIsNoVoice() {
        PageBrowser teacher = school.teacher();
        String project = made(teacher, typed(teacher.get("/tools/portfolio/new"), "Giọng nói"));
        UUID pupil = school.pupils(1).get(0);
        PageBrowser browser = school.arrived(pupil);
        handIn(browser, project, "Em kể chuyện.");
        String work = "/tools/portfolio/works/" + workOf(project, pupil);
        Map<String, String> fields = Map.of("version", version(teacher.get(work)), "answer", "return", "comment", "");

        HttpResponse<String> damaged = teacher.postWithFile(work, fields, "voice", "voice.webm", new byte[] {1, 2, 3});
        assertThat(damaged.statusCode()).isEqualTo(400);
        assertThat(damaged.body()).contains("KHUE-FILE-").doesNotContain("??");
        HttpResponse<String> refused = teacher.postWithFile(
                work, fields, "voice", "voice.webm", "<svg onload=x>".getBytes(StandardCharsets.UTF_8));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("KHUE-VOICE-KIND").doesNotContain("??");
        assertThat(teacher.postWithFile(work, fields, "voice", "voice.wav", silence())
                        .statusCode())
                .isEqualTo(303);

        String voice = text(
                "SELECT e.voice_id::text FROM tools.evaluation e JOIN tools.submission s ON s.id = e.submission_id"
                        + " WHERE s.work_id = ?::uuid",
                workOf(project, pupil));
        assertThat(browser.get("/tools/portfolio/projects/" + project + "/mine").body())
                .contains("/portfolio/files/" + voice);
        assertThat(browser.get("/tools/portfolio/files/" + voice).statusCode()).isEqualTo(200);
        assertThat(school.arrived(school.pupils(1).get(0))
                        .get("/tools/portfolio/files/" + voice)
                        .statusCode())
                .as("another pupil of the class")
                .isEqualTo(404);
        assertThat(statements(workOf(project, pupil), "commented")).hasSize(1);
    }

    @Test
    void draftsWhatIsSaidAtTheEndOfTheTermAndKeepsTheTeachersOwnWords() {
        PageBrowser teacher = school.teacher();
        String project = made(teacher, typed(teacher.get("/tools/portfolio/new"), "Vườn rau cuối kỳ"));
        List<UUID> pupils = school.pupils(2);
        handIn(school.arrived(pupils.get(0)), project, "Em trồng rau.");
        String work = "/tools/portfolio/works/" + workOf(project, pupils.get(0));
        teacher.post(
                work,
                Map.of(
                        "version",
                        version(teacher.get(work)),
                        "answer",
                        "passed",
                        "comment",
                        "Em rất chăm",
                        "level-1",
                        "2"));

        String draft = "Vườn rau cuối kỳ: Đạt. Ghi chép: Có ghi chép. Em rất chăm.";
        assertThat(teacher.get("/tools/portfolio/sheet").body()).contains(draft).doesNotContain("??");
        Map<String, String> own = Map.of("words-" + pupils.get(0), draft, "words-" + pupils.get(1), "=Cần cố gắng");
        assertThat(teacher.post("/tools/portfolio/sheet", own).statusCode()).isEqualTo(303);
        assertThat(texts("SELECT words FROM tools.term_comment WHERE course_id = ?", school.course.course()))
                .as("a draft stays a draft")
                .containsExactly("=Cần cố gắng");
        for (String file : List.of("sheet.xlsx", "sheet.docx")) {
            HttpResponse<String> export = teacher.get("/tools/portfolio/" + file);
            assertThat(export.statusCode()).isEqualTo(200);
            assertThat(export.body()).startsWith("PK");
            assertThat(export.headers().firstValue("Content-Disposition").orElse(""))
                    .startsWith("attachment");
        }
        assertThat(new SchoolOfTheTest().teacher().get("/tools/portfolio/sheet").body())
                .doesNotContain("Cần cố gắng");

        teacher.post("/tools/portfolio/sheet", Map.of("words-" + pupils.get(1), "x".repeat(2001)));
        teacher.post("/tools/portfolio/sheet", Map.of("words-" + pupils.get(1), ""));
        assertThat(number("SELECT count(*) FROM tools.term_comment WHERE course_id = ?", school.course.course()))
                .isZero();
    }

    /** Issue 5: a class of 45 with 10 pieces each, at most 120 KB on the line, and no statement more than for a small class. */
    @Test
    void showsAWholeClassInOnePageOfFewStatementsAndFewBytes() throws Exception {
        PageBrowser teacher = school.teacher();
        String project = made(teacher, typed(teacher.get("/tools/portfolio/new"), "Cả lớp 45 em"));
        String page = "/tools/portfolio/projects/" + project;
        StatementsOfTheTest statements = InServer.bean(StatementsOfTheTest.class);

        handInPictures(project, school.pupils(5));
        teacher.get(page);
        int forFive = fewest(statements, () -> teacher.get(page));
        handInPictures(project, school.pupils(40));
        int forAll =
                fewest(statements, () -> assertThat(teacher.get(page).body()).contains("(45)"));

        assertThat(forAll).isEqualTo(forFive).isBetween(1, 30);
        String body = teacher.get(page).body();
        assertThat(body.split("<img ", -1))
                .as("five of each pupil's ten, and how many there are besides")
                .hasSizeGreaterThan(5 * 45);
        assertThat(body.split("thêm 5", -1)).hasSize(45 + 1);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(packed)) {
            zip.write(body.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(packed.size()).isLessThanOrEqualTo(120 * 1024);
    }

    /** Workers in the background ask for things, too: of several counts the smallest has none of theirs. */
    private static int fewest(StatementsOfTheTest statements, Runnable work) {
        return IntStream.range(0, 7).map(i -> statements.during(work)).min().orElseThrow();
    }

    /** Ten pictures of each pupil, handed in. The pictures are rows only: the page links to them and shows none itself. */
    private static void handInPictures(String project, List<UUID> pupils) {
        for (UUID pupil : pupils) {
            UUID work = UUID.randomUUID();
            UUID submission = UUID.randomUUID();
            InServer.execute("""
                    INSERT INTO tools.work (id, project_id, pupil_id, status, attempt, reflection, reflected_attempt, grade_sent,
                                            started_at, status_since, version)
                    VALUES (?, ?::uuid, ?, 'SUBMITTED', 1, 'Em trồng rau.', 1, false, now(), now(), 1)
                    """, work, project, pupil);
            InServer.execute("""
                    INSERT INTO tools.submission (id, work_id, attempt, reflection, sha256, submitted_at)
                    VALUES (?, ?, 1, 'Em trồng rau.', repeat('0', 64), now())
                    """, submission, work);
            InServer.execute("""
                    WITH file AS (
                        INSERT INTO tools.stored_file (id, sha256, name, media_type, size, width, height, stored_at)
                        SELECT gen_random_uuid(), repeat('0', 64), 'Ảnh vườn rau ' || n || '.jpg', 'image/jpeg', 1000, 100, 100, now()
                        FROM generate_series(1, 10) n RETURNING id)
                    INSERT INTO tools.submitted_artefact (submission_id, position, artefact_id, file_id, caption)
                    SELECT ?, row_number() OVER (), gen_random_uuid(), id, 'Tuần này cây đã cao hơn' FROM file
                    """, submission);
        }
    }

    private static List<String> status(String project) {
        return texts("SELECT status FROM tools.work WHERE project_id = ?::uuid", project);
    }

    /** A second of silence, as the smallest WAV. */
    private static byte[] silence() {
        ByteBuffer wav = ByteBuffer.allocate(44 + 8000).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 8000);
        wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) 1);
        wav.putInt(8000).putInt(8000).putShort((short) 1).putShort((short) 8);
        wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(8000);
        return wav.array();
    }

    private static Map<String, String> with(Map<String, String> fields, String name, String value) {
        Map<String, String> changed = new HashMap<>(fields);
        changed.put(name, value);
        return changed;
    }
}
