/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import khue.testing.RunningKhue;
import org.junit.jupiter.api.Test;

/** How soon a pupil can begin where the telephone and the line are weak. */
class WeakTelephoneIT extends WithATelephone {

    /** What a page may take on a phone until it can be used, in milliseconds. */
    private static final int USABLE = 2500;

    WeakTelephoneIT(RunningKhue khue, Browser browser) {
        super(khue, browser, "THCS Máy Yếu");
    }

    /** As Lighthouse's mobile profile has it: 1.6 Mbit/s down, 750 kbit/s up, 150 ms to the server and back, a processor four times slower. */
    @Test
    void canBeUsedSoonOnAWeakTelephone() {
        try (Window window = phone("vi")) {
            Page page = window.page();
            page.locator("#f-reflection").fill(WORDS);
            page.locator("#file").setInputFiles(Photograph.of("ảnh.jpg"));
            assertThat(page.locator("#pieces .p-pieces img")).isVisible();
            CDPSession devtools = page.context().newCDPSession(page);
            devtools.send("Network.enable");
            devtools.send("Network.clearBrowserCache");
            devtools.send("Network.emulateNetworkConditions", conditions());
            JsonObject slow = new JsonObject();
            slow.addProperty("rate", 4);
            devtools.send("Emulation.setCPUThrottlingRate", slow);
            List<Response> answers = new CopyOnWriteArrayList<>();
            page.onResponse(answers::add);

            page.reload();
            double usable = ((Number) page.evaluate(
                            "() => performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"))
                    .doubleValue();
            long bytes = answers.stream()
                    .mapToLong(answer -> (long) answer.request().sizes().responseBodySize)
                    .sum();

            System.out.printf("The pupil's page on a weak telephone: usable after %.0f ms, %d bytes%n", usable, bytes);
            assertThat(usable)
                    .as("milliseconds until the page's scripts have run")
                    .isLessThanOrEqualTo(USABLE);
        }
    }

    private static JsonObject conditions() {
        JsonObject conditions = new JsonObject();
        conditions.addProperty("offline", false);
        conditions.addProperty("latency", 150);
        conditions.addProperty("downloadThroughput", 1_600_000 / 8);
        conditions.addProperty("uploadThroughput", 750_000 / 8);
        return conditions;
    }
}
