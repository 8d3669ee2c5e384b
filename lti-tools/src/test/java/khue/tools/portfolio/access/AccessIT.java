/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.access;

import static khue.tools.families.ConsentPurpose.PICTURES;
import static khue.tools.families.Consents.Capacity.CHILD;
import static khue.tools.families.Consents.Capacity.GUARDIAN;
import static khue.tools.testing.InServer.bean;
import static khue.tools.testing.InServer.execute;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import khue.tools.families.Consents;
import khue.tools.families.Guardians;
import khue.tools.portfolio.access.AccessTable.Row;
import khue.tools.portfolio.family.PicturePeople;
import khue.tools.testing.InServer;
import khue.tools.web.Audience;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** The same table with rows in the database: another class, another school on the same LMS, another LMS, and ids of nothing. */
@ArquillianTest
class AccessIT {

    private static final Locale VIETNAMESE = Locale.forLanguageTag("vi");

    private final Facts facts = bean(Facts.class);
    private final Guardians guardians = bean(Guardians.class);
    private final Consents consents = bean(Consents.class);
    private final PicturePeople people = bean(PicturePeople.class);

    @Deployment
    static WebArchive tools() {
        return InServer.tools();
    }

    @Test
    void theTablesSayWhatTheTableSays() {
        UUID lms = platform();
        UUID school = deployment(lms);
        UUID course = course(school);
        UUID pupil = person();
        UUID teamMate = person();
        UUID classmate = person();
        UUID otherFamily = guardian(classmate, course, "confirmed");
        var ids = new AccessTable.School(
                course,
                course(school),
                course(deployment(lms)),
                course(deployment(platform())),
                pupil,
                teamMate,
                classmate,
                Map.of(
                        AccessTable.GUARDIAN, guardians.childrenOf(guardian(pupil, course, "confirmed")),
                        AccessTable.UNCONFIRMED, guardians.childrenOf(guardian(pupil, course, "waiting")),
                        AccessTable.LET_GO, guardians.childrenOf(guardian(pupil, course, "revoked")),
                        AccessTable.TEAM_GUARDIAN, guardians.childrenOf(guardian(teamMate, course, "confirmed")),
                        AccessTable.OTHER_GUARDIAN, guardians.childrenOf(otherFamily)));
        UUID project = project(course, pupil, teamMate);
        UUID draft = work(project, pupil, 0, "DRAFT");
        UUID handedIn = work(project(course, pupil, teamMate), pupil, 1, "SUBMITTED");
        UUID open = work(project(course, pupil, teamMate), pupil, 2, "ACCEPTED");
        execute("INSERT INTO tools.family_share (work_id, shared_by, shared_at) VALUES (?, ?, now())", open, person());
        UUID shown = work(project(course, pupil, teamMate), pupil, 2, "ACCEPTED");
        execute("INSERT INTO tools.class_share (work_id, shared_by, shared_at) VALUES (?, ?, now())", shown, person());
        UUID earlier = submission(open, 1);
        UUID latest = submission(open, 2);
        UUID together = file(latest, "image/jpeg");
        shows(together, pupil, classmate);
        Map<String, Thing> things = new HashMap<>();
        things.put("a project", facts.task(project));
        things.put("a work that is a draft", facts.work(draft));
        things.put("a work that was handed in", facts.work(handedIn));
        things.put("a work that is open to the family", facts.work(open));
        things.put("a work that is open to the class", facts.work(shown));
        String link = showcase(open, guardian(pupil, course, "confirmed"), "1 day");
        things.put("a link of a showcase in force", facts.shown(link));
        things.put("a picture with others by a link of a showcase", facts.shownFile(link, together));
        things.put(
                "a link of a showcase that has ended",
                facts.shown(showcase(shown, guardian(pupil, course, "confirmed"), "-1 second")));
        things.put(
                "a file of a work that is open to the class",
                facts.file(file(submission(shown, 2), "application/pdf")));
        things.put(
                "a file of an earlier attempt at a work that is open to the class",
                facts.file(file(submission(shown, 1), "application/pdf")));
        things.put("a file of a draft", facts.file(draftFile(handedIn)));
        things.put("a file that was handed in", facts.file(file(submission(handedIn, 1), "image/jpeg")));
        things.put("a document of a work that is open to the family", facts.file(file(latest, "application/pdf")));
        things.put("a picture of the pupil alone", facts.file(shows(file(latest, "image/jpeg"), pupil)));
        things.put("what a preschool teacher recorded of the pupil", facts.moments(draft));
        things.put("a picture with a classmate for whom not all have agreed", facts.file(together));
        things.put(
                "a shared picture with a classmate for whom not all have agreed",
                facts.file(momentPicture(project, pupil, classmate)));
        things.put("a shared picture of which nobody has said who is in it", facts.file(momentPicture(project)));
        consent(classmate, otherFamily, "GUARDIAN");
        consent(classmate, classmate, "CHILD");
        consent(pupil, guardian(pupil, course, "confirmed"), "GUARDIAN");
        consent(pupil, pupil, "CHILD");
        things.put("a picture with a classmate for whom all have agreed", facts.file(together));
        things.put("a picture of which nobody has said who is in it", facts.file(file(latest, "video/mp4")));
        things.put("a picture of it that was shared", facts.file(momentPicture(project, pupil)));
        things.put("what a preschool teacher shared of the pupil", facts.moments(draft));
        things.put(
                "a shared picture with a classmate for whom all have agreed",
                facts.file(momentPicture(project, pupil, classmate)));
        things.put("a picture of an earlier attempt", facts.file(shows(file(earlier, "image/jpeg"), pupil)));

        things.put(
                "what a teacher spoke to a work that was handed in",
                facts.file(voice(submission(handedIn, 2), "1 hour", false)));
        UUID spoken = voice(latest, "1 hour", false);
        UUID takenBack = voice(latest, "1 minute", true);
        things.put("what a teacher spoke to a work that is open to the family", facts.file(spoken));
        UUID since = voice(latest, "1 second", false);
        things.put("what a teacher spoke earlier to that work", facts.file(spoken));
        things.put(
                "what a teacher spoke to a work that is open to the class",
                facts.file(voice(submission(shown, 3), "1 hour", false)));

        List<String> wrong = AccessTable.rows().stream()
                .filter(row -> things.containsKey(row.thing()))
                .filter(row -> !AccessTable.outcome(ids.viewer(row.viewer()), row.action(), things.get(row.thing()))
                        .equals(row.expected()))
                .map(Row::toString)
                .toList();

        assertThat(things).hasSize(28);
        assertThat(wrong).isEmpty();
        Viewer family = ids.viewer(AccessTable.GUARDIAN);
        assertThat(sees(family, since)).as("what was said last").isEmpty();
        assertThat(sees(family, takenBack)).as("what was taken back").contains(WhyNot.NO_SUCH_THING);
    }

