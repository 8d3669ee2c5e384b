/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import khue.testing.Lrs;
import khue.testing.RunningKhue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an evaluator is told of few people where groups are as large as in earnest: the Khuê of the other journeys shows every group. */
@ExtendWith(Browser.class)
class SmallGroupsIT {

    private static final String CLASS = "https://khue.io/xapi/class/";
    private static final String SMALL = CLASS + "3-pupils";
    private static final List<Integer> PUPILS = List.of(12, 13, 14, 3);
    private static final String ASKED = "/evaluation/indicators/F3";
    private static final String PERIOD = "?from=2026-09-05&until=2026-11-30";

    private final Browser browser;

    SmallGroupsIT(Browser browser) {
        this.browser = browser;
    }

    @Test
    void opensNoStatementsOfThemAndSaysWhyAndWhatToDo() throws Exception {
        try (RunningKhue khue = RunningKhue.with(Map.of("KHUE_MIN_GROUP", "10"))) {
            Lrs store = new Lrs(khue.xapiUrl(), khue.lrsKey());
            for (int pupils : PUPILS) {
                String all = String.join(
                        ",",
                        IntStream.range(0, pupils)
                                .mapToObj(pupil -> submission(CLASS + pupils + "-pupils", pupil))
                                .toList());
                assertThat(store.post("/statements", "[" + all + "]").statusCode())
                        .isEqualTo(200);
            }
            assertThat(store.post("/statements", submission(CLASS + "earlier", 0, "2026-03-10"))
                            .statusCode())
                    .isEqualTo(200);
            Evaluators evaluators = new Evaluators(khue, browser);
            for (String language : List.of("vi", "en")) {
                isRefused(evaluators, language);
            }
        }
    }

    private static void isRefused(Evaluators evaluators, String language) {
        try (Window window = evaluators.first(language)) {
            Page page = window.page();
            window.open(evaluators.tools(ASKED + PERIOD + "&by=class&trend=month"));
            Locator rows = page.locator("#figures tbody tr");
            page.waitForCondition(() -> {
                page.reload();
                return rows.count() == PUPILS.size();
            });
            Locator small = rows.filter(new Locator.FilterOptions().setHasText("3-pupils"))
                    .filter(new Locator.FilterOptions().setHasNotText("13-pupils"));
            assertThat(small).containsText("n < 10");
            assertThat(small.locator("a")).hasCount(0);
            assertThat(page.locator("#figures tbody a")).hasCount(2);
            window.looksRight("indicator-hidden");

            // Nothing leads there but an address that somebody kept, or wrote.
            window.open(evaluators.tools(ASKED + "/behind" + PERIOD + "&by=class&cell=" + SMALL));
            assertThat(page.locator("#hidden"))
                    .containsText(
                            language.equals("vi")
                                    ? "dưới 10 người của nhóm này tham gia, hoặc con số của nhóm làm lộ"
                                    : "Fewer than 10 people took part in it in the school year, or its figure would give away");
            assertThat(page.locator("main .k-timeline, main .k-json, main .k-lead"))
                    .hasCount(0);
            window.looksRight("behind-hidden");

            page.locator("#hidden .btn-primary").click();
            page.waitForURL("**/behind?*by=none*");
            assertThat(page.locator("#hidden")).hasCount(0);
            assertThat(page.locator("main .k-timeline > li"))
                    .hasCount(PUPILS.stream().mapToInt(Integer::intValue).sum());

            // In the school year before, one pupil was all there was.
            window.open(evaluators.tools(ASKED + "/behind?from=2026-03-01&until=2026-03-31&by=none"));
            assertThat(page.locator("#hidden"))
                    .containsText(language.equals("vi") ? "cả chương trình có dưới 10 người" : "all schools together");
            assertThat(page.locator("#hidden .btn-primary")).hasCount(0);
        }
    }

    private static String submission(String classIri, int pupil) {
        return submission(classIri, pupil, "2026-10-%02d".formatted(pupil + 1));
    }

    private static String submission(String classIri, int pupil, String day) {
        return """
                {"actor":{"account":{"homePage":"https://khue.io/xapi/pid","name":"%1$s-%2$d"}},
                 "verb":{"id":"http://activitystrea.ms/submit"},
                 "object":{"id":"https://khue.io/xapi/project/%1$s-%2$d","definition":{"type":"http://id.tincanapi.com/activitytype/project"}},
                 "context":{"registration":"%3$s","contextActivities":{"grouping":[{"id":"%1$s"}]},
                            "extensions":{"https://khue.io/xapi/ext/actor-role":"learner","https://khue.io/xapi/ext/attempt":1}},
                 "timestamp":"%4$sT03:00:00Z"}""".formatted(
                classIri, pupil, UUID.nameUUIDFromBytes((classIri + pupil).getBytes(StandardCharsets.UTF_8)), day);
    }
}
