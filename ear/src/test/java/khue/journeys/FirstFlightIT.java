/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static khue.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import khue.samplelms.Options;
import khue.samplelms.SampleLms;
import khue.samplelms.school.Person;
import khue.testing.Lrs;
import khue.testing.RunningKhue;
import khue.testing.XapiProfile;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The whole idea in one story, told in each language: an LMS is connected, a teacher sets a project, a pupil works in it on a phone, the teacher
 * answers, the grade is in the LMS, and an evaluator sees the figure.
 */
@ExtendWith({RunningKhue.Extension.class, Browser.class})
class FirstFlightIT {

    private static final String COMMENT = "Em chăm cây rất tốt! Ảnh rõ, lời kể chân thật.";
    private static final String REFLECTION = "Em trồng rau muống trong thùng xốp và học được cách tưới đủ nước.";

    private final RunningKhue khue;
    private final Browser browser;

    FirstFlightIT(RunningKhue khue, Browser browser) {
        this.khue = khue;
        this.browser = browser;
    }

    @ParameterizedTest
    @ValueSource(strings = {"vi", "en"})
    void aLaunchFromAnLmsBecomesAFigureThatAnEvaluatorSees(String language) throws Exception {
        Options options = Options.defaults().withToolRegistration(URI.create(khue.baseUrl() + "/tools/lti/register"));
        try (SampleLms lms = SampleLms.start(options)) {
            String school = "THCS " + URI.create(lms.baseUrl()).getPort();
            String title = "Vườn rau trên ban công " + language;

            theLmsRegistersItself(lms, language);
            aTeacherIsRefusedWhileNobodyHasLooked(lms, language);
            Account evaluator = theAdministratorActivatesItAndMakesAnEvaluator(lms, school, language);

            theTeacherAddsAProject(lms, title, language);
            thePupilHandsInAPicture(lms, title, language);
            theTeacherReturnsTheWork(lms, title, language);
            thePupilImprovesTheWork(lms, title, language);
            theTeacherAcceptsTheWork(lms, title, language);
            theGradebookOfTheLmsShowsIt(lms, language);

            theStoreHoldsWhatHappened(lms);
            theEvaluatorSeesTheFigure(evaluator, school, language);
        }
    }

    private record Account(String name, String password) {}

    private void theLmsRegistersItself(SampleLms lms, String language) {
        try (Window window = inTheLms(lms, administratorOf(lms), language)) {
            window.open(lms.baseUrl() + "/tools");
            window.page().locator("form[action='/tools/connect'] button").click();
            FrameLocator registration = window.tool();
            Locator register = registration.locator("main button.btn-primary");
            assertThat(register).isVisible();
            window.looksRight("registration");
            register.click();
            // Khuê's page closes itself by a message to the LMS, which goes back to its list of tools.
            window.page().waitForURL(lms.baseUrl() + "/tools");
            assertThat(lms.school().tools()).hasSize(1);
        }
    }

    private void aTeacherIsRefusedWhileNobodyHasLooked(SampleLms lms, String language) {
        try (Window window = inTheLms(lms, lms.people().teacher(), language)) {
            addActivity(window, lms);
            assertThat(window.tool().locator("main")).containsText("LTI-PLATFORM-PENDING");
            window.looksRight("launch-refused");
        }
    }

