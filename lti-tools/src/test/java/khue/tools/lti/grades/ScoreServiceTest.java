/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.grades;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import khue.tools.outbox.Message;
import khue.tools.outbox.Outcome;
import khue.tools.outbox.State;
import khue.tools.testing.MovableClock;
import khue.tools.testing.ScriptedServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreServiceTest {

    private static final Score PASSED = score(Optional.of(BigDecimal.ONE), Optional.of("Đạt. Làm tốt lắm!"));

    private final ScriptedServer lms = new ScriptedServer();
    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-22T03:04:05.678912Z"));
    private final ScoreService service = new ScoreService(ScriptedServer::send, clock);

    @AfterEach
    void stop() {
        lms.close();
    }

    @Test
    void sendsAFullyGradedScore() throws IOException {
        lms.answers(200);

        assertThat(sent(PASSED)).isEqualTo(Outcome.DELIVERED);

        assertThat(lms.asked()).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.pathAndQuery()).isEqualTo("/lineitems/7/lineitem/scores?type_id=2");
            assertThat(request.header("Content-Type")).isEqualTo("application/vnd.ims.lis.v1.score+json");
        });
        assertThat(body()).isEqualTo(new ObjectMapper().readTree("""
                {"userId":"lms-user-3","timestamp":"2026-11-22T03:04:05.678Z","activityProgress":"Completed",
                 "gradingProgress":"FullyGraded","scoreGiven":1,"scoreMaximum":1,"comment":"Đạt. Làm tốt lắm!"}"""));
    }

    @Test
    void clearsTheGradeOfReturnedWork() throws IOException {
        lms.answers(204);

        assertThat(sent(score(Optional.empty(), Optional.empty()))).isEqualTo(Outcome.DELIVERED);

        assertThat(body()).isEqualTo(new ObjectMapper().readTree("""
                {"userId":"lms-user-3","timestamp":"2026-11-22T03:04:05.678Z","activityProgress":"Initialized",
                 "gradingProgress":"NotReady"}"""));
    }

    @ParameterizedTest
    @CsvSource({
        "https://lms.example/li/1, https://lms.example/li/1/scores",
        "https://lms.example/li/1?type_id=2, https://lms.example/li/1/scores?type_id=2",
        "https://lms.example/li?a=b?c/d, https://lms.example/li/scores?a=b?c/d"
    })
    void putsScoresIntoThePathBeforeTheQuery(URI lineItem, URI scores) {
        assertThat(ScoreService.scores(lineItem)).isEqualTo(scores);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 410, 422})
    void givesUpWhatTheLmsRefuses(int status) {
        lms.answers(status, "not gradable");

        assertThat(sent(PASSED)).isInstanceOfSatisfying(Outcome.Settled.class, outcome -> {
            assertThat(outcome.state()).isEqualTo(State.REFUSED);
            assertThat(outcome.problem().orElseThrow()).contains("HTTP " + status, "not gradable");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 408, 429, 500, 502, 503})
    void triesAgainWhenTheLmsMayAnswerOtherwise(int status) {
        lms.answers(status);

        assertThat(sent(PASSED)).isInstanceOf(Outcome.Later.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void waitsAsLongAsTheLmsAsks(int status) {
        lms.answers(status, "", Map.of("Retry-After", "90"));

        assertThat(sent(PASSED))
                .isInstanceOfSatisfying(
                        Outcome.Later.class,
                        later -> assertThat(later.notBefore()).isEqualTo(Duration.ofSeconds(90)));
    }

    @Test
    void sendsAgainWithANewerTimeWhenTheLmsHasAGradeAsNew() throws IOException {
        lms.answers(409).answers(200);
        Outcome first = sent(PASSED);
        assertThat(first)
                .isInstanceOfSatisfying(
                        Outcome.Later.class,
                        later -> assertThat(later.notBefore()).isGreaterThanOrEqualTo(Duration.ofSeconds(1)));

        clock.passes(Duration.ofSeconds(1));
        assertThat(sent(PASSED)).isEqualTo(Outcome.DELIVERED);

        assertThat(new ObjectMapper()
                        .readTree(lms.asked().get(1).body())
                        .get("timestamp")
                        .asText())
                .isEqualTo("2026-11-22T03:04:06.678Z");
    }

    @Test
    void leavesANewerGradeInTheLmsAloneAfterSomeAttempts() {
        lms.answers(409).answers(409);
        String problem = ((Outcome.Later) sent(PASSED)).problem();

        Message last = message(ScoreService.ATTEMPTS_AGAINST_A_NEWER_GRADE, Optional.of(problem));

        assertThat(sent(PASSED, last))
                .isInstanceOfSatisfying(
                        Outcome.Settled.class,
                        outcome -> assertThat(outcome.state()).isEqualTo(State.REFUSED));
    }

    @Test
    void triesAgainAgainstANewerGradeEvenWhenTheLmsWasAwayForLong() {
        lms.answers(409);

        assertThat(sent(PASSED, message(100, Optional.of("TOO_SLOW")))).isInstanceOf(Outcome.Later.class);
    }

    @Test
    void keepsAScoreExactlyWhileItWaits() {
        Score score = new Score(
                UUID.randomUUID(),
                UUID.randomUUID(),
                Optional.of(new BigDecimal("0.1")),
                new BigDecimal("10.00"),
                Optional.of("\"Chưa đạt\"\n"));

        assertThat(QueuedScore.read(QueuedScore.write(score))).isEqualTo(score);
        assertThat(QueuedScore.read(QueuedScore.write(PASSED))).isEqualTo(PASSED);
    }

    private Outcome sent(Score score) {
        return sent(score, message(1, Optional.empty()));
    }

    private Outcome sent(Score score, Message message) {
        try {
            return service.send(lms.url("/lineitems/7/lineitem?type_id=2"), "lms-user-3", score, message);
        } catch (Undeliverable undeliverable) {
            return undeliverable.outcome();
        }
    }

    private JsonNode body() throws IOException {
        return new ObjectMapper().readTree(lms.asked().get(0).body());
    }

    private static Message message(int attempts, Optional<String> problem) {
        return new Message(UUID.randomUUID(), 1, Optional.of("lane"), "", attempts, problem, Instant.EPOCH, true);
    }

    private static Score score(Optional<BigDecimal> given, Optional<String> comment) {
        return new Score(UUID.randomUUID(), UUID.randomUUID(), given, BigDecimal.ONE, comment);
    }
}
