/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.lti;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import khue.samplelms.http.Json;
import khue.samplelms.http.Refusal;
import khue.samplelms.http.Request;
import khue.samplelms.http.Response;
import khue.samplelms.school.Grade;
import khue.samplelms.school.LineItem;
import khue.samplelms.school.Person;
import khue.samplelms.school.RegisteredTool;
import khue.samplelms.school.Role;
import khue.samplelms.school.School;
import khue.samplelms.temperament.Trait;

/** Takes scores into the gradebook (LTI Assignment and Grade Services 2.0 §3.4), with the LMS's opinions on them. */
public final class ScoresService {
    private static final Set<String> ACTIVITY_PROGRESS =
            Set.of("Initialized", "Started", "InProgress", "Submitted", "Completed");
    private static final Set<String> GRADING_PROGRESS =
            Set.of("FullyGraded", "Pending", "PendingManual", "Failed", "NotReady");

    private final School school;
    private final AccessTokens accessTokens;
    private final ServiceRules rules;
    private final Clock clock;
    private final Set<String> throttled = ConcurrentHashMap.newKeySet();

    public ScoresService(School school, AccessTokens accessTokens, ServiceRules rules, Clock clock) {
        this.school = school;
        this.accessTokens = accessTokens;
        this.rules = rules;
        this.clock = clock;
    }

    public Response handle(Request request) {
        RegisteredTool tool = accessTokens.require(request, Lti.SCORE_SCOPE);
        rules.requireCourse(request);
        rules.requireType(request, tool);
        rules.requireContentType(request, Lti.SCORE_TYPE);
        LineItem item = LineItemsService.item(school, request, tool);
        if (rules.has(Trait.FIRST_SCORE_THROTTLED) && throttled.add(item.id())) {
            return Response.json(429, Map.of("error", "too_many_requests"))
                    .with("Retry-After", "1")
                    .because("too many requests; the next one is taken");
        }
        JsonNode score = Json.object(request.body());
        Person pupil = gradable(score);
        Instant timestamp = timestamp(score);
        String activityProgress = oneOf(score, "activityProgress", ACTIVITY_PROGRESS);
        String gradingProgress = oneOf(score, "gradingProgress", GRADING_PROGRESS);
        Optional<Double> points = points(score, item);
        school.changeGrade(item.id(), pupil.id(), before -> {
            before.ifPresent(grade -> requireNewer(timestamp, grade));
            boolean graded = gradingProgress.equals("FullyGraded");
            boolean cleared = !graded && rules.has(Trait.UNFINISHED_SCORES_CLEAR);
            return new Grade(
                    item.id(),
                    pupil.id(),
                    graded || cleared
                            ? points.filter(given -> graded).orElse(null)
                            : before.flatMap(Grade::score).orElse(null),
                    score.hasNonNull("comment")
                            ? score.path("comment").asText()
                            : before.map(Grade::comment).orElse(""),
                    activityProgress,
                    gradingProgress,
                    cleared ? clock.instant() : timestamp);
        });
        return Response.of(rules.has(Trait.SCORES_WITHOUT_CONTENT) ? 204 : 200)
                .because("score for " + pupil.username() + " in " + item.label());
    }

    private Person gradable(JsonNode score) {
        if (!score.path("userId").isTextual()) {
            throw Refusal.badRequest("userId must be text.");
        }
        return school.people()
                .find(score.path("userId").textValue())
                .filter(person -> person.role() == Role.PUPIL)
                .orElseThrow(() -> Refusal.badRequest(
                        "The user " + score.path("userId") + " cannot be graded: unknown, or not a pupil."));
    }

    /** ISO 8601 with a time zone and a precision below the second (§3.4.6). */
    private static Instant timestamp(JsonNode score) {
        String text = score.path("timestamp").asText("");
        try {
            Instant timestamp = OffsetDateTime.parse(text).toInstant();
            if (text.contains(".")) {
                return timestamp;
            }
        } catch (DateTimeException notIso) {
            // Refused below, with a time that is not precise enough.
        }
        throw Refusal.badRequest("timestamp is \"" + text
                + "\"; it must be ISO 8601 with a fraction of the second and a zone, as 2026-11-22T03:00:00.000Z.");
    }

    private void requireNewer(Instant timestamp, Grade grade) {
        ChronoUnit resolution = rules.has(Trait.TIMESTAMPS_OF_WHOLE_SECONDS) ? ChronoUnit.SECONDS : ChronoUnit.MILLIS;
        Instant known = grade.recordedAt().truncatedTo(resolution);
        if (!timestamp.truncatedTo(resolution).isAfter(known)) {
            throw new Refusal(
                    409,
                    "conflict",
                    "Superseded: the gradebook's entry is of " + known + ", this score of " + timestamp + ".");
        }
    }

    private static String oneOf(JsonNode score, String name, Set<String> values) {
        String value = score.path(name).asText("");
        if (!values.contains(value)) {
            throw Refusal.badRequest(name + " is \"" + value + "\", which is none of " + values + ".");
        }
        return value;
    }

    /** Scaled to the line item's maximum. */
    private Optional<Double> points(JsonNode score, LineItem item) {
        JsonNode given = score.path("scoreGiven");
        JsonNode maximum = score.path("scoreMaximum");
        if (!maximum.isMissingNode() && !(maximum.isNumber() && maximum.doubleValue() > 0)) {
            throw Refusal.badRequest("scoreMaximum must be a number above 0, not " + maximum + ".");
        }
        if (given.isMissingNode() || given.isNull()) {
            return Optional.empty();
        }
        if (!given.isNumber() || !(given.doubleValue() >= 0)) {
            throw Refusal.badRequest("scoreGiven must be a number from 0, not " + given + ".");
        }
        if (maximum.isMissingNode()) {
            throw Refusal.badRequest("scoreGiven needs scoreMaximum beside it.");
        }
        double share = given.doubleValue() / maximum.doubleValue();
        return Optional.of((rules.has(Trait.SCORES_CAPPED) ? Math.min(1, share) : share) * item.scoreMaximum());
    }
}
