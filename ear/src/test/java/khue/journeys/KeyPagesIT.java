/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.journeys;

import static khue.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import khue.run.Credentials;
import khue.testing.RunningKhue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An administrator gives a system access to the record store, and takes it away again. */
@ExtendWith({RunningKhue.Extension.class, Browser.class})
class KeyPagesIT {

    private static final String STATEMENT = """
            {"actor":{"mbox":"mailto:test@example.org"},
             "verb":{"id":"http://adlnet.gov/expapi/verbs/attempted"},
             "object":{"id":"https://example.org/a-test-of-keys"}}""";

    private static final String IS_IN_SIGHT = """
            field => {
              const at = field.getBoundingClientRect();
              return document.elementFromPoint((at.left + at.right) / 2, (at.top + at.bottom) / 2) === field;
            }""";

    private final HttpClient http = HttpClient.newHttpClient();
    private final RunningKhue khue;
    private final Browser browser;

    KeyPagesIT(RunningKhue khue, Browser browser) {
        this.khue = khue;
        this.browser = browser;
    }

    @AfterEach
    void openTheDoor() {
        khue.storeDoor().open();
    }

    @ParameterizedTest
    @EnumSource
    void letsAnAdministratorMakeRestrictAndRevokeAKey(Place place) throws Exception {
        try (Window window = administrator(place)) {
            Page page = window.page();
            window.open(tools("/admin/keys"));
            window.looksRight("keys");

            page.locator(".k-primary a").click();
            window.looksRight("key-new");
            page.locator("main form .btn-primary").click();
            assertThat(page.locator("[aria-invalid=true], .k-error").count()).isPositive();
            window.looksRight("key-new-incomplete");

            Credentials key = make(window);
            assertThat(write(key)).isEqualTo(200);
            assertThat(read(key)).isEqualTo(403);

            page.locator("main .btn-primary").click();
            eventually(() -> {
                page.reload();
                assertThat(page.locator(".k-facts dd").nth(2).innerText())
                        .as("when it was used last")
                        .containsPattern("\\d\\d:\\d\\d");
            });
            window.looksRight("key");

            page.locator("details.k-more summary").click();
            window.looksRight("key-change");
            page.locator("input[value='statements/write']").uncheck();
            page.locator("main form .btn-primary").click();
            page.locator(".k-toast").waitFor();
            assertThat(write(key)).isEqualTo(403);

            page.locator(".k-confirm summary").click();
            window.looksRight("key-revoke");
            page.locator("dialog form button:not([type=button])").click();
            page.locator(".k-toast").waitFor();
            assertThat(write(key)).isEqualTo(401);
            window.looksRight("key-revoked");

            window.open(tools("/admin/keys"));
            assertThat(page.locator("main section").last().innerText()).contains(key.name());
            window.looksRight("keys-with-a-revoked-one");
        }
    }

    /** WCAG 2.2, 2.4.11: the buttons that stay in reach of the thumb must not hide what somebody with a keyboard is at. */
    @Test
    void leavesWhatHasTheFocusInSight() {
        try (Window window = administrator(Place.NARROWEST_EN)) {
            Page page = window.page();
            window.open(tools("/admin/keys/new"));
            page.locator("input[value=OWN]").check();
            // At once instead of softly.
            page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
            for (Locator field : page.locator("main form input:visible").all()) {
                page.evaluate("() => scrollTo(0, 0)");
                field.focus();
                assertThat((Boolean) field.evaluate(IS_IN_SIGHT))
                        .as(field.evaluate("field => field.outerHTML").toString())
                        .isTrue();
            }
        }
    }

    @Test
    void keepsItsOwnKeyOutOfReach() {
        try (Window window = administrator(Place.DESK_VI)) {
            window.open(tools("/admin/keys/key?name=" + khue.storeKey().name()));

            assertThat(window.page().locator("main form").count()).isZero();
            window.looksRight("key-own");
        }
    }

    @Test
    void leavesTheRightsOfAKeyOfTheSettingsToThem() {
        try (Window window = administrator(Place.NARROWEST_EN)) {
            window.open(tools("/admin/keys/key?name=" + khue.lrsKey().name()));

            assertThat(window.page().locator("form[action$='/admin/keys/key']").count())
                    .isZero();
            assertThat(window.page().locator(".k-confirm").count()).isEqualTo(1);
            window.looksRight("key-of-the-settings");
        }
    }

    @ParameterizedTest
    @EnumSource
    void saysWhatToDoWhileTheStoreIsAway(Place place) {
        try (Window window = administrator(place)) {
            Page page = window.page();
            window.open(tools("/admin/keys/new"));
            khue.storeDoor().shut();
            fill(page);
            page.locator("main form .btn-primary").click();
            page.locator(".k-note.k-attention").waitFor();
            assertThat(page.locator("#f-label").inputValue()).isEqualTo("Moodle trường Lò Gốm");
            window.looksRight("key-new-without-the-store");

            Response answer = page.navigate(tools("/admin/keys"));

            assertThat(answer.status()).isEqualTo(502);
            window.looksRight("keys-without-the-store");
        }
    }

    private Credentials make(Window window) {
        Page page = window.page();
        fill(page);
        page.locator("main form .btn-primary").click();
        page.locator("#made-secret").waitFor();
        window.looksRight("key-made");
        String secret = page.locator("#made-secret").inputValue();
        assertThat(secret).startsWith("khs_");
        assertThat(page.locator("pre").innerText()).doesNotContain(secret);
        return new Credentials(page.locator("#made-name").inputValue(), secret);
    }

    private static void fill(Page page) {
        page.locator("#f-label").fill("Moodle trường Lò Gốm");
        Locator sender = page.locator("input[value=SENDER]");
        sender.check();
        assertThat(page.locator("input[value='statements/write']").isVisible()).isFalse();
    }

    private Window administrator(Place place) {
        Window window = place.of(browser).open(tools("/signin"));
        window.page().locator("#f-name").fill("admin");
        window.page().locator("#f-password").fill(khue.adminPassword());
        window.page().locator("main form .btn-primary").click();
        window.page().waitForURL(url -> !url.contains("/signin"));
        return window;
    }

    private String tools(String path) {
        return khue.baseUrl() + "/tools" + path;
    }

    private int write(Credentials key) throws IOException, InterruptedException {
        return status(key, HttpRequest.newBuilder(statements("")).POST(BodyPublishers.ofString(STATEMENT)));
    }

    private int read(Credentials key) throws IOException, InterruptedException {
        return status(key, HttpRequest.newBuilder(statements("?limit=1")).GET());
    }

    private URI statements(String query) {
        return URI.create(khue.xapiUrl() + "/statements" + query);
    }

    private int status(Credentials key, HttpRequest.Builder request) throws IOException, InterruptedException {
        String pair = key.name() + ":" + key.secret();
        request.header("X-Experience-API-Version", "1.0.3")
                .header("Content-Type", "application/json")
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        return http.send(request.build(), BodyHandlers.discarding()).statusCode();
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
