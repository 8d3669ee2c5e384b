/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static khue.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
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

/** A sheet of paper goes home with a child; the family sees the child's work on a telephone, without an account, and loses it when it is closed. */
@ExtendWith({RunningKhue.Extension.class, Browser.class})
class FamilyIT {

    private static final String REFLECTION = "Em cho gà ăn mỗi sáng và học cách chờ đợi.";

    private final RunningKhue khue;
    private final Browser browser;

    FamilyIT(RunningKhue khue, Browser browser) {
        this.khue = khue;
        this.browser = browser;
    }

    @Test
    void aFamilySeesTheChildsWorkOnATelephone() throws Exception {
        Instant begin = Instant.now();
        try (School school = School.connected(khue, browser, "Trường Tiểu học Hoa Sen");
                Window mother = browser.phone("vi")) {
            Activity activity = school.add("/portfolio/new", "Đàn gà con");
            String family = school.tools("/portfolio/projects/" + School.item(activity) + "/family");
            thePupilHandsIn(school, activity);
            try (Window teacher = school.desk(school.teacher(), "vi")) {
                school.launch(teacher, activity);
                accepts(teacher);
                opensItAndSaysWhoIsInThePicture(teacher, family);
                String code = SheetOfPaper.printed(teacher, school, school.pupil());

                SheetOfPaper.isUsed(mother, school, code);
                SheetOfPaper.isConfirmed(teacher, school);

                looks(mother, school);
                speaks(mother, teacher, school, activity);
                consents(mother, school);
                theFatherAgreesOnPaper(teacher, mother, school);
                isShownOutsideTheClass(mother, teacher, school, activity);
                theLedgerSaysThatItIsOver(teacher, mother, school);

                teacher.open(family);
                teacher.looksRight("family-open");
                teacher.page().locator(".k-confirm > summary").first().click();
                teacher.page()
                        .locator("dialog[open] form button:not([data-close])")
                        .click();
                assertThat(teacher.page().locator(".k-toast")).isVisible();
            }
            thePupilTakesTheWorkAlong(school, activity);
            mother.open(school.tools("/portfolio/family"));
            assertThat(mother.page().locator("main")).not().containsText("Đàn gà con");
            theStoreHoldsIt(begin);
        }
    }

    private void thePupilHandsIn(School school, Activity activity) {
        try (Window pupil = school.phone(school.pupil(), "vi")) {
            school.launch(pupil, activity);
            pupil.page().locator("input[type=file]").first().setInputFiles(picture());
            assertThat(pupil.page().locator("#pieces img")).isVisible();
            pupil.page().locator("#f-reflection").fill(REFLECTION);
            pupil.page().locator("button[value=submit]").click();
            assertThat(pupil.page().locator("button[value=submit]")).hasCount(0);
            pupil.open(school.tools("/consents"));
            pupil.looksRight("consents-pupil");
        }
    }

    /** The zip file, unpacked, in a browser without a network. */
    private void thePupilTakesTheWorkAlong(School school, Activity activity) throws IOException {
        Path folder;
        try (Window pupil = school.desk(school.pupil(), "vi")) {
            school.launch(pupil, activity);
            folder = ZipFiles.unpacked(pupil.page()
                    .waitForDownload(() -> pupil.page()
                            .locator("a[href$='/portfolio/archive']")
                            .click()));
        }
        try (Window offline = browser.desk("vi")) {
            offline.context().setOffline(true);
            offline.open(folder.resolve("index.html").toUri().toString());
            offline.page().locator("li a").first().click();
            assertThat(offline.page().locator("body")).containsText(REFLECTION);
            assertThat((Boolean) offline.page().locator("img").evaluate("img => img.complete && img.naturalWidth > 0"))
                    .isTrue();
            offline.looksRight("archive");
        }
    }

    private static void accepts(Window teacher) {
        teacher.page().locator("a[href*='/portfolio/works/']").first().click();
        teacher.page().locator("textarea[name=comment]").fill("Em chăm chỉ lắm.");
        teacher.page().locator("button[name=answer][value=passed]").click();
        assertThat(teacher.page().locator("textarea[name=comment]")).hasCount(0);
    }

