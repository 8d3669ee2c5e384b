/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.journeys;

import static khue.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import khue.journeys.PlainBrowser.Page;
import khue.run.Credentials;
import khue.samplelms.Options;
import khue.samplelms.SampleLms;
import khue.samplelms.school.Activity;
import khue.samplelms.school.Grade;
import khue.testing.CommandLine;
import khue.testing.Lrs;
import khue.testing.Ports;
import khue.testing.RunningKhue;
import khue.testing.TestFolder;
import org.junit.jupiter.api.Test;

/**
 * docs/tutorial/write-a-tool.md, done as it stands there: its files are taken out of the text, compiled and put into the application, and
 * the tool that comes of it is used by a teacher and a pupil.
 */
class TutorialIT {

    private static final Path TEXT = Path.of("..", "docs", "tutorial", "write-a-tool.md");
    private static final Credentials KEY = new Credentials("tests", "a-secret-for-tests-only");
    private static final String PASSWORD = "a-password-for-tests-only";

    @Test
    void endsWithAToolThatWorks() throws Exception {
        Path folder = TestFolder.create("tutorial");
        Tutorial tutorial = Tutorial.in(TEXT);
        assertThat(tutorial.files()).hasSize(13);
        Path ear = tutorial.addedTo(Path.of(System.getProperty("khue.ear")), folder);
        int port = Ports.free();
        try (CommandLine command = CommandLine.run(settings(port, folder.resolve("data")), ear.toString());
                SampleLms lms = SampleLms.start(Options.defaults())) {
            command.awaitReady(Duration.ofMinutes(3));
            PlainSchool school = new PlainSchool(lms, "http://localhost:" + port + "/tools", PASSWORD);
            school.connect("new");
            school.activate(theOnlyPlatform(school), "THCS Tự Học");

            Activity activity = aTeacherAsks(school);
            aPupilAnswers(school, activity);
            theTeacherReads(school, activity);
            theGradebookAndTheStoreHaveIt(school, port);
        } finally {
            TestFolder.keepLogsOnly(folder);
        }
    }

    private static Map<String, String> settings(int port, Path data) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("KHUE_HTTP_PORT", Integer.toString(port));
        settings.put("KHUE_DATA_DIR", data.toString());
        settings.put("KHUE_SAMPLE_LMS", "false");
        settings.put("KHUE_OUTBOUND_ALLOW", "127.0.0.1");
        settings.put("KHUE_ADMIN_PASSWORD", PASSWORD);
        settings.put("KHUE_LRS_KEY", KEY.name());
        settings.put("KHUE_LRS_SECRET", KEY.secret());
        settings.put("KHUE_JAVA_OPTS", RunningKhue.JAVA_OPTIONS);
        return settings;
    }

    /** The address of its page for administrators. */
    private static String theOnlyPlatform(PlainSchool school) {
        Page platforms = school.administrator().open(school.tools() + "/admin/platforms");
        Matcher address =
                Pattern.compile("/admin/platforms/[0-9a-f]{8}-[0-9a-f-]{27}").matcher(platforms.html());
        assertThat(address.find()).as(platforms.text()).isTrue();
        return school.tools() + address.group();
    }

    private static Activity aTeacherAsks(PlainSchool school) {
        PlainBrowser teacher = school.signedIn(school.lms().people().teacher());
        Page choice = school.adds(teacher);
        assertThat(choice.text()).contains("Câu hỏi cuối giờ");
        Page form = teacher.open(choice.address("/ticket/new"));
        Page empty = teacher.send(form, form.form("/ticket/new"));
        assertThat(empty.status()).isEqualTo(400);
        assertThat(empty.text()).contains("KHUE-QUESTION-MISSING");
        return school.added(teacher, empty, empty.form("/ticket/new").with("text", "Vì sao lá vàng <mùa thu>?"));
    }

    private static void aPupilAnswers(PlainSchool school, Activity activity) {
        PlainBrowser pupil = school.signedIn(school.pupil());
        Page mine = school.launched(pupil, activity);
        assertThat(mine.text()).contains("Vì sao lá vàng <mùa thu>?");
        Page sent = pupil.send(mine, mine.form("/mine").with("text", "Vì diệp lục mất đi."));
        assertThat(PlainSchool.arrived(sent).text()).contains("Vì diệp lục mất đi.", "Thầy cô đọc được");
    }

    private static void theTeacherReads(PlainSchool school, Activity activity) throws Exception {
        PlainBrowser teacher = school.signedIn(school.lms().people().teacher());
        eventually(() -> assertThat(school.launched(teacher, activity).text())
                .contains(
                        "Câu trả lời (1)",
                        school.pupil().name() + " Vì diệp lục mất đi.",
                        "Đặng Gia Huy chưa trả lời"));
    }

    private static void theGradebookAndTheStoreHaveIt(PlainSchool school, int port) throws Exception {
        var lms = school.lms().school();
        eventually(() -> assertThat(lms.findGrade(
                                lms.lineItems().get(0).id(), school.pupil().id())
                        .flatMap(Grade::score))
                .contains(1.0));
        eventually(() -> assertThat(new Lrs(URI.create("http://127.0.0.1:" + port + "/xapi"), KEY)
                        .statements("verb=http://activitystrea.ms/submit"))
                .singleElement()
                .satisfies(statement -> assertThat(statement.toString()).doesNotContain("diệp lục", "Minh An")));
    }
}