    private Account theAdministratorActivatesItAndMakesAnEvaluator(SampleLms lms, String school, String language) {
        try (Window window = browser.desk(language)) {
            signIn(window, new Account("admin", khue.adminPassword()));
            window.looksRight("admin-overview");

            window.open(khue.baseUrl() + "/tools/admin/platforms");
            window.looksRight("admin-platforms");
            window.page()
                    .locator("main .k-card")
                    .filter(new Locator.FilterOptions().setHasText(lms.baseUrl()))
                    .locator("a.btn-primary")
                    .click();
            window.page().locator("#f-school").fill(school);
            window.looksRight("admin-platform");
            window.page()
                    .locator("form[action$='/activate'] button.btn-primary")
                    .click();
            window.open(khue.baseUrl() + "/tools/admin/platforms");
            assertThat(window.page().locator("main .k-card a.btn-primary")).hasCount(0);

            window.open(khue.baseUrl() + "/tools/admin/launches");
            assertThat(window.page().locator("main")).containsText("LTI-PLATFORM-PENDING");
            window.looksRight("admin-launches");

            window.open(khue.baseUrl() + "/tools/admin/accounts");
            window.looksRight("admin-accounts");
            String name = "danh-gia-" + URI.create(lms.baseUrl()).getPort();
            window.page().locator("input[name=name]").fill(name);
            window.page().locator("input[name=role][value=EVALUATOR]").check();
            window.page()
                    .locator("form[action$='/admin/accounts'] button.btn-primary")
                    .click();
            // The name and, this once, the password.
            Locator shown = window.page().locator("main input[readonly]");
            assertThat(shown.first()).hasValue(name);
            return chosen(new Account(name, shown.nth(1).inputValue()), language);
        }
    }

    /** Whoever was given a password chooses another one at the first sign-in. */
    private Account chosen(Account given, String language) {
        Account own = new Account(given.name(), "một câu chỉ mình tôi biết");
        try (Window window = browser.phone(language)) {
            signIn(window, given);
            window.looksRight("sign-in-new-password");
            window.page().locator("input[name=new]").fill(own.password());
            window.page().locator("input[name=again]").fill(own.password());
            window.page().locator("main button.btn-primary").click();
            window.page().waitForURL("**/evaluation");
            return own;
        }
    }

    private void theTeacherAddsAProject(SampleLms lms, String title, String language) {
        try (Window window = inTheLms(lms, lms.people().teacher(), language)) {
            addActivity(window, lms);
            FrameLocator form = window.tool();
            assertThat(form.locator("#f-title")).isVisible();
            window.looksRight("project-new");
            form.locator("main button.btn-primary").click();
            // Nothing was filled in: the form says so where it is missing.
            assertThat(form.locator("main")).containsText("KHUE-TITLE-MISSING");
            assertThat(form.locator("html")).hasAttribute("lang", language);

            form.locator("#f-title").fill(title);
            form.locator("#f-instructions")
                    .fill("Em hãy trồng một chậu rau, chụp ảnh mỗi tuần và kể lại điều em học được.");
            form.locator("input[name=learningForm]").last().check();
            form.locator("details:has(input[name=component]) summary").click();
            form.locator("input[name=component][value$='/technology']").check();
            window.looksRight("project-filled-in");
            form.locator("main button.btn-primary").click();
            window.page().waitForURL(url -> url.startsWith(lms.baseUrl() + "/course?"));
            assertThat(window.page().locator("main")).containsText(title);
            assertThat(lms.school().lineItems()).hasSize(1);
        }
    }

    private void thePupilHandsInAPicture(SampleLms lms, String title, String language) {
        try (Window window = phoneInTheLms(lms, pupilOf(lms), language)) {
            openActivity(window, lms, title);
            FrameLocator work = window.tool();
            assertThat(work.locator("main h1")).hasText(title);
            window.looksRight("pupil-start");

            work.locator("#file").setInputFiles(picture("Chậu rau của em.png"));
            assertThat(work.locator("#pieces img")).isVisible();
            work.locator("#f-reflection").fill(REFLECTION);
            window.looksRight("pupil-work");
            work.locator("button[value=submit]").click();
            assertThat(work.locator("button[value=submit]")).hasCount(0);
            assertThat(work.locator("main")).containsText(REFLECTION);
            window.looksRight("pupil-submitted");
        }
    }

