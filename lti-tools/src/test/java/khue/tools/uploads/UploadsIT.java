/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.uploads;

import static khue.tools.testing.InServer.bean;
import static khue.tools.testing.InServer.execute;
import static khue.tools.testing.InServer.number;
import static khue.tools.uploads.TusClient.base64;
import static khue.tools.uploads.TusClient.content;
import static khue.tools.uploads.TusClient.id;
import static khue.tools.uploads.TusClient.without;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.concurrent.ManagedExecutorService;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.naming.InitialContext;
import khue.tools.settings.Settings;
import khue.tools.testing.InServer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Files on lines that break, by the tus protocol and by the form, in the server and on PostgreSQL. */
@ArquillianTest
class UploadsIT {

    private static final int MIB = 1 << 20;

    private final TusClient tus = bean(Settings.class) == null ? null : new TusClient();
    private final AbandonedUploads abandoned = bean(AbandonedUploads.class);

    @Deployment
    static WebArchive tools() {
        return InServer.tools();
    }

    // The protocol

    @Test
    void saysWhatItCanDo() throws Exception {
        HttpResponse<String> answer =
                tus.send(tus.request(Pupil.alone("vi"), "").method("OPTIONS", BodyPublishers.noBody()));

        assertThat(answer.headers().firstValue("Tus-Version")).contains("1.0.0");
        assertThat(answer.headers().firstValue("Tus-Extension")).contains("creation,expiration,checksum,termination");
        assertThat(answer.headers().firstValue("Tus-Max-Size")).contains(Long.toString(50L * MIB));
    }

