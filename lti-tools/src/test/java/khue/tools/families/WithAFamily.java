/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.families;

import static khue.tools.testing.InServer.bean;
import static khue.tools.testing.InServer.execute;
import static khue.tools.testing.InServer.text;
import static khue.tools.testing.InServer.texts;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import khue.tools.settings.Settings;
import khue.tools.testing.PageBrowser;
import khue.tools.web.Audience;
import khue.tools.web.Visitor;
import khue.tools.web.Visits;
import org.junit.jupiter.api.BeforeEach;

/** A class whose teacher has accepted a pupil's work, and what a family does: over HTTP and on PostgreSQL. */
abstract class WithAFamily {

    static final Pattern CODE = Pattern.compile("class=\"f-code\">([0-9A-Z-]{14})<");
    static final Locale VIETNAMESE = Locale.forLanguageTag("vi");

    final Visits visits = bean(Visits.class);
    final Settings settings = bean(Settings.class);
    final Guardians guardians = bean(Guardians.class);

    UUID course;
    UUID teacher;
    UUID child;
    UUID classmate;
    UUID project;
    UUID work;
    PageBrowser teachers;

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

    PageBrowser confirmedGuardian(UUID pupil) {
        PageBrowser browser = stranger();
        introduces(browser, printed(pupil));
        teachers.post("/tools/families/" + guardianOf(pupil) + "/confirm");
        return browser;
    }

    PageBrowser pupil(UUID person) {
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

    String workPage(UUID id) {
        return "/tools/portfolio/family/works/" + id;
    }

    HttpResponse<String> introduces(PageBrowser browser, String code) {
        browser.get("/tools/family");
        return browser.post(
                "/tools/family", Map.of("code", code, "name", "Phạm Thị Mai", "relation", "MOTHER", "phone", "4567"));
    }

    String printed(UUID pupil) {
        teachers.get("/tools/families");
        HttpResponse<String> sheets = teachers.post("/tools/families/sheets", Map.of("child", pupil.toString()));
        Matcher code = CODE.matcher(sheets.body());
        assertThat(code.find()).as(sheets.body()).isTrue();
        return code.group(1);
    }

    static String guardianOf(UUID pupil) {
        return text("SELECT CAST(id AS text) FROM tools.guardian WHERE child_id = ?", pupil);
    }

    String statements() {
        return String.join(
                "",
                texts(
                        "SELECT payload FROM tools.outbox WHERE queue = 'statements' AND CAST(payload AS text) LIKE ?",
                        "%" + work + "%"));
    }

    PageBrowser stranger() {
        return new PageBrowser(settings.baseUrl().toString()).speaking("vi");
    }

    PageBrowser as(Visitor visitor) {
        return new PageBrowser(settings.baseUrl().toString()).visiting(visits.begin(visitor));
    }

    UUID person(String name, String role) {
        UUID id = UUID.randomUUID();
        execute("INSERT INTO tools.person (id, display_name, created_at) VALUES (?, ?, now())", id, name);
        execute(
                "INSERT INTO tools.membership (course_id, person_id, role, seen_at) VALUES (?, ?, ?, now())",
                course,
                id,
                role);
        return id;
    }

    UUID acceptedWork(UUID pupil) {
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
