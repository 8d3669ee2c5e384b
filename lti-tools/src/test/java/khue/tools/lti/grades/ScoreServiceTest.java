/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.grades;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import khue.tools.lti.refusals.Case;
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

    private static final Instant NOW = Instant.parse("2026-11-22T03:04:05.678912Z");
    private static final UUID ITEM = UUID.fromString("11111111-1111-4111-8111-111111111111");

    private final ScriptedServer lms = new ScriptedServer();
    private final MovableClock clock = new MovableClock(NOW);
    private final ScoreService service =
            new ScoreService(ScriptedServer::send, new ResultService(ScriptedServer::send), clock);

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
        assertThat(LineItemService.below(lineItem, "/scores")).isEqualTo(scores);
    }

    @Test
    void givesUpForSomebodyWhoCannotBeGraded() {
        isRefused(400);
    }

    @Test
    @Case(value = 79, outcome = "given up")
    void givesUpWhatTheLmsDoesNotAllow() {
        isRefused(403);
    }

    @Test
    void givesUpWhatTheLmsCannotRead() {
        isRefused(422);
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 410})
    void saysThatTheLineItemIsGone(int status) {
        lms.answers(status, "not gradable");

        assertThatThrownBy(() -> send(PASSED, NOW, NOW))
                .isInstanceOfSatisfying(
                        Undeliverable.class,
                        failure -> assertThat(failure.nothingThere()).isTrue());
    }

    private void isRefused(int status) {
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
    @Case(value = 79, outcome = "sent again with a newer time")
    void sendsAgainWhenTheLmsHasAGradeAsNewAsOneThatWasGivenJustNow() {
        lms.answers(409).answers(200, "[]");

        assertThat(send(PASSED, NOW, NOW))
                .isInstanceOfSatisfying(
                        Outcome.Later.class,
                        later -> assertThat(later.notBefore()).isGreaterThanOrEqualTo(Duration.ofSeconds(1)));
    }

    @Test
    @Case(value = 81, outcome = "the newer one in the LMS stays")
    void leavesAGradeInTheLmsAloneThatIsNewerThanOurs() {
        lms.answers(409).answers(200, results("0.5", "1"));

        assertThat(send(PASSED, NOW.minus(ScoreService.JUST_NOW), NOW))
                .isInstanceOfSatisfying(Outcome.Settled.class, outcome -> {
                    assertThat(outcome.state()).isEqualTo(State.SUPERSEDED);
                    assertThat(outcome.problem().orElseThrow()).contains("newer", "0.5/1");
                });
        assertThat(lms.asked().get(1).pathAndQuery())
                .isEqualTo("/lineitems/7/lineitem/results?type_id=2&user_id=lms-user-3");
        assertThat(lms.asked().get(1).header("Accept")).isEqualTo("application/vnd.ims.lis.v2.resultcontainer+json");
    }

    /** The answer to the attempt before was lost. */
    @Test
    @Case(value = 79, outcome = "delivered")
    void isDoneWhenTheLmsHasThisVeryGradeAlready() {
        lms.answers(409).answers(200, results("10", "10.0"));

        assertThat(send(PASSED, NOW, NOW)).isEqualTo(Outcome.DELIVERED);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 500})
    void believesTheLmsThatDoesNotShowItsResults(int status) {
        lms.answers(409).answers(status);

        assertThat(send(PASSED, NOW.minus(ScoreService.JUST_NOW), NOW))
                .isInstanceOfSatisfying(
                        Outcome.Settled.class,
                        outcome -> assertThat(outcome.state()).isEqualTo(State.SUPERSEDED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"given\":\"NaN\",\"maximum\":\"1\"}",
                "{\"given\":\"-1\",\"maximum\":\"1\"}",
                "{\"given\":\"1.01\",\"maximum\":\"1\"}",
                "{\"given\":\"0\",\"maximum\":\"0\"}",
                "{\"given\":\"1\"}"
            })
    @Case(value = 80, outcome = "given up")
    void readsNoScoreThatNoGradebookHas(String numbers) {
        String score = numbers.replace("{", "{\"resourceLink\":\"" + ITEM + "\",\"person\":\"" + ITEM + "\",");

        assertThatThrownBy(() -> QueuedScore.read(score)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.001", "1.001", "1E+30"})
    @Case(value = 80, outcome = "not made, so never sent")
    void givesNobodyLessThanNothingOrMoreThanTheMaximum(BigDecimal given) {
        assertThatThrownBy(() -> score(Optional.of(given), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
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
        try {
            return send(score, NOW, NOW);
        } catch (Undeliverable undeliverable) {
            return undeliverable.outcome();
        }
    }

    private Outcome send(Score score, Instant given, Instant time) {
        return service.send(lms.url("/lineitems/7/lineitem?type_id=2"), "lms-user-3", score, given, time);
    }

    private static String results(String score, String maximum) {
        return "[{\"userId\":\"9\",\"resultScore\":7,\"resultMaximum\":10},{\"userId\":\"lms-user-3\",\"resultScore\":"
                + score + ",\"resultMaximum\":" + maximum + "}]";
    }

    private JsonNode body() throws IOException {
        return new ObjectMapper().readTree(lms.asked().get(0).body());
    }

    private static Score score(Optional<BigDecimal> given, Optional<String> comment) {
        return new Score(UUID.randomUUID(), UUID.randomUUID(), given, BigDecimal.ONE, comment);
    }
}