    @Test
    void tellsHowFarAnUploadIsAndWhatItIsCalled() throws Exception {
        Pupil pupil = Pupil.alone("vi");
        String upload = tus.begin(pupil, 10, "Ảnh vườn.jpg");
        tus.patch(pupil, upload, 0, new byte[4]);

        HttpResponse<String> answer = tus.head(pupil, upload);

        assertThat(answer.headers().firstValue("Upload-Offset")).contains("4");
        assertThat(answer.headers().firstValue("Upload-Length")).contains("10");
        assertThat(answer.headers().firstValue("Upload-Metadata")).contains("filename " + base64("Ảnh vườn.jpg"));
        assertThat(answer.headers().firstValue("Upload-Expires").orElseThrow()).endsWith("GMT");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void refusesToBeginWithWhatCannotBe() throws Exception {
        refusesToBegin("Tus-Resumable", "0.2.2", UploadRefused.Reason.VERSION);
        refusesToBegin("Upload-Length", "0", UploadRefused.Reason.EMPTY);
        refusesToBegin("Upload-Length", "-1", UploadRefused.Reason.MALFORMED);
        refusesToBegin("Upload-Length", "many", UploadRefused.Reason.MALFORMED);
        refusesToBegin("Upload-Length", "52428801", UploadRefused.Reason.TOO_LARGE);
        refusesToBegin("Upload-Metadata", "filename %%%", UploadRefused.Reason.MALFORMED);
    }

    private void refusesToBegin(String header, String value, UploadRefused.Reason reason) throws Exception {
        Pupil pupil = Pupil.alone("vi");

        HttpResponse<String> answer = tus.send(tus.request(pupil, "")
                .setHeader("Upload-Length", "10")
                .setHeader(header, value)
                .POST(BodyPublishers.noBody()));

        assertThat(answer.statusCode()).as(value).isEqualTo(reason.status());
        assertThat(answer.body()).contains(reason.code());
        assertThat(answer.headers().firstValue("Tus-Resumable")).contains("1.0.0");
        assertThat(number("SELECT count(*) FROM upload WHERE owner_id = ?", pupil.person()))
                .isZero();
    }

    @Test
    void refusesAPieceThatCannotBeAndKeepsWhatCameBefore() throws Exception {
        refusesAPiece("Upload-Offset", "5", UploadRefused.Reason.OFFSET);
        refusesAPiece("Upload-Offset", "2", UploadRefused.Reason.OFFSET);
        refusesAPiece("Upload-Offset", "", UploadRefused.Reason.MALFORMED);
        refusesAPiece("Content-Type", "image/jpeg", UploadRefused.Reason.MEDIA_TYPE);
        refusesAPiece("Upload-Checksum", "md5 AAAA", UploadRefused.Reason.MALFORMED);
        refusesAPiece("Upload-Checksum", "sha1 %%", UploadRefused.Reason.MALFORMED);
        refusesAPiece("Upload-Checksum", "sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=", UploadRefused.Reason.CHECKSUM);
    }

    private void refusesAPiece(String header, String value, UploadRefused.Reason reason) throws Exception {
        Pupil pupil = Pupil.alone("en");
        String upload = tus.begin(pupil, 10, "a.txt");
        tus.patch(pupil, upload, 0, new byte[4]);

        HttpResponse<String> answer =
                tus.send(tus.piece(pupil, upload, 4, new byte[6]).setHeader(header, value));

        assertThat(answer.statusCode()).as(value).isEqualTo(reason.status());
        assertThat(answer.body()).contains(reason.code());
        assertThat(tus.offset(pupil, upload)).isEqualTo(4);
    }

    @Test
    void takesAPieceWithItsChecksum() throws Exception {
        Pupil pupil = Pupil.alone("vi");
        byte[] content = content(100_000);
        String upload = tus.begin(pupil, content.length, "a.txt");

        for (String algorithm : List.of("sha1", "sha256")) {
            int from = algorithm.equals("sha1") ? 0 : 60_000;
            byte[] part = Arrays.copyOfRange(content, from, from == 0 ? 60_000 : content.length);
            byte[] sum =
                    MessageDigest.getInstance(algorithm.replace("sha", "SHA-")).digest(part);
            HttpResponse<String> answer = tus.send(tus.piece(pupil, upload, from, part)
                    .header(
                            "Upload-Checksum",
                            algorithm + " " + Base64.getEncoder().encodeToString(sum)));
            assertThat(answer.statusCode()).isEqualTo(204);
        }

        assertThat(tus.part(upload)).hasBinaryContent(content);
    }

    @Test
    void refusesMoreThanItWasTold() throws Exception {
        Pupil pupil = Pupil.alone("vi");
        String upload = tus.begin(pupil, 10, "a.txt");

        assertThat(tus.patch(pupil, upload, 0, new byte[11]).statusCode()).isEqualTo(413);
        // Without a length in its head, it is only seen when it has come.
        HttpResponse<String> chunked = tus.send(tus.request(pupil, upload)
                .header("Content-Type", Tus.PIECE)
                .header("Upload-Offset", "0")
                .method("PATCH", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[11]))));

