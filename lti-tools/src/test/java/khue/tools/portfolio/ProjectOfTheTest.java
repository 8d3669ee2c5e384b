/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio;

import static khue.tools.testing.InServer.text;
import static khue.tools.testing.InServer.texts;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import khue.tools.testing.PageBrowser;

/** How a project comes to be over HTTP, is worked on, and what is then recorded of it. */
final class ProjectOfTheTest {

    private static final Pattern ID = Pattern.compile("name=\"id\" value=\"([0-9a-f-]{36})\"");
    private static final Pattern VERSION = Pattern.compile("name=\"version\" value=\"(\\d+)\"");

    private static final Pattern FROM = Pattern.compile("name=\"from\" value=\"([^\"]+)\"");

    private ProjectOfTheTest() {}

    /** A project's form, filled in. */
    static Map<String, String> typed(HttpResponse<String> page, String title) {
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        Map<String, String> fields = new HashMap<>();
        fields.put("id", found(ID, page.body()));
        FROM.matcher(page.body()).results().forEach(from -> fields.put("from", from.group(1)));
        fields.put("title", title);
        fields.put("instructions", "Trồng rau ở góc lớp.");
        fields.put("learningForm", "learning-form/1/project");
        fields.put("competency", "competency/1/science");
        fields.put("component", "component/1/context");
        fields.put("outcomeScale", "outcome-secondary");
        fields.put("criterion-0", "Ghi chép");
        fields.put("criterion-0-competency", "competency/1/science");
        fields.put("criterion-0-level-0", "Có ảnh");
        fields.put("criterion-0-level-1", "Có ghi chép");
        fields.put("milestone-0", "Gieo hạt");
        fields.put("milestone-0-due", "2027-01-31");
        fields.put("milestone-1", "Thu hoạch");
        return fields;
    }

    static String made(PageBrowser teacher, Map<String, String> fields) {
        HttpResponse<String> answer = teacher.post("/tools/portfolio/new", fields);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        return fields.get("id");
    }

    static void handIn(PageBrowser pupil, String project, String words) {
        String mine = "/tools/portfolio/projects/" + project + "/mine";
        HttpResponse<String> page = pupil.get(mine);
        HttpResponse<String> answer =
                pupil.post(mine, Map.of("version", version(page), "attempt", "1", "reflection", words, "do", "submit"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    }

    static String version(HttpResponse<String> page) {
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        return found(VERSION, page.body());
    }

    static String workOf(String project, UUID pupil) {
        return text("SELECT id::text FROM tools.work WHERE project_id = ?::uuid AND pupil_id = ?", project, pupil);
    }

    /** What was recorded of a work with this verb. */
    static List<String> statements(String work, String verb) {
        return texts(
                "SELECT payload FROM tools.outbox WHERE queue = 'statements' AND payload LIKE ? AND payload LIKE ? ORDER BY seq",
                "%\"registration\":\"" + work + "%",
                "%/" + verb + "\",\"display\"%");
    }

    static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
        return matcher.group(1);
    }
}
