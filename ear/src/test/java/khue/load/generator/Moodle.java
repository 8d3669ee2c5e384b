/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load.generator;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** What Moodle's plugin logstore_xapi sends, in the shape that a Moodle 4.5 was seen to send. */
final class Moodle {

    private static final String INFO = "http://lrs.learninglocker.net/define/extensions/info";
    private static final String EDLM = "https://xapi.edlm/profiles/edlm-lms/concepts/";
    private static final String ASSIGNMENT = EDLM + "activity-types/assignment";
    private static final String ASSESSMENT = "http://adlnet.gov/expapi/activities/assessment";
    private static final String ATTEMPT = "http://adlnet.gov/expapi/activities/attempt";

    private static final Choice ACTIONS = Choice.weighted(12, 30, 24, 8, 7, 7, 4, 4, 4);

    private final Draft draft;
    private final String site;
    private final int module;
    private final long attempt;

    private Moodle(Draft draft, long number) {
        this.draft = draft;
        this.site = World.moodle(draft.schoolClass);
        this.module = draft.schoolClass * World.MODULES_OF_A_COURSE + draft.random.below(World.MODULES_OF_A_COURSE);
        this.attempt = number;
    }

    static void write(Draft draft, long number) {
        Moodle moodle = new Moodle(draft, number);
        switch (ACTIONS.from(draft.random)) {
            case 0 -> moodle.signedIn();
            case 1 -> moodle.viewedCourse();
            case 2 -> moodle.viewedModule("lti", "http://adlnet.gov/expapi/activities/media");
            case 3 -> moodle.viewedModule("assign", ASSIGNMENT);
            case 4 -> moodle.answered();
            case 5 -> moodle.completedQuiz();
            case 6 -> moodle.startedQuiz();
            case 7 -> moodle.submitted();
            default -> moodle.graded();
        }
    }

    private void signedIn() {
        begin(EDLM + "verbs/login", "Logged In");
        object(site, "http://id.tincanapi.com/activitytype/lms", "Moodle");
        context("core", "user_loggedin");
        end();
    }

    private void viewedCourse() {
        begin(Verb.VIEWED.id, "Viewed");
        object(course(), "https://w3id.org/xapi/cmi5/activitytype/course", courseName());
        context("core", "course_viewed");
        draft.json.open("contextActivities");
        category();
        draft.json.close();
        end();
    }

    private void viewedModule(String kind, String type) {
        begin(Verb.VIEWED.id, "Viewed");
        object(module(kind), type, moduleName());
        context("mod_" + kind, "course_module_viewed");
        openParents();
        closeParents();
        end();
    }

    private void startedQuiz() {
        begin("http://adlnet.gov/expapi/verbs/attempted", "Started");
        object(attempt(), ATTEMPT, moduleName() + " Attempt 1");
        context("mod_quiz", "attempt_started");
        openParents();
        parent(module("quiz"), ASSESSMENT, moduleName());
        closeParents();
        end();
    }

    private void completedQuiz() {
        begin(Verb.COMPLETED.id, "Completed");
        object(attempt(), ATTEMPT, moduleName() + " Attempt 1");
        score(draft.random.below(101));
        context("mod_quiz", "attempt_submitted");
        openParents();
        parent(module("quiz"), ASSESSMENT, moduleName());
        closeParents();
        end();
    }

    private void answered() {
        boolean right = draft.random.inTenThousand(7_000);
        begin("http://adlnet.gov/expapi/verbs/answered", "Answered");
        draft.json.open("object").put("objectType", "Activity");
        draft.json.put("id", site + "/question/question.php?cmid=" + module + "&id=" + draft.random.below(20));
        draft.json.open("definition").put("type", "http://adlnet.gov/expapi/activities/cmi.interaction");
        draft.json.open("name").put("en", "TF").close();
        draft.json.put("interactionType", "true-false");
        draft.json.openList("correctResponsesPattern").add("true").closeList();
        draft.json.close().close();
        draft.json.open("result").put("response", Boolean.toString(right));
        draft.json.put("completion", true).put("success", right).close();
        context("mod_quiz", "attempt_submitted");
        openParents();
        parent(attempt(), ATTEMPT, moduleName() + " Attempt 1");
        closeParents();
        end();
    }

