/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio;

import static khue.tools.testing.InServer.execute;
import static khue.tools.testing.InServer.number;
import static khue.tools.testing.InServer.text;
import static khue.tools.testing.InServer.texts;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import khue.tools.settings.Settings;
import khue.tools.testing.InServer;
import khue.tools.testing.PageBrowser;
import khue.tools.web.Audience;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A preschool class: a teacher records, families see their own child, nothing is handed in. Over HTTP and on PostgreSQL. */
@ArquillianTest
class PreschoolIT {

    private static final String FIELD = "development-field/1/social";
    private static final Pattern ID = Pattern.compile("name=\"id\" value=\"([0-9a-f-]{36})\"");
    private static final Pattern VERSION = Pattern.compile("name=\"version\" value=\"(\\d+)\"");
    private static final Pattern NEXT = Pattern.compile("/moments/([0-9a-f-]{36})");

    private final SchoolOfTheTest school = InServer.bean(Settings.class) == null ? null : new SchoolOfTheTest();

    private PageBrowser teacher;
    private String project;
    private String moments;
    private UUID an;
    private UUID binh;

    @Deployment
    static WebArchive tools() {
        return InServer.tools();
    }

    @BeforeEach
    void aPreschoolClass() {
        teacher = school.teacher();
        List<UUID> children = school.pupils(2);
        an = children.get(0);
        binh = children.get(1);
        teacher.get("/tools/portfolio/level");
        assertThat(teacher.post("/tools/portfolio/level").body()).contains("KHUE-LEVEL-MISSING");
        assertThat(teacher.post("/tools/portfolio/level", Map.of("level", "school-level/1/preschool"))
                        .statusCode())
                .isEqualTo(303);
        HttpResponse<String> form = teacher.get("/tools/portfolio/new");
        assertThat(form.body()).contains("Mầm non", "Phát triển thể chất").doesNotContain("outcomeScale", "??");
        project = found(ID, form);
        teacher.post(
                "/tools/portfolio/new",
                Map.of(
                        "id",
                        project,
                        "title",
                        "Góc chơi",
                        "learningForm",
                        "learning-form/1/play",
                        "competency",
                        FIELD));
        moments = "/tools/portfolio/projects/" + project + "/moments";
    }

    @Test
    void aTeacherRecordsAndAFamilySeesPicturesOfTheOwnChildOnly() {
        PageBrowser ansMother = mother(an);
        PageBrowser binhsMother = mother(binh);
        String moment = begun();
        String alone = pictured(moment, "an.png");
        String together = pictured(moment, "cả hai.png");
        assertThat(teacher.get(moment).body()).contains("Gắn tên trẻ (2 ảnh)").doesNotContain("??");

        assertThat(tag(moment, alone, an).headers().firstValue("Location").orElseThrow())
                .as("the next one opens by itself")
                .endsWith("/pictures/" + together);
        tag(moment, together, an, binh);
        assertThat(teacher.get(moment).body()).contains("chưa có đồng ý cho Nguyễn Minh 1, Nguyễn Minh 2");
        assertThat(save(moment, "submit", "", "Xếp cầu").body()).contains("KHUE-FIELD-MISSING", "Xếp cầu");
        assertThat(ansMother.get("/tools/portfolio/family").body()).doesNotContain("Góc chơi");

        assertThat(save(moment, "submit", FIELD, "Các con cùng xếp cầu.").statusCode())
                .isEqualTo(303);

        String seen = "/tools/portfolio/family/moments/" + workOf(an);
        assertThat(ansMother.get("/tools/portfolio/family").body()).contains("Góc chơi");
        assertThat(ansMother.get(seen).body())
                .contains("Các con cùng xếp cầu.", "Phát triển tình cảm", file(alone), "1 ảnh hoặc video chưa hiện")
                .doesNotContain(file(together), "??");
        assertThat(ansMother.get(picture(together)).statusCode()).isEqualTo(404);
        assertThat(binhsMother.get(seen).statusCode()).as("another child's").isEqualTo(404);
        assertThat(binhsMother.get(picture(alone)).statusCode())
                .as("not in the picture")
                .isEqualTo(404);

        agree(an);
        agree(binh);
        assertThat(ansMother.get(picture(together)).statusCode())
                .as("all have agreed")
                .isEqualTo(200);
        assertThat(binhsMother.get(picture(together)).statusCode()).isEqualTo(200);

        assertThat(save(moment, "untag-" + together + "." + binh, FIELD, "Các con cùng xếp cầu.")
                        .statusCode())
                .isEqualTo(303);
        assertThat(binhsMother.get(picture(together)).statusCode())
                .as("a name taken out")
                .isEqualTo(404);
        assertThat(binhsMother
                        .get("/tools/portfolio/family/moments/" + workOf(binh))
                        .statusCode())
                .isEqualTo(404);
        assertThat(ansMother.get(picture(together)).statusCode()).isEqualTo(200);

        teacher.get(moment);
        teacher.post(moment + "/unshare");
        assertThat(ansMother.get(picture(alone)).statusCode()).as("taken back").isEqualTo(404);
        assertThat(ansMother.get(seen).statusCode()).isEqualTo(404);
        assertThat(ansMother.get("/tools/portfolio/family").body()).doesNotContain("Góc chơi");
    }

