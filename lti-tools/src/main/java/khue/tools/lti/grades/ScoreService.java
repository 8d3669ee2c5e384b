/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.grades;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import khue.tools.lti.outbound.OutboundFailed;
import khue.tools.lti.outbound.OutboundRequest;
import khue.tools.lti.outbound.OutboundResponse;
import khue.tools.lti.platforms.TokenRefused;
import khue.tools.outbox.Outcome;

/**
 * Sends one score to one line item.
 *
 * @see <a href="https://www.imsglobal.org/spec/lti-ags/v2p0/#score-publish-service">AGS 2.0, Score publish service</a>
 */
final class ScoreService {

    static final Set<String> SCOPES = Set.of("https://purl.imsglobal.org/spec/lti-ags/scope/score");

    static final String MEDIA_TYPE = "application/vnd.ims.lis.v1.score+json";

    /**
     * How long a score that was given just now is sent again with a newer time when the LMS has a grade that is as new: its clock may be
     * ahead of ours, and some LMSes stamp a cleared grade with a time of their own. A score that is older than this was overtaken.
     */
    static final Duration JUST_NOW = Duration.ofMinutes(2);

    static final String NEWER_GRADE = "the LMS has a grade that is as new or newer";

    private static final DateTimeFormatter SUB_SECOND =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Function<OutboundRequest, OutboundResponse> lms;
    private final ResultService results;
    private final Clock clock;

    /** @param lms sends a request with an access token for {@link #SCOPES} */
    ScoreService(Function<OutboundRequest, OutboundResponse> lms, ResultService results, Clock clock) {
        this.lms = lms;
        this.results = results;
        this.clock = clock;
    }

    /**
     * @param given when the score was given
     * @param time that it is to bear: later than that of every score sent before for this learner, and not in the future
     * @throws Undeliverable when the LMS does not take it
     */
    Outcome send(URI lineItem, String subject, Score score, Instant given, Instant time) {
        OutboundResponse response = lms.apply(OutboundRequest.post(
                LineItemService.below(lineItem, "/scores"), MEDIA_TYPE, body(subject, score, time)));
        if (response.isSuccess()) {
            return Outcome.DELIVERED;
        }
        if (response.status() == 409) {
            return overtaken(lineItem, subject, score, given);
        }
        throw Undeliverable.because("sending the score", response, clock);
    }

    /** The LMS has a grade with a time that ours does not exceed. */
    private Outcome overtaken(URI lineItem, String subject, Score score, Instant given) {
        Optional<ResultService.Result> there = result(lineItem, subject);
        if (there.filter(result -> result.shows(score)).isPresent()) {
            return Outcome.DELIVERED;
        }
        return clock.instant().isBefore(given.plus(JUST_NOW))
                ? Outcome.later(NEWER_GRADE, Duration.ofSeconds(1))
                : Outcome.superseded(
                        NEWER_GRADE + there.map(result -> ": " + result).orElse(""));
    }

    /** Not every LMS lets us read results; then its 409 is all that we know. */
    private Optional<ResultService.Result> result(URI lineItem, String subject) {
        try {
            return results.read(lineItem, subject);
        } catch (IOException | OutboundFailed | TokenRefused unknown) {
            return Optional.empty();
        }
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