    /** What it takes that a classmate's picture is seen by another family, and that taking it back closes the picture with the next request. */
    @Test
    void aPictureWithOthersNeedsEverybodysYesAndLosesItAtOnce() {
        UUID course = course(deployment(platform()));
        UUID pupil = person();
        UUID classmate = person();
        execute(
                "INSERT INTO tools.membership (course_id, person_id, role, seen_at) VALUES (?, ?, 'LEARNER', now())",
                course,
                classmate);
        UUID mother = guardian(classmate, course, "confirmed");
        UUID father = guardian(classmate, course, "confirmed");
        UUID stranger = guardian(classmate, course, "waiting");
        UUID open = work(project(course), pupil, 1, "ACCEPTED");
        execute("INSERT INTO tools.family_share (work_id, shared_by, shared_at) VALUES (?, ?, now())", open, person());
        UUID picture = shows(file(submission(open, 1), "image/jpeg"), pupil, classmate);
        Viewer family = new Viewer(Audience.GUARDIAN, Optional.of(UUID.randomUUID()), Optional.empty(), Set.of(pupil));

        consents.give(PICTURES, classmate, stranger, GUARDIAN, 1, VIETNAMESE);
        assertThat(sees(family, picture)).contains(WhyNot.NOT_ALL_AGREED);
        consents.give(PICTURES, classmate, mother, GUARDIAN, 1, VIETNAMESE);
        assertThat(sees(family, picture)).as("the child has not agreed").contains(WhyNot.NOT_ALL_AGREED);
        consents.give(PICTURES, classmate, classmate, CHILD, 1, VIETNAMESE);
        assertThat(sees(family, picture)).isEmpty();

        consents.withdraw(PICTURES, classmate, classmate);
        assertThat(sees(family, picture)).as("the child's no").contains(WhyNot.NOT_ALL_AGREED);
        execute(
                "INSERT INTO tools.class_of_young_children (course_id, said_by, said_at) VALUES (?, ?, now())",
                course,
                person());
        assertThat(sees(family, picture)).as("below seven the family decides").isEmpty();
        consents.withdraw(PICTURES, classmate, father);
        assertThat(sees(family, picture))
                .as("one guardian's no ends the other's yes")
                .contains(WhyNot.NOT_ALL_AGREED);
        consents.give(PICTURES, classmate, mother, GUARDIAN, 2, VIETNAMESE);
        assertThat(sees(family, picture))
                .as("a yes to words that were not asked")
                .contains(WhyNot.NOT_ALL_AGREED);
        consents.give(PICTURES, classmate, mother, GUARDIAN, 1, VIETNAMESE);
        assertThat(sees(family, picture)).isEmpty();
        execute("UPDATE tools.guardian SET revoked_at = now() WHERE person_id = ?", mother);
        assertThat(sees(family, picture)).as("who is not the guardian any more").contains(WhyNot.NOT_ALL_AGREED);
        assertThat(consents.history(classmate)).hasSize(4);
    }