    private void submitted() {
        begin("http://activitystrea.ms/schema/1.0/submit", "Submitted");
        submission();
        context("mod_assign", "assessable_submitted");
        openParents();
        parent(module("assign"), ASSIGNMENT, moduleName());
        closeParents();
        end();
    }

    private void graded() {
        begin("https://w3id.org/xapi/tla/verbs/scored", "Scored");
        submission();
        score(draft.random.below(101));
        context("mod_assign", "submission_graded");
        draft.json.open("instructor").put("name", "Teacher " + draft.schoolClass);
        account(3 + draft.schoolClass);
        draft.json.close();
        openParents();
        parent(module("assign"), ASSIGNMENT, moduleName());
        closeParents();
        end();
    }

    private void begin(String verb, String display) {
        int pupil = World.pupilNumber(draft.schoolClass, draft.pupil);
        draft.json.open("actor").put("name", "Pupil " + pupil);
        account(10_000 + pupil);
        draft.json.close();
        draft.json.open("verb").put("id", verb);
        draft.json.open("display").put("en", display).close();
        draft.json.close();
    }

    private void account(int user) {
        draft.json
                .open("account")
                .put("homePage", site)
                .put("name", Integer.toString(user))
                .close();
    }

    private void object(String id, String type, String name) {
        draft.json.open("object");
        activity(id, type, name);
        draft.json.close();
    }

    private void submission() {
        object(module("assign") + "#submission-" + draft.pupil, EDLM + "activity-types/submission", moduleName());
    }

    private void activity(String id, String type, String name) {
        draft.json.put("objectType", "Activity").put("id", id);
        draft.json.open("definition").put("type", type);
        draft.json.open("name").put("en", name).close();
        draft.json.close();
    }

    private void parent(String id, String type, String name) {
        draft.json.open();
        activity(id, type, name);
        draft.json.close();
    }

    /** Opens context activities and parents, with the course, which is in each. */
    private void openParents() {
        draft.json.open("contextActivities").openList("parent");
        parent(course(), "https://w3id.org/xapi/cmi5/activitytype/course", courseName());
    }

    private void closeParents() {
        draft.json.closeList();
        category();
        draft.json.close();
    }

    private void category() {
        draft.json.openList("category");
        parent(site, "http://id.tincanapi.com/activitytype/lms", "Moodle");
        draft.json.closeList();
    }

    private void score(int raw) {
        boolean whole = raw == 100;
        draft.json.open("result").open("score");
        draft.json.put("raw", raw).put("min", 0).put("max", 100);
        draft.json.putDigits("scaled", whole ? "1" : "0." + (raw < 10 ? "0" : "") + raw);
        draft.json.close().put("success", raw >= 50).close();
    }

    private void context(String component, String event) {
        int day = (int) ChronoUnit.DAYS.between(Instant.EPOCH, draft.received);
        UUID login = draft.world.login(draft.schoolClass, draft.pupil, day % 400);
        draft.json.open("context").put("platform", "Moodle").put("language", "vi");
        draft.json.put("registration", login.toString());
        draft.json.open("extensions").open(INFO);
        draft.json.put("http://moodle.org", "4.5.6 (Build: 20250811)");
        draft.json.put("https://github.com/xAPI-vle/moodle-logstore_xapi", "5.0.1");
        draft.json.put("event_name", "\\" + component + "\\event\\" + event);
        draft.json.put("event_function", "\\src\\transformer\\events\\" + component + "\\" + event);
        draft.json.close().close();
    }

    /** Cron sends once a minute, and Moodle knows whole seconds. */
    private void end() {
        draft.json.close();
        Instant happened = draft.received.minusSeconds(draft.random.below(60)).truncatedTo(ChronoUnit.SECONDS);
        draft.json.put("timestamp", happened.toString().replace("Z", ".000Z"));
    }

    private String course() {
        return site + "/course/view.php?id=" + (2 + draft.schoolClass);
    }

    private String courseName() {
        return "Lớp " + World.grade(draft.schoolClass) + "A" + draft.schoolClass % 17;
    }

    private String module(String kind) {
        return site + "/mod/" + kind + "/view.php?id=" + module;
    }

    private String moduleName() {
        return "Bài " + module % World.MODULES_OF_A_COURSE;
    }

    private String attempt() {
        return site + "/mod/quiz/attempt.php?attempt=" + attempt + "&cmid=" + module;
    }
}