    private static void opensItAndSaysWhoIsInThePicture(Window teacher, String family) {
        teacher.open(family);
        teacher.looksRight("family-share");
        teacher.page().locator("main .k-primary button").click();
        assertThat(teacher.page().locator(".k-toast")).isVisible();
        teacher.page().locator("a[href$='/family/pictures']").click();
        teacher.looksRight("family-pictures");
        String picture = teacher.page().locator("input[name=file]").getAttribute("value");
        teacher.open(family + "/pictures/" + picture);
        teacher.looksRight("family-picture");
        assertThat(teacher.page().locator("input[name=person]:checked")).hasCount(1);
        teacher.page().locator("main form .btn-primary").click();
        assertThat(teacher.page().locator(".k-toast")).isVisible();
    }

    private static void looks(Window mother, School school) {
        mother.open(school.tools("/"));
        mother.page().waitForURL("**/portfolio/family");
        mother.looksRight("family-children");
        mother.page().locator("main .k-queue a").first().click();
        assertThat(mother.page().locator("main")).containsText(REFLECTION);
        assertThat(mother.page().locator(".k-photos img")).isVisible();
        mother.looksRight("family-work");
    }

    private static void speaks(Window mother, Window teacher, School school, Activity activity) {
        mother.page().locator("a[href*='/portfolio/talk/']").click();
        mother.page().locator("#f-words").fill("Ở nhà con cũng cho gà ăn.");
        mother.page().locator("main form .btn-primary").click();
        assertThat(mother.page().locator(".k-toast")).isVisible();
        mother.looksRight("family-talk");
        teacher.open(school.tools("/portfolio/projects/" + School.item(activity) + "/talk"));
        teacher.looksRight("moderate");
        teacher.page().locator("button[name=all]").click();
        assertThat(teacher.page().locator(".k-toast")).isVisible();
        try (Window pupil = school.phone(school.pupil(), "vi")) {
            school.launch(pupil, activity);
            pupil.page().locator("a[href*='/portfolio/talk/']").click();
            assertThat(pupil.page().locator("main")).containsText("Ở nhà con cũng cho gà ăn.");
            pupil.looksRight("talk-pupil");
        }
    }

    /** Three agree, somebody with the link looks, and one ends it. */
    private void isShownOutsideTheClass(Window mother, Window teacher, School school, Activity activity) {
        String page;
        try (Window pupil = school.phone(school.pupil(), "vi")) {
            school.launch(pupil, activity);
            pupil.page().locator("a[href*='/portfolio/showcase/']").click();
            pupil.looksRight("showcase-pupil");
            pupil.page().locator("button[value=choose]").click();
            assertThat(pupil.page().locator(".k-toast")).isVisible();
            page = pupil.page().url().replaceAll("[?].*", "");
        }
        mother.open(page);
        mother.looksRight("showcase-family");
        mother.page().locator("button[value=agree]").click();
        assertThat(mother.page().locator(".k-toast")).isVisible();
        teacher.open(page);
        teacher.looksRight("showcase-teacher");
        teacher.page().locator("button[value=approve]").click();
        String link = teacher.page().locator("#link").inputValue();
        try (Window anybody = browser.phone("vi")) {
            anybody.open(link);
            assertThat(anybody.page().locator("main")).containsText(REFLECTION);
            assertThat(anybody.page().locator("main img")).isVisible();
            assertThat(anybody.page().locator("main"))
                    .not()
                    .containsText(school.pupil().familyName());
            anybody.looksRight("shown");
            mother.open(page);
            mother.page().locator("button[value=end]").click();
            assertThat(mother.page().locator(".k-toast")).isVisible();
            anybody.open(link);
            assertThat(anybody.page().locator("main")).containsText("KHUE-NOT-FOUND");
        }
    }

    private static void consents(Window mother, School school) {
        mother.open(school.tools("/consents"));
        mother.looksRight("consents");
        mother.page().locator("button[value=yes]").click();
        assertThat(mother.page().locator("button[value=no]")).isVisible();
        mother.looksRight("consents-given");
    }

