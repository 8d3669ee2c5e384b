/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.uploads;

import static khue.tools.testing.InServer.bean;
import static khue.tools.testing.InServer.execute;
import static khue.tools.testing.InServer.number;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.concurrent.ManagedExecutorService;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
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
import khue.tools.testing.GradedCourse;
import khue.tools.testing.InServer;
import org.assertj.core.api.Assertions;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Files on lines that break, by the tus protocol and by the form, in the server and on PostgreSQL. */
@ArquillianTest
class UploadsIT {

    private static final int MIB = 1 << 20;

    private final Settings settings = bean(Settings.class);
    private final AbandonedUploads abandoned = bean(AbandonedUploads.class);
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Deployment
    static WebArchive tools() {
        // By this name the server gives it the address at which browsers look for it.
        return ShrinkWrap.create(ZipImporter.class, "tools.war")
                .importFrom(new File(System.getProperty("application")))
                .as(WebArchive.class)
                .addClasses(UploadsIT.class, Pupil.class, GradedCourse.class, InServer.class)
                .addAsLibrary(new File(Assertions.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath()));
    }

    // The protocol

    @Test
    void saysWhatItCanDo() throws Exception {
        HttpResponse<String> answer = send(request(Pupil.alone("vi"), "").method("OPTIONS", BodyPublishers.noBody()));

        assertThat(answer.headers().firstValue("Tus-Version")).contains("1.0.0");
        assertThat(answer.headers().firstValue("Tus-Extension")).contains("creation,expiration,checksum,termination");
        assertThat(answer.headers().firstValue("Tus-Max-Size")).contains(Long.toString(50L * MIB));
    }

    @Test
    void tellsHowFarAnUploadIsAndWhatItIsCalled() throws Exception {
        Pupil pupil = Pupil.alone("vi");
        String upload = begin(pupil, 10, "Ảnh vườn.jpg");
        patch(pupil, upload, 0, new byte[4]);

        HttpResponse<String> answer = head(pupil, upload);

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

        HttpResponse<String> answer = send(request(pupil, "")
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
        String upload = begin(pupil, 10, "a.txt");
        patch(pupil, upload, 0, new byte[4]);

        HttpResponse<String> answer = send(piece(pupil, upload, 4, new byte[6]).setHeader(header, value));

        assertThat(answer.statusCode()).as(value).isEqualTo(reason.status());
        assertThat(answer.body()).contains(reason.code());
        assertThat(offset(pupil, upload)).isEqualTo(4);
    }

    @Test
    void takesAPieceWithItsChecksum() throws Exception {
        Pupil pupil = Pupil.alone("vi");
        byte[] content = content(100_000);
        String upload = begin(pupil, content.length, "a.txt");

        for (String algorithm : List.of("sha1", "sha256")) {
            int from = algorithm.equals("sha1") ? 0 : 60_000;
            byte[] part = Arrays.copyOfRange(content, from, from == 0 ? 60_000 : content.length);
            byte[] sum =
                    MessageDigest.getInstance(algorithm.replace("sha", "SHA-")).digest(part);
            HttpResponse<String> answer = send(piece(pupil, upload, from, part)
                    .header(
                            "Upload-Checksum",
                            algorithm + " " + Base64.getEncoder().encodeToString(sum)));
            assertThat(answer.statusCode()).isEqualTo(204);
        }

        assertThat(part(upload)).hasBinaryContent(content);
    }

    @Test
    void refusesMoreThanItWasTold() throws Exception {
        Pupil pupil = Pupil.alone("vi");
        String upload = begin(pupil, 10, "a.txt");

        assertThat(patch(pupil, upload, 0, new byte[11]).statusCode()).isEqualTo(413);
        // Without a length in its head, it is only seen when it has come.
        HttpResponse<String> chunked = send(request(pupil, upload)
                .header("Content-Type", Tus.PIECE)
                .header("Upload-Offset", "0")
                .method("PATCH", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[11]))));

