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
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import khue.tools.settings.Settings;
import khue.tools.testing.InServer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** The tus protocol, in the server and on PostgreSQL. */
@ArquillianTest
class UploadsIT {

    private static final int MIB = 1 << 20;

    private final TusClient tus = bean(Settings.class) == null ? null : new TusClient();
    private final AbandonedUploads abandoned = bean(AbandonedUploads.class);

    @Deployment
    static WebArchive tools() {
        return InServer.tools();
    }

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
}
