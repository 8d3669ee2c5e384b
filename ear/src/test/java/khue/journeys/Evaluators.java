/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import java.util.concurrent.atomic.AtomicInteger;
import khue.testing.RunningKhue;

/** Evaluators with accounts of their own, and the windows in which they sign in. */
record Evaluators(RunningKhue khue, Browser browser) {

    private static final String OWN_PASSWORD = "một câu chỉ mình tôi biết";
    private static final AtomicInteger ACCOUNTS = new AtomicInteger();

    record Account(String name, String password) {}

    /** In the first visit of a new account. Vietnamese on a desk first, English on the narrowest telephone; each page is looked at on both. */
    Window first(String language) {
        return first(language, account(language));
    }

    Account account(String language) {
        String name = "danh-gia-" + language + "-" + ACCOUNTS.incrementAndGet();
        try (Window window = browser.desk("vi")) {
            signIn(window, "admin", khue.adminPassword());
            window.page().waitForURL(url -> !url.contains("/signin"));
            window.open(tools("/admin/accounts"));
            window.page().locator("input[name=name]").fill(name);
            window.page().locator("input[name=role][value=EVALUATOR]").check();
            window.page()
                    .locator("form[action$='/admin/accounts'] button.btn-primary")
                    .click();
            Locator shown = window.page().locator("main input[readonly]");
            assertThat(shown.first()).hasValue(name);
            return new Account(name, shown.nth(1).inputValue());
        }
    }

    Window first(String language, Account given) {
        Window window = window(language);
        signIn(window, given.name(), given.password());
        window.page().locator("input[name=new]").fill(OWN_PASSWORD);
        window.page().locator("input[name=again]").fill(OWN_PASSWORD);
        window.page().locator("main button.btn-primary").click();
        window.page().waitForURL("**/evaluation");
        return window;
    }

    Window again(String language, Account given) {
        Window window = window(language);
        signIn(window, given.name(), OWN_PASSWORD);
        window.page().waitForURL("**/evaluation");
        return window;
    }

    String tools(String path) {
        return khue.baseUrl() + "/tools" + path;
    }

    private Window window(String language) {
        return language.equals("vi")
                ? browser.window("vi", Screen.DESK, Screen.NARROWEST)
                : browser.window("en", Screen.NARROWEST, Screen.DESK);
    }

    private void signIn(Window window, String name, String password) {
        window.open(tools("/signin"));
        window.page().locator("input[name=name]").fill(name);
        window.page().locator("input[name=password]").fill(password);
        window.page().locator("main button.btn-primary").click();
    }
}
