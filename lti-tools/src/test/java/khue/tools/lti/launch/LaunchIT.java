/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.launch;

import static khue.tools.lti.launch.LmsOfTheTest.CLAIM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import khue.tools.lti.platforms.Platform;
import khue.tools.lti.protocol.LaunchReason;
import khue.tools.lti.protocol.LoginInitiation;
import khue.tools.lti.refusals.Case;
import khue.tools.testing.InServer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Launches, over HTTP and on PostgreSQL: what is used up once, and what a refused launch leaves behind. */
@ArquillianTest
class LaunchIT extends WithAnLms {

    @Deployment
    static WebArchive tools() {
        return InServer.tools();
    }

    @Test
    @Case(value = 23, outcome = Case.PASSES)
    void letsSeveralLaunchesOfOneBrowserPassAtOnce() throws Exception {
        List<BrowserLogin> begun = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            begun.add(login());
        }
        String allCookies = begun.stream().map(BrowserLogin::cookie).collect(Collectors.joining("; "));

        List<Integer> statuses = atOnce(index -> launch(
                        begun.get(index).state(),
                        allCookies,
                        lms.token(urls.launch(), begun.get(index).nonce(), claims -> {}))
                .statusCode());

        assertThat(statuses).hasSize(AT_ONCE).containsOnly(303);
        assertThat(created())
                .containsEntry("linked_identity", 1L)
                .containsEntry("course", 1L)
                .containsEntry("membership", 1L)
                .containsEntry("resource_link", 1L);
    }

    @Test
    void beginsOneVisitHoweverManyBringTheSameAnswerAtOnce() throws Exception {
        beginsOneVisitOfManyAtOnce();
        assertThat(created()).containsEntry("visit", 1L);
        // Now that it tells nothing new, it goes the short way.
        beginsOneVisitOfManyAtOnce();
        assertThat(created()).containsEntry("visit", 2L);
    }

    private void beginsOneVisitOfManyAtOnce() throws Exception {
        BrowserLogin login = login();
        String token = lms.token(urls.launch(), login.nonce(), claims -> {});

        List<Integer> statuses =
                atOnce(index -> launch(login.state(), login.cookie(), token).statusCode());

        assertThat(statuses).hasSize(AT_ONCE).containsOnlyOnce(303).containsOnly(303, 403);
        assertThat(log.newestFirst(LaunchLog.Filter.NONE, Optional.empty(), AT_ONCE)
                        .entries())
                .filteredOn(entry -> !entry.accepted())
                .hasSize(AT_ONCE - 1)
                .allSatisfy(entry -> assertThat(entry.reason()).contains(LaunchReason.STATE_USED));
    }

    @Test
    void takesNoStateWhoseTimeIsOver() throws Exception {
        Logins.Begun begun = logins.begin(platform, initiationOfTheLms());
        InServer.execute(
                "UPDATE tools.login SET expires_at = now() - interval '1 second' WHERE nonce = ?", begun.nonce());

        assertThatThrownBy(() -> logins.find(begun.state()))
                .extracting("reason")
                .isEqualTo(LaunchReason.STATE_EXPIRED);
    }

    @Test
    @Case(value = 33, refused = LaunchReason.SIGNATURE_WRONG)
    void refusesAForgedSignature() throws Exception {
        BrowserLogin login = login();

        refused(
                launch(login.state(), login.cookie(), lms.forged(urls.launch(), login.nonce())),
                403,
                LaunchReason.SIGNATURE_WRONG);
    }

    @Test
    @Case(value = 53, refused = LaunchReason.NONCE_OTHER)
    void refusesATokenThatWasAcceptedBeforeWithTheStateOfAnotherLogin() throws Exception {
        BrowserLogin first = login();
        String token = lms.token(urls.launch(), first.nonce(), claims -> {});
        assertThat(launch(first.state(), first.cookie(), token).statusCode()).isEqualTo(303);
        Map<String, Long> before = created();
        BrowserLogin second = login();

        saysWhyNot(launch(second.state(), second.cookie(), token), 403, LaunchReason.NONCE_OTHER);
        assertThat(created()).isEqualTo(before);
    }

    @Test
    @Case(value = 52, refused = LaunchReason.NONCE_OTHER)
    void refusesATokenThatBelongsToAnotherLogin() throws Exception {
        String elsewhere = login().nonce();

        refused(launch(login(), claims -> claims.put("nonce", elsewhere)), 403, LaunchReason.NONCE_OTHER);
    }

    @Test
    @Case(value = 19, refused = LaunchReason.BROWSER_OTHER)
    void refusesAnotherBrowsersState() throws Exception {
        BrowserLogin victim = login();
        String cookie = victim.cookieName() + "=a-guess";

        refused(
                launch(victim.state(), cookie, lms.token(urls.launch(), victim.nonce(), claims -> {})),
                403,
                LaunchReason.BROWSER_OTHER);
    }

    @Test
    void offersAWindowOfItsOwnWhenTheBrowserBringsNoCookie() throws Exception {
        BrowserLogin login = login();

        HttpResponse<String> answer = launch(login.state(), "", lms.token(urls.launch(), login.nonce(), claims -> {}));

        refused(answer, 403, LaunchReason.BROWSER_WITHOUT_COOKIE);
        assertThat(answer.body())
                .contains("target=\"_blank\"", "action=\"/tools/lti/login\"", "value=\"the-hint\"")
                .doesNotContain(login.state(), login.nonce());
    }

    @Test
    @Case(value = 16, refused = LaunchReason.STATE_USED)
    void refusesAStateThatCameBefore() throws Exception {
        BrowserLogin login = login();
        launch(login, claims -> {});
        Map<String, Long> before = created();

        HttpResponse<String> answer = launch(login, claims -> {});

        saysWhyNot(answer, 403, LaunchReason.STATE_USED);
        assertThat(created()).isEqualTo(before);
    }

    @Test
    @Case(value = 45, refused = LaunchReason.TOKEN_EXPIRED)
    void refusesAnExpiredToken() throws Exception {
        refused(
                launch(login(), claims -> {
                    long longAgo = (long) claims.get("iat") - 300;
                    claims.put("iat", longAgo);
                    claims.put("exp", longAgo + 60);
                }),
                403,
                LaunchReason.TOKEN_EXPIRED);
    }

    @Test
    void refusesATargetElsewhere() throws Exception {
        refused(
                launch(login(), claims -> claims.put(CLAIM + "target_link_uri", "https://evil.example/")),
                403,
                LaunchReason.TARGET_FOREIGN);
    }

    @Test
    @Case(value = 56, refused = LaunchReason.DEPLOYMENT_DISABLED)
    void refusesADeploymentThatIsSwitchedOff() throws Exception {
        platforms.disableDeployment(platforms.known(platform.id(), "7").id());

        HttpResponse<String> answer = launch(login(), claims -> claims.put(CLAIM + "deployment_id", "7"));

        saysWhyNot(answer, 403, LaunchReason.DEPLOYMENT_DISABLED);
        assertThat(created()).containsEntry("linked_identity", 0L).containsEntry("visit", 0L);
    }

    @Test
    void refusesAtOnceAnLmsThatWasSwitchedOffSinceItsLastLaunch() throws Exception {
        BrowserLogin begunBefore = login();
        assertThat(launch(login(), claims -> {}).statusCode()).isEqualTo(303);
        platforms.disable(platform.id());

        saysWhyNot(launch(begunBefore, claims -> {}), 403, LaunchReason.PLATFORM_DISABLED);
    }

    @Test
    void refusesALearnerWhoWantsToAddLinks() throws Exception {
        refused(
                launch(login(), claims -> {
                    claims.put(CLAIM + "message_type", "LtiDeepLinkingRequest");
                    claims.put(
                            "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings",
                            Map.of(
                                    "deep_link_return_url",
                                    lms.issuer() + "/return",
                                    "accept_types",
                                    List.of("ltiResourceLink")));
                }),
                403,
                LaunchReason.DEEP_LINKING_NOT_A_TEACHER);
    }

    @Test
    @Case(value = 21, refused = LaunchReason.LAUNCH_BY_GET)
    void refusesALaunchByGet() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(urls.launch()));

        refused(answer, 400, LaunchReason.LAUNCH_BY_GET);
    }

    @Test
    void answersNothingButGetAndPost() throws Exception {
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(urls.launch()).method("OPTIONS", HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.body()).contains("KHUE-BAD-INPUT");
    }

    @Test
    @Case(value = 22, refused = LaunchReason.PLATFORM_ERROR)
    void showsNoMarkupThatThePlatformSentInsteadOfAToken() throws Exception {
        BrowserLogin login = login();

        HttpResponse<String> answer = post(
                urls.launch(), login.cookie(), Map.of("state", login.state(), "error", "<script>alert(1)</script>"));

        refused(answer, 403, LaunchReason.PLATFORM_ERROR);
        assertThat(answer.body()).doesNotContain("alert(1)");
        assertThat(lastEntry().detail()).isPresent().get().asString().contains("<script>alert(1)</script>");
    }

    @Test
    void sendsTheBrowserNowhereForAPlatformThatWaits() throws Exception {
        InServer.execute("UPDATE tools.platform SET status = 'pending' WHERE client_id = ?", lms.clientId());

        refused(initiate(Map.of()), 403, LaunchReason.PLATFORM_PENDING);
    }

    @Test
    void sendsTheBrowserNowhereForAPlatformThatNobodyKnows() throws Exception {
        HttpResponse<String> answer = initiate(Map.of("client_id", "another"));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("LTI-PLATFORM-UNKNOWN");
    }

    @Test
    void looksFirstInAFrameWhetherTheCookieComesBack() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(urls.login() + "?" + form(initiation())))
                .header("Sec-Fetch-Dest", "iframe"));
        String next = answer.headers().firstValue("Location").orElseThrow();
        String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];

        assertThat(next).startsWith(urls.login() + "/continue?state=");
        HttpResponse<String> kept = send(HttpRequest.newBuilder(URI.create(next)));
        assertThat(kept.statusCode()).isEqualTo(200);
        assertThat(kept.body()).contains("LTI-BROWSER-WITHOUT-COOKIE", "target=\"_blank\"");
        HttpResponse<String> brought =
                send(HttpRequest.newBuilder(URI.create(next)).header("Cookie", cookie));
        assertThat(brought.statusCode()).isEqualTo(302);
        assertThat(brought.headers().firstValue("Location").orElseThrow())
                .startsWith(lms.issuer() + "/auth?scope=openid&");
    }

    @Test
    void neverWritesARegistrationOver() {
        assertThat(platforms.add(lms.registration())).isEmpty();
        assertThat(platforms.find(lms.issuer(), lms.clientId()).orElseThrow().status())
                .isEqualTo(Platform.Status.ACTIVE);
    }

    @Test
    void pagesThroughTheLog() throws Exception {
        for (int i = 0; i < 3; i++) {
            initiate(Map.of("target_link_uri", "https://evil.example/"));
        }
        var filter = new LaunchLog.Filter(
                Optional.of(false), Optional.of(LaunchReason.TARGET_FOREIGN), Optional.of(platform.id()));

        LaunchLog.Page first = log.newestFirst(filter, Optional.empty(), 2);
        LaunchLog.Page second = log.newestFirst(filter, first.next(), 2);

        assertThat(first.entries()).hasSize(2);
        assertThat(second.entries()).hasSize(1);
        assertThat(second.next()).isEmpty();
        assertThat(second.entries().get(0).id())
                .isLessThan(first.entries().get(1).id());
        assertThat(first.entries().get(0).platformName()).contains("LMS of the test");
    }

    @Test
    @Case(value = 13, refused = LaunchReason.STATE_MISSING)
    void refusesAnAnswerWithoutAState() throws Exception {
        BrowserLogin login = login();
        String token = lms.token(urls.launch(), login.nonce(), claims -> {});

        refused(post(urls.launch(), login.cookie(), Map.of("id_token", token)), 400, LaunchReason.STATE_MISSING);
    }

    @Test
    @Case(value = 14, refused = LaunchReason.STATE_UNKNOWN)
    void refusesAStateThatIsNoneOfOurs() throws Exception {
        BrowserLogin login = login();
        String token = lms.token(urls.launch(), login.nonce(), claims -> {});

        refused(launch("c3RhdGU", login.cookie(), token), 403, LaunchReason.STATE_UNKNOWN);
    }

    @Test
    @Case(value = 15, refused = LaunchReason.STATE_EXPIRED)
    void refusesAStateWhoseTimeIsOver() throws Exception {
        BrowserLogin login = login();
        InServer.execute(
                "UPDATE tools.login SET expires_at = now() - interval '1 second' WHERE nonce = ?", login.nonce());

        refused(launch(login, claims -> {}), 403, LaunchReason.STATE_EXPIRED);
    }

    /** Somebody who makes a pupil's browser send the answer to a login of his own would have the pupil work in his name. */
    @Test
    @Case(value = 17, refused = LaunchReason.BROWSER_WITHOUT_COOKIE)
    void refusesTheStateOfAnotherBrowsersLogin() throws Exception {
        BrowserLogin victims = login();
        BrowserLogin strangers = login();
        String token = lms.token(urls.launch(), strangers.nonce(), claims -> {});

        refused(launch(strangers.state(), victims.cookie(), token), 403, LaunchReason.BROWSER_WITHOUT_COOKIE);
    }

    @Test
    @Case(value = 18, refused = LaunchReason.SIGNATURE_WRONG)
    void refusesATokenOfAnotherPlatformThanTheLoginsWas() throws Exception {
        try (LmsOfTheTest other = new LmsOfTheTest()) {
            connected(other);
            BrowserLogin login = login();

            refused(
                    launch(login.state(), login.cookie(), other.token(urls.launch(), login.nonce(), claims -> {})),
                    403,
                    LaunchReason.SIGNATURE_WRONG);
        }
    }

    @Test
    @Case(value = 38, refused = LaunchReason.SIGNATURE_WRONG)
    void refusesTheKeyOfAnotherTenantOfTheSameLms() throws Exception {
        try (LmsOfTheTest tenant = new LmsOfTheTest()) {
            platforms.activate(
                    platforms.add(tenant.asTenantOf(lms)).orElseThrow().id(), Optional.empty());
            BrowserLogin login = login();
            String forged = tenant.token(urls.launch(), login.nonce(), claims -> {
                claims.put("iss", lms.issuer());
                claims.put("aud", lms.clientId());
            });

            refused(launch(login.state(), login.cookie(), forged), 403, LaunchReason.SIGNATURE_WRONG);
        }
    }

    @Test
    @Case(value = 53, outcome = "one of all passes")
    void takesATokenOnceHoweverManyBringItAtOnce() throws Exception {
        BrowserLogin login = login();
        String token = lms.token(urls.launch(), login.nonce(), claims -> {});

        List<Integer> statuses =
                atOnce(index -> launch(login.state(), login.cookie(), token).statusCode());

        assertThat(statuses).hasSize(AT_ONCE).containsOnlyOnce(303).contains(403);
        assertThat(created()).containsEntry("visit", 1L);
    }

    @Test
    @Case(value = 12, refused = LaunchReason.DEPLOYMENT_OTHER)
    void refusesAnotherDeploymentThanTheLoginAnnounced() throws Exception {
        BrowserLogin login = login(Map.of("lti_deployment_id", "7"));

        refused(launch(login, claims -> {}), 403, LaunchReason.DEPLOYMENT_OTHER);
    }

    @Test
    @Case(value = 72, refused = LaunchReason.KEYS_UNREACHABLE)
    void saysThatTheKeysOfTheLmsCannotBeRead() throws Exception {
        lms.keysAnswer(500, "{\"keys\":[]}");
        refused(launch(claims -> {}), 502, LaunchReason.KEYS_UNREACHABLE);

        lms.keysAnswer(200, "<html>maintenance</html>");
        refused(launch(claims -> {}), 502, LaunchReason.KEYS_UNREACHABLE);
    }

    private LoginInitiation initiationOfTheLms() {
        return new LoginInitiation(
                lms.issuer(),
                "the-hint",
                urls.launch().toString(),
                Optional.empty(),
                Optional.of(lms.clientId()),
                Optional.empty(),
                Optional.empty());
    }
}
