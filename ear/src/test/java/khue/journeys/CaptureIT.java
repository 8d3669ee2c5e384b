/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext.ClearCookiesOptions;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.FilePayload;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import khue.samplelms.school.Activity;
import khue.testing.RunningKhue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A pupil's telephone: pictures and words that arrive, whatever the line, the tab and the hour do. */
@ExtendWith({RunningKhue.Extension.class, Browser.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CaptureIT {

    private static final String PLACE = "HANOI-21N-105E";
    private static final String WORDS = "Em tưới rau mỗi sáng và học được cách đo chiều cao của cây.";

    private static final String REMEMBER_WHAT_IS_SENT = """
            () => {
              window.sent = [];
              const send = XMLHttpRequest.prototype.send;
              XMLHttpRequest.prototype.send = function (body) {
                if (body instanceof Blob) {
                  window.sent.push(body);
                }
                return send.call(this, body);
              };
            }""";
    private static final String WHAT_WAS_SENT = """
            () => new Promise(resolve => {
              const reader = new FileReader();
              reader.onload = () => resolve(reader.result.replace(/^.*,/, ''));
              reader.readAsDataURL(new Blob(window.sent));
            })""";

    private static final String NO_STORAGE = """
            Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('denied', 'SecurityError'); } });
            """;
    private static final String WARNS_BEFORE_IT_CLOSES =
            "() => !window.dispatchEvent(new Event('beforeunload', {cancelable: true}))";

    /** What a page may take on a phone until it can be used, in milliseconds. */
    private static final int USABLE = 2500;

    private final RunningKhue khue;
    private final Browser browser;
    private School school;
    private Activity activity;
    private int projects;

    CaptureIT(RunningKhue khue, Browser browser) {
        this.khue = khue;
        this.browser = browser;
    }

    @BeforeAll
    void connect() {
        school = School.connected(khue, browser, "THCS Chụp Ảnh");
    }

    @AfterAll
    void close() {
        school.close();
    }

    @BeforeEach
    void aProjectOfItsOwn() {
        activity = school.add("/portfolio/new", "Vườn rau " + ++projects);
    }

    @Test
    void threeTapsFromThePageToASavedPicture() throws IOException {
        for (String language : List.of("vi", "en")) {
            try (Window window = phone(language)) {
                Page page = window.page();
                page.evaluate(REMEMBER_WHAT_IS_SENT);
                window.looksRight("capture-start");

                // The first tap; the other two are the camera's own: take, and use.
                FileChooser taken = page.waitForFileChooser(
                        () -> page.locator("label[for=camera]").tap());
                assertThat(page.locator("#camera")).hasAttribute("capture", "environment");
                taken.setFiles(photograph("ảnh.jpg"));

                assertThat(page.locator("#pieces .p-pieces img")).isVisible();
                assertThat(page.locator(".p-waiting")).isHidden();
                window.looksRight("capture-added");
                byte[] sent = Base64.getDecoder().decode((String) page.evaluate(WHAT_WAS_SENT));
                assertThat(new String(sent, StandardCharsets.ISO_8859_1)).doesNotContain(PLACE, "Exif");
                BufferedImage picture = ImageIO.read(new ByteArrayInputStream(sent));
                assertThat(Math.max(picture.getWidth(), picture.getHeight())).isEqualTo(2048);

                asksBeforeItRemoves(window);
                page.locator(".p-undo button").tap();
                assertThat(page.locator("#pieces .p-pieces")).hasCount(0);
            }
        }
    }

    private static void asksBeforeItRemoves(Window window) {
        String artefact =
                window.page().locator(".p-remove").first().getAttribute("value").replace("remove-", "");
        try (Page asking = window.context().newPage()) {
            asking.navigate(window.page().url().replaceFirst("[?#].*", "") + "/remove/" + artefact);
            window.looksRight(asking, "capture-remove");
        }
    }

    @Test
    void whatCouldNotBeSentIsSentFromTheNextPage() {
        try (Window window = phone("vi")) {
            String address = window.page().url();
            window.open(school.page(activity).replaceFirst("/activities/.*", ""));
            Page page = window.context().newPage();
            page.navigate(address);
            window.context().setOffline(true);
            page.locator("#file").setInputFiles(photograph("ngoài đồng.jpg"));
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
    void goesOnWithAFileWhereTheLineBroke() {
        try (Window window = phone("vi")) {
            Page page = window.page();
            List<String> offsets = new CopyOnWriteArrayList<>();
            // The first piece of 4 MB arrives, the second one does not.
            page.route("**/uploads/*", route -> {
                String offset = route.request().headers().get("upload-offset");
                if (offset != null) {
                    offsets.add(offset);
                }
                if (offset != null && offsets.size() == 2) {
                    route.abort();
                } else {
                    route.resume();
                }
            });

            AtomicInteger forms = new AtomicInteger();
            page.route("**/mine", route -> {
                if (route.request().method().equals("POST") && forms.getAndIncrement() == 0) {
                    route.fetch();
                    route.abort();
                } else {
                    route.resume();
                }
            });

            page.locator("#file").setInputFiles(new FilePayload("nhật ký.txt", "text/plain", text(9 << 20)));
            assertThat(page.locator(".p-again")).isVisible();
            page.locator(".p-again").tap();

            // All of it has come, but the answer that says so is lost: nothing is sent twice, nothing is there twice.
            page.waitForCondition(() -> forms.get() == 1);
            assertThat(page.locator(".p-again")).isVisible();
            page.locator(".p-again").tap();

            assertThat(page.locator("#pieces .p-name")).hasText("nhật ký.txt");
            assertThat(page.locator(".p-waiting")).isHidden();
            assertThat(offsets).containsExactly("0", "4194304", "4194304", "8388608");
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
            page.locator("#file").setInputFiles(photograph("ngoài đồng.jpg"));
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
            page.locator("#file").setInputFiles(photograph("ngoài đồng.jpg"));
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
            page.locator("#file").setInputFiles(photograph("ngoài đồng.jpg"));
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
    void putsAPictureToAStepAndSaysWhoIsInIt() {
        try (Window teacher = school.desk(school.teacher(), "vi")) {
            school.launch(teacher, activity);
            teacher.open(school.tools("/portfolio/projects/" + School.item(activity) + "/edit"));
            teacher.page().locator("#milestones > summary").click();
            teacher.page().locator("#f-milestone-0").fill("Gieo hạt");
            teacher.page().locator("main form.k-form .btn-primary").click();
            assertThat(teacher.page().locator(".k-toast")).isVisible();
        }
        try (Window window = phone("vi")) {
            Page page = window.page();
            page.locator("#file").setInputFiles(photograph("ảnh.jpg"));
            assertThat(page.locator("#pieces h3")).hasText("Gieo hạt");
            window.looksRight("capture-steps");

            page.locator(".p-step-of").selectOption("");
            assertThat(page.locator("#pieces h3")).hasText("Không thuộc chặng nào");

            page.locator(".p-people").tap();
            assertThat(page.locator(".p-children input:checked")).hasCount(1);
            page.locator(".p-children label").nth(1).tap();
            window.looksRight("own-picture");
            page.locator("main form .btn-primary").tap();
            assertThat(page.locator(".p-people")).containsText("Bích");
            page.setViewportSize(Screen.NARROWEST.width(), Screen.NARROWEST.height());
            window.looksRight("capture-steps-narrow");
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

    @Test
    void saysWhyAFileIsNotTakenAndGoesOn() {
        try (Window window = phone("en")) {
            Page page = window.page();
            page.locator("#file").setInputFiles(new FilePayload[] {
                new FilePayload(
                        "page.jpg", "image/jpeg", "<html><script>1</script></html>".getBytes(StandardCharsets.UTF_8)),
                new FilePayload("nothing.txt", "text/plain", new byte[0]),
                new FilePayload("diary.txt", "text/plain", text(20))
            });

            assertThat(page.locator("#pieces .p-name")).hasText("diary.txt");
            assertThat(page.locator(".p-add")).containsText("KHUE-FILE-KIND");
            assertThat(page.locator(".p-add")).containsText("KHUE-FILE-EMPTY");
            assertThat(page.locator(".p-waiting")).isHidden();
            window.looksRight("capture-refused");
        }
    }

    /** As Lighthouse's mobile profile has it: 1.6 Mbit/s down, 750 kbit/s up, 150 ms to the server and back, a processor four times slower. */
    @Test
    void canBeUsedSoonOnAWeakTelephone() {
        try (Window window = phone("vi")) {
            Page page = window.page();
            page.locator("#f-reflection").fill(WORDS);
            page.locator("#file").setInputFiles(photograph("ảnh.jpg"));
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

    // The steps

    /** A telephone on which the pupil has opened the activity. */
    private Window phone(String language) {
        Window window = school.phone(school.pupil(), language);
        school.launch(window, activity);
        assertThat(window.page().locator("#work")).isVisible();
        return window;
    }

    private static byte[] text(int length) {
        return "rau ".repeat(length / 4).getBytes(StandardCharsets.US_ASCII);
    }

    /** Larger than a screen, with the place where it was taken in an EXIF comment. */
    private static FilePayload photograph(String name) {
        BufferedImage image = new BufferedImage(3000, 2000, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(new Color(0x9CC9EB));
        pen.fillRect(0, 0, 3000, 1200);
        pen.setColor(new Color(0x2F7D32));
        pen.fillRect(0, 1200, 3000, 800);
        pen.dispose();
        byte[] exif = ("Exif\0\0" + PLACE).getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream photograph = new ByteArrayOutputStream();
        try (ByteArrayOutputStream jpeg = new ByteArrayOutputStream()) {
            ImageIO.write(image, "jpg", jpeg);
            photograph.write(jpeg.toByteArray(), 0, 2);
            photograph.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xE1, 0, (byte) (exif.length + 2)});
            photograph.writeBytes(exif);
            photograph.write(jpeg.toByteArray(), 2, jpeg.size() - 2);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new FilePayload(name, "image/jpeg", photograph.toByteArray());
    }
}
