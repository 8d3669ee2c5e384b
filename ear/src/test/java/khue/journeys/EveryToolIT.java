/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.journeys;

import static khue.samplelms.lti.TokenTampering.claim;
import static khue.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.LoadState;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import khue.samplelms.school.Activity;
import khue.samplelms.school.Person;
import khue.testing.Lrs;
import khue.testing.RunningKhue;
import khue.testing.XapiProfile;
import khue.tools.catalogue.LearningTool;
import khue.tools.catalogue.ToolPage;
import khue.tools.records.Verb;
import khue.tools.web.Audience;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every learning tool must keep to, tried on each one that there is: a new tool is found by its class, and nothing has to be added
 * here. It runs against the whole application rather than beside the tools' other unit tests, because pages, visits and statements are
 * only there as a whole. That every sentence is there in both languages is tested where the sentences are, in {@code MessageParityTest}.
 */
@ExtendWith({RunningKhue.Extension.class, Browser.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryToolIT {

    private static final String ROLES = "https://purl.imsglobal.org/spec/lti/claim/roles";
    private static final String MENTOR = "http://purl.imsglobal.org/vocab/lis/v2/membership#Mentor";

    /** Whoever a launch may bring. */
    private static final List<Audience> LAUNCHED = List.of(Audience.TEACHER, Audience.LEARNER, Audience.OBSERVER);

    /** Words that nothing else on a page says. */
    private static final String SECRET = "Bí mật của làng gốm";

    private final RunningKhue khue;
    private final School school;
    private final School otherSchool;
    private final Map<String, Activity> activities = new HashMap<>();
    private final Map<String, List<String>> ledTo = new HashMap<>();

    EveryToolIT(RunningKhue khue, Browser browser) {
        this.khue = khue;
        this.school = School.connected(khue, browser, "Trường THCS Lò Gốm");
        this.otherSchool = School.connected(khue, browser, "Trường THCS Xa Lạ");
    }

    @AfterAll
    void close() {
        school.close();
        otherSchool.close();
    }

    static Stream<Named<LearningTool>> tools() {
        return new ClassFileImporter()
                .importPackages("khue.tools").stream()
                        .filter(type -> type.isAssignableTo(LearningTool.class) && !type.isInterface())
                        .map(EveryToolIT::made)
                        .map(tool -> Named.of(tool.id(), tool));
    }

    /** What a tool says about itself, it says without the beans that it works with. */
    private static LearningTool made(JavaClass type) {
        try {
            return (LearningTool) type.reflect().getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName() + " needs a public constructor without parameters", e);
        }
    }

    @ParameterizedTest
    @MethodSource("tools")
    void showsItsPagesInBothLanguages(LearningTool tool) {
        for (String language : List.of("vi", "en")) {
            for (Audience audience : LAUNCHED) {
                try (Window window = arrived(school, audience, language, activity(tool))) {
                    for (ToolPage page : tool.pages()) {
                        if (page.openTo().contains(audience)) {
                            shows(window, page, activity(tool), language);
                        }
                    }
                    for (String address : ledTo(tool, audience)) {
                        if (answer(window, address).type().startsWith("text/html")) {
                            window.open(address);
                            window.looksRight("every-tool" + kind(address).replaceAll("[^a-z]+", "-"));
                        }
                    }
                }
            }
        }
    }

    private void shows(Window window, ToolPage page, Activity activity, String language) {
        assertThat(statusOf(window, page, activity)).as(page.path()).isEqualTo(200);
        assertThat(window.page().locator("html").getAttribute("lang")).isEqualTo(language);
        window.looksRight("every-tool" + page.path().replaceAll("[^a-z]+", "-"));
    }

    @ParameterizedTest
    @MethodSource("tools")
    void refusesWhomAPageIsNotFor(LearningTool tool) {
        Set<String> ofTeachersOnly = new LinkedHashSet<>(ledTo(tool, Audience.TEACHER));
        ofTeachersOnly.removeAll(ledTo(tool, Audience.LEARNER));
        for (Audience audience : LAUNCHED) {
            try (Window window = arrived(school, audience, "vi", activity(tool))) {
                if (audience != Audience.TEACHER) {
                    opensNone(window, ofTeachersOnly);
                }
                for (ToolPage page : tool.pages()) {
                    if (!page.openTo().contains(audience)) {
                        refuses(window, page, activity(tool), 403, "KHUE-NOT-FOR-YOU");
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tools")
    void showsNothingToPeopleOfAnotherLms(LearningTool tool) {
        Activity guess = new Activity(
                otherSchool.lms().school().nextId(),
                otherSchool.tool().clientId(),
                "Đoán mò",
                "",
                activity(tool).url(),
                activity(tool).custom());
        otherSchool.lms().school().save(guess);
        for (Audience audience : LAUNCHED) {
            try (Window window = arrived(otherSchool, audience, "vi", guess)) {
                assertThat(window.page().content()).doesNotContain(SECRET);
                opensNone(window, ledTo(tool, Audience.TEACHER));
                opensNone(window, ledTo(tool, Audience.LEARNER));
                for (ToolPage page : tool.pages()) {
                    boolean ofAnItem = page.path().contains("{item}");
                    if (ofAnItem && page.openTo().contains(audience)) {
                        refuses(window, page, activity(tool), 404, "KHUE-NOT-FOUND");
                    } else {
                        statusOf(window, page, activity(tool));
                        assertThat(window.page().content()).as(page.path()).doesNotContain(SECRET);
                    }
                }
            }
        }
    }

    /** What the pages lead to by links: a pupil's work, a file, what families see. One of each kind. */
    private List<String> ledTo(LearningTool tool, Audience audience) {
        return ledTo.computeIfAbsent(tool.id() + audience, key -> {
            try (Window window = arrived(school, audience, "vi", activity(tool))) {
                return ledTo(window, tool, audience);
            }
        });
    }

    private List<String> ledTo(Window window, LearningTool tool, Audience audience) {
        Set<String> pages = tool.pages().stream()
                .map(page -> page.path().replace("{item}", "{}"))
                .collect(Collectors.toSet());
        Map<String, String> byKind = new LinkedHashMap<>();
        for (ToolPage page : tool.pages()) {
            if (page.openTo().contains(audience)) {
                statusOf(window, page, activity(tool));
                notesLinks(window, tool, pages, byKind);
            }
        }
        for (String address : List.copyOf(byKind.values())) {
            if (answer(window, address).type().startsWith("text/html")) {
                window.open(address);
                notesLinks(window, tool, pages, byKind);
            }
        }
        return List.copyOf(byKind.values());
    }

    private static void notesLinks(Window window, LearningTool tool, Set<String> known, Map<String, String> byKind) {
        for (Locator link : window.page()
                .locator("main a[href*='/tools/" + tool.id() + "/']:not([download])")
                .all()) {
            String address = link.evaluate("link => link.href").toString();
            if (!known.contains(kind(address))) {
                byKind.putIfAbsent(kind(address), address);
            }
        }
    }

    /** The path below {@code /tools}, whatever ids are in it. */
    private static String kind(String address) {
        return URI.create(address).getPath().replaceFirst("^/tools", "").replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "{}");
    }

    private record Answer(int status, String type) {}

    /** As the page itself would ask: with the visit's cookie. */
    private static Answer answer(Window window, String address) {
        Map<?, ?> answer = (Map<?, ?>) window.page().evaluate("""
                address => fetch(address).then(answer =>
                    ({status: answer.status, type: answer.headers.get('Content-Type') ?? ''}))""", address);
        return new Answer(
                ((Number) answer.get("status")).intValue(), answer.get("type").toString());
    }

    private static void opensNone(Window window, Collection<String> addresses) {
        for (String address : addresses) {
            if (kind(address).contains("{}")) {
                assertThat(answer(window, address).status()).as(address).isIn(403, 404);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tools")
    void recordsOnlyWithVerbsThatItDeclares(LearningTool tool) throws Exception {
        eventually(() -> assertThat(waiting()).isZero());
        Instant begin = Instant.now();
        Activity activity = school.add(tool.newLink(), "Một việc để làm");
        for (Audience audience : List.of(Audience.LEARNER, Audience.TEACHER)) {
            try (Window window = arrived(school, audience, "vi", activity)) {
                usesWhatIsThere(window.page());
            }
        }
        eventually(() -> assertThat(waiting()).isZero());

        Set<String> declared =
                tool.verbs().stream().map(Verb::id).map(Object::toString).collect(Collectors.toSet());
        List<JsonNode> recorded = new Lrs(khue.xapiUrl(), khue.lrsKey()).statements("since=" + begin);
        assertThat(recorded)
                .isNotEmpty()
                .extracting(statement -> statement.path("verb").path("id").asText())
                .isSubsetOf(declared);
        assertThat(XapiProfile.at(school.tools("/profile")).violations(recorded))
                .isEmpty();
    }

    /** Fills in and sends the form on the page where a launch arrives, and those on the pages that it leads to. */
    private void usesWhatIsThere(Page page) {
        Set<String> pages = new LinkedHashSet<>();
        pages.add(page.url());
        page.locator("main a[href*='/tools/']:not([target]):not([download])").all().stream()
                .map(link -> link.evaluate("link => link.href").toString())
                .forEach(pages::add);
        for (String address : pages) {
            page.navigate(address);
            Locator form = page.locator("main form:has(.btn-primary:visible)");
            if (form.count() > 0) {
                School.fill(form.first(), "Xong");
                page.waitForResponse(
                        answer -> answer.request().method().equals("POST"),
                        form.first().locator(".btn-primary").first()::click);
                page.waitForLoadState();
            }
        }
    }

    private static FilePayload picture() {
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            ImageIO.write(new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB), "png", bytes);
            return new FilePayload("ảnh.png", "image/png", bytes.toByteArray());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private long waiting() throws SQLException {
        return Rows.number(
                khue.database().connectAsTools(),
                "SELECT count(*) FROM outbox WHERE queue = 'statements' AND state = 'WAITING'");
    }

    private Activity activity(LearningTool tool) {
        return activities.computeIfAbsent(tool.id(), id -> {
            Activity added = school.add(tool.newLink(), SECRET);
            List<Person> pupils = school.lms().people().pupils();
            works(pupils.get(0), added, false);
            works(pupils.get(1), added, true);
            return added;
        });
    }

    /** A pupil brings a file, where the tool takes files, and hands in, or goes on later. */
    private void works(Person pupil, Activity activity, boolean handsIn) {
        try (Window window = school.desk(pupil, "vi")) {
            school.launch(window, activity);
            Locator files = window.page().locator("main input[type=file]");
            if (files.count() > 0) {
                window.page()
                        .waitForResponse(
                                answer -> answer.request().method().equals("POST"),
                                () -> files.first().setInputFiles(picture()));
                window.page().waitForLoadState(LoadState.NETWORKIDLE);
            }
            if (handsIn) {
                usesWhatIsThere(window.page());
            }
        }
    }

    private static Window arrived(School school, Audience audience, String language, Activity activity) {
        Person person = audience == Audience.TEACHER ? school.teacher() : school.pupil();
        Window window = school.desk(person, language);
        if (audience == Audience.OBSERVER) {
            school.lms().tamperWithNextToken(claim(ROLES, List.of(MENTOR)));
        }
        school.launch(window, activity);
        return window;
    }

    private int statusOf(Window window, ToolPage page, Activity activity) {
        Response response = window.page()
                .navigate(school.tools(
                        page.path().replace("{item}", School.item(activity).toString())));
        return response.status();
    }

    private void refuses(Window window, ToolPage page, Activity activity, int status, String code) {
        assertThat(statusOf(window, page, activity)).as(page.path()).isEqualTo(status);
        assertThat(window.page().locator("main code").first().innerText()).isEqualTo(code);
        assertThat(window.page().content()).doesNotContain(SECRET).doesNotContain("??");
    }
}
