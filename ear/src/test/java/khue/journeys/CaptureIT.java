/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import khue.testing.RunningKhue;
import org.junit.jupiter.api.Test;

/** A pupil takes pictures and chooses files on a telephone, and they arrive, whatever the line does. */
class CaptureIT extends WithATelephone {

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

    CaptureIT(RunningKhue khue, Browser browser) {
        super(khue, browser, "THCS Chụp Ảnh");
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
                taken.setFiles(Photograph.of("ảnh.jpg"));

                assertThat(page.locator("#pieces .p-pieces img")).isVisible();
                assertThat(page.locator(".p-waiting")).isHidden();
                window.looksRight("capture-added");
                byte[] sent = Base64.getDecoder().decode((String) page.evaluate(WHAT_WAS_SENT));
                assertThat(new String(sent, StandardCharsets.ISO_8859_1)).doesNotContain(Photograph.PLACE, "Exif");
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
            page.locator("#file").setInputFiles(Photograph.of("ảnh.jpg"));
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

    /** What messengers and telephones make besides JPEG; a system that does not know HEIC says nothing of its type. */
    @Test
    void makesAJpegOfAWebpAndSaysAtOnceWhatToDoAboutAHeic() throws IOException {
        for (String language : List.of("vi", "en")) {
            try (Window window = phone(language)) {
                Page page = window.page();
                page.evaluate(REMEMBER_WHAT_IS_SENT);
                page.locator("#file").setInputFiles(new FilePayload[] {
                    new FilePayload("IMG_0001.HEIC", "", file("photo.heic")),
                    new FilePayload("Zalo.webp", "image/webp", file("photo.webp"))
                });

                assertThat(page.locator("#pieces .p-name")).hasText("Zalo.jpg");
                assertThat(page.locator(".p-add")).containsText("IMG_0001.HEIC");
                assertThat(page.locator(".p-add")).containsText("KHUE-FILE-HEIC");
                assertThat(page.locator(".p-add"))
                        .containsText(language.equals("vi") ? "lưu thành JPEG" : "save it as JPEG");
                assertThat(page.locator(".p-waiting")).isHidden();
                window.looksRight("capture-heic");
                byte[] sent = Base64.getDecoder().decode((String) page.evaluate(WHAT_WAS_SENT));
                assertThat(new String(sent, StandardCharsets.ISO_8859_1)).doesNotContain(Photograph.PLACE, "Exif");
                BufferedImage picture = ImageIO.read(new ByteArrayInputStream(sent));
                assertThat(Math.max(picture.getWidth(), picture.getHeight())).isEqualTo(320);
                page.locator(".p-undo button").tap();
                assertThat(page.locator("#pieces .p-pieces")).hasCount(0);
            }
        }
    }

    private static byte[] file(String name) throws IOException {
        try (InputStream content = CaptureIT.class.getResourceAsStream(name)) {
            return content.readAllBytes();
        }
    }

    private static byte[] text(int length) {
        return "rau ".repeat(length / 4).getBytes(StandardCharsets.US_ASCII);
    }
}
