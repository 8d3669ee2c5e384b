/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import khue.journeys.PlainBrowser.Form;
import khue.samplelms.school.Activity;
import khue.samplelms.school.Person;
import khue.testing.RunningKhue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A teacher of 45 answers all of them in one go: a page for each pupil and none besides, most of it by keyboard. What goes wrong on the way,
 * a work passed over and an answer taken back, costs no more than itself.
 */
@ExtendWith({RunningKhue.Extension.class, Browser.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WholeClassIT {

    private static final int PUPILS = 45;
    private static final int BY_KEYBOARD = 30;
    private static final int PASSED_OVER = 10;
    private static final int TAKEN_BACK = 20;

    private final RunningKhue khue;
    private final School school;
    private final Activity activity;

    WholeClassIT(RunningKhue khue, Browser browser) {
        this.khue = khue;
        this.school = School.connected(khue, browser, "THCS Bốn Mươi Lăm", PUPILS);
        this.activity = school.add("/portfolio/new", "Cả lớp trồng rau");
    }

    @AfterAll
    void close() {
        school.close();
    }

    @Test
    void isAnsweredWithoutLeavingTheQueue() throws Exception {
        addsCriteria();
        for (Person pupil : school.lms().people().pupils()) {
            handsIn(pupil);
        }
        try (Window window = school.desk(school.teacher(), "vi")) {
            school.launch(window, activity);
            Page page = window.page();
            String project = page.url();
            assertThat(page.locator(".p-queue > li")).hasCount(PUPILS);
            window.looksRight("whole-class");

            List<String> pages = new CopyOnWriteArrayList<>();
            page.onDOMContentLoaded(loaded -> pages.add(loaded.url()));
            long begin = System.nanoTime();
            page.locator(".k-primary a").click();
            round(window);
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);

            assertThat(page.locator(".p-queue > li")).hasCount(0);
            assertThat(page.locator("main")).containsText("Không có bài nào đang chờ");
            window.looksRight("whole-class-answered");
            // One for each pupil, one passed over for now, there and back for what is taken back, and the queue at its
            // end.
            assertThat(pages).hasSize(PUPILS + 4);
            assertThat(pages.subList(0, pages.size() - 1))
                    .as("the queue is not gone back to before its end")
                    .noneMatch(address -> address.startsWith(project));
            System.out.printf("A round of %d pupils: %d pages in %d s%n", PUPILS, pages.size(), seconds);
            assertThat(Duration.ofSeconds(seconds)).isLessThan(Duration.ofMinutes(3));
        }
        everybodyIsAnsweredOnce();
    }

    private void round(Window window) {
        Page page = window.page();
        Set<String> answered = new HashSet<>();
        String passedOver = "";
        for (int left = PUPILS; left > 0; left--) {
            String work = shown(page, left);
            if (left == PUPILS - PASSED_OVER) {
                passedOver = work;
                page.keyboard().press("n");
                work = next(page, work, left);
            }
            // What was passed over comes back at the end, and not before.
            assertThat(work.equals(passedOver)).as("%d left", left).isEqualTo(left == 1);
            assertThat(answered.add(work)).isTrue();
            answers(page, left);
            if (left == PUPILS - TAKEN_BACK) {
                next(page, work, left - 1);
                page.keyboard().press("u");
                page.waitForURL(work + "*");
                assertThat(page.locator("#f-comment")).hasValue(words(left));
                assertThat(page.locator("input[name=level-1][value='3']")).isChecked();
                window.looksRight("teacher-taken-back");
                page.keyboard().press("Control+Enter");
            }
            if (left > 1) {
                next(page, work, left - 1);
            }
        }
        page.waitForURL("**/portfolio/projects/**");
    }

    /** The address of the work on the page, which says how many others wait. */
    private static String shown(Page page, int left) {
        page.locator("#answer").waitFor();
        if (left > 1) {
            assertThat(page.locator(".p-facts")).containsText("Còn " + (left - 1) + " bài nữa");
        }
        return page.url().replaceFirst("[?#].*", "");
    }

    private static String next(Page page, String before, int left) {
        page.waitForURL(url -> url.contains("/portfolio/works/") && !url.startsWith(before));
        return shown(page, left);
    }

    private static void answers(Page page, int left) {
        if (PUPILS - left < BY_KEYBOARD) {
            page.keyboard().press("3");
            page.keyboard().press("2");
            page.keyboard().press("c");
            page.keyboard().type(words(left));
            page.keyboard().press("Control+Enter");
        } else {
            page.locator("input[name=level-1][value='3']").check();
            page.locator("input[name=level-2][value='2']").check();
            page.locator("#f-comment").fill(words(left));
            page.locator(".p-decide .btn-primary").click();
        }
    }

    private static String words(int left) {
        return "Em làm tốt, còn " + left + " bạn nữa.";
    }

    private void addsCriteria() {
        PlainSchool plain = school.plain();
        PlainBrowser teacher = plain.signedIn(school.teacher());
        plain.launched(teacher, activity);
        PlainBrowser.Page form = teacher.open(school.tools("/portfolio/projects/" + School.item(activity) + "/edit"));
        Form filled = form.form("/edit").with("learningForm", "learning-form/1/project");
        for (Map.Entry<Integer, String> criterion :
                Map.of(0, "Ghi chép", 1, "Chăm chỉ").entrySet()) {
            String field = "criterion-" + criterion.getKey();
            filled = filled.with(field, criterion.getValue());
            List<String> levels = List.of("Cần nhắc", "Đôi khi", "Đều đặn");
            for (int level = 0; level < levels.size(); level++) {
                filled = filled.with(field + "-level-" + level, levels.get(level));
            }
        }
        assertThat(PlainSchool.arrived(teacher.send(form, filled)).text()).contains("Đều đặn");
    }

    private void handsIn(Person pupil) {
        PlainSchool plain = school.plain();
        PlainBrowser browser = plain.signedIn(pupil);
        PlainBrowser.Page work = plain.launched(browser, activity);
        Form form = work.form("/mine").with("reflection", "Em trồng rau và ghi chép mỗi tuần.");
        assertThat(PlainSchool.arrived(browser.send(work, form.with("do", "submit")))
                        .text())
                .contains("Em đã nộp lúc");
    }

    private void everybodyIsAnsweredOnce() throws Exception {
        String ofTheProject =
                " FROM evaluation e JOIN submission s ON s.id = e.submission_id JOIN work w ON w.id = s.work_id"
                        + " WHERE w.project_id = ? AND e.taken_back_at IS ";
        assertThat(Rows.number(
                        khue.database().connectAsTools(),
                        "SELECT count(DISTINCT w.pupil_id)" + ofTheProject + "NULL",
                        School.item(activity)))
                .isEqualTo(PUPILS);
        assertThat(Rows.number(
                        khue.database().connectAsTools(),
                        "SELECT count(*)" + ofTheProject + "NULL",
                        School.item(activity)))
                .isEqualTo(PUPILS);
        assertThat(Rows.number(
                        khue.database().connectAsTools(),
                        "SELECT count(*)" + ofTheProject + "NOT NULL",
                        School.item(activity)))
                .isEqualTo(1);
    }
}
