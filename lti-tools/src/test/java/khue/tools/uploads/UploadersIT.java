/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.uploads;

import static khue.tools.testing.InServer.bean;
import static khue.tools.testing.InServer.execute;
import static khue.tools.uploads.TusClient.without;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import khue.tools.settings.Settings;
import khue.tools.testing.InServer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Whose uploads are taken, and by whose page. */
@ArquillianTest
class UploadersIT {

    private static final int MIB = 1 << 20;

    private final TusClient tus = bean(Settings.class) == null ? null : new TusClient();

    @Deployment
    static WebArchive tools() {
        return InServer.tools();
    }

    @Test
    void letsOnePersonHaveOnlySoMuchUnderWay() throws Exception {
        Pupil pupil = Pupil.alone("en");
        for (int i = 0; i < 20; i++) {
            tus.begin(pupil, 50L * MIB, i + ".mp4");
        }

        HttpResponse<String> answer = tus.announce(pupil, 50L * MIB, "20.mp4");

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("too many files under way", "KHUE-UPLOAD-TOO-MANY");
        assertThat(tus.announce(pupil.classmate(), 50L * MIB, "a.mp4").statusCode())
                .isEqualTo(201);
    }

    @Test
    void isForThePupilWhoseWorkIsOpenAndForNobodyElse() throws Exception {
        Pupil pupil = Pupil.alone("vi");
        String upload = tus.begin(pupil, 10, "a.txt");
        Pupil classmate = pupil.classmate();
        Pupil stranger = Pupil.alone("vi");
        String inTheStrangersProject =
                upload.replace(pupil.project().toString(), stranger.project().toString());

        assertThat(tus.statuses(classmate, upload)).as("a classmate").containsExactly(404, 404, 404);
        assertThat(tus.statuses(stranger, upload)).as("another class").containsExactly(404, 404, 404);
        assertThat(tus.statuses(pupil, inTheStrangersProject))
                .as("another project")
                .containsExactly(404, 404, 404);
        assertThat(tus.statuses(stranger, inTheStrangersProject)).as("guessed").containsExactly(404, 404, 404);
        assertThat(tus.statuses(without(pupil, ""), upload)).as("no visit").containsExactly(401, 401, 401);
        assertThat(tus.offset(pupil, upload)).isZero();

        execute("UPDATE work SET status = 'SUBMITTED', attempt = 1 WHERE id = ?", pupil.work());
        assertThat(tus.statuses(pupil, upload)).as("handed in").containsExactly(409, 409, 409);
        assertThat(tus.announce(pupil, 10, "b.txt").statusCode()).isEqualTo(409);
    }

    @Test
    void takesNothingFromAPupilWhoLeftTheClass() throws Exception {
        for (String language : List.of("vi", "en")) {
            Pupil pupil = Pupil.alone(language);
            String upload = tus.begin(pupil, 10, "a.txt");
            execute("UPDATE membership SET active = false WHERE person_id = ?", pupil.person());

            assertThat(tus.statuses(pupil, upload)).containsExactly(403, 403, 403);
            assertThat(tus.announce(pupil, 10, "b.txt").statusCode()).isEqualTo(403);
            HttpResponse<String> page =
                    tus.send(tus.browser(pupil, pupil.page()).GET());
            assertThat(page.statusCode()).isEqualTo(403);
            assertThat(page.body())
                    .contains(
                            "KHUE-LEFT-THE-CLASS",
                            language.equals("vi") ? "không còn trong lớp" : "not in this class any more");
        }
    }

    @Test
    void takesNothingOnceTheProjectIsClosed() throws Exception {
        for (String language : List.of("vi", "en")) {
            Pupil pupil = Pupil.alone(language);
            String upload = tus.begin(pupil, 3, "a.txt");
            tus.patch(pupil, upload, 0, "rau".getBytes(StandardCharsets.UTF_8));
            execute("UPDATE project SET closed_at = now() WHERE id = ?", pupil.project());

            assertThat(tus.statuses(pupil, upload)).containsExactly(409, 409, 409);
            HttpResponse<String> refused = tus.add(pupil, upload);
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(refused.body())
                    .contains(
                            "KHUE-PROJECT-CLOSED",
                            language.equals("vi") ? "Thầy cô đã đóng" : "has closed this project");
            HttpResponse<String> page =
                    tus.send(tus.browser(pupil, pupil.page()).GET());
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).doesNotContain("id=\"work\"").doesNotContain("??");
        }
    }

    @Test
    void takesNothingFromAPageOfSomebodyElse() throws Exception {
        Pupil pupil = Pupil.alone("vi");
        String upload = tus.begin(pupil, 10, "a.txt");

        assertThat(tus.send(tus.piece(pupil, upload, 0, new byte[10]).setHeader("Origin", "https://evil.example"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(tus.send(tus.piece(pupil, upload, 0, new byte[10]).setHeader("X-CSRF-Token", "guessed"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(tus.offset(pupil, upload)).isZero();
    }
}
