/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.lti;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import khue.samplelms.http.Json;
import khue.samplelms.http.Refusal;
import khue.samplelms.http.Secrets;
import khue.samplelms.school.Activity;
import khue.samplelms.school.Course;
import khue.samplelms.school.Person;
import khue.samplelms.school.RegisteredTool;

/** Launches that people began, each of which may become one id_token. */
public final class Launches {
    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final int REMEMBERED = 1000;

    private final Clock clock;
    private final Secrets secrets;
    private final Map<String, Launch> waiting = new LinkedHashMap<>();
    private final List<Launch> all = new ArrayList<>();

    public Launches(Clock clock, Secrets secrets) {
        this.clock = clock;
        this.secrets = secrets;
    }

    /**
     * One launch.
     *
     * @param courseId where it was begun
     * @param activityId empty when the message is about no activity
     * @param aboutPersonId whose work a submission review is about; empty for other messages
     * @param documentTarget {@code iframe} or {@code window}
     * @param locale the language of the person's pages: vi or en
     */
    public record Launch(
            String id,
            String clientId,
            String personId,
            String messageType,
            String courseId,
            String activityId,
            String aboutPersonId,
            String documentTarget,
            String locale,
            Instant begunAt) {
        /** What the tool has to send back verbatim: JSON text, as Moodle's is. */
        String messageHint() {
            Map<String, Object> hint = new LinkedHashMap<>();
            hint.put("cmid", activityId.isEmpty() ? 0 : Long.parseLong(activityId) + 1000);
            hint.put("launchid", id);
            return Json.write(hint);
        }
    }

    public Launch ofActivity(RegisteredTool tool, Person person, Activity activity, String target, String locale) {
        return begin(tool, person, Lti.RESOURCE_LINK_REQUEST, activity.courseId(), activity.id(), "", target, locale);
    }

    public Launch ofDeepLinking(RegisteredTool tool, Person person, Course course, String target, String locale) {
        return begin(tool, person, Lti.DEEP_LINKING_REQUEST, course.id(), "", "", target, locale);
    }

    /** Submission Review 1.0. */
    public Launch ofReview(
            RegisteredTool tool, Person person, Activity activity, Person about, String target, String locale) {
        return begin(
                tool,
                person,
                Lti.SUBMISSION_REVIEW_REQUEST,
                activity.courseId(),
                activity.id(),
                about.id(),
                target,
                locale);
    }

    public Launch ofCourse(RegisteredTool tool, Person person, Course course, String target, String locale) {
        return begin(tool, person, Lti.CONTEXT_LAUNCH_REQUEST, course.id(), "", "", target, locale);
    }

    private synchronized Launch begin(
            RegisteredTool tool,
            Person person,
            String messageType,
            String courseId,
            String activityId,
            String aboutPersonId,
            String target,
            String locale) {
        String id = "ltilaunch_" + secrets.next();
        Launch launch = new Launch(
                id,
                tool.clientId(),
                person.id(),
                messageType,
                courseId,
                activityId,
                aboutPersonId,
                target,
                locale,
                clock.instant());
        waiting.values().removeIf(this::isTooOld);
        waiting.put(id, launch);
        all.add(launch);
        if (all.size() > REMEMBERED) {
            all.remove(0);
        }
        return launch;
    }

    /** The launch that a hint names, once and within ten minutes; the hint must be exactly the one handed out. */
    synchronized Optional<Launch> take(String messageHint) {
        String id;
        try {
            JsonNode hint = Json.object(messageHint);
            id = hint.path("launchid").asText();
        } catch (Refusal notJson) {
            return Optional.empty();
        }
        Optional<Launch> launch = Optional.ofNullable(waiting.get(id))
                .filter(found -> found.messageHint().equals(messageHint));
        launch.ifPresent(found -> waiting.remove(id));
        return launch.filter(found -> !isTooOld(found));
    }

    private boolean isTooOld(Launch launch) {
        return !clock.instant().isBefore(launch.begunAt().plus(LIFETIME));
    }

    /** The last thousand, in the order in which they were begun. */
    public synchronized List<Launch> all() {
        return List.copyOf(all);
    }
}
