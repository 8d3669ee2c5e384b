/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.notices;

import static khue.tools.testing.InServer.bean;
import static khue.tools.testing.InServer.execute;
import static khue.tools.testing.InServer.number;
import static khue.tools.testing.InServer.until;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import khue.tools.lti.members.CourseCopies;
import khue.tools.lti.platforms.Platform;
import khue.tools.lti.platforms.Platforms;
import khue.tools.lti.platforms.ToolUrls;
import khue.tools.lti.protocol.LaunchMessage;
import khue.tools.lti.protocol.LaunchReason;
import khue.tools.lti.protocol.Notice;
import khue.tools.lti.refusals.Case;
import khue.tools.testing.GradedCourse;
import khue.tools.testing.InServer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Notices on their whole way: asked for at a launch, posted to us over HTTP, kept, looked into by a worker, acted on. */
@ArquillianTest
class NoticesIT {

    private static final String CLAIM = "https://purl.imsglobal.org/spec/lti/claim/";

    private final Platforms platforms = bean(Platforms.class);
    private final NoticeSubscriptions subscriptions = bean(NoticeSubscriptions.class);
    private final CourseCopies copies = bean(CourseCopies.class);
    private final ToolUrls urls = bean(ToolUrls.class);
    private final HttpClient client = HttpClient.newHttpClient();

    private LmsWithNotices lms;
    private GradedCourse course;

    @Deployment
    static WebArchive tools() {
        return InServer.tools();
    }

