/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.uploads;

import static khue.tools.testing.InServer.bean;
import static khue.tools.testing.InServer.execute;
import static khue.tools.testing.InServer.text;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import khue.tools.testing.GradedCourse;
import khue.tools.web.Audience;
import khue.tools.web.VisitCookie;
import khue.tools.web.Visitor;
import khue.tools.web.Visits;

/** A pupil who has come by the link of a project, with what the browser then holds. */
record Pupil(UUID person, UUID course, UUID project, UUID work, String cookie, String token) {

    /** One with a class and a project of one's own. */
    static Pupil alone(String language) {
        GradedCourse made = GradedCourse.make("https://" + UUID.randomUUID() + ".example");
        UUID project = UUID.randomUUID();
        execute("""
                INSERT INTO project (id, course_id, title, instructions, learning_form, created_by, created_at)
                VALUES (?, ?, 'Vườn rau', '', 'learning-form/1/project', ?, now())
                """, project, made.course(), made.pupil());
        return visiting(made.pupil(), made.course(), project, language);
    }

    /** Another pupil of the same class, in the same project. */
    Pupil classmate() {
        UUID other = UUID.randomUUID();
        execute("INSERT INTO person (id, display_name, created_at) VALUES (?, 'Lê Ngọc Bích', now())", other);
        return visiting(other, course, project, "vi");
    }

    private static Pupil visiting(UUID person, UUID course, UUID project, String language) {
        UUID work = UUID.randomUUID();
        execute("""
                INSERT INTO work (id, project_id, pupil_id, status, attempt, reflection, reflected_attempt, grade_sent,
                                  started_at, status_since, version)
                VALUES (?, ?, ?, 'DRAFT', 0, '', 0, false, now(), now(), 1)
                """, work, project, person);
        execute(
                "INSERT INTO membership (course_id, person_id, role, active, seen_at) VALUES (?, ?, 'LEARNER', true, now())",
                course,
                person);
        UUID visit = UUID.randomUUID();
        String secret = bean(Visits.class)
                .begin(
                        visit,
                        new Visitor(
                                Audience.LEARNER,
                                Optional.of(person),
                                Optional.of(course),
                                Optional.empty(),
                                Optional.empty(),
                                Locale.forLanguageTag(language),
                                Optional.empty(),
                                Optional.empty()));
        return new Pupil(
                person,
                course,
                project,
                work,
                bean(VisitCookie.class).name() + "=" + secret,
                text("SELECT csrf_token FROM visit WHERE id = ?", visit));
    }

    String page() {
        return "/portfolio/projects/" + project + "/mine";
    }

    String uploads() {
        return "/portfolio/projects/" + project + "/uploads";
    }
}
