/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio;

import static khue.tools.portfolio.ProjectOfTheTest.made;
import static khue.tools.portfolio.ProjectOfTheTest.typed;
import static khue.tools.testing.InServer.number;
import static khue.tools.testing.InServer.text;
import static khue.tools.testing.InServer.texts;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import khue.tools.settings.Settings;
import khue.tools.testing.InServer;
import khue.tools.testing.PageBrowser;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** A teacher sets up projects, from templates or from nothing, and looks after the templates. */
@ArquillianTest
class SettingUpIT {

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
                .contains("Gieo hạt", "28 ngày", "Thành tố: Bối cảnh", "Đây là bản cũ", "Các bản của mẫu (2)")
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

    private static Map<String, String> with(Map<String, String> fields, String name, String value) {
        Map<String, String> changed = new HashMap<>(fields);
        changed.put(name, value);
        return changed;
    }
}
