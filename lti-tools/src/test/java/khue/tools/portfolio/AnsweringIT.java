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

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import khue.tools.settings.Settings;
import khue.tools.testing.InServer;
import khue.tools.testing.PageBrowser;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** A teacher answers what was handed in: one work, a team's, several at once, in words and aloud. */
@ArquillianTest
class AnsweringIT {

    private final SchoolOfTheTest school = InServer.bean(Settings.class) == null ? null : new SchoolOfTheTest();

    @Deployment
    static WebArchive tools() {
        return InServer.tools();
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
                            .contains(
                                    "\"team\"",
                                    "\"success\":true",
                                    "/ext/competencies",
                                    "/ext/components\":[\"context\"]")
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

    /** Hoàn thành tốt, hoàn thành, chưa hoàn thành: what counts for how much is data, and the gradebook reads the official words. */
    @Test
    void gradesByTheThreeLevelsOfPrimarySchool() {
        PageBrowser teacher = school.teacher();
        Map<String, String> fields = typed(teacher.get("/tools/portfolio/new"), "Góc đọc sách");
        fields.put("outcomeScale", "outcome-primary");
        String project = made(teacher, fields);
        Map<String, String> given = Map.of(
                "well-done", "\"given\":\"2\",\"maximum\":\"2\",\"comment\":\"Hoàn thành tốt. ",
                "done", "\"given\":\"1\",\"maximum\":\"2\",\"comment\":\"Hoàn thành. ",
                "not-done", "\"given\":\"0\",\"maximum\":\"2\",\"comment\":\"Chưa hoàn thành. ");
        given.forEach((level, score) -> {
            UUID pupil = school.pupils(1).get(0);
            handIn(school.arrived(pupil), project, "Em đã đọc hai cuốn sách.");
            String work = "/tools/portfolio/works/" + workOf(project, pupil);

            teacher.post(
                    work,
                    Map.of("version", version(teacher.get(work)), "answer", level, "comment", "Em cố gắng thêm nhé."));

            assertThat(text(
                            "SELECT payload FROM tools.outbox WHERE queue = 'scores' AND lane = ?",
                            school.course.link() + "/" + pupil))
                    .contains(score);
        });
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
}
