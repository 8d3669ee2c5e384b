/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.grades;

import static khue.tools.testing.InServer.bean;
import static khue.tools.testing.InServer.number;
import static khue.tools.testing.InServer.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.transaction.UserTransaction;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import khue.tools.lti.refusals.Case;
import khue.tools.testing.GradedCourse;
import khue.tools.testing.InServer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Scores on their whole way: from a tool's transaction by the queue and its workers to an LMS that is a real HTTP server. */
@ArquillianTest
class ScoresIT {

    private final Gradebook gradebook = bean(Gradebook.class);
    private final UserTransaction transaction = bean(UserTransaction.class);

    private Lms lms;
    private GradedCourse course;

    @Deployment
    static WebArchive tools() {
        return InServer.tools();
    }

    @BeforeEach
    void open() throws IOException {
        if (gradebook != null) {
            lms = new Lms();
            course = GradedCourse.make(lms.root());
        }
    }

    @AfterEach
    void close() {
        if (lms != null) {
            lms.close();
        }
    }

    @Test
    void sendsTheScoreOfWorkThatWasCommitted() throws Exception {
        Instant before = Instant.now();
        send(course, "1");

        until(() -> lms.scores.size() == 1);
        Lms.Score score = lms.scores.get(0);
        assertThat(score.path()).isEqualTo("/li/1/scores?type_id=2");
        assertThat(score.body().get("userId").asText()).isEqualTo("lms-user-3");
        assertThat(score.time()).isBetween(before.minusMillis(1), Instant.now());
        until(() -> settled(course, "DELIVERED") == 1);
    }

    @Test
    void sendsNothingOfWorkThatWasRolledBack() throws Exception {
        transaction.begin();
        gradebook.send(score(course, "1"));
        transaction.rollback();
        send(course, "0");

        until(() -> settled(course, "DELIVERED") == 1);
        assertThat(lms.scores).hasSize(1);
        assertThat(lms.scores.get(0).body().get("scoreGiven").asInt()).isZero();
    }

    @Test
    @Case(value = 81, outcome = "the newest only, in order")
    void sendsTheNewestOnlyAndInOrder() throws Exception {
        lms.answers(503);
        send(course, "0.1");
        until(() -> lms.scores.size() == 1);
        send(course, "0.2");
        send(course, "0.3");

        until(() -> settled(course, "DELIVERED") == 1);
        assertThat(settled(course, "SUPERSEDED")).isEqualTo(2);
        assertThat(lms.scores
                        .get(lms.scores.size() - 1)
                        .body()
                        .get("scoreGiven")
                        .decimalValue())
                .isEqualByComparingTo("0.3");
    }

    @Test
    @Case(value = 81, outcome = "each a second later")
    void givesEveryScoreForAPupilALaterSecond() throws Exception {
        for (String given : List.of("0.1", "0.2", "0.3")) {
            int sent = lms.scores.size();
            send(course, given);
            until(() -> lms.scores.size() == sent + 1);
        }

        for (int i = 1; i < lms.scores.size(); i++) {
            assertThat(lms.scores.get(i).time().getEpochSecond())
                    .isGreaterThan(lms.scores.get(i - 1).time().getEpochSecond());
        }
        assertThat(lms.scores).allSatisfy(score -> assertThat(score.time()).isBeforeOrEqualTo(score.arrived()));
    }

    @Test
    void givesUpForSomebodyWhoCannotBeGraded() throws Exception {
        lms.answers(400, "This user cannot be graded");
        send(course, "1");

        until(() -> settled(course, "REFUSED") == 1);
        assertThat(problems(course, "%cannot be graded%")).isEqualTo(1);
    }

    @Test
    void asksForANewTokenWhenTheLmsDoesNotTakeTheOldOne() throws Exception {
        lms.answers(401);
        send(course, "1");

        until(() -> settled(course, "DELIVERED") == 1);
        assertThat(lms.tokens.get()).isEqualTo(2);
        assertThat(lms.scores).extracting(Lms.Score::token).containsExactly("token-1", "token-2");
    }

    @Test
    @Case(value = 79, outcome = "given up")
    void givesUpWhatTheLmsDoesNotAllow() throws Exception {
        lms.answers(403);
        send(course, "1");

        until(() -> settled(course, "REFUSED") == 1);
        assertThat(lms.scores).hasSize(1);
    }

    @Test
    @Case(value = 79, outcome = "another line item is found")
    void findsAnotherLineItemWhenItsOwnIsGone() throws Exception {
        lms.answers(404);
        send(course, "1");

        until(() -> settled(course, "DELIVERED") == 1);
        assertThat(lms.scores).extracting(Lms.Score::path).containsExactly("/li/1/scores?type_id=2", "/li/2/scores");
        assertThat(lms.made.get()).as("line items made").isEqualTo(1);
    }

    @Test
    @Case(value = 79, outcome = "given up")
    void doesNotMakeOneLineItemAfterTheOther() throws Exception {
        lms.answers(404).answers(404);
        send(course, "1");

        until(() -> settled(course, "REFUSED") == 1);
        assertThat(lms.made.get()).isEqualTo(1);
    }

    @Test
    @Case(value = 79, outcome = "sent again with a newer time")
    void sendsANewerTimeWhenTheLmsHasAGradeOfTheSameSecond() throws Exception {
        lms.answers(409);
        send(course, "1");

        until(() -> settled(course, "DELIVERED") == 1);
        assertThat(lms.scores).hasSize(2);
        assertThat(lms.scores.get(1).time().getEpochSecond())
                .isGreaterThan(lms.scores.get(0).time().getEpochSecond());
    }