    @Test
    void whatIsRecordedNamesTheChildAsActorAndTheTeacherAsInstructorAndAMistakeIsVoided() {
        String moment = begun();
        String picture = pictured(moment, "an.png");
        tag(moment, picture, an, binh);
        save(moment, "submit", FIELD, "Xếp cầu");
        tag(moment, picture, an);

        assertThat(statements(an, "create"))
                .singleElement()
                .satisfies(created -> assertThat(created)
                        .contains("\"instructor\"", FIELD, "/ext/level\":\"preschool\"", "\"learner\"")
                        .doesNotContain("Minh", "Xếp"));
        assertThat(statements(an, "completed"))
                .singleElement()
                .satisfies(completed -> assertThat(completed)
                        .contains("\"instructor\"", "observed")
                        .doesNotContain("success", "score"));
        assertThat(statements(an, "shared"))
                .singleElement()
                .satisfies(shared -> assertThat(shared)
                        .contains("\"teacher\"", "/ext/subject")
                        .doesNotContain("\"instructor\""));
        assertThat(statements(binh, "unshare")).hasSize(1);
        for (String verb : List.of("create", "completed")) {
            String statement = text(
                    "SELECT id::text FROM tools.outbox WHERE payload = ?",
                    statements(binh, verb).get(0));
            assertThat(number(
                            "SELECT count(*) FROM tools.outbox WHERE payload LIKE ? AND payload LIKE '%verbs/voided%'",
                            "%" + statement + "%"))
                    .as("%s of the child who is not in it is voided", verb)
                    .isEqualTo(1);
        }
        assertThat(statements(an, "unshare")).isEmpty();
        // Pressed again, nothing is said twice.
        save(moment, "submit", FIELD, "Xếp cầu");
        assertThat(statements(an, "shared")).hasSize(1);
        assertThat(statements(an, "completed")).hasSize(1);
    }

    @Test
    void nothingIsHandedInJudgedOrGraded() {
        PageBrowser child = school.arrived(an);

        assertThat(child.get("/tools/portfolio/waiting").body())
                .contains("trẻ không nộp bài")
                .doesNotContain("??");
        assertThat(child.get("/tools/portfolio/projects/" + project + "/mine").statusCode())
                .isEqualTo(404);
        assertThat(child.get(moments).statusCode()).isEqualTo(403);
        assertThat(texts("SELECT status FROM tools.work WHERE project_id = ?::uuid", project))
                .isEmpty();
        assertThat(InServer.bean(PortfolioTool.class).items(school.course.course()))
                .filteredOn(item -> item.id().toString().equals(project))
                .singleElement()
                .satisfies(item -> assertThat(item.scoreMaximum()).isEmpty());
        assertThat(text("SELECT outcome_scale FROM tools.project WHERE id = ?::uuid", project))
                .isEqualTo("outcome-preschool");
        assertThat(teacher.location(teacher.get("/tools/portfolio/projects/" + project)))
                .isEqualTo(moments);
        assertThat(number(
                        "SELECT count(*) FROM tools.class_of_young_children WHERE course_id = ?",
                        school.course.course()))
                .as("families consent for children below seven")
                .isEqualTo(1);
    }

    @Test
    void takesNothingButPicturesAndFilmsAndNothingOfAnotherClass() {
        String moment = begun();
        String picture = pictured(moment, "an.png");

        HttpResponse<String> refused =
                teacher.postWithFile(moment, fields(moment, "add", "", ""), "file", "a.txt", new byte[] {'a', 'b'});
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("KHUE-FILE-KIND").doesNotContain("??");
        HttpResponse<String> stranger =
                tag(moment, picture, new SchoolOfTheTest().pupils(1).get(0));
        assertThat(stranger.statusCode()).isEqualTo(400);
        PageBrowser colleague = new SchoolOfTheTest().teacher();
        assertThat(colleague.get(moment).statusCode()).isEqualTo(404);
        assertThat(colleague.get(moment + "/pictures/" + picture).statusCode()).isEqualTo(404);
        assertThat(colleague.get(picture(picture)).statusCode()).isEqualTo(404);

        teacher.get(moment + "/remove/" + picture);
        String file = file(picture);
        assertThat(teacher.post(moment + "/remove/" + picture).statusCode()).isEqualTo(303);
        assertThat(number("SELECT count(*) FROM tools.stored_file WHERE id = ?::uuid", file))
                .isZero();
    }