    @BeforeEach
    void open() throws IOException {
        if (platforms != null) {
            lms = new LmsWithNotices();
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
    void asksAnLmsForItsNoticesOnce() throws Exception {
        offer();
        until(this::isSubscribed);
        offer();
        offer();

        assertThat(number(
                        "SELECT count(*) FROM outbox WHERE queue = 'subscriptions' AND lane = ?",
                        course.deployment().toString()))
                .isEqualTo(1);
        assertThat(lms.handlers).singleElement().satisfies(handler -> {
            assertThat(handler.path("notice_type").asText()).isEqualTo("LtiContextCopyNotice");
            assertThat(handler.path("handler").asText()).isEqualTo(handler().toString());
            assertThat(handler.path("max_batch_size").asInt()).isEqualTo(100);
        });
    }

    @Test
    void asksAgainUntilTheLmsAgrees() throws Exception {
        lms.failures.set(1);
        offer();

        until(this::isSubscribed);
        assertThat(lms.handlers).hasSize(2);
    }

    @Test
    void asksNobodyWhoHasNoNoticesForUsOrIsSomebodyElse() {
        offer(lms.root() + "/handlers", Set.of("LtiHelloWorldNotice"));
        offer("https://elsewhere.example/handlers", Set.of(Notice.CONTEXT_COPY));

        assertThat(number("SELECT count(*) FROM notice_subscription WHERE deployment_id = ?", course.deployment()))
                .isZero();
    }

    @Test
    void remembersThatACourseWasCopied() throws Exception {
        offer();

        assertThat(post(lms.notice(course, claims -> {})).statusCode()).isEqualTo(202);

        until(() -> copies.origins(course.deployment(), "8").equals(List.of("7")));
        assertThat(accepted()).isEqualTo(1);
    }

    @Test
    void knowsWhatACopyOfACopyWasCopiedFrom() throws Exception {
        offer();
        post(lms.notice(course, claims -> {}));
        post(lms.notice(course, claims -> {
            claims.put(CLAIM + "context", Map.of("id", "9"));
            claims.put(CLAIM + "origin_contexts", List.of("8"));
        }));
        post(lms.notice(course, claims -> {
            claims.put(CLAIM + "context", Map.of("id", "7"));
            claims.put(CLAIM + "origin_contexts", List.of("9"));
        }));

        until(() -> accepted() == 3);
        assertThat(copies.origins(course.deployment(), "9")).containsExactly("8", "7");
    }

    @Test
    @Case(value = 87, refused = LaunchReason.NOTICE_REPEATED)
    void actsOnANoticeOnce() throws Exception {
        offer();
        String notice = lms.notice(course, claims -> {});
        post(notice, notice);
        post(notice);

        until(() -> refused(LaunchReason.NOTICE_REPEATED) == 2);
        assertThat(accepted()).isEqualTo(1);
        assertThat(number("SELECT count(*) FROM course_copy WHERE deployment_id = ?", course.deployment()))
                .isEqualTo(1);
    }

    @Test
    @Case(value = 87, refused = LaunchReason.SIGNATURE_WRONG)
    void refusesANoticeThatTheLmsDidNotSign() throws Exception {
        offer();
        post(lms.forged(course));

        until(() -> refused(LaunchReason.SIGNATURE_WRONG) == 1);
        assertThat(copies.origins(course.deployment(), "8")).isEmpty();
    }

    @Test
    @Case(value = 87, refused = LaunchReason.AUDIENCE_OTHER)
    void refusesANoticeForAnotherTool() throws Exception {
        offer();
        post(lms.notice(course, claims -> claims.put("aud", "client-2")));

        until(() -> refused(LaunchReason.AUDIENCE_OTHER) == 1);
        assertThat(copies.origins(course.deployment(), "8")).isEmpty();
    }

    @Test
    @Case(
            value = 88,
            refused = {LaunchReason.NOTICE_NOT_ASKED_FOR, LaunchReason.DEPLOYMENT_DISABLED})
    void refusesANoticeForAnotherDeployment() throws Exception {
        offer();
        post(lms.notice(course, claims -> claims.put(CLAIM + "deployment_id", "2")));
        until(() -> refused(LaunchReason.NOTICE_NOT_ASKED_FOR) == 1);

        execute("UPDATE deployment SET status = 'disabled' WHERE id = ?", course.deployment());
        post(lms.notice(course, claims -> {}));
        until(() -> refused(LaunchReason.DEPLOYMENT_DISABLED) == 1);
        assertThat(copies.origins(course.deployment(), "8")).isEmpty();
    }

    @Test
    void refusesNoticesOfAnLmsThatIsSwitchedOff() throws Exception {
        offer();
        execute("UPDATE platform SET status = 'disabled' WHERE id = ?", course.platform());
        post(lms.notice(course, claims -> {}));

        until(() -> refused(LaunchReason.PLATFORM_DISABLED) == 1);
    }

    @Test
    void keepsTheGoodNoticesOfAnEnvelope() throws Exception {
        offer();
        post(
                lms.forged(course),
                lms.notice(course, claims -> {}),
                lms.notice(course, claims -> claims.put("iss", "https://other.example")));

        until(() -> accepted() == 1
                && refused(LaunchReason.SIGNATURE_WRONG) == 1
                && refused(LaunchReason.ISSUER_OTHER) == 1);
    }

    @Test
    @Case(value = 89, refused = LaunchReason.NOTICE_UNUSABLE)
    void isNotHarmedByAThousandNoticesInOneBody() throws Exception {
        offer();
        String notice = lms.notice(course, claims -> {});

        HttpResponse<String> tooMany = post(Collections.nCopies(1_000, "a.b.c").toArray(String[]::new));
        String tooLarge = answerToTheBeginningOf(1_000 * notice.length());

        assertThat(tooMany.statusCode()).isEqualTo(400);
        assertThat(tooMany.body()).isEqualTo("LTI-NOTICE-UNUSABLE");
        assertThat(tooLarge).startsWith("HTTP/1.1 413");
        assertThat(kept()).as("nothing half-kept").isZero();
        assertThat(refused(LaunchReason.NOTICE_UNUSABLE)).isEqualTo(1);
    }

    @Test
    void keepsNoMoreNoticesThanItCanLookInto() throws Exception {
        execute("""
                INSERT INTO outbox (id, queue, lane, payload, due_at, created_at)
                SELECT gen_random_uuid(), 'notices', ?, '{}', now() + interval '1 hour', now() FROM generate_series(1, 1000)
                """, course.platform().toString());

        HttpResponse<String> answer = post(lms.notice(course, claims -> {}));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("300");
        assertThat(kept()).isEqualTo(1_000);
        execute("DELETE FROM outbox WHERE lane = ?", course.platform().toString());
    }

    @Test
    void losesNoNoticeWhileTheLmssKeysCannotBeRead() throws Exception {
        offer();
        lms.keysAway.set(1);
        assertThat(post(lms.notice(course, claims -> {})).statusCode()).isEqualTo(202);
        until(() -> number(
                        "SELECT count(*) FROM outbox WHERE queue = 'notices' AND lane = ? AND state = 'WAITING' AND problem IS NOT NULL",
                        course.platform().toString())
                == 1);

        // Half a minute later the keys may be asked for again; where the address is another one, at once.
        execute("UPDATE platform SET jwks_uri = jwks_uri || '?again' WHERE id = ?", course.platform());
        execute(
                "UPDATE outbox SET due_at = now() WHERE lane = ?",
                course.platform().toString());
        until(() -> accepted() == 1);
    }

    @Test
    void saysThatAnAddressIsNobodys() throws Exception {
        for (String registration : List.of("", "?registration=" + UUID.randomUUID(), "?registration=7")) {
            HttpResponse<String> answer =
                    post(URI.create(urls.notices() + registration), "{\"notices\":[{\"jwt\":\"a.b.c\"}]}");

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).isEqualTo("LTI-PLATFORM-UNKNOWN");
        }
    }

    @Test
    void refusesABodyThatIsNoEnvelope() throws Exception {
        for (String body : List.of("<html>", "", "{\"notices\":[]}")) {
            HttpResponse<String> answer = post(handler(), body);

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).isEqualTo("LTI-NOTICE-UNUSABLE");
        }
    }