        assertThat(chunked.statusCode()).isEqualTo(413);
        assertThat(offset(pupil, upload)).isZero();
    }

    @Test
    void aMethodMayBeSaidInAHeader() throws Exception {
        Pupil pupil = Pupil.alone("vi");
        String upload = begin(pupil, 5, "a.txt");

        HttpResponse<String> sent = send(request(pupil, upload)
                .header("X-HTTP-Method-Override", "PATCH")
                .header("Content-Type", Tus.PIECE)
                .header("Upload-Offset", "0")
                .POST(BodyPublishers.ofByteArray(new byte[5])));
        assertThat(sent.statusCode()).isEqualTo(204);
        assertThat(offset(pupil, upload)).isEqualTo(5);

        send(request(pupil, upload).header("X-HTTP-Method-Override", "DELETE").POST(BodyPublishers.noBody()));
        assertThat(head(pupil, upload).statusCode()).isEqualTo(404);
    }

    @Test
    void leavesNothingOfAnUploadThatIsGivenUp() throws Exception {
        Pupil pupil = Pupil.alone("vi");
        String upload = begin(pupil, 10, "a.txt");
        patch(pupil, upload, 0, new byte[4]);

        assertThat(send(request(pupil, upload).DELETE()).statusCode()).isEqualTo(204);

        assertThat(part(upload)).doesNotExist();
        assertThat(head(pupil, upload).statusCode()).isEqualTo(404);
    }

    @Test
    void forgetsWhatNobodySentToItsEnd() throws Exception {
        Pupil pupil = Pupil.alone("vi");
        String old = begin(pupil, 10, "a.txt");
        String young = begin(pupil, 10, "b.txt");
        patch(pupil, old, 0, new byte[4]);
        patch(pupil, young, 0, new byte[4]);
        execute("UPDATE upload SET expires_at = now() - interval '1 second' WHERE id = ?", id(old));
        Path lost = part("/" + UUID.randomUUID());
        Files.write(lost, new byte[1]);
        Files.setLastModifiedTime(lost, FileTime.from(Instant.now().minusSeconds(7200)));

        assertThat(head(pupil, old).statusCode()).isEqualTo(410);
        abandoned.run();

        assertThat(head(pupil, old).statusCode()).isEqualTo(404);
        assertThat(part(old)).doesNotExist();
        assertThat(lost).doesNotExist();
        assertThat(offset(pupil, young)).isEqualTo(4);
        assertThat(part(young)).exists();
    }

    @Test
    void letsOnePersonHaveOnlySoMuchUnderWay() throws Exception {
        Pupil pupil = Pupil.alone("en");
        for (int i = 0; i < 20; i++) {
            begin(pupil, 50L * MIB, i + ".mp4");
        }

        HttpResponse<String> answer = announce(pupil, 50L * MIB, "20.mp4");

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("too many files under way", "KHUE-UPLOAD-TOO-MANY");
        assertThat(announce(pupil.classmate(), 50L * MIB, "a.mp4").statusCode()).isEqualTo(201);
    }

    // Who

    @Test
    void isForThePupilWhoseWorkIsOpenAndForNobodyElse() throws Exception {
        Pupil pupil = Pupil.alone("vi");
        String upload = begin(pupil, 10, "a.txt");
        Pupil classmate = pupil.classmate();
        Pupil stranger = Pupil.alone("vi");
        String inTheStrangersProject =
                upload.replace(pupil.project().toString(), stranger.project().toString());

        assertThat(statuses(classmate, upload)).as("a classmate").containsExactly(404, 404, 404);
        assertThat(statuses(stranger, upload)).as("another class").containsExactly(404, 404, 404);
        assertThat(statuses(pupil, inTheStrangersProject)).as("another project").containsExactly(404, 404, 404);
        assertThat(statuses(stranger, inTheStrangersProject)).as("guessed").containsExactly(404, 404, 404);
        assertThat(statuses(without(pupil, ""), upload)).as("no visit").containsExactly(401, 401, 401);
        assertThat(offset(pupil, upload)).isZero();

        execute("UPDATE work SET status = 'SUBMITTED', attempt = 1 WHERE id = ?", pupil.work());
        assertThat(statuses(pupil, upload)).as("handed in").containsExactly(409, 409, 409);
        assertThat(announce(pupil, 10, "b.txt").statusCode()).isEqualTo(409);
    }

    @Test
    void takesNothingFromAPupilWhoLeftTheClass() throws Exception {
        for (String language : List.of("vi", "en")) {
            Pupil pupil = Pupil.alone(language);
            String upload = begin(pupil, 10, "a.txt");
            execute("UPDATE membership SET active = false WHERE person_id = ?", pupil.person());

            assertThat(statuses(pupil, upload)).containsExactly(403, 403, 403);
            assertThat(announce(pupil, 10, "b.txt").statusCode()).isEqualTo(403);
            HttpResponse<String> page = send(browser(pupil, pupil.page()).GET());
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
            String upload = begin(pupil, 3, "a.txt");
            patch(pupil, upload, 0, "rau".getBytes(StandardCharsets.UTF_8));
            execute("UPDATE project SET closed_at = now() WHERE id = ?", pupil.project());

            assertThat(statuses(pupil, upload)).containsExactly(409, 409, 409);
            HttpResponse<String> refused = add(pupil, upload);
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(refused.body())
                    .contains(
                            "KHUE-PROJECT-CLOSED",
                            language.equals("vi") ? "Thầy cô đã đóng" : "has closed this project");
            HttpResponse<String> page = send(browser(pupil, pupil.page()).GET());
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).doesNotContain("id=\"work\"").doesNotContain("??");
        }
    }

    @Test
    void takesNothingFromAPageOfSomebodyElse() throws Exception {
        Pupil pupil = Pupil.alone("vi");
        String upload = begin(pupil, 10, "a.txt");

        assertThat(send(piece(pupil, upload, 0, new byte[10]).setHeader("Origin", "https://evil.example"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(piece(pupil, upload, 0, new byte[10]).setHeader("X-CSRF-Token", "guessed"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(offset(pupil, upload)).isZero();
    }

    // Lines that break

    @Test
    void goesOnWhereverTheLineBroke() throws Exception {
        Pupil pupil = Pupil.alone("vi");
        byte[] content = content(3 * MIB + 1);
        String upload = begin(pupil, content.length, "a.txt");
        int[] cuts = {0, 1, 2, 1000, 65_535, 65_536, 65_537, MIB, 2 * MIB + 7, content.length - 1};

        for (int cut : cuts) {
            long from = offset(pupil, upload);
            if (cut >= from) {
                breakOff(pupil, upload, from, content, (int) (cut - from));
            }
        }
        finish(pupil, upload, content);

        assertThat(part(upload)).hasBinaryContent(content);
    }

    @Test
    void aLineThatHangsHoldsNobodyUpAndSpoilsNothing() throws Exception {
        Pupil pupil = Pupil.alone("vi");
        byte[] content = content(MIB);
        String upload = begin(pupil, content.length, "a.txt");
        try (Socket hanging = new Socket(base().getHost(), base().getPort())) {
            OutputStream line = hanging.getOutputStream();
            line.write(head(pupil, upload, 0, content.length));
            line.write(content, 0, 200_000);
            line.flush();

            finish(pupil, upload, content);
            line.write(content, 200_000, 300_000);
            line.flush();
            hanging.shutdownOutput();
            hanging.getInputStream().readAllBytes();
        }

        assertThat(offset(pupil, upload)).isEqualTo(content.length);
        assertThat(part(upload)).hasBinaryContent(content);
        HttpResponse<String> page = add(pupil, upload);
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
        String upload = begin(pupil, content.length, "a.txt");
        patch(pupil, upload, 0, Arrays.copyOf(content, 100_000));
        Files.write(part(upload), new byte[150_000], StandardOpenOption.APPEND);

        assertThat(offset(pupil, upload)).isEqualTo(100_000);
        finish(pupil, upload, content);

        assertThat(part(upload)).hasBinaryContent(content);
    }

    @Test
    void beginsAnewWhenTheFolderWasNotRestoredWithItsDatabase() throws Exception {
        Pupil pupil = Pupil.alone("vi");
        String upload = begin(pupil, 10, "a.txt");
        patch(pupil, upload, 0, new byte[4]);
        Files.delete(part(upload));

        assertThat(patch(pupil, upload, 4, new byte[6]).statusCode()).isEqualTo(404);
        assertThat(head(pupil, upload).statusCode()).isEqualTo(404);
    }

    // The work

    @Test
    void becomesOnePieceOfTheWorkHoweverOftenTheFormIsSent() throws Exception {
        Pupil pupil = Pupil.alone("vi");
        byte[] content = "Nhật ký trồng rau".getBytes(StandardCharsets.UTF_8);
        String upload = begin(pupil, content.length, "nhật ký.txt");
        patch(pupil, upload, 0, content);

        add(pupil, upload);
        HttpResponse<String> page = add(pupil, upload);

        assertThat(page.body()).contains("nhật ký.txt").doesNotContain("KHUE-UPLOAD");
        assertThat(number("SELECT count(*) FROM artefact WHERE work_id = ?", pupil.work()))
                .isEqualTo(1);
        assertThat(number("SELECT count(*) FROM upload WHERE owner_id = ?", pupil.person()))
                .isZero();
        assertThat(part(upload)).doesNotExist();
    }

    @Test
    void saysThatAFileHasNotComeCompletely() throws Exception {
        saysThatAFileHasNotComeCompletely("vi", "chưa đến đủ");
        saysThatAFileHasNotComeCompletely("en", "has not come completely");
    }

    private void saysThatAFileHasNotComeCompletely(String language, String sentence) throws Exception {
        Pupil pupil = Pupil.alone(language);
        String upload = begin(pupil, 10, "a.txt");
        patch(pupil, upload, 0, new byte[4]);

        HttpResponse<String> page = add(pupil, upload);

        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).contains(sentence, "KHUE-UPLOAD-INCOMPLETE");
        assertThat(offset(pupil, upload)).isEqualTo(4);
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
        String upload = begin(pupil, bytes.length, name);
        patch(pupil, upload, 0, bytes);

        HttpResponse<String> page = add(pupil, upload);

        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).contains(code).contains(name).doesNotContain("??");
        assertThat(number("SELECT count(*) FROM upload WHERE owner_id = ?", pupil.person()))
                .isZero();
        assertThat(part(upload)).doesNotExist();
    }

    @Test
    void showsALongNameWithAPathAsANameOnly() throws Exception {
        Pupil pupil = Pupil.alone("vi");
        String longest = "../../etc/" + "Vườn rau nhà em ".repeat(19).strip() + ".txt";
        String upload = begin(pupil, 3, longest);
        patch(pupil, upload, 0, "rau".getBytes(StandardCharsets.UTF_8));

        HttpResponse<String> page = add(pupil, upload);

        assertThat(longest.length()).isGreaterThan(300);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Vườn rau nhà em Vườn rau").doesNotContain("etc/");
    }

    /** Text that a careless browser would take for a page. */
    @Test
    void servesAFileAsADownloadAndToItsPupilOnly() throws Exception {
        Pupil pupil = Pupil.alone("vi");
        byte[] content = "Nhật ký trồng rau <b>của em</b>".getBytes(StandardCharsets.UTF_8);
        String upload = begin(pupil, content.length, "nhật ký.html");
        patch(pupil, upload, 0, content);
        add(pupil, upload);
        String file =
                "/portfolio/files/" + InServer.text("SELECT file_id::text FROM artefact WHERE id = ?", id(upload));

        for (String address : List.of(file, file + "/download")) {
            HttpResponse<String> answer = send(browser(pupil, address).GET());
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
            assertThat(send(browser(pupil.classmate(), address).GET()).statusCode())
                    .as("a classmate, %s", address)
                    .isEqualTo(404);
            assertThat(send(browser(Pupil.alone("vi"), address).GET()).statusCode())
                    .as("another class, %s", address)
                    .isEqualTo(404);
            assertThat(send(browser(without(pupil, ""), address).GET()).statusCode())
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
            uploads.add(begin(pupils.get(i), size, i + ".mp4"));
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
                try (Socket line = new Socket(base().getHost(), base().getPort())) {
                    line.getOutputStream().write(head(pupil, upload, 0, size));
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
                    return offset(pupil, upload);
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
            send(request(pupils.get(i), uploads.get(i)).DELETE());
        }
    }

    private static long liveHeap() {
        ManagementFactory.getMemoryMXBean().gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    // The steps

    private String begin(Pupil pupil, long length, String name) throws Exception {
        HttpResponse<String> answer = announce(pupil, length, name);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        String place = answer.headers().firstValue("Location").orElseThrow();
        return place.substring(place.lastIndexOf("/portfolio"));
    }

    private HttpResponse<String> announce(Pupil pupil, long length, String name) throws Exception {
        return send(request(pupil, "")
                .header("Upload-Length", Long.toString(length))
                .header("Upload-Metadata", "filename " + base64(name) + ",filetype " + base64("text/plain") + ",alone")
                .POST(BodyPublishers.noBody()));
    }

    private HttpResponse<String> patch(Pupil pupil, String upload, long offset, byte[] bytes) throws Exception {
        return send(piece(pupil, upload, offset, bytes));
    }

    private HttpRequest.Builder piece(Pupil pupil, String upload, long offset, byte[] bytes) {
        return request(pupil, upload)
                .header("Content-Type", Tus.PIECE)
                .header("Upload-Offset", Long.toString(offset))
                .method("PATCH", BodyPublishers.ofByteArray(bytes));
    }

    private HttpResponse<String> head(Pupil pupil, String upload) throws Exception {
        return send(request(pupil, upload).method("HEAD", BodyPublishers.noBody()));
    }

    private long offset(Pupil pupil, String upload) throws Exception {
        HttpResponse<String> answer = head(pupil, upload);
        assertThat(answer.statusCode()).isEqualTo(200);
        return Long.parseLong(answer.headers().firstValue("Upload-Offset").orElseThrow());
    }

    /** As a client does it: asks how far it came and goes on there, until it is whole. */
    private void finish(Pupil pupil, String upload, byte[] content) throws Exception {
        for (int attempt = 0; attempt < 20; attempt++) {
            int from = (int) offset(pupil, upload);
            if (from == content.length) {
                return;
            }
            patch(pupil, upload, from, Arrays.copyOfRange(content, from, content.length));
        }
        throw new AssertionError("does not come to its end");
    }

    /** Announces the rest, sends so many bytes of it and is gone. */
    private void breakOff(Pupil pupil, String upload, long from, byte[] content, int bytes) throws IOException {
        try (Socket line = new Socket(base().getHost(), base().getPort())) {
            line.getOutputStream().write(head(pupil, upload, from, content.length - from));
            line.getOutputStream().write(content, (int) from, bytes);
            line.getOutputStream().flush();
        }
    }

    private byte[] head(Pupil pupil, String upload, long from, long length) {
        return String.join(
                        "\r\n",
                        "PATCH " + base().getPath() + upload + " HTTP/1.1",
                        "Host: " + base().getAuthority(),
                        "Origin: " + origin(),
                        "Cookie: " + pupil.cookie(),
                        "X-CSRF-Token: " + pupil.token(),
                        "Tus-Resumable: 1.0.0",
                        "Upload-Offset: " + from,
                        "Content-Type: " + Tus.PIECE,
                        "Content-Length: " + length,
                        "Connection: close",
                        "",
                        "")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private List<Integer> statuses(Pupil pupil, String upload) throws Exception {
        return List.of(
                head(pupil, upload).statusCode(),
                patch(pupil, upload, 0, new byte[1]).statusCode(),
                send(request(pupil, upload).DELETE()).statusCode());
    }

    private static Pupil without(Pupil pupil, String cookie) {
        return new Pupil(pupil.person(), pupil.course(), pupil.project(), pupil.work(), cookie, pupil.token());
    }

    /** By the form of the pupil's page; answers the page that is shown then. */
    private HttpResponse<String> add(Pupil pupil, String upload) throws Exception {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        String version = Long.toString(number("SELECT version FROM work WHERE id = ?", pupil.work()));
        String[][] fields = {
            {"_csrf", pupil.token()},
            {"do", "add"},
            {"version", version},
            {"attempt", "1"},
            {"reflection", ""},
            {"upload", id(upload).toString()}
        };
        for (String[] field : fields) {
            form.writeBytes(
                    ("--x\r\nContent-Disposition: form-data; name=\"" + field[0] + "\"\r\n\r\n" + field[1] + "\r\n")
                            .getBytes(StandardCharsets.UTF_8));
        }
        form.writeBytes("--x--\r\n".getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> answer = send(browser(pupil, pupil.page())
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(BodyPublishers.ofByteArray(form.toByteArray())));
        return answer.statusCode() == 303 ? send(browser(pupil, pupil.page()).GET()) : answer;
    }

    private HttpRequest.Builder request(Pupil pupil, String upload) {
        return browser(pupil, upload.isEmpty() ? pupil.uploads() : upload).header("Tus-Resumable", "1.0.0");
    }

    private HttpRequest.Builder browser(Pupil pupil, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base() + path))
                .header("Origin", origin())
                .header("X-CSRF-Token", pupil.token());
        return pupil.cookie().isEmpty() ? request : request.header("Cookie", pupil.cookie());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private URI base() {
        return settings.toolsUrl();
    }

    private String origin() {
        return settings.baseUrl().toString();
    }

    private Path part(String upload) {
        return settings.dataDirectory().resolve("files/parts/" + upload.substring(upload.lastIndexOf('/') + 1));
    }

    private static UUID id(String upload) {
        return UUID.fromString(upload.substring(upload.lastIndexOf('/') + 1));
    }

    /** Text, so that it is a kind of file that is taken. */
    private static byte[] content(int length) {
        byte[] content = new byte[length];
        for (int i = 0; i < length; i++) {
            content[i] = (byte) ('a' + (i * 31 + i / 977) % 26);
        }
        return content;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