    @Test
    void aClosedProjectTakesNoNewMomentButWhatIsSharedCanStillBeTakenBack() {
        PageBrowser ansMother = mother(an);
        String moment = begun();
        String picture = pictured(moment, "an.png");
        tag(moment, picture, an);
        save(moment, "submit", FIELD, "");
        String next = begun();
        teacher.post("/tools/portfolio/projects/" + project + "/close");

        assertThat(save(next, "save", FIELD, "Thêm nữa").body())
                .contains("KHUE-PROJECT-CLOSED", "thầy cô hãy mở lại dự án")
                .doesNotContain("em hãy nhờ thầy cô", "??");
        assertThat(ansMother.get(picture(picture)).statusCode()).isEqualTo(200);
        save(moment, "untag-" + picture + "." + an, FIELD, "");
        assertThat(ansMother.get(picture(picture)).statusCode()).isEqualTo(404);
    }

    @Test
    void twoPagesWithOneTextLoseNothing() {
        String moment = begun();
        save(moment, "save", FIELD, "Trang thứ nhất");
        Map<String, String> stale = fields(moment, "save", FIELD, "Trang thứ hai");
        save(moment, "save", FIELD, "Trang thứ nhất, sửa");

        HttpResponse<String> refused = teacher.post(moment, stale);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("KHUE-REFLECTION-CHANGED", "Trang thứ hai", "Trang thứ nhất, sửa");
    }