    private boolean isSubscribed() {
        return number(
                        "SELECT count(*) FROM notice_subscription WHERE deployment_id = ? AND subscribed_at IS NOT NULL",
                        course.deployment())
                == 1;
    }

    private void offer() {
        offer(lms.root() + "/handlers", Set.of("LtiHelloWorldNotice", Notice.CONTEXT_COPY));
    }

    private void offer(String url, Set<String> types) {
        Platform platform = platforms.find(course.platform()).orElseThrow();
        subscriptions.offered(
                platform,
                course.deployment(),
                new LaunchMessage.Services(
                        Optional.empty(),
                        Optional.empty(),
                        Set.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(url),
                        types));
    }

    private URI handler() {
        return URI.create(urls.notices() + "?registration=" + course.platform());
    }

    private HttpResponse<String> post(String... tokens) throws IOException, InterruptedException {
        return post(
                handler(),
                "{\"notices\":["
                        + Stream.of(tokens)
                                .map(token -> "{\"jwt\":\"" + token + "\"}")
                                .collect(Collectors.joining(","))
                        + "]}");
    }

    private HttpResponse<String> post(URI url, String body) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(url)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Somebody says how much is coming, and waits for what we say to that. */
    private String answerToTheBeginningOf(int bytes) throws IOException {
        try (Socket socket = new Socket(handler().getHost(), handler().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("POST " + handler().getPath() + "?" + handler().getQuery() + " HTTP/1.1\r\nHost: "
                                    + handler().getAuthority()
                                    + "\r\nContent-Type: application/json\r\nContent-Length: "
                                    + bytes + "\r\n\r\n{")
                            .getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        }
    }

    private long accepted() {
        return number("SELECT count(*) FROM launch_log WHERE platform_id = ? AND reason IS NULL", course.platform());
    }

    private long refused(LaunchReason reason) {
        return number(
                "SELECT count(*) FROM launch_log WHERE platform_id = ? AND reason = ?",
                course.platform(),
                reason.code());
    }

    private long kept() {
        return number(
                "SELECT count(*) FROM outbox WHERE queue = 'notices' AND lane = ?",
                course.platform().toString());
    }
}
