/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static khue.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import khue.samplelms.school.Activity;
import khue.testing.Lrs;
import khue.testing.RunningKhue;
import khue.testing.XapiProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A preschool teacher's telephone: a batch of pictures, who is in them, a field of development, and each child's family. */
@ExtendWith({RunningKhue.Extension.class, Browser.class})
class PlayCornerIT {

    private static final String TITLE = "Góc xây dựng";
    private static final String WORDS = "Các con cùng xếp một cây cầu và thử cho xe chạy qua.";

    private static final String SAID = "Ở nhà con cũng xếp cầu bằng hộp sữa.";

    private final RunningKhue khue;
    private final Browser browser;

    PlayCornerIT(RunningKhue khue, Browser browser) {
        this.khue = khue;
        this.browser = browser;
    }

    @Test
    void aBatchOfPicturesReachesEachChildsFamily() throws Exception {
        Instant begin = Instant.now();
        try (School school = School.connected(khue, browser, "Trường Mầm non Hoa Hồng");
                Window mother = browser.phone("vi")) {
            Activity activity = addsAPreschoolProject(school);
            try (Window teacher = school.phone(school.teacher(), "vi")) {
                school.launch(teacher, activity);
                teacher.looksRight("moments-empty");
                takesABatchThoughTheNetworkIsGone(teacher);
                namesTheChildren(teacher);
                choosesAFieldAndShares(teacher);
                String moments = teacher.page().url().replaceFirst("[?].*", "");
                teacher.page().locator(".p-moments a").first().tap();
                teacher.looksRight("moment-shared");
                String moment = teacher.page().url();
                looksInEnglishOnOtherScreens(school, activity);

                String code = SheetOfPaper.printed(teacher, school, school.pupil());
                SheetOfPaper.isUsed(mother, school, code);
                SheetOfPaper.isConfirmed(teacher, school);
                aFamilySeesTheOwnChild(mother, school);
                aFamilySpeaksAboutAMoment(mother, teacher, moments);
                aFamilyTakesItAlong(mother, school);
                mother.open(school.tools("/portfolio/family"));
                mother.page().locator("main .k-queue a").first().tap();

                teacher.open(moment);
                teacher.page().locator("form[action$='/unshare'] button").tap();
                assertThat(teacher.page().locator(".k-toast")).isVisible();
                mother.page().reload();
                assertThat(mother.page().locator("main")).containsText("KHUE-NOT-FOUND");
                teacher.open(moments);
                assertThat(teacher.page().locator(".p-moments")).containsText("Chưa chia sẻ");
            }
            theChildHasNothingToHandIn(school, activity);
            theStoreHoldsIt(begin);
        }
    }

    /** By Deep Linking; the class becomes a preschool class on the way, and its project gets no line in the gradebook. */
    private static Activity addsAPreschoolProject(School school) {
        try (Window window = school.desk(school.teacher(), "vi")) {
            window.open(school.lms().baseUrl() + "/course/add/" + school.tool().clientId() + "/launch?target=window");
            window.page().waitForURL(school::isArrival);
            window.open(school.tools("/portfolio/new"));
            window.page().locator("a[href$='/portfolio/level']").click();
            window.looksRight("level");
            window.page().locator("input[value$='/preschool']").check();
            window.page().locator("main form .btn-primary").click();
            assertThat(window.page().locator(".k-toast")).isVisible();
            window.open(school.tools("/portfolio/new"));
            window.looksRight("edit-preschool");
            window.page().locator("#f-title").fill(TITLE);
            window.page().locator("input[name=learningForm]").first().check();
            window.page().locator("main form.k-form .btn-primary").click();
            window.page().waitForURL(school.lms().baseUrl() + "/course?added=1");
        }
        assertThat(school.lms().school().lineItems()).isEmpty();
        return school.lms().school().activities().get(0);
    }

