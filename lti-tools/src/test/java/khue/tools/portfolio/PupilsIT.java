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
import static khue.tools.testing.InServer.execute;
import static khue.tools.testing.InServer.text;
import static khue.tools.testing.InServer.texts;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;
import khue.tools.settings.Settings;
import khue.tools.testing.InServer;
import khue.tools.testing.PageBrowser;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What pupils say about the pieces of their work: which step they belong to, and who is in a picture. */
@ArquillianTest
class PupilsIT {

    private final SchoolOfTheTest school = InServer.bean(Settings.class) == null ? null : new SchoolOfTheTest();

    private PageBrowser teacher;
    private String project;
    private String mine;
    private List<UUID> pupils;
    private PageBrowser pupil;

    @Deployment
    static WebArchive tools() {
        return InServer.tools();
    }

    @BeforeEach
    void aProjectOfTwoSteps() {
        teacher = school.teacher();
        project = made(teacher, typed(teacher.get("/tools/portfolio/new"), "Vườn rau"));
        mine = "/tools/portfolio/projects/" + project + "/mine";
        pupils = school.pupils(2);
        pupil = school.arrived(pupils.get(0));
    }

    @Test
    void putsPiecesToStepsAndChangesThemAndTheLockedCopyKeepsThem() {
        String harvest = add("thu hoạch.txt", step("Thu hoạch"));
        String sowing = add("gieo hạt.txt", step("Gieo hạt"));
        String whole = add("cả dự án.txt", "");
        inOrder(
                pupil.get(mine).body(),
                "<h3",
                "Gieo hạt",
                "gieo hạt.txt",
                "Thu hoạch",
                "thu hoạch.txt",
                "cả dự án.txt");

        save(Map.of("milestone-" + whole, step("Gieo hạt"), "milestone-" + sowing, ""));
        inOrder(pupil.get(mine).body(), "<h3", "cả dự án.txt", "thu hoạch.txt", "gieo hạt.txt");

        // A step of another project is none; one that is taken out leaves its pieces.
        String stranger = made(teacher, typed(teacher.get("/tools/portfolio/new"), "Dự án khác"));
        save(Map.of("milestone-" + harvest, step(stranger, "Gieo hạt")));
        assertThat(milestones()).containsExactlyInAnyOrder("Gieo hạt", "", "");
        save(Map.of("milestone-" + harvest, step("Thu hoạch")));

        handIn(pupil, project, "Em trồng rau.");
        String work = "/tools/portfolio/works/" + workOf(project, pupils.get(0));
        inOrder(teacher.get(work).body(), "Gieo hạt", "cả dự án.txt", "Thu hoạch", "thu hoạch.txt", "gieo hạt.txt");
        execute("DELETE FROM tools.milestone WHERE project_id = ?::uuid AND title = 'Thu hoạch'", project);
        assertThat(teacher.get(work).body()).as("the locked copy").contains("Thu hoạch");
        assertThat(pupil.get(mine).body()).contains("thu hoạch.txt").doesNotContain("Thu hoạch<", "??");
        assertThat(ProjectOfTheTest.statements(workOf(project, pupils.get(0)), "create"))
                .as("a step is nothing that a statement says")
                .hasSize(4)
                .allSatisfy(statement -> assertThat(statement).doesNotContain("milestone"));
    }

