/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.access;

import static khue.tools.testing.InServer.bean;
import static khue.tools.testing.InServer.execute;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import khue.tools.portfolio.access.AccessTable.Row;
import khue.tools.testing.InServer;
import khue.tools.web.Audience;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** The same table with rows in the database: another class, another school on the same LMS, another LMS, and ids of nothing. */
@ArquillianTest
class AccessIT {

    private final Facts facts = bean(Facts.class);

    @Deployment
    static WebArchive tools() {
        return InServer.toolsWith(AccessIT.class, AccessTable.class, Row.class, AccessTable.School.class)
                .addAsResource("khue/tools/portfolio/access/access.tsv");
    }

    @Test
    void theTablesSayWhatTheTableSays() {
        UUID lms = platform();
        UUID school = deployment(lms);
        UUID course = course(school);
        UUID pupil = person();
        UUID mate = person();
        var ids = new AccessTable.School(
                course,
                course(school),
                course(deployment(lms)),
                course(deployment(platform())),
                pupil,
                UUID.randomUUID(),
                mate);
        UUID project = project(course);
        UUID draft = work(project, pupil, 0);
        UUID otherProject = project(course);
        UUID handedIn = work(otherProject, pupil, 1);
        Map<String, Thing> things = Map.of(
                "a project", facts.task(project),
                "a work that is a draft", facts.work(draft),
                "a work that was handed in", facts.work(handedIn),
                "a file of a draft", facts.file(draftFile(handedIn)),
                "a file that was handed in", facts.file(submittedFile(handedIn)));

        List<String> wrong = AccessTable.rows().stream()
                // A team is asked for in the unit test: each work here is one pupil's.
                .filter(row -> !row.viewer().equals(AccessTable.TEAM_MATE))
                .filter(row -> things.containsKey(row.thing()))
                .filter(row -> !AccessTable.outcome(ids.viewer(row.viewer()), row.action(), things.get(row.thing()))
                        .equals(row.expected()))
                .map(Row::toString)
                .toList();

        assertThat(wrong).isEmpty();
    }

    @Test
    void aGuessedIdIsNothing() {
        Viewer teacher = new Viewer(Audience.TEACHER, Optional.of(UUID.randomUUID()), Optional.of(UUID.randomUUID()));

        for (Thing thing :
                List.of(facts.task(UUID.randomUUID()), facts.work(UUID.randomUUID()), facts.file(UUID.randomUUID()))) {
            assertThat(Rules.whyNot(teacher, Action.SEE, thing)).contains(WhyNot.NO_SUCH_THING);
        }
    }

    private static UUID platform() {
        UUID id = UUID.randomUUID();
        execute("""
                INSERT INTO tools.platform (id, issuer, client_id, name, authorization_endpoint, token_endpoint, jwks_uri, status, created_at)
                VALUES (?, ?, 'khue', 'An LMS', 'https://a', 'https://t', 'https://k', 'active', now())
                """, id, "https://lms.example/" + id);
        return id;
    }

    private static UUID deployment(UUID platform) {
        UUID id = UUID.randomUUID();
        execute(
                "INSERT INTO tools.deployment (id, platform_id, deployment_id, status, first_seen_at) VALUES (?, ?, ?, 'active', now())",
                id,
                platform,
                id.toString());
        return id;
    }

    private static UUID course(UUID deployment) {
        UUID id = UUID.randomUUID();
        execute(
                "INSERT INTO tools.course (id, deployment_id, context_id, created_at) VALUES (?, ?, ?, now())",
                id,
                deployment,
                id.toString());
        return id;
    }

    private static UUID person() {
        UUID id = UUID.randomUUID();
        execute("INSERT INTO tools.person (id, display_name, created_at) VALUES (?, 'An', now())", id);
        return id;
    }

    private static UUID project(UUID course) {
        UUID id = UUID.randomUUID();
        execute("""
                INSERT INTO tools.project (id, course_id, title, instructions, learning_form, created_by, created_at)
                VALUES (?, ?, 'Vườn rau', '', (SELECT id FROM tools.framework_term WHERE framework = 'learning-form' LIMIT 1), ?, now())
                """, id, course, person());
        return id;
    }

    private static UUID work(UUID project, UUID pupil, int attempt) {
        UUID id = UUID.randomUUID();
        execute("""
                INSERT INTO tools.work (id, project_id, pupil_id, status, attempt, reflection, reflected_attempt, grade_sent, started_at,
                                        status_since, version)
                VALUES (?, ?, ?, ?, ?, '', 0, false, now(), now(), 1)
                """, id, project, pupil, attempt == 0 ? "DRAFT" : "SUBMITTED", attempt);
        return id;
    }

    private static UUID draftFile(UUID work) {
        UUID file = file();
        execute(
                "INSERT INTO tools.artefact (id, work_id, file_id, caption, added_at) VALUES (?, ?, ?, '', now())",
                UUID.randomUUID(),
                work,
                file);
        return file;
    }

    private static UUID submittedFile(UUID work) {
        UUID file = file();
        UUID submission = UUID.randomUUID();
        execute(
                "INSERT INTO tools.submission (id, work_id, attempt, reflection, sha256, submitted_at) VALUES (?, ?, 1, '', '', now())",
                submission,
                work);
        execute(
                "INSERT INTO tools.submitted_artefact (submission_id, position, artefact_id, file_id, caption) VALUES (?, 0, ?, ?, '')",
                submission,
                UUID.randomUUID(),
                file);
        return file;
    }

    private static UUID file() {
        UUID id = UUID.randomUUID();
        execute("""
                INSERT INTO tools.stored_file (id, sha256, name, media_type, size, stored_at)
                VALUES (?, ?, 'ảnh.jpg', 'image/jpeg', 1, now())
                """, id, "0".repeat(64));
        return id;
    }
}