    private void theTeacherReturnsTheWork(SampleLms lms, String title, String language) {
        try (Window window = inTheLms(lms, lms.people().teacher(), language)) {
            openTheOnlyWorkThatWaits(window, lms, title);
            answer(window, "return", "Em kể thêm: tuần thứ hai cây thế nào?");
        }
    }

    private void thePupilImprovesTheWork(SampleLms lms, String title, String language) {
        try (Window window = phoneInTheLms(lms, pupilOf(lms), language)) {
            openActivity(window, lms, title);
            FrameLocator work = window.tool();
            assertThat(work.locator("main")).containsText("tuần thứ hai cây thế nào");
            window.looksRight("pupil-returned");
            work.locator("#f-reflection").fill(REFLECTION + " Tuần thứ hai cây cao 12 cm.");
            work.locator("button[value=submit]").click();
            assertThat(work.locator("button[value=submit]")).hasCount(0);
        }
    }

    private void theTeacherAcceptsTheWork(SampleLms lms, String title, String language) {
        try (Window window = inTheLms(lms, lms.people().teacher(), language)) {
            openTheOnlyWorkThatWaits(window, lms, title);
            window.looksRight("teacher-work");
            answer(window, "passed", COMMENT);
            // All three of the class, though only one of them ever came.
            assertThat(window.tool().locator("main")).containsText("Lê Ngọc Bích");
            assertThat(window.tool().locator("main")).containsText("Đặng Gia Huy");
            window.looksRight("teacher-queue");
        }
    }

    private void theGradebookOfTheLmsShowsIt(SampleLms lms, String language) throws Exception {
        try (Window window = inTheLms(lms, pupilOf(lms), language)) {
            Locator grades = window.page().locator("main");
            eventually(() -> {
                window.open(lms.baseUrl() + "/course/grades");
                assertThat(grades.innerText()).contains(COMMENT);
            });
            assertThat(grades).containsText("Đạt");
        }
    }

    /** each action once, and no name in any of them. */
    private void theStoreHoldsWhatHappened(SampleLms lms) throws Exception {
        String school = "THCS " + URI.create(lms.baseUrl()).getPort();
        List<String> expected = List.of(
                "launched",
                "create",
                "create",
                "submit",
                "commented",
                "return",
                "launched",
                "create",
                "submit",
                "commented",
                "evaluated",
                "approve",
                "passed");
        eventually(() -> assertThat(verbs(statementsOf(school))).containsExactlyInAnyOrderElementsOf(expected));
        assertThat(XapiProfile.at(khue.baseUrl() + "/tools/profile").violations(statementsOf(school)))
                .isEmpty();
        assertThat(statementsOf(school).toString())
                .doesNotContain("Minh An", "Thu Hà", "Vườn rau", "rau muống", COMMENT, "Chậu rau")
                .contains("/ext/subject", "/ext/components\":[\"technology\"]");
    }

