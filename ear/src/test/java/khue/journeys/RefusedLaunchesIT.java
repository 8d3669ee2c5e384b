/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.journeys;

import static khue.samplelms.lti.TokenTampering.audience;
import static khue.samplelms.lti.TokenTampering.claim;
import static khue.samplelms.lti.TokenTampering.deployment;
import static khue.samplelms.lti.TokenTampering.expired;
import static khue.samplelms.lti.TokenTampering.forgedSignature;
import static khue.samplelms.lti.TokenTampering.fromTheFuture;
import static khue.samplelms.lti.TokenTampering.replayedToken;
import static khue.samplelms.lti.TokenTampering.reusedNonce;
import static khue.samplelms.lti.TokenTampering.signedWithThePublicKeyAsSecret;
import static khue.samplelms.lti.TokenTampering.state;
import static khue.samplelms.lti.TokenTampering.subjectExchangedAfterSigning;
import static khue.samplelms.lti.TokenTampering.targetLinkUri;
import static khue.samplelms.lti.TokenTampering.unknownKey;
import static khue.samplelms.lti.TokenTampering.unsigned;
import static khue.samplelms.lti.TokenTampering.withoutClaim;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.Cookie;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import khue.samplelms.lti.TokenTampering;
import khue.samplelms.school.Activity;
import khue.testing.RunningKhue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Launches that somebody spoilt on their way through a real browser: each is refused with a page that says why in the reader's language,
 * each has its line in the launch log, and none leaves anything else behind. Every single check has its tests beside the validator.
 */