    /** A pupil's word about a picture opens nothing: it waits for a teacher. */
    @Test
    void whatAPupilSaysOfAPictureWaitsForATeacher() {
        UUID course = course(deployment(platform()));
        UUID pupil = person();
        UUID open = work(project(course), pupil, 1, "ACCEPTED");
        execute("INSERT INTO tools.family_share (work_id, shared_by, shared_at) VALUES (?, ?, now())", open, person());
        UUID picture = file(submission(open, 1), "image/jpeg");
        Viewer family = new Viewer(Audience.GUARDIAN, Optional.of(UUID.randomUUID()), Optional.empty(), Set.of(pupil));

        people.propose(picture, Set.of(pupil), pupil);
        assertThat(sees(family, picture)).contains(WhyNot.PEOPLE_NOT_SAID);
        people.say(picture, Set.of(pupil), person());
        assertThat(sees(family, picture)).isEmpty();
        people.propose(picture, Set.of(), pupil);
        assertThat(people.in(picture)).as("the teacher has looked").containsExactly(pupil);
    }

    private static Viewer learner(UUID person, UUID course) {
        return new Viewer(Audience.LEARNER, Optional.of(person), Optional.of(course), Set.of());
    }

    private Optional<WhyNot> sees(Viewer viewer, UUID file) {
        return Rules.whyNot(viewer, Action.SEE, facts.file(file));
    }

