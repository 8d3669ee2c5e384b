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

    static final String PROJECT = "http://id.tincanapi.com/activitytype/project";
    static final String REFLECTION = SampleSchools.BASE + "type/reflection";
    static final String IMAGE = "http://activitystrea.ms/image";
    static final String COLLECTION = "http://activitystrea.ms/collection";
    static final String EVENT = "http://activitystrea.ms/event";
    static final String PERFORMANCE = "http://adlnet.gov/expapi/activities/performance";
    static final String COURSE = "https://w3id.org/xapi/cmi5/activitytype/course";
    static final String MODULE = "http://adlnet.gov/expapi/activities/module";
    static final String SURVEY = "http://id.tincanapi.com/activitytype/survey";
    static final String INTERACTION = "http://adlnet.gov/expapi/activities/cmi.interaction";
    static final String THEME = SampleSchools.BASE + "type/theme";
    static final String CHANGE = SampleSchools.BASE + "type/change";
    static final String CONTEST = SampleSchools.BASE + "type/contest";
    static final String EVIDENCE = SampleSchools.BASE + "type/criterion-evidence";
    static final String MEETING = "http://adlnet.gov/expapi/activities/meeting";

    private static final String PEOPLE = SampleSchools.BASE + "pid";
    private static final String EXTENSION = SampleSchools.BASE + "ext/";
    private static final String RUBRICS = "https://w3id.org/xapi/acrossx/extensions/rubrics";
    private static final String SCHOOL = "https://w3id.org/xapi/acrossx/extensions/school";

    UUID id;
    Instant received;
    Instant happened;
    String homePage = PEOPLE;
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
            json.put("objectType", "Activity").put("id", SampleSchools.BASE + object);
            json.open("definition").put("type", type).close();
        }
        json.close();
    }

    private void context(JsonText json) {
        json.open("context").put("registration", registration.toString());
        json.put("platform", "Khuê").put("language", "vi");
        json.open("contextActivities");
        json.openList("category")
                .open()
                .put("id", outside ? "https://lms.example.edu.vn/profile" : SampleSchools.BASE + "profile/v0.1")
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
                    .put("id", SampleSchools.BASE + parent)
                    .close()
                    .closeList();
        }
        json.close();
        json.open("extensions");
        put(json, SCHOOL, school);
        put(json, EXTENSION + "school-year", "2025-2026");
        put(json, EXTENSION + "actor-role", role);
        put(json, EXTENSION + "subject", subject);
        put(json, EXTENSION + "strand", strand);
        put(json, EXTENSION + "learning-form", form);
        put(json, EXTENSION + "cohort", cohort);
        put(json, EXTENSION + "programme", programme);
        put(json, EXTENSION + "round", round);
        put(json, EXTENSION + "attempt", attempt);
        put(json, EXTENSION + "period-count", periods);
        put(json, EXTENSION + "quota", quota);
        put(json, EXTENSION + "competencies", competencies);
        put(json, EXTENSION + "qualities", qualities);
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