@ExtendWith({RunningKhue.Extension.class, Browser.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusedLaunchesIT {

    private static final String CLAIM = "https://purl.imsglobal.org/spec/lti/claim/";

    /** Whatever an accepted launch may add a row to. */
    private static final List<String> MADE_BY_LAUNCHES = List.of(
            "person",
            "linked_identity",
            "deployment",
            "course",
            "membership",
            "resource_link",
            "visit",
            "deep_linking_request",
            "work",
            "outbox");

    private final RunningKhue khue;
    private final Browser browser;
    private final School school;
    private final Activity activity;
    private final Window administrator;
    private final Window pupil;

    RefusedLaunchesIT(RunningKhue khue, Browser browser) {
        this.khue = khue;
        this.browser = browser;
        this.school = School.connected(khue, browser, "Trường THCS Cổng Vòm");
        this.activity = school.add("/portfolio/new", "Cây cầu tre");
        this.administrator = school.administrator();
        this.pupil = school.phone(school.pupil(), "vi");
    }

    @AfterAll
    void close() {
        pupil.close();
        administrator.close();
        school.close();
    }

    static Stream<Arguments> spoiltTokens() {
        return Stream.of(
                arguments("LTI-SIGNATURE-WRONG", "signed by a stranger", forgedSignature()),
                arguments("LTI-SIGNATURE-WRONG", "changed after signing", subjectExchangedAfterSigning("3")),
                arguments("LTI-ALGORITHM-REFUSED", "not signed", unsigned()),
                arguments("LTI-ALGORITHM-REFUSED", "signed with a public key", signedWithThePublicKeyAsSecret()),
                arguments("LTI-KEY-UNKNOWN", "signed with a key that nobody publishes", unknownKey()),
                arguments("LTI-AUDIENCE-OTHER", "for another tool", audience("somebody-else")),
                arguments("LTI-TOKEN-EXPIRED", "expired", expired()),
                arguments("LTI-TOKEN-FROM-THE-FUTURE", "of tomorrow", fromTheFuture()),
                arguments("LTI-TARGET-FOREIGN", "for another host", targetLinkUri("https://elsewhere.example/tools")),
                arguments("LTI-DEPLOYMENT-OTHER", "of another deployment", deployment("4711")),
                arguments("LTI-VERSION-OTHER", "of an older LTI", claim(CLAIM + "version", "1.1.0")),
                arguments("LTI-MESSAGE-TYPE-OTHER", "with another message", claim(CLAIM + "message_type", "LtiX")),
                arguments("LTI-SUBJECT-MISSING", "of nobody", withoutClaim("sub")),
                arguments("LTI-CONTEXT-MISSING", "from no course", withoutClaim(CLAIM + "context")),
                arguments("LTI-STATE-UNKNOWN", "with a state that is none of ours", state("c3RhdGU")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("spoiltTokens")
    void refusesASpoiltToken(String code, String what, TokenTampering tampering) throws Exception {
        refuses(code, () -> {
            school.lms().tamperWithNextToken(tampering);
            pupil.open(school.page(activity));
            saysWhyNot(pupil.tool().locator("html"), code, "vi");
            pupil.looksRight("refused-" + code);
        });
    }

    static Stream<Arguments> tokensThatWereUsed() {
        return Stream.of(arguments("the nonce", reusedNonce()), arguments("the whole token", replayedToken()));
    }

    /** Each login has a nonce of its own, so one that was used is always another login's. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("tokensThatWereUsed")
    void refusesANewLoginWithAUsedNonce(String what, TokenTampering tampering) throws Exception {
        try (Window window = school.desk(school.pupil(), "en")) {
            school.launch(window, activity);
            refuses("LTI-NONCE-OTHER", () -> {
                school.lms().tamperWithNextToken(tampering);
                window.open(school.page(activity));
                saysWhyNot(window.tool().locator("html"), "LTI-NONCE-OTHER", "en");
            });
        }
    }

    @Test
    void refusesALaunchThatIsSentTwice() throws Exception {
        try (Window window = school.desk(school.pupil(), "en")) {
            Request first = window.page()
                    .waitForRequest("**/tools/lti/launch", () -> window.open(school.page(activity) + "/launch"));
            window.page().waitForURL("**/mine");
            Map<String, String> answer = fields(first);
            refuses("LTI-STATE-USED", () -> {
                post(window.page(), answer);
                saysWhyNot(window.page().locator("html"), "LTI-STATE-USED", "en");
            });
        }
    }

    /** Somebody who makes a pupil's browser send the answer to a launch of his own would have the pupil work in his name. */
    @Test
    void refusesTheStateOfAnotherBrowser() throws Exception {
        Map<String, String> strangersAnswer = keptBack();
        refuses("LTI-BROWSER-WITHOUT-COOKIE", () -> {
            try (Window window = school.phone(school.pupil(), "vi")) {
                post(window.page(), strangersAnswer);
                saysWhyNot(window.page().locator("html"), "LTI-BROWSER-WITHOUT-COOKIE", "vi");
                window.looksRight("refused-LTI-BROWSER-WITHOUT-COOKIE");
            }
        });
    }

    @Test
    void refusesTheStateOfAnotherBrowserUnderACookieThatSomebodyPlanted() throws Exception {
        try (Window stranger = school.desk(school.lms().people().pupils().get(1), "vi")) {
            Map<String, String> strangersAnswer = keptBack(stranger);
            Cookie cookie = stranger.context().cookies(school.tools("/")).stream()
                    .filter(kept -> kept.name.contains("login"))
                    .findFirst()
                    .orElseThrow();
            refuses("LTI-BROWSER-OTHER", () -> {
                try (Window window = school.phone(school.pupil(), "vi")) {
                    window.context().addCookies(List.of(new Cookie(cookie.name, "planted").setUrl(school.tools("/"))));
                    post(window.page(), strangersAnswer);
                    saysWhyNot(window.page().locator("html"), "LTI-BROWSER-OTHER", "vi");
                }
            });
        }
    }

    @Test
    void refusesALoginForAForeignTarget() throws Exception {
        Activity foreign = new Activity(
                school.lms().school().nextId(),
                school.tool().clientId(),
                "Đi nơi khác",
                "",
                "https://elsewhere.example/tools",
                activity.custom());
        school.lms().school().save(foreign);
        refuses("LTI-TARGET-FOREIGN", () -> {
            try (Window window = school.phone(school.pupil(), "vi")) {
                window.open(school.page(foreign));
                saysWhyNot(window.tool().locator("html"), "LTI-TARGET-FOREIGN", "vi");
            }
        });
    }

    @Test
    void refusesAnLmsThatWaitsForAnAdministrator() throws Exception {
        try (School pending = School.registered(khue, browser, "Trường THCS Đang Chờ")) {
            refuses("LTI-PLATFORM-PENDING", () -> {
                try (Window window = pending.desk(pending.teacher(), "en")) {
                    window.open(pending.lms().baseUrl() + "/course/add/"
                            + pending.tool().clientId());
                    saysWhyNot(window.tool().locator("html"), "LTI-PLATFORM-PENDING", "en");
                    window.looksRight("refused-LTI-PLATFORM-PENDING");
                }
            });
        }
    }

    @Test
    void refusesAnLmsThatNobodyKnows() throws Exception {
        refuses("LTI-PLATFORM-UNKNOWN", () -> {
            try (Window window = browser.desk("vi")) {
                window.open(school.tools("/lti/login?iss=https://unknown.example&login_hint=4&target_link_uri="
                        + school.tools("/lti/launch")));
                saysWhyNot(window.page().locator("html"), "LTI-PLATFORM-UNKNOWN", "vi");
            }
        });
    }

    @Test
    void refusesAPupilWhoWantsToAddSomethingToTheCourse() throws Exception {
        refuses("LTI-DEEP-LINKING-NOT-A-TEACHER", () -> {
            try (Window window = school.desk(school.teacher(), "vi")) {
                school.lms()
                        .tamperWithNextToken(claim(
                                CLAIM + "roles", List.of("http://purl.imsglobal.org/vocab/lis/v2/membership#Learner")));
                window.open(
                        school.lms().baseUrl() + "/course/add/" + school.tool().clientId());
                saysWhyNot(window.tool().locator("html"), "LTI-DEEP-LINKING-NOT-A-TEACHER", "vi");
            }
        });
    }

    @Test
    void refusesAnAnswerInAnAddress() throws Exception {
        refuses("LTI-LAUNCH-BY-GET", () -> {
            try (Window window = browser.desk("en")) {
                window.open(school.tools("/lti/launch"));
                saysWhyNot(window.page().locator("html"), "LTI-LAUNCH-BY-GET", "en");
            }
        });
    }

    /** Somebody tries something, and all that is left of it is one line in the launch log, for administrators to see. */
    private void refuses(String code, Attempt attempt) throws Exception {
        Map<String, Long> before = rows();
        long last = Rows.number(khue.database().connectAsTools(), "SELECT coalesce(max(id), 0) FROM launch_log");

        attempt.make();

        assertThat(rows()).isEqualTo(before);
        assertThat(Rows.texts(khue.database().connectAsTools(), "SELECT reason FROM launch_log WHERE id > ?", last))
                .containsExactly(code);
        administrator.open(school.tools("/admin/launches"));
        assertThat(administrator.page().locator(".k-timeline > li").first().innerText())
                .contains(code);
    }

    private interface Attempt {
        void make() throws Exception;
    }

    private Map<String, Long> rows() throws SQLException {
        Map<String, Long> rows = new HashMap<>();
        for (String table : MADE_BY_LAUNCHES) {
            rows.put(table, Rows.number(khue.database().connectAsTools(), "SELECT count(*) FROM " + table));
        }
        return rows;
    }

    private static void saysWhyNot(Locator html, String code, String language) {
        html.locator("main code").first().waitFor();
        assertThat(html.locator("main code").allInnerTexts()).containsExactly(code);
        assertThat(html.getAttribute("lang")).isEqualTo(language);
        assertThat(html.locator("main h1").innerText()).isNotBlank();
        assertThat(html.locator("main p").allInnerTexts())
                .hasSizeGreaterThan(1)
                .allSatisfy(sentence -> assertThat(sentence).isNotBlank().doesNotContain("??"));
    }

    /** The LMS's answer to a launch of another pupil, which did not reach Khuê. */
    private Map<String, String> keptBack() {
        try (Window stranger = school.desk(school.lms().people().pupils().get(1), "vi")) {
            return keptBack(stranger);
        }
    }

    private Map<String, String> keptBack(Window window) {
        window.page().route("**/tools/lti/launch", route -> route.abort());
        return fields(window.page()
                .waitForRequest("**/tools/lti/launch", () -> window.open(school.page(activity) + "/launch")));
    }

    private static Map<String, String> fields(Request form) {
        return Arrays.stream(form.postData().split("&"))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(
                        field -> URLDecoder.decode(field[0], StandardCharsets.UTF_8),
                        field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
    }

    /** Makes a browser send a form to the launch endpoint, as any page on the web can. */
    private void post(Page page, Map<String, String> fields) {
        page.navigate("about:blank");
        page.evaluate("""
                ([action, fields]) => {
                  const form = document.createElement('form');
                  form.method = 'post';
                  form.action = action;
                  for (const [name, value] of Object.entries(fields)) {
                    const input = document.createElement('input');
                    input.name = name;
                    input.value = value;
                    form.append(input);
                  }
                  document.body.append(form);
                  form.submit();
                }
                """, List.of(school.tools("/lti/launch"), fields));
        page.waitForURL(school.tools("/lti/launch"));
    }
}
