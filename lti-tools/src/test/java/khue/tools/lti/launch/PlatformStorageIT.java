/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import khue.tools.lti.protocol.LaunchReason;
import khue.tools.lti.refusals.Case;
import khue.tools.testing.InServer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/**
 * Launches in a browser that keeps our cookies from the LMS's frame, where the LMS keeps the secret of the login. What the script between
 * them believes is tried in a real browser.
 */
@ArquillianTest
class PlatformStorageIT extends WithAnLms {

    private static final Map<String, String> IN_THE_FRAME_AROUND_US = Map.of("lti_storage_target", "_parent");

    /** A login as the page sees it that hands its secret over. */
    private record Handed(BrowserLogin login, String key, String secret) {}

    @Deployment
    static WebArchive tools() {
        return InServer.tools();
    }

    @Test
    void handsTheSecretToTheOriginThatTheLoginGoesOnTo() throws Exception {
        HttpResponse<String> page = initiateInAFrame(IN_THE_FRAME_AROUND_US);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(value(page, "data-origin")).isEqualTo(lms.issuer());
        assertThat(value(page, "data-target")).isEqualTo("_parent");
        assertThat(value(page, "data-next")).startsWith(lms.issuer() + "/auth?");
        assertThat(value(page, "data-otherwise")).startsWith(urls.login() + "/continue?state=");
        assertThat(page.body()).contains("lti-storage.js").doesNotContain("<script>");
        assertThat(value(page, "data-key")).doesNotContain(handed(page).login().state());
    }

    @Test
    void asksNoLmsForHelpInAWindowOfItsOwn() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(
                        URI.create(urls.login() + "?" + form(initiation()) + "&lti_storage_target=_parent"))
                .header("Sec-Fetch-Dest", "document"));

        assertThat(location(answer)).startsWith(lms.issuer() + "/auth?");
    }

    @Test
    void believesACookieWithoutAskingTheLms() throws Exception {
        Handed handed = handed(initiateInAFrame(IN_THE_FRAME_AROUND_US));

        assertThat(launch(handed.login(), claims -> {}).statusCode()).isEqualTo(303);
    }

    @Test
    @Case(value = 92, outcome = Case.PASSES)
    void letsALaunchPassByWhatTheLmsKeptAndGoOnInAWindow() throws Exception {
        Handed handed = handed(initiateInAFrame(IN_THE_FRAME_AROUND_US));

        HttpResponse<String> window = stored(asked(handed), Map.of("secret", handed.secret()));

        assertThat(window.statusCode()).as(window.body()).isEqualTo(200);
        assertThat(lastEntry().accepted()).isTrue();
        assertThat(created()).containsEntry("visit", 1L);
        assertThat(window.body()).contains("target=\"_blank\"");
        HttpResponse<String> opened = postFromOurPage(
                URI.create(our("/tools/window")),
                "",
                Map.of("pass", value(window, "name=\"pass\" value"), "to", value(window, "name=\"to\" value")));
        assertThat(location(opened)).isEqualTo(our("/tools/portfolio/waiting"));
        assertThat(get("/tools/portfolio/waiting", visitCookie(opened)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void asksTheLmsBeforeAnythingIsUsedUp() throws Exception {
        Handed handed = handed(initiateInAFrame(IN_THE_FRAME_AROUND_US));

        asked(handed);
        HttpResponse<String> question = asked(handed);

        assertThat(value(question, "data-lti-storage")).isEqualTo("ask");
        assertThat(value(question, "data-origin")).isEqualTo(lms.issuer());
        assertThat(value(question, "data-key")).isEqualTo(handed.key());
        assertThat(question.body()).doesNotContain(handed.secret());
        assertThat(created().values()).containsOnly(0L);
    }

    @Test
    @Case(value = 20, refused = LaunchReason.BROWSER_OTHER)
    void refusesASecretThatIsNotTheLogins() throws Exception {
        HttpResponse<String> question = asked(handed(initiateInAFrame(IN_THE_FRAME_AROUND_US)));
        String strangers = handed(initiateInAFrame(IN_THE_FRAME_AROUND_US)).secret();

        refused(stored(question, Map.of("secret", strangers)), 403, LaunchReason.BROWSER_OTHER);
    }

    @Test
    @Case(value = 20, refused = LaunchReason.BROWSER_WITHOUT_STORAGE)
    void refusesALaunchForWhichTheLmsGaveNothingBack() throws Exception {
        HttpResponse<String> question = asked(handed(initiateInAFrame(IN_THE_FRAME_AROUND_US)));

        HttpResponse<String> answer = stored(question, Map.of("secret", ""));

        refused(answer, 403, LaunchReason.BROWSER_WITHOUT_STORAGE);
        assertThat(answer.body()).contains("target=\"_blank\"", "action=\"/tools/lti/login\"", "value=\"the-hint\"");
    }

    /** A stranger knows the secret of a login of his own, and could write it into a form. */
    @Test
    @Case(value = 20, outcome = "KHUE-FOREIGN-FORM")
    void takesASecretFromNoPageButOurs() throws Exception {
        Handed handed = handed(initiateInAFrame(IN_THE_FRAME_AROUND_US));
        Map<String, String> fields = fields(asked(handed), Map.of("secret", handed.secret()));

        HttpResponse<String> forged = post(URI.create(urls.launch() + "/stored"), "", fields);

        assertThat(forged.statusCode()).isEqualTo(403);
        assertThat(forged.body()).contains("KHUE-FOREIGN-FORM");
        assertThat(created().values()).containsOnly(0L);
        assertThat(stored(asked(handed), Map.of("secret", handed.secret())).statusCode())
                .as("the forged form has used nothing up")
                .isEqualTo(200);
    }

    /** Neither a cookie nor an LMS that keeps anything. */
    @Test
    void neverTakesAStateByItself() throws Exception {
        BrowserLogin login = login();

        refused(
                launch(login.state(), "", lms.token(urls.launch(), login.nonce(), claims -> {})),
                403,
                LaunchReason.BROWSER_WITHOUT_COOKIE);
    }

    private static Handed handed(HttpResponse<String> page) {
        return new Handed(begun(page, value(page, "data-next")), value(page, "data-key"), value(page, "data-secret"));
    }

    /** The LMS's answer, in a browser that sends no cookie. */
    private HttpResponse<String> asked(Handed handed) throws Exception {
        HttpResponse<String> page = launch(
                handed.login().state(),
                "",
                lms.token(urls.launch(), handed.login().nonce(), claims -> {}));
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        return page;
    }

    private HttpResponse<String> stored(HttpResponse<String> question, Map<String, String> found) throws Exception {
        return postFromOurPage(URI.create(our(value(question, "method=\"post\" action"))), "", fields(question, found));
    }

    private static Map<String, String> fields(HttpResponse<String> question, Map<String, String> found) {
        Map<String, String> fields = new HashMap<>(found);
        fields.put("state", value(question, "name=\"state\" value"));
        fields.put("id_token", value(question, "name=\"id_token\" value"));
        return fields;
    }
}
