/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.samples;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** One statement while it is being put together; what is null or empty is left out. */
final class Said {

    /** Stands for the prefix of the installation's IRIs until it is written. */
    private static final String OURS = "P:";

    static final String PROJECT = "http://id.tincanapi.com/activitytype/project";
    static final String REFLECTION = OURS + "type/reflection";
    static final String IMAGE = "http://activitystrea.ms/image";
    static final String COLLECTION = "http://activitystrea.ms/collection";
    static final String EVENT = "http://activitystrea.ms/event";
    static final String PERFORMANCE = "http://adlnet.gov/expapi/activities/performance";
    static final String COURSE = "https://w3id.org/xapi/cmi5/activitytype/course";
    static final String MODULE = "http://adlnet.gov/expapi/activities/module";
    static final String SURVEY = "http://id.tincanapi.com/activitytype/survey";
    static final String INTERACTION = "http://adlnet.gov/expapi/activities/cmi.interaction";
    static final String THEME = OURS + "type/theme";
    static final String CHANGE = OURS + "type/change";
    static final String CONTEST = OURS + "type/contest";
    static final String EVIDENCE = OURS + "type/criterion-evidence";
    static final String MEETING = "http://adlnet.gov/expapi/activities/meeting";

    private static final String RUBRICS = "https://w3id.org/xapi/acrossx/extensions/rubrics";
    private static final String SCHOOL = "https://w3id.org/xapi/acrossx/extensions/school";

    private final SampleSchools schools;

    UUID id;
    Instant received;
    Instant happened;
    String homePage;
    String actor;
    String role;
    String verb;
    String object;
    String type;
    String parent;
    UUID voided;
    UUID registration;
    List<String> classes = List.of();
    String school;
    String subject;
    int attempt;
    int minutes;
    String strand;
    String form;
    String cohort;
    String programme;
    int periods;
    String round;
    int quota;
    int rating;
    boolean outside;
    Boolean success;
    String rubric;
    int level;
    List<String> competencies = List.of();
    List<String> qualities = List.of();

    Said(SampleSchools schools) {
        this.schools = schools;
        this.homePage = schools.base() + "pid";
    }

    /** As UTF-8. */
    byte[] json() {
        JsonText json = new JsonText(1_024);
        json.open().put("id", id.toString());
        json.open("actor").put("objectType", "Agent");
        json.open("account")
                .put("homePage", homePage)
                .put("name", actor)
                .close()
                .close();
        json.open("verb").put("id", verb).close();
        object(json);
        result(json);
        if (voided == null) {
            context(json);
        }
        json.put("timestamp", happened.truncatedTo(ChronoUnit.MILLIS).toString());
        return json.close().bytes();
    }

    private void result(JsonText json) {
        if (minutes == 0 && rating == 0 && success == null && rubric == null) {
            return;
        }
        json.open("result");
        if (rating > 0) {
            json.open("score").put("raw", rating).put("min", 1).put("max", 5).close();
        }
        if (success != null) {
            json.put("success", success);
        }
        if (minutes > 0) {
            json.put("duration", "PT" + minutes + "M");
        }
        if (rubric != null) {
            json.open("extensions").openList(RUBRICS);
            json.open().put("competency", rubric).put("level", level).close();
            json.closeList().close();
        }
        json.close();
    }

    private void object(JsonText json) {
        json.open("object");
        if (voided != null) {
            json.put("objectType", "StatementRef").put("id", voided.toString());
        } else {
            json.put("objectType", "Activity").put("id", schools.base() + object);
            json.open("definition")
                    .put("type", type.replace(OURS, schools.base()))
                    .close();
        }
        json.close();
    }

    private void context(JsonText json) {
        json.open("context").put("registration", registration.toString());
        json.put("platform", "Khuê").put("language", "vi");
        json.open("contextActivities");
        json.openList("category")
                .open()
                .put("id", outside ? "https://lms.example.edu.vn/profile" : schools.base() + "profile/v0.1")
                .close()
                .closeList();
        if (!classes.isEmpty()) {
            json.openList("grouping");
            classes.forEach(iri -> json.open().put("id", iri).close());
            json.closeList();
        }
        if (parent != null) {
            json.openList("parent")
                    .open()
                    .put("id", schools.base() + parent)
                    .close()
                    .closeList();
        }
        json.close();
        String extension = schools.base() + "ext/";
        json.open("extensions");
        put(json, SCHOOL, school);
        put(json, extension + "school-year", schools.schoolYear());
        put(json, extension + "actor-role", role);
        put(json, extension + "subject", subject);
        put(json, extension + "strand", strand);
        put(json, extension + "learning-form", form);
        put(json, extension + "cohort", cohort);
        put(json, extension + "programme", programme);
        put(json, extension + "round", round);
        put(json, extension + "attempt", attempt);
        put(json, extension + "period-count", periods);
        put(json, extension + "quota", quota);
        put(json, extension + "competencies", competencies);
        put(json, extension + "qualities", qualities);
        json.close().close();
    }

    private static void put(JsonText json, String name, int number) {
        if (number > 0) {
            json.put(name, number);
        }
    }

    private static void put(JsonText json, String name, List<String> values) {
        if (!values.isEmpty()) {
            json.openList(name);
            values.forEach(json::add);
            json.closeList();
        }
    }

    private static void put(JsonText json, String name, String value) {
        if (value != null) {
            json.put(name, value);
        }
    }
}
