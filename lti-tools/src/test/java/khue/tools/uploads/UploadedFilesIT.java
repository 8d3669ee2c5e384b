/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.uploads;

import static khue.tools.testing.InServer.bean;
import static khue.tools.testing.InServer.number;
import static khue.tools.uploads.TusClient.id;
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

/** What becomes of an upload that is whole: a piece of a work, by the form of its page. */
@ArquillianTest
class UploadedFilesIT {

    private final TusClient tus = bean(Settings.class) == null ? null : new TusClient();

    @Deployment
    static WebArchive tools() {
        return InServer.tools();
    }

    @Test
    void becomesOnePieceOfTheWorkHoweverOftenTheFormIsSent() throws Exception {
        Pupil pupil = Pupil.alone("vi");
        byte[] content = "Nhật ký trồng rau".getBytes(StandardCharsets.UTF_8);
        String upload = tus.begin(pupil, content.length, "nhật ký.txt");
        tus.patch(pupil, upload, 0, content);

        tus.add(pupil, upload);
        HttpResponse<String> page = tus.add(pupil, upload);

        assertThat(page.body()).contains("nhật ký.txt").doesNotContain("KHUE-UPLOAD");
        assertThat(number("SELECT count(*) FROM artefact WHERE work_id = ?", pupil.work()))
                .isEqualTo(1);
        assertThat(number("SELECT count(*) FROM upload WHERE owner_id = ?", pupil.person()))
                .isZero();
        assertThat(tus.part(upload)).doesNotExist();
    }

    @Test
    void saysThatAFileHasNotComeCompletely() throws Exception {
        saysThatAFileHasNotComeCompletely("vi", "chưa đến đủ");
        saysThatAFileHasNotComeCompletely("en", "has not come completely");
    }

    @Test
    void refusesWhatIsNotWhatItSaysAndKeepsNothing() throws Exception {
        refuses("vi", "ảnh.jpg", "<html><script>alert(1)</script></html>", "KHUE-FILE-KIND");
        refuses("en", "photo.jpg", "<html><script>alert(1)</script></html>", "KHUE-FILE-KIND");
        refuses("vi", "bài.docx", "PK\u0005\u0006" + "\0".repeat(18), "KHUE-FILE-ARCHIVE");
    }

    @Test
    void showsALongNameWithAPathAsANameOnly() throws Exception {
        Pupil pupil = Pupil.alone("vi");
        String longest = "../../etc/" + "Vườn rau nhà em ".repeat(19).strip() + ".txt";
        String upload = tus.begin(pupil, 3, longest);
        tus.patch(pupil, upload, 0, "rau".getBytes(StandardCharsets.UTF_8));

        HttpResponse<String> page = tus.add(pupil, upload);

        assertThat(longest.length()).isGreaterThan(300);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Vườn rau nhà em Vườn rau").doesNotContain("etc/");
    }

    /** Text that a careless browser would take for a page. */
    @Test
    void servesAFileAsADownloadAndToItsPupilOnly() throws Exception {
        Pupil pupil = Pupil.alone("vi");
        byte[] content = "Nhật ký trồng rau <b>của em</b>".getBytes(StandardCharsets.UTF_8);
        String upload = tus.begin(pupil, content.length, "nhật ký.html");
        tus.patch(pupil, upload, 0, content);
        tus.add(pupil, upload);
        String file =
                "/portfolio/files/" + InServer.text("SELECT file_id::text FROM artefact WHERE id = ?", id(upload));

        for (String address : List.of(file, file + "/download")) {
            HttpResponse<String> answer = tus.send(tus.browser(pupil, address).GET());
            assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/plain");
            assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
                    .startsWith("attachment;")
                    .contains(".txt");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("sandbox");
        }
        for (String address : List.of(file, file + "/download", file + "/thumbnail")) {
            assertThat(tus.send(tus.browser(pupil.classmate(), address).GET()).statusCode())
                    .as("a classmate, %s", address)
                    .isEqualTo(404);
            assertThat(tus.send(tus.browser(Pupil.alone("vi"), address).GET()).statusCode())
                    .as("another class, %s", address)
                    .isEqualTo(404);
            assertThat(tus.send(tus.browser(without(pupil, ""), address).GET()).statusCode())
                    .as("no visit, %s", address)
                    .isEqualTo(401);
        }
    }

    private void saysThatAFileHasNotComeCompletely(String language, String sentence) throws Exception {
        Pupil pupil = Pupil.alone(language);
        String upload = tus.begin(pupil, 10, "a.txt");
        tus.patch(pupil, upload, 0, new byte[4]);

        HttpResponse<String> page = tus.add(pupil, upload);

        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).contains(sentence, "KHUE-UPLOAD-INCOMPLETE");
        assertThat(tus.offset(pupil, upload)).isEqualTo(4);
    }

    private void refuses(String language, String name, String content, String code) throws Exception {
        Pupil pupil = Pupil.alone(language);
        byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
        String upload = tus.begin(pupil, bytes.length, name);
        tus.patch(pupil, upload, 0, bytes);

        HttpResponse<String> page = tus.add(pupil, upload);

        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).contains(code).contains(name).doesNotContain("??");
        assertThat(number("SELECT count(*) FROM upload WHERE owner_id = ?", pupil.person()))
                .isZero();
        assertThat(tus.part(upload)).doesNotExist();
    }
}
