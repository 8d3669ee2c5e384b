/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.journeys;

import static com.microsoft.playwright.options.WaitForSelectorState.DETACHED;
import static khue.samplelms.lti.TokenTampering.claim;
import static khue.samplelms.lti.TokenTampering.withoutClaim;
import static khue.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Locator.WaitForOptions;
import com.microsoft.playwright.Page;
import khue.samplelms.lti.TokenTampering;
import khue.samplelms.school.Activity;
import khue.samplelms.temperament.Temperament;
import khue.samplelms.temperament.Trait;
import khue.testing.RunningKhue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Launches by no link of a course: what the course has, what is kept about people, and what a teacher adds once more. */
@ExtendWith({RunningKhue.Extension.class, Browser.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OtherLaunchesIT {

    private static final String CLAIM = "https://purl.imsglobal.org/spec/lti/claim/";

    private final School school;
    private final Activity activity;

    OtherLaunchesIT(RunningKhue khue, Browser browser) {
        this.school =
                School.connected(khue, browser, "Trường THCS Tháp Bút", Temperament.SAKAI.with(Trait.COURSE_GROUPS));
        this.activity = school.add("/portfolio/new", "Chiếc nón lá");
        school.add("/portfolio/new", "Con diều");
    }

    @AfterAll
    void close() {
        school.close();
    }

    private static TokenTampering message(String type) {
        return claim(CLAIM + "message_type", type).and(withoutClaim(CLAIM + "resource_link"));
    }

    @Test
    void offersWhatTheCourseHasToWhoComesByNoLink() {
        try (Window window = school.phone(school.pupil(), "vi")) {
            school.launch(window, activity);
            window.open(school.lms().baseUrl() + "/course");
            Page opened = window.context()
                    .waitForPage(() ->
                            window.page().locator("a[href*='/course/tools/']").click());
            Locator offered = opened.locator(".k-queue button");
            offered.waitFor();
            window.looksRight(opened, "course");

            offered.click();

            opened.locator("#f-reflection").waitFor();
            assertThat(opened.locator("h1").innerText()).contains("Chiếc nón lá");
        }
    }

    /** And on the way there a teacher sees in which group each pupil is. */
    @Test
    void leadsFromAGradeToTheWork() throws Exception {
        try (Window window = school.phone(school.pupil(), "vi")) {
            school.launch(window, activity);
            window.page().locator("#f-reflection").fill("Em đan lại vành nón.");
            window.page().locator("button[value=submit]").click();
            window.page().locator("button[value=submit]").waitFor(new WaitForOptions().setState(DETACHED));
        }
        try (Window window = school.desk(school.teacher(), "vi")) {
            Page page = window.page();
            eventually(() -> {
                school.launch(window, activity);
                assertThat(page.locator("main").innerText()).contains("Tổ 1", "Tổ 2");
            });
            window.looksRight("class-with-groups");
            page.locator("main a[href*='/portfolio/works/']").first().click();
            page.locator("textarea[name=comment]").fill("Khéo tay lắm!");
            page.locator("button[name=answer][value=passed]").click();
            page.locator("textarea[name=comment]").waitFor(new WaitForOptions().setState(DETACHED));

            Locator review = page.locator("a[href*='/course/grades/']");
            eventually(() -> {
                window.open(school.lms().baseUrl() + "/course/grades");
                assertThat(review.count()).isEqualTo(1);
            });
            window.looksRight("gradebook-that-leads-to-works");
            Page work = window.context().waitForPage(review::click);
            work.locator("main h1").waitFor();
            assertThat(work.locator("main h1").innerText())
                    .contains(school.pupil().name());
            assertThat(work.locator("main").innerText()).contains("Em đan lại vành nón.");
        }
    }

    @Test
    void saysWhatIsKept() {
        for (String language : new String[] {"vi", "en"}) {
            try (Window window = school.phone(school.pupil(), language)) {
                school.lms()
                        .tamperWithNextToken(
                                message("LtiDataPrivacyLaunchRequest").and(withoutClaim(CLAIM + "context")));
                window.open(school.page(activity));
                window.tool().locator("main dl").waitFor();
                window.looksRight("privacy");
            }
        }
    }

    @Test
    void letsATeacherAddSeveralThatTheCourseHasAlready() {
        int before = school.lms().school().activities().size();
        try (Window window = school.desk(school.teacher(), "en")) {
            window.open(school.lms().baseUrl() + "/course/add/" + school.tool().clientId());
            Locator choices = window.tool().locator("input[name=choice]");
            choices.first().waitFor();
            window.looksRight("deep-linking-choice");
            choices.all().forEach(Locator::check);

            window.tool().locator("main .btn-primary").click();

            window.page().waitForURL("**/course?added=2");
        }
        assertThat(school.lms().school().activities()).hasSize(before + 2);
    }
}