    @Test
    void aFamilySpeaksAboutAMomentAndTakesAlongWhatItSees() {
        PageBrowser ansMother = mother(an);
        PageBrowser binhsMother = mother(binh);
        String moment = begun();
        tag(moment, pictured(moment, "an.png"), an);
        tag(moment, pictured(moment, "hai.png"), an, binh);
        String seen = "/tools/portfolio/family/moments/" + workOf(an);
        String talk = seen + "/" + moment.substring(moment.lastIndexOf('/') + 1) + "/talk";
        assertThat(ansMother.get(talk).statusCode()).as("not shared").isEqualTo(404);
        save(moment, "submit", FIELD, "Các con cùng xếp cầu.");

        assertThat(ansMother.get(seen).body()).contains(talk);
        assertThat(ansMother.post(talk, Map.of("words", "")).body()).contains("KHUE-COMMENT-EMPTY");
        assertThat(ansMother
                        .post(talk, Map.of("words", "Ở nhà con cũng xếp cầu."))
                        .statusCode())
                .isEqualTo(303);
        assertThat(ansMother.get(talk).body()).contains("Ở nhà con cũng xếp cầu.", "Chờ thầy cô đọc");
        assertThat(binhsMother.get(talk).statusCode()).as("another child's").isEqualTo(404);
        String queue = "/tools/portfolio/projects/" + project + "/talk";
        assertThat(teacher.get(moments).body()).contains("Nhận xét của gia đình: 1 lời chờ đọc");
        assertThat(teacher.get(queue).body()).contains("Ở nhà con cũng xếp cầu.", moment);
        teacher.post(
                queue,
                Map.of(
                        "show",
                        text(
                                "SELECT id::text FROM tools.work_comment WHERE work_id = ?::uuid AND moment_id IS NOT NULL",
                                workOf(an))));
        assertThat(ansMother.get(seen).body()).contains("Lời nhận xét (1)");
        String binhs = "/tools/portfolio/family/moments/" + workOf(binh);
        assertThat(binhsMother.get(binhs).body()).doesNotContain("Lời nhận xét (1)");
        assertThat(binhsMother.get(talk.replace(workOf(an), workOf(binh))).body())
                .as("a family's words are not the other families'")
                .doesNotContain("Ở nhà con");

        String archive = "/tools/portfolio/family/archive/" + an;
        assertThat(ansMother.get("/tools/portfolio/family").body()).contains(archive);
        HttpResponse<String> zip = ansMother.get(archive);
        assertThat(zip.headers().firstValue("Content-Type")).contains("application/zip");
        assertThat(zip.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
        assertThat(zip.body()).contains("01/index.html", "01-an.jpg").doesNotContain("hai.jpg", "02/index.html");
        assertThat(binhsMother.get(archive).statusCode()).isEqualTo(404);
        assertThat(school.browser(an, Audience.LEARNER)
                        .get("/tools/portfolio/archive")
                        .body())
                .as("the child itself, later")
                .contains("01-an.jpg")
                .doesNotContain("hai.jpg", "02/index.html");
        agree(an);
        agree(binh);
        assertThat(ansMother.get(archive).body()).contains("hai.jpg");

        execute("""
                INSERT INTO tools.data_request (id, kind, state, person_id, asked_as, on_paper, received_on, reply_by, done_by, opened_at)
                VALUES (?, 'RESTRICT', 'OPEN', ?, 'GUARDIAN', true, now(), now(), now(), now())
                """, an, an);
        execute("INSERT INTO tools.restriction (person_id, request_id, since) VALUES (?, ?, now())", an, an);
        String later = begun();
        tag(later, pictured(later, "sau.png"), an);
        assertThat(teacher.get(later).body()).contains("đang được hạn chế dùng dữ liệu");
        save(later, "submit", FIELD, "Sau khi hạn chế");
        assertThat(ansMother.get(seen).body()).contains("Các con cùng xếp cầu.").doesNotContain("Sau khi hạn chế");
        assertThat(ansMother.get(archive).body()).doesNotContain("sau.jpg");
    }

    // The steps

    /** The address of a moment that is not there yet: the same until something of it is kept. */
    private String begun() {
        String id = found(NEXT, teacher.get(moments));
        assertThat(found(NEXT, teacher.get(moments))).isEqualTo(id);
        return moments + "/" + id;
    }

    private String pictured(String moment, String name) {
        HttpResponse<String> answer =
                teacher.postWithFile(moment, fields(moment, "add", "", ""), "file", name, picture());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        return text(
                "SELECT id::text FROM tools.moment_picture WHERE moment_id = ?::uuid ORDER BY added_at DESC LIMIT 1",
                moment.substring(moment.lastIndexOf('/') + 1));
    }

    private HttpResponse<String> save(String moment, String wish, String field, String words) {
        return teacher.post(moment, fields(moment, wish, field, words));
    }

    private Map<String, String> fields(String moment, String wish, String field, String words) {
        Map<String, String> fields = new HashMap<>();
        fields.put("version", found(VERSION, teacher.get(moment)));
        fields.put("do", wish);
        fields.put("field", field);
        fields.put("reflection", words);
        return fields;
    }

    private HttpResponse<String> tag(String moment, String picture, UUID... children) {
        String page = moment + "/pictures/" + picture;
        assertThat(teacher.get(page).body()).doesNotContain("??");
        return teacher.postAll(
                page,
                Map.of("child", List.of(children).stream().map(UUID::toString).toList()));
    }

    private static String file(String picture) {
        return text("SELECT file_id::text FROM tools.moment_picture WHERE id = ?::uuid", picture);
    }

    private static String picture(String picture) {
        return "/tools/portfolio/files/" + file(picture);
    }

    private String workOf(UUID child) {
        return text("SELECT id::text FROM tools.work WHERE project_id = ?::uuid AND pupil_id = ?", project, child);
    }

    private List<String> statements(UUID child, String verb) {
        return texts(
                "SELECT payload FROM tools.outbox WHERE queue = 'statements' AND payload LIKE ? AND payload LIKE ? ORDER BY seq",
                "%\"registration\":\"" + workOf(child) + "%",
                "%/" + verb + "\",\"display\"%");
    }

    private PageBrowser mother(UUID child) {
        UUID mother = UUID.randomUUID();
        execute("INSERT INTO tools.person (id, display_name, created_at) VALUES (?, 'Đỗ Thị Lan', now())", mother);
        execute("""
                INSERT INTO tools.guardian (id, person_id, child_id, course_id, relation, asked_at, confirmed_at, confirmed_by)
                VALUES (?, ?, ?, ?, 'MOTHER', now(), now(), ?)
                """, UUID.randomUUID(), mother, child, school.course.course(), mother);
        return school.browser(mother, Audience.GUARDIAN);
    }

    private static void agree(UUID child) {
        execute("""
                INSERT INTO tools.consent (id, child_id, purpose, text_version, given_by, capacity, language, given_at)
                SELECT ?, child_id, 'PICTURES', 1, person_id, 'GUARDIAN', 'vi', now() FROM tools.guardian WHERE child_id = ?
                """, UUID.randomUUID(), child);
    }

    private static byte[] picture() {
        try (ByteArrayOutputStream png = new ByteArrayOutputStream()) {
            ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", png);
            return png.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static String found(Pattern pattern, HttpResponse<String> page) {
        Matcher matcher = pattern.matcher(page.body());
        assertThat(matcher.find()).as("%s in %s", pattern, page.body()).isTrue();
        return matcher.group(1);
    }
}
