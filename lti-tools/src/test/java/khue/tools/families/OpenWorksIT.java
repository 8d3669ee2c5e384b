/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.families;

import static khue.tools.testing.InServer.execute;
import static khue.tools.testing.InServer.number;
import static khue.tools.testing.InServer.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import khue.tools.testing.InServer;
import khue.tools.testing.PageBrowser;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** What others see and say of a work that is opened to them, and what a pupil takes along. */
@ArquillianTest
class OpenWorksIT extends WithAFamily {

    @Deployment
    static WebArchive tools() {
        return InServer.tools();
    }

    @Test
    void aFamilysWordsWaitForATeacherAndOnlyThenReachThePupil() {
        PageBrowser mother = confirmedGuardian(child);
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
        PageBrowser mother = confirmedGuardian(child);
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
}
