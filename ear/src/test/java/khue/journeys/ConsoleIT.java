/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.UUID;
import khue.testing.RunningKhue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An administrator's day at the console: connecting, testing, finding out why, people and their second factor, and who changed what. */
@ExtendWith({RunningKhue.Extension.class, Browser.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleIT {

    private final RunningKhue khue;
    private final Browser browser;
    private final School school;

    ConsoleIT(RunningKhue khue, Browser browser) {
        this.khue = khue;
        this.browser = browser;
        this.school = School.connected(khue, browser, "Trường THCS Bến Tre");
    }

    @AfterAll
    void close() {
        school.close();
    }

    @ParameterizedTest
    @EnumSource
    void connectsAnLmsAndTestsTheConnection(Place place) {
        try (Window window = administrator(place)) {
            Page page = window.page();
            window.open(tools("/admin/platforms/new"));
            window.looksRight("console-connect");
            page.locator(".k-chips a[href$='lms=moodle']").click();
            window.looksRight("console-connect-moodle");
            page.locator(".k-chips a[href$='lms=blackboard']").click();
            assertThat(page.locator("#f-issuer").inputValue()).isEqualTo("https://blackboard.com");
            page.locator("main form .btn-primary").click();
            assertThat(page.locator("[aria-invalid=true]").count()).isPositive();
            window.looksRight("console-connect-incomplete");

            window.open(tools("/admin/platforms/" + school.platform()));
            window.looksRight("console-lms");
            page.locator("form[action*='/test'] button").click();
            page.locator(".k-results").waitFor();
            assertThat(page.locator(".k-results .k-pill.k-good").count()).isEqualTo(4);
            window.looksRight("console-lms-tested");
            page.locator("details.k-more > summary").last().click();
            window.looksRight("console-lms-change");
        }
    }

    @ParameterizedTest
    @EnumSource
    void saysWhatFailedAndWhatToDo(Place place) {
        try (Window window = administrator(place)) {
            Page page = window.page();
            window.open(tools("/admin/platforms/new"));
            page.locator("details.k-more > summary").click();
            page.locator("#f-name").fill("LMS ở mạng khác");
            page.locator("#f-issuer").fill("https://lms.invalid");
            page.locator("#f-client_id").fill(UUID.randomUUID().toString());
            page.locator("#f-authorization").fill("https://lms.invalid/auth");
            page.locator("#f-token").fill("http://lms.invalid/token");
            page.locator("#f-keys").fill("https://lms.invalid/jwks");
            page.locator("details form .btn-primary").click();
            page.locator(".k-toast").waitFor();

            page.locator("form[action*='/test'] button").click();
            page.locator(".k-results").waitFor();
            assertThat(page.locator(".k-results .k-pill.k-attention").count()).isEqualTo(3);
            window.looksRight("console-lms-fails");

            page.locator("details.k-confirm:has(form[action$='/remove']) > summary")
                    .click();
            window.looksRight("console-lms-remove");
            page.locator("dialog[open] form button:not([type=button])").click();
            page.waitForURL("**/admin/platforms*");
            window.looksRight("console-lmses");
        }
    }

    @ParameterizedTest
    @EnumSource
    void showsLaunchesQueuesKeysAndChanges(Place place) {
        try (Window window = browser.desk("vi")) {
            window.open(khue.baseUrl() + "/tools/lti/login?iss=https%3A%2F%2Fstranger.example&login_hint=x"
                    + "&target_link_uri=" + khue.baseUrl() + "/tools/lti/launch");
        }
        try (Window window = administrator(place)) {
            Page page = window.page();
            window.open(tools("/admin"));
            window.looksRight("console-overview");
            window.open(tools("/admin/launches?result=refused"));
            assertThat(page.locator("main").innerText()).contains("LTI-PLATFORM-UNKNOWN");
            window.looksRight("console-launches");
            window.open(tools("/admin/deliveries"));
            window.looksRight("console-deliveries");
            window.open(tools("/admin/signing-keys"));
            window.looksRight("console-signing-keys");
            window.open(tools("/admin/changes"));
            assertThat(page.locator(".k-timeline > li").count()).isPositive();
            window.looksRight("console-changes");
            window.open(tools("/admin/changes?from=2020-01-01&until=2020-01-02"));
            window.looksRight("console-changes-none");
        }
    }

    @ParameterizedTest
    @EnumSource
    void writesTheNextVersionOfAFrameworkAndSeesFirstWhatItChanges(Place place) {
        try (Window window = administrator(place)) {
            Page page = window.page();
            window.open(tools("/admin/frameworks"));
            window.looksRight("console-frameworks");
            page.locator(".k-queue a[href$='/strand']").click();
            window.looksRight("console-framework");
            String terms = page.locator("#f-terms").inputValue();
            page.locator("#f-terms").fill("self | Bản thân\nsea | Biển | The sea | nhiều");
            page.locator("button[value=preview]").click();
            assertThat(page.locator("#e-terms").innerText()).contains("KHUE-FRAMEWORK-LINE");
            window.looksRight("console-framework-to-mend");

            page.locator("#f-terms").fill(terms + "\nsea | Hướng ra biển | Towards the sea");
            page.locator("button[value=preview]").click();
            page.locator("#preview").waitFor();
            assertThat(page.locator("#preview tbody tr").count()).isEqualTo(5);
            window.looksRight("console-framework-preview");
        }
    }

    @ParameterizedTest
    @EnumSource
    void saysWhatIsNotThere(Place place) {
        try (Window window = place.of(browser)) {
            window.open(tools("/"));
            window.looksRight("console-home");
            window.open(tools("/lti/register"));
            window.looksRight("console-registration-refused");
        }
        try (Window window = administrator(place)) {
            window.open(tools("/password"));
            window.looksRight("console-password");
            window.open(tools("/nothing-here"));
            window.looksRight("console-not-found");
        }
    }

    @ParameterizedTest
    @EnumSource
    void invitesSomebodyWhoChoosesAPasswordAndTurnsOnTheSecondFactor(Place place) throws Exception {
        String name = "lan." + UUID.randomUUID().toString().substring(0, 8);
        String given = invite(place, name);
        try (Window window = place.of(browser)) {
            Page page = window.page();
            signIn(window, name, given);
            page.waitForURL("**/signin/password");
            window.looksRight("console-choose-password");
            page.locator("#f-new").fill("một câu chỉ mình tôi biết");
            page.locator("#f-again").fill("một câu chỉ mình tôi biết");
            page.locator("main form .btn-primary").click();
            page.waitForURL("**/reports");
            window.looksRight("console-reader-start");

            window.open(tools("/account"));
            window.looksRight("console-account");
            page.locator("a[href$='/account/second-factor']").click();
            window.looksRight("console-second-factor");
            page.locator("main form .btn-primary").click();
            page.locator(".k-qr").waitFor();
            page.locator("details.k-more > summary").click();
            window.looksRight("console-second-factor-offer");
            AuthenticatorApp app =
                    new AuthenticatorApp(page.locator("#totp-key").inputValue());
            page.locator("#f-code").fill(app.code(-1));
            page.locator("main form .btn-primary").click();
            page.locator(".k-codes").waitFor();
            assertThat(page.locator(".k-codes li").count()).isEqualTo(10);
            window.looksRight("console-recovery-codes");
            page.locator("main .btn-primary").click();
            window.looksRight("console-account-two-steps");
            window.open(tools("/account/second-factor"));
            window.looksRight("console-second-factor-on");

            page.locator("form[action$='/signout'] button").click();
            signIn(window, name, "một câu chỉ mình tôi biết");
            page.waitForURL("**/signin/code");
            page.locator("#f-code").fill("000000");
            page.locator("main form .btn-primary").click();
            page.locator("[role=alert]").waitFor();
            window.looksRight("console-code-wrong");
            page.locator("#f-code").fill(app.code(0));
            page.locator("main form .btn-primary").click();
            page.waitForURL("**/reports");
        }
    }

    @Test
    void aReaderSeesNoButtonThatWouldBeRefused() {
        String name = "doc." + UUID.randomUUID().toString().substring(0, 8);
        String given = invite(Place.DESK_VI, name);
        try (Window window = browser.phone("vi")) {
            Page page = window.page();
            signIn(window, name, given);
            page.locator("#f-new").fill("một câu chỉ mình tôi biết");
            page.locator("#f-again").fill("một câu chỉ mình tôi biết");
            page.locator("main form .btn-primary").click();
            page.waitForURL("**/reports");
            for (String place : new String[] {
                "/admin", "/admin/platforms", "/admin/platforms/" + school.platform(), "/admin/deliveries"
            }) {
                window.open(tools(place));
                assertThat(page.locator("main form[method=post]").count())
                        .as(place)
                        .isZero();
                window.looksRight(
                        "console-reader" + place.replaceAll("[^a-z]+", "-").replaceAll("-$", ""));
            }
        }
    }

    private String invite(Place place, String name) {
        try (Window window = administrator(place)) {
            Page page = window.page();
            window.open(tools("/admin/accounts"));
            page.locator("#f-name").fill(name);
            page.locator("input[value=READER]").check();
            window.looksRight("console-accounts");
            page.locator("main form .btn-primary").click();
            String given = page.locator("#made-password").inputValue();
            window.looksRight("console-account-made");
            page.locator("main .btn-primary").click();
            page.locator(".k-queue a", new Page.LocatorOptions().setHasText(name))
                    .click();
            window.looksRight("console-account-of-another");
            return given;
        }
    }

    private Window administrator(Place place) {
        Window window = place.of(browser);
        signIn(window, "admin", khue.adminPassword());
        window.page().waitForURL(url -> !url.contains("/signin"));
        return window;
    }

    private void signIn(Window window, String name, String password) {
        window.open(tools("/signin"));
        Locator form = window.page().locator("main form").first();
        form.locator("#f-name").fill(name);
        form.locator("#f-password").fill(password);
        form.locator(".btn-primary").click();
    }

    private String tools(String path) {
        return khue.baseUrl() + "/tools" + path;
    }

    /** Everything is done once at a desk and once on the narrowest screen, and each page looked at on both. */
    private enum Place {
        DESK_VI,
        NARROWEST_EN;

        Window of(Browser browser) {
            return this == DESK_VI
                    ? browser.window("vi", Screen.DESK, Screen.NARROWEST)
                    : browser.window("en", Screen.NARROWEST, Screen.DESK);
        }
    }
}
