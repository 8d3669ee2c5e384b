/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import khue.samplelms.Options;
import khue.samplelms.SampleLms;
import khue.samplelms.school.Activity;
import khue.samplelms.school.Course;
import khue.samplelms.temperament.Temperament;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of the sample LMS that no journey of a tool looks at: which LMS it behaves like, and copies of the class. */
@ExtendWith(Browser.class)
class SampleLmsPagesIT {

    private final Browser browser;

    SampleLmsPagesIT(Browser browser) {
        this.browser = browser;
    }

    @ParameterizedTest
    @ValueSource(strings = {"vi", "en"})
    void listsWhatIsPeculiarToAnLms(String language) throws Exception {
        try (SampleLms lms = SampleLms.start(Options.defaults().withTemperament(Temperament.CANVAS));
                Window window = browser.narrowest(language)) {
            window.open(lms.baseUrl() + "/language?to=" + language + "&back=/");
            window.page().locator("main details summary").click();
            window.page().getByText("post_message_forwarding").waitFor();
            window.looksRight("sample-lms-front");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vi", "en"})
    void copiesTheClass(String language) throws Exception {
        try (SampleLms lms = SampleLms.start(Options.defaults());
                Window window = browser.narrowest(language)) {
            lms.school().save(new Activity("77", "a-tool", "Vườn rau của em", "", "http://localhost/launch", Map.of()));
            window.open(lms.baseUrl() + "/language?to=" + language + "&back=/");
            window.page()
                    .locator("button[value='" + lms.people().teacher().id() + "']")
                    .click();
            window.page().locator("form[action='/course/copy'] button").click();

            window.page().waitForURL("**/course?copied=yes&course=3");
            assertThat(window.page().locator("main .row-title").allInnerTexts())
                    .contains("Vườn rau của em", Course.SAMPLE.title());
            window.looksRight("sample-lms-copy");
        }
    }
}
