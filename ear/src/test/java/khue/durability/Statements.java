/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.durability;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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

    static final String BOUNDARY = "khue-tests";

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

    /** Work to be handed in: a few texts only, so that many statements share one. */
    static byte[] work(int number) {
        return ("Bài làm số " + Math.floorMod(number, 10) + "\n").repeat(2000).getBytes(StandardCharsets.UTF_8);
    }

    /** The SHA-256 of that work, as an attachment names it. */
    static String hash(byte[] work) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(work));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** A request's body: a statement with its work attached, as {@code multipart/mixed} with {@link #BOUNDARY}. */
    static byte[] withWork(ObjectNode statement, byte[] work) {
        statement
                .putArray("attachments")
                .addObject()
                .put("usageType", "https://khue.example/usage/work")
                .put("contentType", "text/plain")
                .put("length", work.length)
                .put("sha2", hash(work))
                .putObject("display")
                .put("vi", "Bài làm");
        String head = "--%s\r\nContent-Type: application/json\r\n\r\n%s\r\n".formatted(BOUNDARY, statement)
                + "--%s\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: binary\r\n".formatted(BOUNDARY)
                + "X-Experience-API-Hash: %s\r\n\r\n".formatted(hash(work));
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        body.writeBytes(work);
        body.writeBytes("\r\n--%s--\r\n".formatted(BOUNDARY).getBytes(StandardCharsets.UTF_8));
        return body.toByteArray();
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
