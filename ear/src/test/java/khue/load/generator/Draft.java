/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load.generator;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import khue.xapi.samples.JsonText;
import khue.xapi.samples.Randomness;

/** One statement while it is being written: the parts that all tools write alike. */
final class Draft {

    static final String BASE = StatementGenerator.BASE;

    static final String PROJECT_TYPE = "http://id.tincanapi.com/activitytype/project";

    private static final String PEOPLE = BASE + "pid";
    private static final String EXTENSION = BASE + "ext/";
    private static final String SCHOOL = "https://w3id.org/xapi/acrossx/extensions/school";
    private static final String COURSE_TYPE = "http://adlnet.gov/expapi/activities/course";
    private static final String PROFILE_TYPE = "http://adlnet.gov/expapi/activities/profile";

    private static final String[] FORMS = {"play", "experience", "case", "project"};
    private static final String[] STRANDS = {"self", "society", "nature", "career"};
    private static final String[] COMPONENTS = {"people", "knowledge", "technology", "setting", "culture-strategy"};
    private static final String[] COMPETENCIES = {
        "self-study", "communication-cooperation", "problem-solving-creativity", "language", "science", "technology"
    };
    private static final String[] MODELS = {"M1", "M2", "M3", "M4", "M5", "M6", "M7"};

    final JsonText json;
    final Randomness random;
    final World world;
    final Instant received;
    final int schoolClass;
    final int pupil;

    Draft(JsonText json, Randomness random, World world, Instant received, int schoolClass, int pupil) {
        this.json = json;
        this.random = random;
        this.world = world;
        this.received = received;
        this.schoolClass = schoolClass;
        this.pupil = pupil;
    }

    String pupil() {
        return world.pupil(schoolClass, pupil);
    }

    String teacher() {
        return world.teacherOf(schoolClass);
    }

    boolean isPreschool() {
        return World.level(schoolClass).equals("preschool");
    }

    void actor(String pseudonym) {
        agent("actor", pseudonym);
    }

    void agent(String name, String pseudonym) {
        json.open(name).put("objectType", "Agent");
        account(pseudonym);
        json.close();
    }

    private void account(String pseudonym) {
        json.open("account").put("homePage", PEOPLE).put("name", pseudonym).close();
    }

    void verb(Verb verb) {
        json.open("verb").put("id", verb.id);
        json.open("display").put("vi", verb.vietnamese).put("en", verb.english).close();
        json.close();
    }

    /** @param id below the base */
    void object(String id, String type) {
        json.open("object");
        activity(id, type);
        json.close();
    }

    void statementRef(UUID target) {
        json.open("object")
                .put("objectType", "StatementRef")
                .put("id", target.toString())
                .close();
    }

    private void activity(String id, String type) {
        json.put("objectType", "Activity").put("id", BASE + id);
        json.open("definition").put("type", type).close();
    }

    /** A context activity as the only one of its kind. */
    void contextActivity(String kind, String id, String type) {
        json.openList(kind).open();
        activity(id, type);
        json.close().closeList();
    }

    /** Opens the context; {@link #closeContext} ends it. */
    void openContext(UUID registration) {
        json.open("context").put("registration", registration.toString());
    }

    /** Allowed where the object is an Activity only. */
    void platform() {
        json.put("platform", "Khuê");
    }

    void team(int others) {
        json.open("team").put("objectType", "Group").openList("member");
        for (int i = 0; i <= others; i++) {
            json.open().put("objectType", "Agent");
            account(world.pupil(schoolClass, (pupil + i) % World.PUPILS_OF_A_CLASS));
            json.close();
        }
        json.closeList().close();
    }

    /** Opens the activities of the context with profile and class, which all have. */
    void openContextActivities() {
        json.open("contextActivities");
        contextActivity("category", "profile/v0.1", PROFILE_TYPE);
        contextActivity("grouping", "class/" + world.schoolClass(schoolClass), COURSE_TYPE);
    }

    /** Opens the extensions of the context with those that all have. */
    void openExtensions(String role) {
        json.open("extensions");
        json.put(SCHOOL, World.school(schoolClass));
        json.put(EXTENSION + "school-year", "2025-2026");
        json.put(EXTENSION + "level", World.level(schoolClass));
        json.put(EXTENSION + "actor-role", role);
    }

    /** What the programme wants to know about an activity. */
    void programme() {
        if (random.inTenThousand(5_000)) {
            json.put(EXTENSION + "learning-form", random.among(FORMS));
            json.put(EXTENSION + "strand", random.among(STRANDS));
        }
        if (random.inTenThousand(1_000)) {
            json.openList(EXTENSION + "components")
                    .add(random.among(COMPONENTS))
                    .closeList();
            json.openList(EXTENSION + "competencies")
                    .add(random.among(COMPETENCIES))
                    .closeList();
        }
        if (random.inTenThousand(1_000)) {
            json.put(EXTENSION + "model", random.among(MODELS)).put(EXTENSION + "pilot-phase", "2025-2030");
        }
    }

    void extension(String name, String value) {
        json.put(EXTENSION + name, value);
    }

    void extension(String name, int value) {
        json.put(EXTENSION + name, value);
    }

    /** Ends extensions and context. */
    void closeContext() {
        json.close().close();
    }

    void outcome(boolean success) {
        json.open("result").put("success", success);
        json.open("extensions").put(EXTENSION + "outcome", success ? "D" : "CD").close();
        json.close();
    }

    /** @param seconds an upper bound of how long the statement took to reach the store */
    void timestamp(int seconds) {
        Instant happened = received.minus(random.below(seconds * 1000), ChronoUnit.MILLIS);
        json.put("timestamp", happened.truncatedTo(ChronoUnit.MILLIS).toString());
    }
}