    private static void takesABatchThoughTheNetworkIsGone(Window teacher) {
        Page page = teacher.page();
        page.locator("main .btn-primary").tap();
        assertThat(page.locator("label[for=camera]")).isVisible();
        teacher.looksRight("moment-start");
        teacher.context().setOffline(true);
        page.locator("#file").setInputFiles(new FilePayload[] {picture("một.png", 1), picture("hai.png", 2)});
        assertThat(page.locator(".p-waiting")).containsText("2 tệp chưa gửi");
        teacher.looksRight("moment-offline");
        String address = page.url();
        teacher.context().setOffline(false);
        // As after the page was closed: what the device keeps is found again by the same address.
        page.navigate(address);

        assertThat(page.locator("#pieces .p-pieces img")).hasCount(2);
        assertThat(page.locator(".p-waiting")).isHidden();
        assertThat(page.locator(".p-submit button")).containsText("Gắn tên trẻ (2 ảnh)");
    }

    /** The first picture by keys alone, the second by thumb. */
    private static void namesTheChildren(Window teacher) {
        Page page = teacher.page();
        page.locator(".p-submit button").tap();
        assertThat(page.locator(".p-children label").first()).isVisible();
        assertThat(page.locator(".p-children label").allInnerTexts().stream()
                        .map(name -> name.substring(name.lastIndexOf(' ') + 1))
                        .toList())
                .as("by given name, as class lists are")
                .containsExactly("An", "Bích", "Huy");
        teacher.looksRight("tag");
        assertThat((Double) page.locator(".p-children label")
                        .first()
                        .evaluate("label => label.getBoundingClientRect().height * 1.0 + 0.001"))
                .isGreaterThanOrEqualTo(44);
        page.locator("input[name=child]").first().focus();
        page.keyboard().press("Space");
        page.keyboard().press("Enter");

        assertThat(page.locator("main")).containsText("Ảnh 2 trong 2");
        page.locator(".p-children label").nth(0).tap();
        page.locator(".p-children label").nth(1).tap();
        teacher.looksRight("tag-ticked");
        page.locator(".p-tag-save .btn-primary").tap();
        assertThat(page.locator(".p-tags")).hasCount(2);
    }

    private static void choosesAFieldAndShares(Window teacher) {
        Page page = teacher.page();
        page.locator("input[name=field]").first().check();
        page.locator("#f-reflection").fill(WORDS);
        assertThat(page.locator("#saved")).containsText("Đã lưu");
        teacher.looksRight("moment-ready");
        page.locator(".p-submit button").tap();
        assertThat(page.locator(".p-moments")).containsText("Đã chia sẻ");
        teacher.looksRight("moments");
    }

    private void looksInEnglishOnOtherScreens(School school, Activity activity) {
        try (Window teacher = school.desk(school.teacher(), "en")) {
            school.launch(teacher, activity);
            Page page = teacher.page();
            teacher.looksRight("moments");
            page.locator(".p-moments a").first().click();
            String moment = page.url();
            teacher.looksRight("moment-shared");
            page.locator("a[href*='/pictures/']").first().click();
            teacher.looksRight("tag");
            page.setViewportSize(Screen.NARROWEST.width(), Screen.NARROWEST.height());
            for (String dark : List.of(page.url(), moment, school.tools("/portfolio/level"))) {
                teacher.open(dark);
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
                teacher.looksRight("preschool-dark-narrow-"
                        + dark.replaceAll("/[0-9a-f-]{36}|[?].*|.*/tools/", "").replace("/", "-"));
            }
        }
    }

    private static void aFamilySeesTheOwnChild(Window mother, School school) {
        mother.open(school.tools("/"));
        mother.page().waitForURL("**/portfolio/family");
        assertThat(mother.page().locator("main")).containsText(TITLE);
        mother.looksRight("family-children-preschool");
        mother.page().locator("main .k-queue a").first().tap();
        assertThat(mother.page().locator(".p-moment")).containsText(WORDS);
        assertThat(mother.page().locator(".k-photos img")).hasCount(1);
        assertThat(mother.page().locator("main")).containsText("1 ảnh hoặc video chưa hiện");
        mother.looksRight("family-moments");
    }