        assertThat(chunked.statusCode()).isEqualTo(413);
        assertThat(tus.offset(pupil, upload)).isZero();
    }

    @Test
    void aMethodMayBeSaidInAHeader() throws Exception {
        Pupil pupil = Pupil.alone("vi");
        String upload = tus.begin(pupil, 5, "a.txt");

        HttpResponse<String> sent = tus.send(tus.request(pupil, upload)
                .header("X-HTTP-Method-Override", "PATCH")
                .header("Content-Type", Tus.PIECE)
                .header("Upload-Offset", "0")
                .POST(BodyPublishers.ofByteArray(new byte[5])));
        assertThat(sent.statusCode()).isEqualTo(204);
        assertThat(tus.offset(pupil, upload)).isEqualTo(5);

        tus.send(tus.request(pupil, upload)
                .header("X-HTTP-Method-Override", "DELETE")
                .POST(BodyPublishers.noBody()));
        assertThat(tus.head(pupil, upload).statusCode()).isEqualTo(404);
    }

    @Test
    void leavesNothingOfAnUploadThatIsGivenUp() throws Exception {
        Pupil pupil = Pupil.alone("vi");
        String upload = tus.begin(pupil, 10, "a.txt");
        tus.patch(pupil, upload, 0, new byte[4]);

        assertThat(tus.send(tus.request(pupil, upload).DELETE()).statusCode()).isEqualTo(204);

        assertThat(tus.part(upload)).doesNotExist();
        assertThat(tus.head(pupil, upload).statusCode()).isEqualTo(404);
    }

    @Test
    void forgetsWhatNobodySentToItsEnd() throws Exception {
        Pupil pupil = Pupil.alone("vi");
        String old = tus.begin(pupil, 10, "a.txt");
        String young = tus.begin(pupil, 10, "b.txt");
        tus.patch(pupil, old, 0, new byte[4]);
        tus.patch(pupil, young, 0, new byte[4]);
        execute("UPDATE upload SET expires_at = now() - interval '1 second' WHERE id = ?", id(old));
        Path lost = tus.part("/" + UUID.randomUUID());
        Files.write(lost, new byte[1]);
        Files.setLastModifiedTime(lost, FileTime.from(Instant.now().minusSeconds(7200)));

        assertThat(tus.head(pupil, old).statusCode()).isEqualTo(410);
        abandoned.run();

        assertThat(tus.head(pupil, old).statusCode()).isEqualTo(404);
        assertThat(tus.part(old)).doesNotExist();
        assertThat(lost).doesNotExist();
        assertThat(tus.offset(pupil, young)).isEqualTo(4);
        assertThat(tus.part(young)).exists();
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

    // Who

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

    // Lines that break

    @Test
    void goesOnWhereverTheLineBroke() throws Exception {
        Pupil pupil = Pupil.alone("vi");
        byte[] content = content(3 * MIB + 1);
        String upload = tus.begin(pupil, content.length, "a.txt");
        int[] cuts = {0, 1, 2, 1000, 65_535, 65_536, 65_537, MIB, 2 * MIB + 7, content.length - 1};

        for (int cut : cuts) {
            long from = tus.offset(pupil, upload);
            if (cut >= from) {
                tus.breakOff(pupil, upload, from, content, (int) (cut - from));
            }
        }
        tus.finish(pupil, upload, content);

        assertThat(tus.part(upload)).hasBinaryContent(content);
    }

    @Test
    void aLineThatHangsHoldsNobodyUpAndSpoilsNothing() throws Exception {
        Pupil pupil = Pupil.alone("vi");
        byte[] content = content(MIB);
        String upload = tus.begin(pupil, content.length, "a.txt");
        try (Socket hanging = new Socket(tus.base().getHost(), tus.base().getPort())) {
            OutputStream line = hanging.getOutputStream();
            line.write(tus.head(pupil, upload, 0, content.length));
            line.write(content, 0, 200_000);
            line.flush();

            tus.finish(pupil, upload, content);
            line.write(content, 200_000, 300_000);
            line.flush();
            hanging.shutdownOutput();
            hanging.getInputStream().readAllBytes();
        }

        assertThat(tus.offset(pupil, upload)).isEqualTo(content.length);
        assertThat(tus.part(upload)).hasBinaryContent(content);
        HttpResponse<String> page = tus.add(pupil, upload);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(number(
                        "SELECT size FROM stored_file f JOIN artefact a ON a.file_id = f.id WHERE a.id = ?",
                        id(upload)))
                .isEqualTo(content.length);
    }

    /** What a node leaves that was killed between writing bytes and acknowledging them; another one goes on. */
    @Test
    void goesOnAtWhatWasAcknowledgedAfterANodeWasKilled() throws Exception {
        Pupil pupil = Pupil.alone("vi");
        byte[] content = content(300_000);
        String upload = tus.begin(pupil, content.length, "a.txt");
        tus.patch(pupil, upload, 0, Arrays.copyOf(content, 100_000));
        Files.write(tus.part(upload), new byte[150_000], StandardOpenOption.APPEND);

        assertThat(tus.offset(pupil, upload)).isEqualTo(100_000);
        tus.finish(pupil, upload, content);

        assertThat(tus.part(upload)).hasBinaryContent(content);
    }

    @Test
    void beginsAnewWhenTheFolderWasNotRestoredWithItsDatabase() throws Exception {
        Pupil pupil = Pupil.alone("vi");
        String upload = tus.begin(pupil, 10, "a.txt");
        tus.patch(pupil, upload, 0, new byte[4]);
        Files.delete(tus.part(upload));

        assertThat(tus.patch(pupil, upload, 4, new byte[6]).statusCode()).isEqualTo(404);
        assertThat(tus.head(pupil, upload).statusCode()).isEqualTo(404);
    }

    // The work

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

    private void saysThatAFileHasNotComeCompletely(String language, String sentence) throws Exception {
        Pupil pupil = Pupil.alone(language);
        String upload = tus.begin(pupil, 10, "a.txt");
        tus.patch(pupil, upload, 0, new byte[4]);

        HttpResponse<String> page = tus.add(pupil, upload);

        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).contains(sentence, "KHUE-UPLOAD-INCOMPLETE");
        assertThat(tus.offset(pupil, upload)).isEqualTo(4);
    }

    @Test
    void refusesWhatIsNotWhatItSaysAndKeepsNothing() throws Exception {
        refuses("vi", "ảnh.jpg", "<html><script>alert(1)</script></html>", "KHUE-FILE-KIND");
        refuses("en", "photo.jpg", "<html><script>alert(1)</script></html>", "KHUE-FILE-KIND");
        refuses("vi", "bài.docx", "PK\u0005\u0006" + "\0".repeat(18), "KHUE-FILE-ARCHIVE");
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

    // Memory

    @Test
    void twentyFilesOf50MegabytesAtOnceTakeLittleMemory() throws Exception {
        int files = 20;
        int size = 50 * MIB;
        List<Pupil> pupils = new ArrayList<>();
        List<String> uploads = new ArrayList<>();
        for (int i = 0; i < files; i++) {
            pupils.add(Pupil.alone("vi"));
            uploads.add(tus.begin(pupils.get(i), size, i + ".mp4"));
        }
        CyclicBarrier halfway = new CyclicBarrier(files + 1);
        CyclicBarrier measured = new CyclicBarrier(files + 1);
        ManagedExecutorService executor = InitialContext.doLookup("java:comp/DefaultManagedExecutorService");
        long before = liveHeap();
        List<Future<Long>> sent = new ArrayList<>();
        for (int i = 0; i < files; i++) {
            Pupil pupil = pupils.get(i);
            String upload = uploads.get(i);
            sent.add(executor.submit(() -> {
                try (Socket line = new Socket(tus.base().getHost(), tus.base().getPort())) {
                    line.getOutputStream().write(tus.head(pupil, upload, 0, size));
                    byte[] some = new byte[1 << 14];
                    for (int written = 0; written < size; written += some.length) {
                        if (written == size / 2) {
                            halfway.await(120, TimeUnit.SECONDS);
                            measured.await(120, TimeUnit.SECONDS);
                        }
                        line.getOutputStream().write(some);
                    }
                    line.shutdownOutput();
                    line.getInputStream().readAllBytes();
                    return tus.offset(pupil, upload);
                }
            }));
        }
        halfway.await(120, TimeUnit.SECONDS);
        long during = liveHeap();
        measured.await(120, TimeUnit.SECONDS);

        for (Future<Long> one : sent) {
            assertThat(one.get(120, TimeUnit.SECONDS)).isEqualTo(size);
        }
        assertThat(during - before).as("bytes of heap").isLessThanOrEqualTo(64L * MIB);
        for (int i = 0; i < files; i++) {
            tus.send(tus.request(pupils.get(i), uploads.get(i)).DELETE());
        }
    }

    private static long liveHeap() {
        ManagementFactory.getMemoryMXBean().gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
