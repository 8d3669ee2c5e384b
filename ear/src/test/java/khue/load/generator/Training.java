/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load.generator;

/** What teacher training sends: meetings, and modules in the words of cmi5. */
final class Training {

    private static final String COURSE = "https://w3id.org/xapi/cmi5/activitytype/course";
    private static final String MEETING = "http://adlnet.gov/expapi/activities/meeting";
    private static final String UNIT = "http://adlnet.gov/expapi/activities/module";
    private static final String BADGE = "http://activitystrea.ms/badge";
    private static final String CMI5 = "https://w3id.org/xapi/cmi5/context/categories/cmi5";
    private static final String SESSION = "https://w3id.org/xapi/cmi5/context/extensions/sessionid";

    private static final Choice COURSES = Choice.popular(World.COURSES, 4);
    private static final Choice ACTIONS = Choice.weighted(8, 20, 20, 18, 10, 18, 4, 2);

    private Training() {}

    static void write(Draft draft) {
        int course = COURSES.from(draft.random);
        String courseId = "course/" + (1 + course);
        switch (ACTIONS.from(draft.random)) {
            case 0 -> write(draft, course, Verb.REGISTERED, courseId, COURSE);
            case 1 -> write(draft, course, Verb.ATTENDED, courseId + "/meeting/" + draft.random.below(6), MEETING);
            case 2 -> unit(draft, course, Verb.INITIALIZED);
            case 3 -> unit(draft, course, Verb.COMPLETED);
            case 4 -> unit(draft, course, Verb.PASSED);
            case 5 -> unit(draft, course, Verb.TERMINATED);
            case 6 -> write(draft, course, Verb.SATISFIED, courseId, COURSE);
            default ->
                write(draft, course, Verb.EARNED, "badge/" + draft.world.badge(draft.schoolClass, course), BADGE);
        }
    }

    private static void write(Draft draft, int course, Verb verb, String object, String type) {
        draft.actor(draft.teacher());
        draft.verb(verb);
        draft.object(object, type);
        draft.openContext(draft.world.enrolment(draft.schoolClass, course));
        draft.platform();
        draft.json.put("language", "vi");
        draft.openContextActivities();
        draft.contextActivity("parent", "course/" + (1 + course), COURSE);
        draft.json.close();
        draft.openExtensions("teacher");
        draft.extension("cohort", "2025-core-teachers-" + (1 + course % 5));
        draft.closeContext();
        draft.timestamp(30);
    }

    private static void unit(Draft draft, int course, Verb verb) {
        int unit = draft.random.below(World.UNITS_OF_A_COURSE);
        draft.actor(draft.teacher());
        draft.verb(verb);
        draft.object("course/" + (1 + course) + "/unit/" + (1 + unit), UNIT);
        result(draft, verb);
        draft.openContext(draft.world.enrolment(draft.schoolClass, course));
        draft.json.put("language", "vi");
        draft.json.open("contextActivities").openList("category");
        draft.json.open().put("objectType", "Activity").put("id", CMI5).close();
        draft.json.closeList();
        draft.contextActivity("grouping", "course/" + (1 + course), COURSE);
        draft.json.close();
        draft.openExtensions("teacher");
        draft.json.put(
                SESSION, draft.world.session(draft.schoolClass, course, unit).toString());
        draft.extension("cohort", "2025-core-teachers-" + (1 + course % 5));
        draft.closeContext();
        draft.timestamp(5);
    }

    private static void result(Draft draft, Verb verb) {
        if (verb == Verb.INITIALIZED) {
            return;
        }
        draft.json.open("result");
        if (verb == Verb.PASSED) {
            int hundredths = 60 + draft.random.below(41);
            draft.json.put("success", true);
            draft.json
                    .open("score")
                    .putDigits("scaled", hundredths == 100 ? "1.00" : "0." + hundredths)
                    .close();
        }
        if (verb == Verb.COMPLETED) {
            draft.json.put("completion", true);
        }
        // Written as many players do: with digits behind the point that must come back as they are.
        String seconds = 60 + draft.random.below(2_400) + "." + draft.random.below(10) + "0";
        draft.json.put("duration", "PT" + seconds + "S").close();
    }
}