    @Test
    void saysWhoIsInAPictureAndATeacherCorrectsIt() {
        String artefact = add("cả nhóm.png", "");
        String people = mine + "/people/" + artefact;
        assertThat(pupil.get(mine).body()).contains("Ai trong ảnh?");
        assertThat(pupil.get(people).body()).contains("Nguyễn Minh 2").doesNotContain("??");
        assertThat(pupil.postAll(
                                people,
                                Map.of(
                                        "person",
                                        List.of(new SchoolOfTheTest()
                                                .pupils(1)
                                                .get(0)
                                                .toString())))
                        .statusCode())
                .as("somebody of another class")
                .isEqualTo(400);
        PageBrowser classmate = school.arrived(pupils.get(1));
        assertThat(classmate.get(people).statusCode())
                .as("a classmate's picture")
                .isEqualTo(404);

        pupil.get(people);
        assertThat(pupil.postAll(
                                people,
                                Map.of(
                                        "person",
                                        pupils.stream().map(UUID::toString).toList()))
                        .statusCode())
                .isEqualTo(303);
        assertThat(pupil.get(mine).body()).contains("Trong ảnh: Nguyễn Minh 1, Nguyễn Minh 2");

        handIn(pupil, project, "Cả nhóm trồng rau.");
        String work = "/tools/portfolio/works/" + workOf(project, pupils.get(0));
        HttpResponse<String> page = teacher.get(work);
        teacher.post(work, Map.of("version", version(page), "answer", "passed", "comment", "Tốt"));
        String pictures = "/tools/portfolio/projects/" + project + "/family/pictures";
        assertThat(teacher.get(pictures).body())
                .contains("Em ghi: Nguyễn Minh 1, Nguyễn Minh 2")
                .doesNotContain("??");
        String file = text("SELECT file_id::text FROM tools.artefact WHERE id = ?::uuid", artefact);
        teacher.post(pictures, Map.of("file", file));
        assertThat(teacher.get(pictures + "?said=true").body())
                .contains("Nguyễn Minh 1, Nguyễn Minh 2", "chưa có đồng ý cho Nguyễn Minh 1, Nguyễn Minh 2");

        teacher.get(pictures + "/" + file);
        teacher.post(pictures + "/" + file, Map.of("person", pupils.get(0).toString()));
        assertThat(teacher.get(pictures + "?said=true").body()).doesNotContain("Nguyễn Minh 2", "chưa có đồng ý");
        assertThat(pupil.get(people).body()).contains("Thầy cô đã xem lại").doesNotContain("checkbox", "??");
    }

    // The steps

    private String add(String name, String step) {
        Map<String, String> fields = fields(Map.of("do", "add", "milestone", step));
        byte[] content = name.endsWith(".png") ? picture() : name.getBytes(StandardCharsets.UTF_8);
        HttpResponse<String> answer = pupil.postWithFile(mine, fields, "file", name, content);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        return text(
                "SELECT a.id::text FROM tools.artefact a JOIN tools.work w ON w.id = a.work_id"
                        + " WHERE w.project_id = ?::uuid ORDER BY a.added_at DESC LIMIT 1",
                project);
    }

    private void save(Map<String, String> changed) {
        HttpResponse<String> answer = pupil.post(mine, fields(changed));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    }

    private Map<String, String> fields(Map<String, String> changed) {
        Map<String, String> fields = new HashMap<>(Map.of("do", "save", "attempt", "1", "reflection", ""));
        fields.put("version", version(pupil.get(mine)));
        fields.putAll(changed);
        return fields;
    }

    private String step(String title) {
        return step(project, title);
    }

    private static String step(String project, String title) {
        return text("SELECT id::text FROM tools.milestone WHERE project_id = ?::uuid AND title = ?", project, title);
    }

    private List<String> milestones() {
        return texts("""
                SELECT coalesce(m.title, '') FROM tools.artefact a JOIN tools.work w ON w.id = a.work_id
                LEFT JOIN tools.milestone m ON m.id = a.milestone_id WHERE w.project_id = ?::uuid
                """, project);
    }

    private static void inOrder(String page, String... texts) {
        int at = 0;
        for (String text : texts) {
            int found = page.indexOf(text, at);
            assertThat(found).as("%s after %d in %s", text, at, page).isNotNegative();
            at = found + text.length();
        }
    }

    private static byte[] picture() {
        try (ByteArrayOutputStream png = new ByteArrayOutputStream()) {
            ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", png);
            return png.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
