/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext.ClearCookiesOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import khue.samplelms.school.Activity;
import khue.testing.RunningKhue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A browser that keeps none of our cookies inside the LMS's page, and an LMS that keeps values for tools instead: whom the script between them
 * believes, and whom it tells anything.
 */
@ExtendWith({RunningKhue.Extension.class, Browser.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeptByTheLmsIT {

    /**
     * The part of an LMS's page that keeps values for the frames in it. {@code spoil} may change an answer, or send it by another way.
     *
     * <p>A function of an inner frame sends in the name of that frame.
     */
    private static final String KEEPER = """
            window.sendAs = (to, answer) => to.postMessage(answer, '*');
            if (window === window.top) {
              window.heard = [];
              const kept = new Map();
              const spoil = %s;
              window.addEventListener('message', (event) => {
                const { subject, message_id, key, value } = event.data;
                if (!String(subject).startsWith('lti.') || subject === 'lti.frameResize') {
                  return;
                }
                window.heard.push(JSON.stringify(event.data));
                const answer = { subject: subject + '.response', message_id };
                if (subject === 'lti.capabilities') {
                  answer.supported_messages = [{ subject: 'lti.put_data' }, { subject: 'lti.get_data' }];
                } else if (subject === 'lti.put_data') {
                  kept.set(key, value);
                  Object.assign(answer, { key, value });
                } else {
                  Object.assign(answer, { key, value: kept.get(key) });
                }
                spoil(event, answer);
              });
            }
            """;

    private static final String HONEST = "(event, answer) => sendAs(event.source, answer)";

    private final School school;
    private final Activity activity;

    KeptByTheLmsIT(RunningKhue khue, Browser browser) {
        this.school = School.connected(khue, browser, "Trường THCS Hồ Gươm");
        this.activity = school.add("/portfolio/new", "Đèn lồng giấy");
    }

    @AfterAll
    void close() {
        school.close();
    }

    @Test
    void letsAPupilInByAWindowOfItsOwn() {
        try (Window window = pupil(HONEST)) {
            window.open(school.page(activity));
            Locator button = window.tool().locator("main form button");
            button.waitFor();
            assertThat(window.tool().locator("main form").getAttribute("action"))
                    .endsWith("/tools/window");
            window.looksRight("kept-by-the-lms");

            Page opened = window.context().waitForPage(button::click);

            opened.waitForURL("**/mine");
            assertThat(opened.locator("h1").innerText()).contains("Đèn lồng giấy");
        }
    }

    @Test
    void believesNobodyButTheLms() {
        refuses("LTI-BROWSER-WITHOUT-STORAGE", spoilt("sendAs(event.source, { ...answer, message_id: 'another' })"));
        refuses(
                "LTI-BROWSER-WITHOUT-STORAGE",
                spoilt("sendAs(event.source, { ...answer, subject: 'lti.put_data.response' })"));
        refuses("LTI-BROWSER-WITHOUT-STORAGE", spoilt("sendAs(event.source, null)"));
        refuses("LTI-BROWSER-WITHOUT-STORAGE", spoilt("sendAs(event.source, { ...answer, value: undefined })"));
    }

    @Test
    void refusesAValueThatIsNotTheLogins() {
        refuses("LTI-BROWSER-OTHER", spoilt("sendAs(event.source, { ...answer, value: 'a-guess' })"));
    }

    /** The right answer, and to the right message, but sent by a frame that somebody put into the LMS's page. */
    @Test
    void believesNoOtherFrameOfTheLms() {
        try (Window window = pupil(spoilt("""
                {
                  const another = document.createElement('iframe');
                  another.hidden = true;
                  document.body.append(another);
                  another.contentWindow.sendAs(event.source, answer);
                  window.heard.push('answered by another frame');
                }
                """))) {
            window.open(school.page(activity));
            window.tool().locator("main code").waitFor();

            assertThat(window.tool().locator("main code").innerText()).isEqualTo("LTI-BROWSER-WITHOUT-STORAGE");
            assertThat(heard(window)).contains("answered by another frame");
        }
    }

    /** A page that shows us in a frame of its own is not the LMS, whatever it answers, even if it guessed what it must answer to. */
    @Test
    void tellsAStrangerNothingAndTakesNothingFromOne() throws Exception {
        String login = school.tools("/lti/login?lti_storage_target=_parent&login_hint=4&iss="
                + school.lms().baseUrl() + "&client_id=" + school.tool().clientId() + "&target_link_uri="
                + school.tools("/lti/launch"));
        try (StrangersPage strangers = new StrangersPage();
                Window window = pupil("""
                (event, answer) => {
                  sendAs(event.source, answer);
                  setTimeout(() => sendAs(event.source, { subject: 'lti.put_data.response', message_id: '7-7-7-7' }), 200);
                }
                """)) {
            window.context().addInitScript("window.crypto.getRandomValues = (numbers) => numbers.fill(7)");

            window.open(strangers.framing(login));
            window.tool().locator("main code").waitFor();

            assertThat(window.tool().locator("main code").innerText()).isEqualTo("LTI-BROWSER-WITHOUT-COOKIE");
            assertThat(heard(window))
                    .singleElement()
                    .asString()
                    .contains("lti.capabilities")
                    .doesNotContain("value");
        }
    }

    private static List<String> heard(Window window) {
        return ((List<?>) window.page().evaluate("window.heard"))
                .stream().map(String.class::cast).toList();
    }

    private static String spoilt(String answer) {
        return "(event, answer) => { if (answer.subject !== 'lti.get_data.response') { sendAs(event.source, answer); return; } "
                + answer + " }";
    }

    private void refuses(String code, String keeper) {
        try (Window window = pupil(keeper)) {
            window.open(school.page(activity));
            Locator said = window.tool().locator("main code");
            said.waitFor();
            assertThat(said.allInnerTexts()).as(keeper).containsExactly(code);
        }
    }

    /** A pupil whose browser loses our cookies on the way, in an LMS whose page keeps values. */
    private Window pupil(String keeper) {
        Window window = school.phone(school.pupil(), "vi");
        window.context().addInitScript(KEEPER.formatted(keeper));
        window.context()
                .route(
                        "**/tools/lti/login",
                        route -> route.resume(new Route.ResumeOptions()
                                .setPostData(route.request().postData() + "&lti_storage_target=_parent")));
        Consumer<Route> withoutOurCookies = route -> {
            window.context().clearCookies(new ClearCookiesOptions().setName(Pattern.compile("khue-login-.*")));
            route.resume();
        };
        window.context()
                .route(url -> url.startsWith(school.lms().baseUrl()) && url.contains("&nonce="), withoutOurCookies);
        window.context().route("**/tools/lti/login/continue*", withoutOurCookies);
        return window;
    }
}