    private static void aFamilySpeaksAboutAMoment(Window mother, Window teacher, String moments) {
        mother.page().locator("a[href$='/talk']").tap();
        mother.page().locator("#f-words").fill(SAID);
        mother.page().locator("main form .btn-primary").tap();
        assertThat(mother.page().locator(".k-toast")).isVisible();
        mother.looksRight("moment-talk");
        teacher.open(moments);
        teacher.looksRight("moments-talking");
        teacher.page().locator("a[href$='/talk']").tap();
        assertThat(teacher.page().locator("main")).containsText(SAID);
        teacher.looksRight("moderate-moment");
        teacher.page().locator("button[name=all]").tap();
        assertThat(teacher.page().locator(".k-toast")).isVisible();
    }

    /** The zip file, unpacked, in a browser without a network. */
    private void aFamilyTakesItAlong(Window mother, School school) throws IOException {
        mother.open(school.tools("/portfolio/family"));
        mother.looksRight("family-children-archive");
        Path folder = ZipFiles.unpacked(mother.page()
                .waitForDownload(() -> mother.page()
                        .locator("a[href*='/portfolio/family/archive/']")
                        .tap()));
        try (Window offline = browser.phone("vi")) {
            offline.context().setOffline(true);
            offline.open(folder.resolve("index.html").toUri().toString());
            offline.page().locator("li a").first().tap();
            assertThat(offline.page().locator("body")).containsText(WORDS);
            assertThat(offline.page().locator("body")).containsText(SAID);
            assertThat(offline.page().locator("img")).hasCount(1);
            assertThat((Boolean) offline.page().locator("img").evaluate("img => img.complete && img.naturalWidth > 0"))
                    .isTrue();
            offline.looksRight("archive-preschool");
        }
    }

    private static void theChildHasNothingToHandIn(School school, Activity activity) {
        try (Window child = school.phone(school.pupil(), "vi")) {
            school.launch(child, activity);
            assertThat(child.page().locator("main")).containsText("trẻ không nộp bài");
            child.looksRight("waiting-preschool");
        }
    }

    private void theStoreHoldsIt(Instant begin) throws Exception {
        Lrs lrs = new Lrs(khue.xapiUrl(), khue.lrsKey());
        List<JsonNode> statements = new ArrayList<>();
        eventually(() -> {
            statements.clear();
            for (String verb : List.of(
                    "http://activitystrea.ms/create",
                    "http://adlnet.gov/expapi/verbs/shared",
                    "http://id.tincanapi.com/verb/viewed",
                    "http://adlnet.gov/expapi/verbs/commented",
                    "http://activitystrea.ms/unshare")) {
                statements.addAll(lrs.statements("verb=" + verb + "&since=" + begin));
            }
            statements.removeIf(statement -> !statement.toString().contains("\"preschool\""));
            assertThat(statements)
                    .as("three in pictures, two told, twice looked at, once answered, two taken back")
                    .hasSize(10);
        });
        assertThat(statements)
                .filteredOn(statement -> statement.at("/verb/id").asText().endsWith("/create"))
                .hasSize(3)
                .allSatisfy(statement -> assertThat(
                                statement.at("/context/instructor/account/name").asText())
                        .matches("[0-9a-v]{32}"));
        assertThat(XapiProfile.at(khue.baseUrl() + "/tools/profile").violations(statements))
                .isEmpty();
        assertThat(statements.toString()).doesNotContain("Mai", "4567", WORDS, SAID, "Bích");
    }

    private static FilePayload picture(String name, int blocks) {
        BufferedImage image = new BufferedImage(800, 600, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(new Color(0xF3E3C3));
        pen.fillRect(0, 0, 800, 600);
        for (int block = 0; block < blocks * 3; block++) {
            pen.setColor(new Color(block % 2 == 0 ? 0xD9534F : 0x3B7DD8));
            pen.fillRect(60 + block * 110, 420 - (block % 3) * 90, 100, 80);
        }
        pen.dispose();
        try (ByteArrayOutputStream png = new ByteArrayOutputStream()) {
            ImageIO.write(image, "png", png);
            return new FilePayload(name, "image/png", png.toByteArray());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
