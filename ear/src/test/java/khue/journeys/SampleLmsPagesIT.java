/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.journeys;

import khue.samplelms.Options;
import khue.samplelms.SampleLms;
import khue.samplelms.temperament.Temperament;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page that tells a newcomer which LMS the sample behaves like, and how; the others are looked at in the journeys. */
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
}