    @Test
    void aGuessedIdIsNothing() {
        Viewer teacher =
                new Viewer(Audience.TEACHER, Optional.of(UUID.randomUUID()), Optional.of(UUID.randomUUID()), Set.of());

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

    private static UUID project(UUID course, UUID... team) {
        UUID project = project(course);
        UUID id = UUID.randomUUID();
        execute("INSERT INTO tools.team (id, project_id, name) VALUES (?, ?, 'Nhóm Sen')", id, project);
        for (UUID pupil : team) {
            execute(
                    "INSERT INTO tools.team_member (project_id, pupil_id, team_id) VALUES (?, ?, ?)",
                    project,
                    pupil,
                    id);
        }
        return project;
    }

    /** Of a moment that is shared. */
    private static UUID momentPicture(UUID project, UUID... children) {
        UUID moment = UUID.randomUUID();
        execute("""
                INSERT INTO tools.moment (id, project_id, words, recorded_by, recorded_at, shared_at, version)
                VALUES (?, ?, '', ?, now(), now(), 1)
                """, moment, project, person());
        UUID file = storedFile("image/jpeg");
        execute(
                "INSERT INTO tools.moment_picture (id, moment_id, file_id, added_at) VALUES (?, ?, ?, now())",
                UUID.randomUUID(),
                moment,
                file);
        return children.length == 0 ? file : shows(file, children);
    }

    private static UUID work(UUID project, UUID pupil, int attempt, String status) {
        UUID id = UUID.randomUUID();
        execute(
                """
                INSERT INTO tools.work (id, project_id, pupil_id, status, attempt, reflection, reflected_attempt, outcome, grade_sent,
                                        started_at, status_since, version)
                VALUES (?, ?, ?, ?, ?, '', 0, ?, false, now(), now(), 1)
                """,
                id,
                project,
                pupil,
                status,
                attempt,
                status.equals("ACCEPTED") ? "outcome-secondary/1/passed" : null);
        return id;
    }

    private static UUID draftFile(UUID work) {
        UUID file = storedFile("image/jpeg");
        execute(
                "INSERT INTO tools.artefact (id, work_id, file_id, caption, added_at) VALUES (?, ?, ?, '', now())",
                UUID.randomUUID(),
                work,
                file);
        return file;
    }

    private static UUID submission(UUID work, int attempt) {
        UUID id = UUID.randomUUID();
        execute(
                "INSERT INTO tools.submission (id, work_id, attempt, reflection, sha256, submitted_at) VALUES (?, ?, ?, '', '', now())",
                id,
                work,
                attempt);
        return id;
    }

    private static UUID file(UUID submission, String type) {
        UUID file = storedFile(type);
        execute("""
                INSERT INTO tools.submitted_artefact (submission_id, position, artefact_id, file_id, caption)
                VALUES (?, (SELECT count(*) FROM tools.submitted_artefact WHERE submission_id = ?), ?, ?, '')
                """, submission, submission, UUID.randomUUID(), file);
        return file;
    }

    private static UUID storedFile(String type) {
        UUID id = UUID.randomUUID();
        execute("""
                INSERT INTO tools.stored_file (id, sha256, name, media_type, size, stored_at) VALUES (?, ?, 'ảnh', ?, 1, now())
                """, id, "0".repeat(64), type);
        return id;
    }

    private static UUID voice(UUID submission, String ago, boolean takenBack) {
        UUID file = storedFile("audio/webm");
        execute("""
                INSERT INTO tools.evaluation (id, submission_id, teacher_id, comment, voice_id, evaluated_at, taken_back_at)
                VALUES (?, ?, ?, '', ?, now() - CAST(? AS interval), CASE WHEN ? THEN now() END)
                """, UUID.randomUUID(), submission, person(), file, ago, takenBack);
        return file;
    }

    private static UUID shows(UUID file, UUID... people) {
        execute("INSERT INTO tools.picture_people (file_id, said_by, said_at) VALUES (?, ?, now())", file, person());
        for (UUID somebody : people) {
            execute("INSERT INTO tools.person_in_picture (file_id, person_id) VALUES (?, ?)", file, somebody);
        }
        return file;
    }

    private static UUID guardian(UUID child, UUID course, String state) {
        UUID person = person();
        execute(
                """
                INSERT INTO tools.guardian (id, person_id, child_id, course_id, relation, asked_at, confirmed_at, confirmed_by, revoked_at)
                VALUES (?, ?, ?, ?, 'MOTHER', now(),
                        CASE WHEN ? THEN now() END, CASE WHEN ? THEN CAST(? AS uuid) END, CASE WHEN ? THEN now() END)
                """,
                UUID.randomUUID(),
                person,
                child,
                course,
                !state.equals("waiting"),
                !state.equals("waiting"),
                person(),
                state.equals("revoked"));
        return person;
    }

    private static String showcase(UUID work, UUID guardian, String length) {
        String token = UUID.randomUUID().toString();
        execute("""
                INSERT INTO tools.showcase (id, work_id, chosen_at, text_version, agreed_by, agreed_at, approved_by, approved_at, token,
                                            expires_at)
                VALUES (?, ?, now(), 1, ?, now(), ?, now(), ?, now() + CAST(? AS interval))
                """, UUID.randomUUID(), work, guardian, person(), token, length);
        return token;
    }

    private static void consent(UUID child, UUID by, String capacity) {
        execute("""
                INSERT INTO tools.consent (id, child_id, purpose, text_version, given_by, capacity, language, given_at)
                VALUES (?, ?, 'PICTURES', 1, ?, ?, 'vi', now())
                """, UUID.randomUUID(), child, by, capacity);
    }
}
