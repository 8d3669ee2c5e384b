/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.durability;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Statements to send: pupils who hand in something of a project. What belongs to one test has one registration. */
final class Statements {

    /** One verb for each remainder, so that filters have something to tell apart. */
    static final List<String> VERBS = List.of(
            "http://activitystrea.ms/submit",
            "http://adlnet.gov/expapi/verbs/commented",
            "http://activitystrea.ms/approve");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PUPILS = 30;

    private final UUID registration;

    Statements(UUID registration) {
        this.registration = registration;
    }

    static String activity(int number) {
        return "https://khue.example/activities/" + number;
    }

    /** Every actor there is, as the parameter {@code agent} names one. */
    static List<String> agents() {
        return IntStream.range(0, PUPILS)
                .mapToObj(pupil -> pupil(pupil).toString())
                .toList();
    }

    private static ObjectNode pupil(int number) {
        ObjectNode pupil = JSON.createObjectNode().put("objectType", "Agent");
        pupil.putObject("account").put("homePage", "https://khue.example/pid").put("name", "pupil-" + number);
        return pupil;
    }

    static String verb(int number) {
        return VERBS.get(Math.floorMod(number, VERBS.size()));
    }

    /**
     * @param number decides about actor, verb and the text of the definition
     * @param activity the object; the parent in the context is its neighbour
     */
    ObjectNode statement(UUID id, int number, int activity, int neighbour) {
        ObjectNode statement =
                JSON.createObjectNode().put("id", id.toString()).put("timestamp", "2026-11-20T08:00:00Z");
        statement.set("actor", pupil(Math.floorMod(number, PUPILS)));
        statement.putObject("verb").put("id", verb(number)).putObject("display").put("vi", "đã nộp");
        defined(statement.putObject("object"), activity, number);
        ObjectNode context = statement.putObject("context").put("registration", registration.toString());
        defined(context.putObject("contextActivities").putArray("parent").addObject(), neighbour, number);
        statement.putObject("result").put("response", "Con đường đến trường, bản " + number);
        return statement;
    }

    /** The definition changes from statement to statement, as the names of projects do. */
    private static void defined(ObjectNode activity, int which, int number) {
        activity.put("objectType", "Activity").put("id", activity(which));
        ObjectNode definition = activity.putObject("definition");
        definition.putObject("name").put("vi", "Dự án, bản " + number).put("en", "Project, draft " + number);
        definition.put("type", "http://id.tincanapi.com/activitytype/project");
        definition.putObject("extensions").put("https://khue.example/draft", number);
    }

    static String batch(List<ObjectNode> statements) {
        return statements.stream().map(ObjectNode::toString).collect(Collectors.joining(",", "[", "]"));
    }
}
