/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.journeys;

import static khue.samplelms.lti.TokenTampering.claim;
import static khue.samplelms.lti.TokenTampering.withoutClaim;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import khue.samplelms.lti.TokenTampering;
import khue.samplelms.school.Activity;
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
        this.school = School.connected(khue, browser, "Trường THCS Tháp Bút");
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
            window.open(school.page(activity));
            window.tool().locator("h1").waitFor();
            school.lms().tamperWithNextToken(message("LtiContextLaunchRequest"));
            window.open(school.page(activity));
            Locator offered = window.tool().locator(".k-queue button");
            offered.waitFor();
            window.looksRight("course");

            offered.click();

            window.tool().locator("#f-reflection").waitFor();
            assertThat(window.tool().locator("h1").innerText()).contains("Chiếc nón lá");
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
