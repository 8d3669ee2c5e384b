/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext.ClearCookiesOptions;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.nio.file.Files;
import khue.samplelms.school.Activity;
import khue.samplelms.school.Person;
import khue.testing.RunningKhue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A teacher gives a project criteria, answers a class without leaving the queue, by keyboard and by voice, and ends the term. */
@ExtendWith({RunningKhue.Extension.class, Browser.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FeedbackRoundIT {

    private final School school;
    private final Activity activity;

    FeedbackRoundIT(RunningKhue khue, Browser browser) {
        this.school = School.connected(khue, browser, "Trường THCS Hoàn Kiếm");
        this.activity = school.add("/portfolio/new", "Vườn rau của lớp");
    }

    @AfterAll
    void close() {
        school.close();
    }

    @Test
    void aTeacherAnswersAClassWithoutLeavingTheQueue() throws Exception {
        theTeacherAddsCriteriaAndMilestones();
        for (Person pupil : school.lms().people().pupils()) {
            handIn(pupil);
        }
        try (Window window = school.desk(school.teacher(), "vi")) {
            school.launch(window, activity);
            Page page = window.page();
            assertThat(page.locator(".p-queue > li")).hasCount(3);
            window.looksRight("teacher-class");

            byKeyboard(window);
            byVoice(window);
            severalAndBack(window);
            theEndOfTheTerm(window);
        }
        narrow("vi");
        narrow("en");
    }

    private void theTeacherAddsCriteriaAndMilestones() {
        try (Window window = school.desk(school.teacher(), "vi")) {
            school.launch(window, activity);
            Page page = window.page();
            window.looksRight("teacher-first-run");
            page.locator("a[href$='/edit']").click();
            page.locator("#rubric summary").click();
            fillCriterion(page, 0, "Ghi chép");
            page.locator("#rubric button").click();
            fillCriterion(page, 1, "Chăm chỉ");
            page.locator("#f-milestone-0").fill("Gieo hạt");
            window.looksRight("project-criteria");
            page.locator("main form .btn-primary").click();
            page.locator(".k-toast").waitFor();
        }
    }

    private static void fillCriterion(Page page, int number, String title) {
        page.locator("#f-criterion-" + number).fill(title);
        String[] levels = {"Cần nhắc", "Đôi khi", "Đều đặn"};
        for (int level = 0; level < levels.length; level++) {
            page.locator("#f-criterion-" + number + "-level-" + level).fill(levels[level]);
        }
    }

    private void handIn(Person pupil) {
        try (Window window = school.phone(pupil, "vi")) {
            school.launch(window, activity);
            Page page = window.page();
            if (pupil.equals(school.pupil())) {
                page.locator("#file")
                        .setInputFiles(
                                new FilePayload[] {Photograph.of("Gieo hạt.jpg"), Photograph.of("Thu hoạch.jpg")});
                assertThat(page.locator("#pieces .p-pieces img")).hasCount(2);
            }
            page.locator("#f-reflection").fill("Em trồng rau và ghi chép mỗi tuần.");
            page.locator("button[value=submit]").click();
            assertThat(page.locator("button[value=submit]")).hasCount(0);
            assertThat(page.locator("main")).containsText("Đều đặn");
        }
    }

    /** Levels, comment, accept: no hand leaves the keyboard, and the next work is there. */
    private void byKeyboard(Window window) {
        Page page = window.page();
        page.locator(".k-primary a").click();
        page.locator("#answer").waitFor();
        window.looksRight("teacher-criteria");
        String first = page.url();
        page.keyboard().press("?");
        assertThat(page.locator("#keys")).isVisible();
        window.looksRight("teacher-keys");
        page.keyboard().press("Escape");
        assertThat(page.locator("#keys")).isHidden();
        looksAtPictures(window);
        page.keyboard().press("3");
        page.keyboard().press("2");
        assertThat(page.locator("input[name=level-1][value='3']")).isChecked();
        assertThat(page.locator("input[name=level-2][value='2']")).isChecked();
        page.keyboard().press("c");
        page.keyboard().type("Em chăm cây rất tốt.");
        page.reload();
        assertThat(page.locator("#f-comment")).hasValue("Em chăm cây rất tốt.");
        assertThat(page.locator(".k-kept")).isVisible();
        window.looksRight("teacher-text-kept");
        endsTheVisitInTheMiddle(window);
        page.keyboard().press("3");
        page.keyboard().press("2");
        page.keyboard().press("c");
        page.keyboard().press("Control+Enter");
        page.waitForURL(url -> url.contains("/portfolio/works/") && !url.equals(first));
        assertThat(page.locator("#f-comment")).isEmpty();
        assertThat(page.locator(".k-kept")).hasCount(0);
        assertThat(page.locator(".p-undo")).isVisible();
    }

    /** What was typed is there again when the teacher has come back from the LMS. */
    private void endsTheVisitInTheMiddle(Window window) {
        Page page = window.page();
        String work = page.url();
        window.context().clearCookies(new ClearCookiesOptions().setName("khue-visit"));
        page.locator("button[value=return]").click();
        assertThat(page.locator("main")).containsText("Phiên làm việc đã kết thúc");
        assertThat(page.locator("[data-kept-says]")).isVisible();
        window.looksRight("teacher-visit-ended");
        school.launch(window, activity);
        page.navigate(work);
        assertThat(page.locator("#f-comment")).hasValue("Em chăm cây rất tốt.");
    }

    private static void looksAtPictures(Window window) {
        Page page = window.page();
        page.keyboard().press("i");
        assertThat(page.locator("#look [role=status]")).hasText("Ảnh 1/2");
        page.keyboard().press("ArrowRight");
        assertThat(page.locator("#look [role=status]")).hasText("Ảnh 2/2");
        page.waitForCondition(() -> (Boolean) page.locator("#look img").evaluate("img => img.naturalWidth === 2048"));
        window.looksRight("teacher-picture");
        page.keyboard().press("Escape");
        assertThat(page.locator("#look")).isHidden();
        page.locator(".p-photos a").first().click();
        assertThat(page.locator("#look img")).isVisible();
        page.locator("#look form button:not([type])").click();
        assertThat(page.context().pages()).hasSize(1);
    }

    private static void byVoice(Window window) {
        Page page = window.page();
        String second = page.url().replaceFirst("\\?.*", "");
        Locator button = page.locator(".p-voice button");
        button.click();
        assertThat(page.locator("#voice-says")).not().isEmpty();
        // The recorder has something to keep when it has been running for a moment that it tells itself.
        assertThat(page.locator("#voice-says")).containsText("1");
        button.click();
        assertThat(page.locator(".p-voice audio")).isVisible();
        page.locator("button[value=return]").click();
        page.waitForURL(url -> url.contains("/portfolio/works/") && !url.startsWith(second));
        page.navigate(second);
        assertThat(page.locator(".k-timeline audio")).isVisible();
    }

    private static void severalAndBack(Window window) {
        Page page = window.page();
        page.locator(".k-trail a").first().click();
        page.locator(".p-several summary").click();
        page.locator("#all").check();
        window.looksRight("teacher-several");
        page.locator(".p-several button[value=passed]").click();
        assertThat(page.locator(".p-queue > li")).hasCount(0);
        page.locator(".p-undo button").click();
        assertThat(page.locator(".p-queue > li")).hasCount(1);
    }

    private static void theEndOfTheTerm(Window window) throws Exception {
        Page page = window.page();
        page.locator("a[href$='/portfolio/sheet']").click();
        assertThat(page.locator("textarea").first()).isVisible();
        window.looksRight("class-sheet");
        Download sheet = page.waitForDownload(
                () -> page.locator("a[href$='/sheet.xlsx']").click());
        byte[] file = Files.readAllBytes(sheet.path());
        assertThat(new String(file, 0, 2, java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo("PK");
    }

    /** Every page of the round on the narrowest screen. */
    private void narrow(String language) {
        try (Window window = school.phone(school.teacher(), language)) {
            window.page().setViewportSize(320, 640);
            school.launch(window, activity);
            Page page = window.page();
            String project = page.url().replaceFirst("\\?.*", "");
            window.looksRight("teacher-class-narrow");
            for (String part : new String[] {"/edit", "/teams"}) {
                page.navigate(project + part);
                window.looksRight("project-narrow" + part.replace('/', '-'));
            }
            for (String part : new String[] {"/portfolio/templates", "/portfolio/new", "/portfolio/sheet"}) {
                page.navigate(school.tools(part));
                window.looksRight("narrow" + part.replace('/', '-'));
            }
            page.navigate(school.tools("/portfolio/templates"));
            page.locator("a[href*='/templates/version']").first().click();
            window.looksRight("template-version");
            page.navigate(project);
            page.locator(".k-primary a").click();
            page.locator("#answer").waitFor();
            window.looksRight("teacher-work-narrow");
        }
    }
}
