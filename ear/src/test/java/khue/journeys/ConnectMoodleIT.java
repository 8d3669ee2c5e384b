/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import khue.samplelms.Options;
import khue.samplelms.SampleLms;
import khue.samplelms.school.Person;
import khue.testing.RunningKhue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What it costs people to connect an LMS, from Khuê's page to the first launch: counted, because docs/how-to/connect-moodle.md promises
 * it. Both administrators are signed in and look at the page where each would begin. The pictures of that document are taken here.
 */
@ExtendWith({RunningKhue.Extension.class, Browser.class})
class ConnectMoodleIT {

    private static final String SCHOOL = "THCS Bến Nghé";

    private final RunningKhue khue;
    private final Browser browser;

    ConnectMoodleIT(RunningKhue khue, Browser browser) {
        this.khue = khue;
        this.browser = browser;
    }

    @Test
    void costsOneAddressToCopyAndLessThanTwoMinutes() throws Exception {
        try (SampleLms lms = SampleLms.start(Options.defaults().withName("THCS Bến Nghé (mẫu)"));
                Window ours = administrator();
                Window theirs = inTheLms(lms, lms.people().administrator())) {
            Effort effort = new Effort();

            String address = ourAdministratorCopiesTheAddress(ours, effort);
            theAdministratorOfTheLmsPastesIt(theirs, address, effort);
            assertThat(lms.school().tools()).hasSize(1);
            ourAdministratorActivates(ours, lms, effort);
            try (Window teacher = inTheLms(lms, lms.people().teacher())) {
                aTeacherLaunches(teacher, effort);
            }

            assertThat(effort.carried()).as("values carried between windows").isEqualTo(1);
            assertThat(effort.typed()).as("fields typed into").isEqualTo(1);
            assertThat(effort.clicks()).isEqualTo(9);
            assertThat(effort.estimate()).isLessThan(Duration.ofMinutes(2));
        }
    }

    private String ourAdministratorCopiesTheAddress(Window ours, Effort effort) {
        Page page = ours.page();
        effort.reads();
        effort.click(page.locator("nav a[href$='/admin/platforms']"));
        effort.reads();
        effort.click(page.locator("main a[href$='/admin/platforms/new']"));
        effort.reads();
        Locator field = page.locator(".k-copy input[value$='/tools/lti/register']");
        assertThat(field).isVisible();
        ours.looksRight("connect-1-copy");
        return effort.copy(field, page.locator(".k-copy:has(input[value$='/tools/lti/register']) button"));
    }

    private void theAdministratorOfTheLmsPastesIt(Window theirs, String address, Effort effort) {
        Page page = theirs.page();
        effort.reads();
        effort.paste(page.locator("#address"), address);
        theirs.looksRight("connect-2-paste");
        effort.click(page.locator("form[action='/tools/connect'] button"));
        effort.reads();
        Locator register = theirs.tool().locator("main button.btn-primary");
        assertThat(register).isVisible();
        theirs.looksRight("connect-3-register");
        effort.click(register);
        assertThat(theirs.tool().locator("[data-lti-close]")).isVisible();
        theirs.looksRight("connect-4-registered");
        effort.reads();
        // The page closes itself after a while for reading.
        page.waitForURL("**/tools");
    }

    private void ourAdministratorActivates(Window ours, SampleLms lms, Effort effort) {
        Page page = ours.page();
        effort.reads();
        effort.click(page.locator("nav a[href$='/admin/platforms']"));
        Locator waiting = page.locator("main .k-card")
                .filter(new Locator.FilterOptions().setHasText(lms.addresses().issuer()));
        assertThat(waiting).isVisible();
        effort.click(waiting.locator("a.btn-primary"));
        effort.reads();
        effort.type(page.locator("#f-school"), SCHOOL);
        ours.looksRight("connect-5-activate");
        effort.click(page.locator("form[action$='/activate'] .btn-primary"));
        assertThat(page.locator(".k-toast")).isVisible();
    }

    private void aTeacherLaunches(Window teacher, Effort effort) {
        effort.reads();
        effort.click(teacher.page().locator("a[href*='/course/add/']"));
        assertThat(teacher.tool().locator("main h1")).isVisible();
        assertThat(teacher.tool().locator("main")).not().containsText("LTI-");
        teacher.looksRight("connect-6-add");
    }

    private Window administrator() {
        Window window = browser.desk("en").open(khue.baseUrl() + "/tools/signin");
        window.page().locator("#f-name").fill("admin");
        window.page().locator("#f-password").fill(khue.adminPassword());
        window.page().locator("main form .btn-primary").click();
        window.page().waitForURL(url -> !url.contains("/signin"));
        return window.open(khue.baseUrl() + "/tools/admin");
    }

    private Window inTheLms(SampleLms lms, Person person) {
        Window window = browser.desk("en");
        window.context().addCookies(List.of(new Cookie("samplelms_language", "en").setUrl(lms.baseUrl())));
        window.open(lms.baseUrl());
        window.page().locator("button[value='" + person.id() + "']").click();
        window.page().waitForURL(url -> !URI.create(url).getPath().equals("/"));
        return window;
    }
}