    private void theEvaluatorSeesTheFigure(Account evaluator, String school, String language) throws Exception {
        try (Window window = browser.desk(language)) {
            signIn(window, evaluator);
            window.looksRight("evaluation");
            // Figures follow what happened a moment later.
            eventually(() -> {
                window.open(khue.baseUrl() + "/tools/evaluation/indicators/F1?by=school");
                Locator row =
                        window.page().getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(school));
                assertThat(row.allInnerTexts())
                        .singleElement()
                        .asString()
                        .contains(language.equals("vi") ? "33,3" : "33.3");
            });
            assertThat(window.page().locator("main svg").first()).isVisible();
            window.looksRight("evaluation-f1");

            window.open(khue.baseUrl() + "/tools/evaluation/statements");
            assertThat(window.page().locator("main")).containsText("JSON");
            window.looksRight("evaluation-statements");

            window.open(khue.baseUrl() + "/tools/admin");
            assertThat(window.page().locator("main")).containsText("KHUE-NOT-FOR-YOU");
        }
        try (Window window = browser.narrowest(language)) {
            signIn(window, evaluator);
            window.open(khue.baseUrl() + "/tools/evaluation/indicators/F1?by=school");
            window.looksRight("evaluation-f1");
            window.open(khue.baseUrl() + "/tools/evaluation/statements");
            window.looksRight("evaluation-statements");
        }
    }

    // The steps that people repeat.

    private Window inTheLms(SampleLms lms, Person person, String language) {
        return enter(browser.desk(language), lms, person, language);
    }

    private Window phoneInTheLms(SampleLms lms, Person person, String language) {
        return enter(browser.phone(language), lms, person, language);
    }

    /** The LMS tells the tool which language the person reads. */
    private static Window enter(Window window, SampleLms lms, Person person, String language) {
        window.open(lms.baseUrl() + "/language?to=" + language + "&back=/");
        window.page().locator("button[value='" + person.id() + "']").click();
        return window;
    }

    private void signIn(Window window, Account account) {
        window.open(khue.baseUrl() + "/tools/signin");
        window.page().locator("input[name=name]").fill(account.name());
        window.page().locator("input[name=password]").fill(account.password());
        window.looksRight("sign-in");
        window.page().locator("main button.btn-primary").click();
        assertThat(window.page().locator("input[name=password]")).hasCount(0);
    }

    private static void addActivity(Window window, SampleLms lms) {
        window.open(lms.baseUrl() + "/course");
        window.page().locator("a[href*='/course/add/']").first().click();
    }

    private static void openActivity(Window window, SampleLms lms, String title) {
        window.open(lms.baseUrl() + "/course");
        window.page()
                .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(title))
                .first()
                .click();
    }

    private static void openTheOnlyWorkThatWaits(Window window, SampleLms lms, String title) {
        openActivity(window, lms, title);
        window.tool().locator("a[href*='/portfolio/works/']").first().click();
        assertThat(window.tool().locator("main h1")).hasText(pupilOf(lms).name());
    }

    private static void answer(Window window, String answer, String comment) {
        window.tool().locator("textarea[name=comment]").fill(comment);
        window.tool().locator("button[name=answer][value=" + answer + "]").click();
        assertThat(window.tool().locator("textarea[name=comment]")).hasCount(0);
    }

    private static Person administratorOf(SampleLms lms) {
        return lms.people().administrator();
    }

    private static Person pupilOf(SampleLms lms) {
        return lms.people().pupils().get(0);
    }

    /** A photo of sorts, made here. */
    private static FilePayload picture(String name) {
        BufferedImage image = new BufferedImage(1200, 900, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setPaint(new GradientPaint(0, 0, new Color(0x9CC9EB), 0, 900, new Color(0x4B7A3A)));
        pen.fillRect(0, 0, 1200, 900);
        pen.setColor(new Color(0xA8643A));
        pen.fillRoundRect(380, 520, 440, 260, 60, 60);
        pen.setColor(new Color(0x2F7D32));
        for (int leaf = 0; leaf < 9; leaf++) {
            pen.fillOval(340 + leaf * 55, 300 + (leaf % 3) * 40, 110, 260);
        }
        pen.dispose();
        try (ByteArrayOutputStream png = new ByteArrayOutputStream()) {
            ImageIO.write(image, "png", png);
            return new FilePayload(name, "image/png", png.toByteArray());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private List<JsonNode> statementsOf(String school) throws Exception {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode statement : new Lrs(khue.xapiUrl(), khue.lrsKey()).statements("limit=500")) {
            JsonNode extensions = statement.path("context").path("extensions");
            if (school.equals(extensions
                    .path("https://w3id.org/xapi/acrossx/extensions/school")
                    .asText())) {
                found.add(statement);
            }
        }
        return found;
    }

    private static List<String> verbs(List<JsonNode> statements) {
        return statements.stream()
                .map(statement -> statement.path("verb").path("id").asText().replaceFirst(".*/", ""))
                .toList();
    }
}
