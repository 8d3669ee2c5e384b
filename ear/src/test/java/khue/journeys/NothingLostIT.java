/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext.ClearCookiesOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import khue.testing.RunningKhue;
import org.junit.jupiter.api.Test;

/** What a pupil typed or took is not lost, whatever the line, the tab, the hour and the teacher do meanwhile. */
class NothingLostIT extends WithATelephone {

    private static final String NO_STORAGE = """
            Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('denied', 'SecurityError'); } });
            """;
    private static final String WARNS_BEFORE_IT_CLOSES =
            "() => !window.dispatchEvent(new Event('beforeunload', {cancelable: true}))";

    NothingLostIT(RunningKhue khue, Browser browser) {
        super(khue, browser, "THCS Giữ Lời");
    }

    @Test
    void whatCouldNotBeSentIsSentFromTheNextPage() {
        try (Window window = phone("vi")) {
            String address = window.page().url();
            window.open(school.page(activity).replaceFirst("/activities/.*", ""));
            Page page = window.context().newPage();
            page.navigate(address);
            window.context().setOffline(true);
            page.locator("#file").setInputFiles(Photograph.of("ngoài đồng.jpg"));
            page.locator("#f-reflection").fill(WORDS);

            assertThat(page.locator(".p-waiting")).containsText("1 tệp chưa gửi");
            assertThat(page.locator("#saved")).containsText("chờ mạng");
            window.looksRight(page, "capture-offline");
            page.close();

            window.context().setOffline(false);
            Page next = window.context().newPage();
            next.navigate(address);

            assertThat(next.locator("#pieces .p-pieces img")).isVisible();
            assertThat(next.locator("#f-reflection")).hasValue(WORDS);
            assertThat(next.locator("#saved")).containsText("Đã lưu");
            next.reload();
            assertThat(next.locator("#f-reflection")).hasValue(WORDS);
            assertThat(next.locator(".p-kept")).hasCount(0);
        }
    }

    @Test
    void keepsTheWordsOfAVisitThatEnded() {
        try (Window window = phone("en")) {
            Page page = window.page();
            page.context().clearCookies(new ClearCookiesOptions().setName("khue-visit"));
            page.locator("#f-reflection").fill(WORDS);

            Locator told = page.locator("#work > [role=alert]");
            assertThat(told).containsText("Open the activity again");
            assertThat(page.locator("#f-reflection")).hasValue(WORDS);
            window.looksRight("capture-ended");

            school.launch(window, activity);
            assertThat(page.locator("#f-reflection")).hasValue(WORDS);
            assertThat(page.locator(".p-kept")).containsText("It is here again");
            assertThat(page.locator("#saved")).containsText("Saved");
        }
    }

    @Test
    void twoPagesWithOneTextLoseNothing() {
        try (Window window = phone("vi")) {
            Page one = window.page();
            Page other = window.context().newPage();
            other.navigate(one.url());
            one.locator("#f-reflection").fill("Viết ở trang thứ nhất.");
            assertThat(one.locator("#saved")).containsText("Đã lưu");

            other.locator("#f-reflection").fill("Viết ở trang thứ hai.");
            assertThat(other.locator(".p-other")).containsText("Viết ở trang thứ nhất.");
            assertThat(other.locator("main")).containsText("KHUE-REFLECTION-CHANGED");
            window.looksRight(other, "capture-two-pages");
            other.locator(".p-other button").tap();

            assertThat(other.locator("#saved")).containsText("Đã lưu");
            one.reload();
            assertThat(one.locator("#f-reflection")).hasValue("Viết ở trang thứ hai.\n\nViết ở trang thứ nhất.");
        }
    }

    @Test
    void keepsTheWordsOfAPupilWhoseProjectWasClosedMeanwhile() {
        try (Window pupil = phone("vi");
                Window teacher = school.desk(school.teacher(), "vi")) {
            school.launch(teacher, activity);
            teacher.page().locator(".k-confirm > summary").click();
            teacher.page().locator("dialog[open] form .btn-outline-danger").click();
            assertThat(teacher.page().locator("main")).containsText("Dự án này đã đóng");
            teacher.looksRight("project-closed");

            Page page = pupil.page();
            pupil.context().setOffline(true);
            page.locator("#file").setInputFiles(Photograph.of("ngoài đồng.jpg"));
            assertThat(page.locator(".p-waiting")).containsText("1 tệp chưa gửi");
            page.locator("#f-reflection").fill(WORDS);
            pupil.context().setOffline(false);
            assertThat(page.locator("#work > [role=alert]")).containsText("Thầy cô đã đóng dự án này");
            page.locator("#work > [role=alert] button").tap();
            assertThat(page.locator(".p-kept")).containsText(WORDS);
            assertThat(page.locator(".p-kept")).containsText("ngoài đồng.jpg");
            pupil.looksRight("capture-closed");

            teacher.page().locator("form[action$='/reopen'] button").click();
            page.reload();
            assertThat(page.locator("#f-reflection")).hasValue(WORDS);
            assertThat(page.locator("#saved")).containsText("Đã lưu");
            assertThat(page.locator("#pieces .p-pieces img")).isVisible();
        }
    }

