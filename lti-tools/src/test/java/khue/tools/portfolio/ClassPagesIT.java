/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio;

import static khue.tools.portfolio.ProjectOfTheTest.handIn;
import static khue.tools.portfolio.ProjectOfTheTest.made;
import static khue.tools.portfolio.ProjectOfTheTest.typed;
import static khue.tools.portfolio.ProjectOfTheTest.version;
import static khue.tools.portfolio.ProjectOfTheTest.workOf;
import static khue.tools.testing.InServer.number;
import static khue.tools.testing.InServer.texts;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import khue.tools.settings.Settings;
import khue.tools.testing.InServer;
import khue.tools.testing.PageBrowser;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** A whole class on one page: the queue of a project, and the sheet at the end of a term. */
@ArquillianTest
class ClassPagesIT {

    private final SchoolOfTheTest school = InServer.bean(Settings.class) == null ? null : new SchoolOfTheTest();

    @Deployment
    static WebArchive tools() {
        return InServer.tools();
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
}
