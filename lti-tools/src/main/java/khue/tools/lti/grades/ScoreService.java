/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.grades;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.function.Function;
import khue.tools.lti.outbound.OutboundRequest;
import khue.tools.lti.outbound.OutboundResponse;
import khue.tools.outbox.Message;
import khue.tools.outbox.Outcome;

/**
 * Sends one score to one line item.
 *
 * @see <a href="https://www.imsglobal.org/spec/lti-ags/v2p0/#score-publish-service">AGS 2.0, Score publish service</a>
 */
final class ScoreService {

    static final Set<String> SCOPES = Set.of("https://purl.imsglobal.org/spec/lti-ags/scope/score");

    static final String MEDIA_TYPE = "application/vnd.ims.lis.v1.score+json";

    /** After so many attempts a grade in the LMS that is newer than ours stays, and an administrator sees why. */
    static final int ATTEMPTS_AGAINST_A_NEWER_GRADE = 6;

    private static final String NEWER_GRADE = "the LMS has a grade that is as new or newer";

    private static final DateTimeFormatter SUB_SECOND =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Function<OutboundRequest, OutboundResponse> lms;
    private final Clock clock;

    /** @param lms sends a request with an access token for {@link #SCOPES} */
    ScoreService(Function<OutboundRequest, OutboundResponse> lms, Clock clock) {
        this.lms = lms;
        this.clock = clock;
    }

    /** @throws Undeliverable when the LMS does not take it */
    Outcome send(URI lineItem, String subject, Score score, Message message) {
        String body = body(subject, score, clock.instant());
        OutboundResponse response = lms.apply(OutboundRequest.post(scores(lineItem), MEDIA_TYPE, body));
        if (response.isSuccess()) {
            return Outcome.DELIVERED;
        }
        if (response.status() == 409) {
            return againstANewerGrade(message);
        }
        throw Undeliverable.because("sending the score", response, clock);
    }

    /**
     * The LMS's grade has a timestamp that ours does not exceed: its clock is ahead of ours, it changed the grade in this very second, or
     * somebody graded there. Ours is the teacher's latest word here, so it is sent again with a newer time, but not for ever.
     */
    private static Outcome againstANewerGrade(Message message) {
        boolean again = message.problem().filter(NEWER_GRADE::equals).isPresent();
        return again && message.attempts() >= ATTEMPTS_AGAINST_A_NEWER_GRADE
                ? Outcome.refused(NEWER_GRADE)
                : Outcome.later(NEWER_GRADE, Duration.ofSeconds(1));
    }

    /** The line item's path with {@code /scores}, then its query: some LMSes' line items have one ({@code ?type_id=2}). */
    static URI scores(URI lineItem) {
        String url = lineItem.toString();
        int query = url.indexOf('?');
        return URI.create(query < 0 ? url + "/scores" : url.substring(0, query) + "/scores" + url.substring(query));
    }

    /** Complete and fully graded; or, without a score, as if the learner had not begun: that clears the LMS's grade. */
    private static String body(String subject, Score score, Instant now) {
        ObjectNode body = JSON.createObjectNode();
        body.put("userId", subject);
        body.put("timestamp", SUB_SECOND.format(now));
        body.put("activityProgress", score.given().isPresent() ? "Completed" : "Initialized");
        body.put("gradingProgress", score.given().isPresent() ? "FullyGraded" : "NotReady");
        score.given().ifPresent(given -> {
            body.put("scoreGiven", given);
            body.put("scoreMaximum", score.maximum());
        });
        score.comment().ifPresent(comment -> body.put("comment", comment));
        return body.toString();
    }
}