    /** The teacher prints the form, and writes down what came back; the family finds it in its own list. */
    private static void theFatherAgreesOnPaper(Window teacher, Window mother, School school) {
        Page page = teacher.page();
        teacher.open(school.tools("/families/consents/form"));
        teacher.looksRight("consent-form");
        teacher.open(school.tools("/families/consents"));
        teacher.looksRight("ledger");
        page.locator("main .k-queue a")
                .filter(new Locator.FilterOptions().setHasText(school.pupil().name()))
                .click();
        teacher.looksRight("ledger-child-before");
        page.locator("main .k-primary a").click();
        teacher.looksRight("consent-paper");
        page.locator("main form .btn-primary").click();
        assertThat(page.locator("main")).containsText("KHUE-PAPER-SIGNER");
        teacher.looksRight("consent-paper-mend");
        page.locator("input[name=purpose]").first().check();
        page.locator("#f-signer").fill("Nguyễn Văn Bình");
        page.locator("input[name=relation][value=FATHER]").check();
        page.locator("input[name=too]").check();
        page.locator("#f-day").fill("2026-01-05");
        page.locator("#f-kept").fill("Tủ hồ sơ của lớp");
        page.locator("#f-scan").setInputFiles(picture());
        page.locator("main form .btn-primary").click();
        assertThat(page.locator(".k-toast")).isVisible();
        assertThat(page.locator(".f-ledger").first())
                .containsText("Nguyễn Văn Bình (bố) ký giấy đồng ý ngày 05/01/2026");
        teacher.looksRight("ledger-child");
        mother.open(school.tools("/consents"));
        mother.page().locator("main details summary").first().click();
        assertThat(mother.page().locator(".f-ledger").first()).containsText("Nguyễn Văn Bình");
        mother.looksRight("consents-paper");
    }

    private static void theLedgerSaysThatItIsOver(Window teacher, Window mother, School school) {
        mother.open(school.tools("/consents"));
        assertThat(mother.page().locator("main")).containsText("Đã rút lại");
        mother.looksRight("consents-ended");
        teacher.open(school.tools("/families/consents"));
        teacher.page()
                .locator("main .k-queue a")
                .filter(new Locator.FilterOptions().setHasText(school.pupil().name()))
                .click();
        assertThat(teacher.page().locator("main")).containsText("Phạm Thị Mai rút lại lúc");
        teacher.looksRight("ledger-child-ended");
    }

    private void theStoreHoldsIt(Instant begin) throws Exception {
        Lrs lrs = new Lrs(khue.xapiUrl(), khue.lrsKey());
        List<JsonNode> statements = new ArrayList<>();
        eventually(() -> {
            statements.clear();
            for (String verb : List.of(
                    "http://adlnet.gov/expapi/verbs/shared",
                    "http://id.tincanapi.com/verb/viewed",
                    "http://activitystrea.ms/unshare")) {
                statements.addAll(lrs.statements("verb=" + verb + "&since=" + begin));
            }
            assertThat(statements).hasSizeGreaterThanOrEqualTo(5);
        });
        assertThat(XapiProfile.at(khue.baseUrl() + "/tools/profile").violations(statements))
                .isEmpty();
        assertThat(statements.toString()).doesNotContain("Mai", "4567", REFLECTION);
    }

    private static FilePayload picture() {
        BufferedImage image = new BufferedImage(800, 600, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(new Color(0xBFD8A8));
        pen.fillRect(0, 0, 800, 600);
        pen.setColor(new Color(0xF5C542));
        for (int chick = 0; chick < 5; chick++) {
            pen.fillOval(80 + chick * 130, 300 + (chick % 2) * 60, 110, 90);
        }
        pen.dispose();
        try (ByteArrayOutputStream png = new ByteArrayOutputStream()) {
            ImageIO.write(image, "png", png);
            return new FilePayload("Gà con.png", "image/png", png.toByteArray());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
