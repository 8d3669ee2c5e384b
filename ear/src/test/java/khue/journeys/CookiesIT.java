/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import khue.samplelms.Options;
import khue.samplelms.SampleLms;
import khue.samplelms.school.Activity;
import khue.samplelms.temperament.Temperament;
import khue.testing.RunningKhue;
import khue.testing.ThirdPartyCookies;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Launches across sites in a real browser: the LMS is at 127.0.0.1, Khuê at localhost, and browsers treat the cookies of a framed page in
 * three ways. A registration and a launch arrive in each, in a frame or in a window; and no page of a visit lets itself be framed by somebody
 * else.
 */
@ExtendWith({RunningKhue.Extension.class, Browser.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CookiesIT {

    private static final String TITLE = "Cây đa đầu làng";

    private final RunningKhue khue;
    private final Browser browser;
    private final Map<Temperament, School> schools = new HashMap<>();
    private final Map<School, Activity> activities = new HashMap<>();

    CookiesIT(RunningKhue khue, Browser browser) {
        this.khue = khue;
        this.browser = browser;
    }

    @AfterAll
    void close() {
        schools.values().forEach(School::close);
    }

    private School school(Temperament temperament) {
        return schools.computeIfAbsent(
                temperament,
                kind -> School.connected(khue, browser, "Trường THCS Đầu Làng (" + kind.title() + ")", kind));
    }

    private Activity activity(School school) {
        return activities.computeIfAbsent(school, one -> one.add("/portfolio/new", TITLE));
    }

    static Stream<Arguments> kinds() {
        return Stream.of(Temperament.MOODLE, Temperament.CANVAS, Temperament.SAKAI)
                .flatMap(temperament -> Stream.of(ThirdPartyCookies.values())
                        .map(cookies -> arguments(temperament.title(), cookies, temperament)));
    }

    /** The page that frames ours is neither where the issuer is nor where the endpoints are. */
    @Test
    void registersInAFrameOfAHostedLms() throws Exception {
        try (SampleLms lms = SampleLms.start(Options.defaults().withTemperament(Temperament.CANVAS));
                Window window = connecting(lms)) {
            assertThat(window.tool().locator("main h1")).isVisible();
            window.tool().locator("main form .btn-primary").click();
            window.tool().locator("[data-lti-close]").click();
            window.page().waitForURL("**/tools");
            assertThat(lms.school().tools()).hasSize(1);
        }
    }

    @Test
    void registersInAWindowThatTheLmsThenCloses() throws Exception {
        try (SampleLms lms = SampleLms.start(Options.defaults().withTemperament(Temperament.D2L));
                Window window = connecting(lms)) {
            Page opened = window.context()
                    .waitForPage(() -> window.page().locator("main a.button").click());
            opened.locator("main form .btn-primary").click();
            opened.waitForClose(() -> opened.locator("[data-lti-close]").click());
            window.page().waitForURL("**/tools");
            assertThat(lms.school().tools()).hasSize(1);
        }
    }

    /** The LMS's administrator has given it Khuê's address. */
    private Window connecting(SampleLms lms) {
        Window window = browser.desk("vi").open(lms.baseUrl());
        window.page()
                .locator("button[value='" + lms.people().administrator().id() + "']")
                .click();
        window.page().locator("#address").fill(khue.baseUrl() + "/tools/lti/register");
        window.page().locator("form[action='/tools/connect'] button").click();
        return window;
    }

    @ParameterizedTest(name = "{0}, third-party cookies: {1}")
    @MethodSource("kinds")
    void arrivesInAFrameOrAskedForInAWindow(String title, ThirdPartyCookies cookies, Temperament temperament) {
        School school = school(temperament);
        Activity activity = activity(school);
        try (Window window = school.desk(school.lms().people().pupils().get(cookies.ordinal()), "vi", cookies)) {
            window.open(school.page(activity));
            Locator framed = window.tool().locator("main h1");
            if (cookies == ThirdPartyCookies.NONE) {
                Locator open = window.tool().locator("main form[target=_blank] button");
                assertThat(open).isVisible();
                // What the LMS kept for us has shown by now that it is the login's browser; else the login begins anew
                // over there.
                assertThat(window.tool().locator("main form[target=_blank]").getAttribute("action"))
                        .endsWith(temperament.storageFrame().isPresent() ? "/tools/window" : "/tools/lti/login");
                window.looksRight("launch-without-cookies-" + temperament.name());
                Page opened = window.context().waitForPage(open::click);
                assertThat(opened.locator("main h1")).hasText(TITLE);
                worksOn(opened.locator("html"));
            } else {
                assertThat(framed).hasText(TITLE);
                worksOn(window.tool().locator("html"));
            }
        }
    }

    /** The next request brings the visit's cookie, too. */
    private static void worksOn(Locator html) {
        html.locator("#f-reflection").fill("Em ngồi dưới gốc đa.");
        html.locator("button[value=submit]").click();
        assertThat(html.locator("button[value=submit]")).hasCount(0);
        assertThat(html.locator("main")).containsText("Em ngồi dưới gốc đa.");
    }

    @ParameterizedTest
    @EnumSource(ThirdPartyCookies.class)
    void arrivesInAWindow(ThirdPartyCookies cookies) {
        School school = school(Temperament.MOODLE);
        try (Window window = school.desk(school.teacher(), "vi", cookies)) {
            school.launch(window, activity(school));
            assertThat(window.page().locator("main h1")).hasText(TITLE);
        }
    }

    /** Sign-in cookies and the visit's: each is partitioned, and none is for scripts, plain http or another path. */
    @Test
    void givesNoCookieThatABrowserCouldMisuse() {
        School school = school(Temperament.MOODLE);
        List<String> given = new CopyOnWriteArrayList<>();
        try (Window window = school.desk(school.teacher(), "vi")) {
            window.context()
                    .onResponse(response -> response.headersArray().stream()
                            .filter(header -> response.url().startsWith(school.tools("/"))
                                    && header.name.equalsIgnoreCase("Set-Cookie"))
                            .forEach(header -> given.add(header.value)));
            window.open(school.page(activity(school)));
            assertThat(window.tool().locator("main h1")).hasText(TITLE);

            List<Cookie> kept = window.context().cookies(school.tools("/"));
            assertThat(kept).isNotEmpty().allSatisfy(cookie -> {
                assertThat(cookie.secure).as(cookie.name).isTrue();
                assertThat(cookie.httpOnly).as(cookie.name).isTrue();
                assertThat(cookie.sameSite).as(cookie.name).isEqualTo(SameSiteAttribute.NONE);
                assertThat(cookie.partitionKey).as(cookie.name).isEqualTo("http://127.0.0.1");
            });
        }
        assertThat(given)
                .hasSizeGreaterThan(1)
                .allSatisfy(cookie -> assertThat(cookie)
                        .contains("; Path=/; ", "; Secure", "; HttpOnly", "; SameSite=None", "; Partitioned")
                        .doesNotContain("Domain="));
    }

    /** A page of the LMS's site, but not of its origin: it gets the visit's cookie sent along, and is refused all the same. */
    @Test
    void isFramedByNobodyButTheLms() throws Exception {
        School school = school(Temperament.MOODLE);
        try (StrangersPage strangers = new StrangersPage();
                Window window = school.desk(school.teacher(), "vi")) {
            Response framed = window.page()
                    .waitForResponse(
                            answer -> answer.url().startsWith(school.tools("/portfolio/projects/")),
                            () -> window.open(school.page(activity(school))));
            assertThat(window.tool().locator("main h1")).hasText(TITLE);
            assertThat(framed.headerValue("content-security-policy"))
                    .endsWith("frame-ancestors 'self' " + school.lms().baseUrl());
            String address = framed.url();

            Page stranger = window.context().newPage();
            List<String> failures = new CopyOnWriteArrayList<>();
            stranger.onRequestFailed(request -> failures.add(request.failure() + " " + request.url()));
            stranger.navigate(strangers.framing(address));

            stranger.waitForCondition(() -> failures.contains("net::ERR_BLOCKED_BY_RESPONSE " + address));
        }
    }
}