    @Test
    void leavesTheWholeLmsAloneForAsLongAsItAsks() throws Exception {
        lms.answers(429, "", Map.of("Retry-After", "3"));
        GradedCourse other = GradedCourse.make(lms.root());
        InServer.execute(
                "UPDATE course SET deployment_id = ?, context_id = '8' WHERE id = ?",
                course.deployment(),
                other.course());
        InServer.execute(
                "INSERT INTO linked_identity (platform_id, subject, person_id, linked_at) VALUES (?, 'lms-user-4', ?, now())",
                course.platform(),
                other.pupil());
        send(course, "1");
        until(() -> lms.scores.size() == 1);
        send(other, "1");

        until(() -> settled(course, "DELIVERED") + settled(other, "DELIVERED") == 2);
        Instant asked = lms.scores.get(0).arrived();
        assertThat(lms.scores.subList(1, lms.scores.size()))
                .allSatisfy(score -> assertThat(score.arrived()).isAfterOrEqualTo(asked.plusSeconds(3)));
    }

    @Test
    @Case(value = 73, outcome = "waits as long as it was asked to")
    void waitsForATokenAsLongAsTheLmsAsks() throws Exception {
        lms.refusesTokens.set(429);
        send(course, "1");

        until(() -> problems(course, "%no access token: HTTP 429%") == 1);
        assertThat(lms.scores).isEmpty();
        lms.refusesTokens.set(0);
        until(() -> settled(course, "DELIVERED") == 1);
    }

    @Test
    @Case(value = 80, outcome = "given up")
    void refusesWhatIsNoScoreInsteadOfTryingForEver() throws Exception {
        InServer.execute("""
                INSERT INTO outbox (id, queue, lane, payload, due_at, created_at)
                VALUES (?, 'scores', ?, '{"given":"NaN"}', now(), now())
                """, java.util.UUID.randomUUID(), course.link() + "/" + course.pupil());

        until(() -> settled(course, "REFUSED") == 1);
        assertThat(problems(course, "%not a score%")).isEqualTo(1);
    }

    private void send(GradedCourse to, String given) throws Exception {
        transaction.begin();
        gradebook.send(score(to, given));
        transaction.commit();
    }

    private static Score score(GradedCourse to, String given) {
        return new Score(to.link(), to.pupil(), Optional.of(new BigDecimal(given)), BigDecimal.ONE, Optional.of("Đạt"));
    }

    private static long settled(GradedCourse of, String state) {
        return number(
                "SELECT count(*) FROM outbox WHERE queue = 'scores' AND lane = ? AND state = ?",
                of.link() + "/" + of.pupil(),
                state);
    }

    private static long problems(GradedCourse of, String like) {
        return number(
                "SELECT count(*) FROM outbox WHERE queue = 'scores' AND lane = ? AND problem LIKE ?",
                of.link() + "/" + of.pupil(),
                like);
    }

    /** An LMS that answers scores as a test says, and with 200 afterwards. */
    static final class Lms implements AutoCloseable {

        record Score(String path, JsonNode body, String token, Instant arrived) {

            Instant time() {
                return Instant.parse(body.get("timestamp").asText());
            }
        }

        record Answer(int status, String body, Map<String, String> headers) {}

        private final HttpServer server;
        private final Queue<Answer> script = new ConcurrentLinkedQueue<>();
        private final Map<String, Boolean> lineItems = new ConcurrentHashMap<>();
        final List<Score> scores = new CopyOnWriteArrayList<>();
        final AtomicInteger tokens = new AtomicInteger();
        final AtomicInteger made = new AtomicInteger();
        final AtomicInteger refusesTokens = new AtomicInteger();

        Lms() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/token", this::token);
            server.createContext("/lineitems", this::lineItems);
            server.createContext("/li", this::score);
            server.start();
        }

        String root() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        Lms answers(int status) {
            return answers(status, "");
        }

        Lms answers(int status, String body) {
            return answers(status, body, Map.of());
        }

        Lms answers(int status, String body, Map<String, String> headers) {
            script.add(new Answer(status, body, headers));
            return this;
        }

        private void token(HttpExchange exchange) throws IOException {
            if (refusesTokens.get() > 0) {
                answer(exchange, new Answer(refusesTokens.get(), "", Map.of("Retry-After", "1")));
                return;
            }
            answer(
                    exchange,
                    new Answer(
                            200,
                            "{\"access_token\":\"token-" + tokens.incrementAndGet() + "\",\"expires_in\":3600}",
                            Map.of()));
        }

        private void lineItems(HttpExchange exchange) throws IOException {
            if (exchange.getRequestMethod().equals("POST")) {
                made.incrementAndGet();
                answer(exchange, new Answer(201, "{\"id\":\"" + root() + "/li/2\"}", Map.of()));
            } else {
                answer(exchange, new Answer(200, "[]", Map.of()));
            }
        }

        private void score(HttpExchange exchange) throws IOException {
            if (exchange.getRequestMethod().equals("GET")) {
                answer(exchange, new Answer(404, "", Map.of()));
                return;
            }
            scores.add(new Score(
                    exchange.getRequestURI().toString(),
                    new ObjectMapper().readTree(exchange.getRequestBody().readAllBytes()),
                    exchange.getRequestHeaders().getFirst("Authorization").replace("Bearer ", ""),
                    Instant.now()));
            answer(exchange, script.isEmpty() ? new Answer(200, "", Map.of()) : script.remove());
        }

        private static void answer(HttpExchange exchange, Answer answer) throws IOException {
            exchange.getRequestBody().readAllBytes();
            answer.headers().forEach(exchange.getResponseHeaders()::add);
            byte[] body = answer.body().getBytes(java.nio.charset.StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