    @Test
    void tellsWhoHandsInWhileFilesWaitAndKeepsThem() {
        try (Window window = phone("vi")) {
            Page page = window.page();
            page.route("**/uploads", route -> route.abort());
            page.locator("#f-reflection").fill(WORDS);
            page.locator("#file").setInputFiles(Photograph.of("ngoài đồng.jpg"));
            assertThat(page.locator(".p-again")).isVisible();

            page.locator("button[value=submit]").tap();
            assertThat(page.locator("#work > [role=alert]")).containsText("1 tệp chưa gửi xong");
            assertThat(page.locator("#work")).isVisible();
            window.looksRight("capture-unsent-submit");

            page.locator("button[value=submit]").tap();
            assertThat(page.locator("main")).containsText("Em đã nộp lúc");
            assertThat(page.locator(".p-kept")).containsText("ngoài đồng.jpg");
        }
    }

    /** A frame of a browser that forbids it, or a private window. */
    @Test
    void worksWhereABrowserKeepsNothingAndSaysSo() {
        try (Window window = school.phone(school.pupil(), "vi")) {
            window.context().addInitScript(NO_STORAGE);
            school.launch(window, activity);
            Page page = window.page();
            page.locator("#f-reflection").fill(WORDS);
            assertThat(page.locator("#saved")).containsText("Đã lưu");

            window.context().setOffline(true);
            page.locator("#file").setInputFiles(Photograph.of("ngoài đồng.jpg"));
            assertThat(page.locator(".p-waiting")).containsText("đừng đóng trang");
            assertThat((Boolean) page.evaluate(WARNS_BEFORE_IT_CLOSES)).isTrue();
            window.looksRight("capture-no-storage");

            window.context().setOffline(false);
            assertThat(page.locator("#pieces .p-pieces img")).isVisible();
            assertThat(page.locator(".p-waiting")).isHidden();
            assertThat((Boolean) page.evaluate(WARNS_BEFORE_IT_CLOSES)).isFalse();
        }
    }

    @Test
    void handsInOnceHoweverManyPagesDoIt() throws Exception {
        try (Window window = phone("vi")) {
            Page one = window.page();
            one.locator("#f-reflection").fill(WORDS);
            assertThat(one.locator("#saved")).containsText("Đã lưu");
            Page other = window.context().newPage();
            other.navigate(one.url());

            for (Page page : List.of(one, other)) {
                page.locator("button[value=submit]").tap();
                assertThat(page.locator("#work")).hasCount(0);
                assertThat(page.locator("main")).containsText("Em đã nộp lúc");
            }

            assertThat(Rows.number(
                            khue.database().connectAsTools(),
                            "SELECT count(*) FROM submission s JOIN work w ON w.id = s.work_id WHERE w.project_id = ?",
                            School.item(activity)))
                    .isEqualTo(1);
        }
    }

    @Test
    void showsWhatWasNotSentBeforeTheWorkWasLocked() {
        try (Window window = phone("vi")) {
            Page one = window.page();
            one.locator("#f-reflection").fill(WORDS);
            assertThat(one.locator("#saved")).containsText("Đã lưu");
            Page other = window.context().newPage();
            other.navigate(one.url());
            other.locator("button[value=submit]").tap();
            assertThat(other.locator("#work")).hasCount(0);
            assertThat(other.locator(".p-kept")).hasCount(0);

            one.locator("#f-reflection").fill(WORDS + " Còn nữa.");
            assertThat(one.locator("#work > [role=alert]")).containsText("được giữ trên máy này");
            one.locator("#work > [role=alert] button").tap();

            assertThat(one.locator(".p-kept")).containsText("Còn nữa.");
            window.looksRight(one, "capture-left");
            one.locator(".p-kept button").tap();
            assertThat(one.locator(".p-kept")).hasCount(0);
            one.reload();
            assertThat(one.locator(".p-kept")).hasCount(0);
        }
    }
}
