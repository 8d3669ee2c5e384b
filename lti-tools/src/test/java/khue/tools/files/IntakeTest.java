/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntakeTest {

    private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");

    private static final long LARGEST = 1L << 20;

    @TempDir
    private Path root;

    private Contents contents;
    private Intake intake;

    @BeforeEach
    void open() throws IOException {
        contents = new Contents(root);
        intake = new Intake(contents, Clock.fixed(NOW, ZoneOffset.UTC), LARGEST, 2048);
    }

    @Test
    void storesBytesByTheirHash() throws Exception {
        ReceivedFile received = receive(TestFiles.text("Nhật ký trồng rau"), "nhật ký.txt");

        assertThat(received.mediaType()).isEqualTo("text/plain");
        assertThat(contents.path(received.sha256()))
                .isEqualTo(root.resolve(received.sha256().substring(0, 2))
                        .resolve(received.sha256().substring(2, 4))
                        .resolve(received.sha256()))
                .hasContent("Nhật ký trồng rau");
    }

    @Test
    void storesTheSameBytesOnce() throws Exception {
        ReceivedFile first = receive(TestFiles.text("giống nhau"), "a.txt");
        ReceivedFile second = receive(TestFiles.text("giống nhau"), "b.txt");

        assertThat(second.sha256()).isEqualTo(first.sha256());
        assertThat(storedFiles()).hasSize(1);
    }

    @Test
    void leavesNothingOfARefusedFile() throws Exception {
        assertRefused(FileRefused.Reason.KIND, TestFiles.text("<!DOCTYPE html><html></html>"));

        assertThat(storedFiles()).isEmpty();
    }

    @Test
    void removesThePlaceAndEverythingElseThatAPhotographTells() throws Exception {
        byte[] photograph = TestFiles.photograph(400, 300, 1);
        assertThat(new String(photograph, StandardCharsets.ISO_8859_1)).contains(TestFiles.PLACE, "Exif");

        ReceivedFile received = receive(photograph, "IMG_0001.JPG");

        for (String hash :
                new String[] {received.sha256(), received.thumbnailSha256().orElseThrow()}) {
            assertThat(Files.readString(contents.path(hash), StandardCharsets.ISO_8859_1))
                    .doesNotContain(TestFiles.PLACE, "Exif", "xmpmeta");
        }
    }

    /** Where the red quarter of a picture that was held so must appear: left or right, upper or lower. */
    static Stream<Arguments> orientations() {
        return Stream.of(
                Arguments.of(1, false, false),
                Arguments.of(2, true, false),
                Arguments.of(3, true, true),
                Arguments.of(4, false, true),
                Arguments.of(5, false, false),
                Arguments.of(6, true, false),
                Arguments.of(7, true, true),
                Arguments.of(8, false, true));
    }

    @ParameterizedTest
    @MethodSource("orientations")
    void turnsAPhotographUpright(int orientation, boolean right, boolean lower) throws Exception {
        ReceivedFile received = receive(TestFiles.photograph(400, 300, orientation), "a.jpg");

        boolean turned = orientation >= 5;
        assertThat(received.width()).contains(turned ? 300 : 400);
        assertThat(received.height()).contains(turned ? 400 : 300);
        BufferedImage picture = read(received.sha256());
        int x = picture.getWidth() * (right ? 3 : 1) / 4;
        int y = picture.getHeight() * (lower ? 3 : 1) / 4;
        assertThat(picture.getRGB(x, y) >> 16 & 0xFF).as("red").isGreaterThan(200);
    }

    @Test
    void scalesALargePictureToAScreen() throws Exception {
        ReceivedFile received = receive(TestFiles.picture("jpg", 5000, 2500), "to.jpg");

        assertThat(received.width()).contains(2048);
        assertThat(received.height()).contains(1024);
        BufferedImage thumbnail = read(received.thumbnailSha256().orElseThrow());
        assertThat(thumbnail.getWidth()).isEqualTo(Pictures.THUMBNAIL_SIDE);
    }

    @Test
    void keepsTransparencyAsPngAndTurnsOtherPngsIntoJpeg() throws Exception {
        assertThat(receive(TestFiles.transparentPng(40, 30), "a.png").mediaType())
                .isEqualTo("image/png");
        ReceivedFile opaque = receive(TestFiles.picture("png", 40, 30), "b.png");
        assertThat(opaque.mediaType()).isEqualTo("image/jpeg");
        assertThat(opaque.name()).isEqualTo("b.jpg");
    }

    @Test
    void makesAnUprightJpegOfAWebpWithoutWhatItTells() throws Exception {
        byte[] webp = TestFiles.file("photo.webp");
        assertThat(new String(webp, StandardCharsets.ISO_8859_1)).contains(TestFiles.PLACE, "EXIF");

        ReceivedFile received = receive(webp, "Ảnh Zalo.webp");

        assertThat(received.name()).isEqualTo("Ảnh Zalo.jpg");
        assertThat(received.mediaType()).isEqualTo("image/jpeg");
        assertThat(received.width()).contains(240);
        assertThat(received.height()).contains(320);
        BufferedImage picture = read(received.sha256());
        assertThat(picture.getRGB(120, 160) >> 16 & 0xFF).as("red").isGreaterThan(150);
        assertThat(picture.getRGB(20, 20) >> 8 & 0xFF).as("green").isLessThan(150);
        assertThat(Files.readString(contents.path(received.sha256()), StandardCharsets.ISO_8859_1))
                .doesNotContain(TestFiles.PLACE, "Exif", "EXIF");
    }

    @Test
    void keepsWhatIsSeeThroughInAWebp() throws Exception {
        assertThat(receive(TestFiles.file("transparent.webp"), "a.webp").mediaType())
                .isEqualTo("image/png");
    }

    @Test
    void readsAnyWebpToItsEndOrRefusesIt() throws Exception {
        byte[] webp = TestFiles.file("photo.webp");
        // Each byte of what says where and how large everything is, and some of the picture's.
        for (int place = 0; place < webp.length; place += place < 80 ? 1 : 13) {
            byte[] spoilt = webp.clone();
            spoilt[place] ^= (byte) 0xFF;
            readsOrRefuses(spoilt);
            readsOrRefuses(Arrays.copyOf(webp, place));
        }
    }

    private void readsOrRefuses(byte[] content) throws IOException {
        try {
            assertThat(receive(content, "a.webp").mediaType()).isNotEmpty();
        } catch (FileRefused refused) {
            assertThat(refused.reason()).isNotNull();
        }
    }

    static Stream<Arguments> recordings() {
        return Stream.of(
                Arguments.of(FileKind.MOV, TestFiles.film()),
                Arguments.of(FileKind.MP3, TestFiles.mp3()),
                Arguments.of(FileKind.WAV, TestFiles.wav()),
                Arguments.of(FileKind.WEBM, TestFiles.webm()));
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void removesThePlaceFromARecordingAndLeavesWhatIsSeenAndHeard(FileKind kind, byte[] content) throws Exception {
        assertThat(new String(content, StandardCharsets.ISO_8859_1)).contains(TestFiles.PLACE, TestFiles.SEEN);

        ReceivedFile received = receive(content, "a");

        assertThat(received.mediaType()).isEqualTo(kind.mediaType());
        assertThat(Files.readString(contents.path(received.sha256()), StandardCharsets.ISO_8859_1))
                .contains(TestFiles.SEEN)
                .doesNotContain(TestFiles.PLACE);
    }

    @Test
    void movesNothingOfAFilm() throws Exception {
        byte[] film = TestFiles.film();

        byte[] kept = Files.readAllBytes(contents.path(receive(film, "a.mp4").sha256()));

        String before = new String(film, StandardCharsets.ISO_8859_1);
        String after = new String(kept, StandardCharsets.ISO_8859_1);
        assertThat(after).hasSameSizeAs(before);
        assertThat(after.indexOf(TestFiles.SEEN)).isEqualTo(before.indexOf(TestFiles.SEEN));
        assertThat(after.indexOf("vide")).isEqualTo(before.indexOf("vide")).isPositive();
        assertThat(after).contains("free").doesNotContain("udta", "mebx");
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void followsAnyRecordingToItsEndOrRefusesIt(FileKind kind, byte[] content) throws Exception {
        Path draft = contents.draft();
        for (int place = 0; place < content.length; place++) {
            for (int value : new int[] {0, 1, 0x7F, 0xFF}) {
                byte[] spoilt = content.clone();
                spoilt[place] = (byte) value;
                Files.write(draft, spoilt);
                try {
                    Recordings.forget(draft, kind);
                } catch (FileRefused refused) {
                    assertThat(refused.reason()).isEqualTo(FileRefused.Reason.RECORDING);
                }
            }
        }
    }

    @Test
    void refusesAPictureThatClaimsMorePixelsThanOneMayHave() {
        assertRefused(FileRefused.Reason.PICTURE_PIXELS, TestFiles.pngThatClaims(60_000, 60_000));
    }

    @Test
    void refusesADamagedPicture() {
        assertRefused(FileRefused.Reason.PICTURE_DAMAGED, TestFiles.pngThatClaims(40, 30));
    }

    @Test
    void refusesAnEmptyFile() {
        assertRefused(FileRefused.Reason.EMPTY, new byte[0]);
    }

    @Test
    void refusesAFileThatIsTooLargeWithoutReadingItToItsEnd() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'a';
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                return length;
            }
        };

        assertThatThrownBy(() -> intake.receive(endless, "a.txt"))
                .isInstanceOfSatisfying(
                        FileRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(FileRefused.Reason.TOO_LARGE));
    }

    static Stream<Arguments> taken() {
        String office = "vnd.openxmlformats-officedocument.";
        return Stream.of(
                Arguments.of("application/pdf", TestFiles.text("%PDF-1.7\n1 0 obj\n")),
                Arguments.of(
                        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                        TestFiles.office(office + "wordprocessingml.document.main+xml")),
                Arguments.of(
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                        TestFiles.office(office + "spreadsheetml.sheet.main+xml")),
                Arguments.of(
                        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
                        TestFiles.office(office + "presentationml.presentation.main+xml")),
                Arguments.of(
                        "application/vnd.oasis.opendocument.text",
                        TestFiles.zip(Map.of("mimetype", "application/vnd.oasis.opendocument.text"))),
                Arguments.of("audio/mpeg", TestFiles.mp3()),
                Arguments.of(
                        "audio/mp4", TestFiles.join(TestFiles.bytes(0, 0, 0, 16), TestFiles.text("ftypM4A \0\0\0\0"))),
                Arguments.of("audio/wav", TestFiles.text("RIFF\u0024\0\0\0WAVEfmt ")),
                Arguments.of(
                        "video/mp4",
                        TestFiles.join(TestFiles.bytes(0, 0, 0, 16), TestFiles.text("ftypisom\0\0\u0002\0"))),
                Arguments.of(
                        "video/mp4", TestFiles.join(TestFiles.bytes(0, 0, 0, 16), TestFiles.text("ftypmp42\0\0\0\0"))),
                Arguments.of(
                        "video/quicktime",
                        TestFiles.join(TestFiles.bytes(0, 0, 0, 16), TestFiles.text("ftypqt  \0\0\0\0"))),
                Arguments.of("video/webm", TestFiles.webm()),
                Arguments.of("audio/webm", TestFiles.webmSound()),
                Arguments.of("audio/mp4", TestFiles.spoken()),
                Arguments.of("text/plain", TestFiles.text("Em đã học được nhiều điều: tưới, bón, nhổ cỏ.")));
    }

    @ParameterizedTest
    @MethodSource("taken")
    void takesAKindByItsContentWhateverItsNameSays(String mediaType, byte[] content) throws Exception {
        assertThat(receive(content, "anything.exe").mediaType()).isEqualTo(mediaType);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(
                        FileRefused.Reason.KIND,
                        TestFiles.text("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>1</script></svg>")),
                Arguments.of(FileRefused.Reason.KIND, TestFiles.text("<html><body>chào</body></html>")),
                Arguments.of(FileRefused.Reason.KIND, TestFiles.text("<?xml version=\"1.0\"?><a/>")),
                Arguments.of(FileRefused.Reason.KIND, TestFiles.text("#!/bin/sh\nrm -rf /\n")),
                Arguments.of(FileRefused.Reason.KIND, TestFiles.join(TestFiles.text("MZ"), new byte[200])),
                Arguments.of(
                        FileRefused.Reason.KIND, TestFiles.join(TestFiles.text("\u007FELF\u0002\u0001"), new byte[60])),
                Arguments.of(FileRefused.Reason.KIND, TestFiles.text("Rar!\u001A\u0007\0")),
                Arguments.of(
                        FileRefused.Reason.KIND,
                        TestFiles.join(
                                TestFiles.bytes(0x1A, 0x45, 0xDF, 0xA3, 0x9F, 0x42, 0x86, 0x81, 1, 0x42, 0x82, 0x88),
                                TestFiles.text("matroska"))),
                Arguments.of(FileRefused.Reason.ARCHIVE, TestFiles.zip(Map.of("a.txt", "a"))),
                Arguments.of(FileRefused.Reason.ARCHIVE_SIZE, TestFiles.bomb()),
                Arguments.of(FileRefused.Reason.ARCHIVE_SIZE, TestFiles.zipThatClaims(60_000)),
                Arguments.of(
                        FileRefused.Reason.RECORDING,
                        TestFiles.join(TestFiles.bytes(0, 0, 0, 24), TestFiles.text("ftypmp42\0\0\0\0"))),
                Arguments.of(FileRefused.Reason.RECORDING, TestFiles.text("ID3\u0003\0\0\0\0\0\0")),
                Arguments.of(
                        FileRefused.Reason.ARCHIVE, TestFiles.office("vnd.ms-word.document.macroEnabled.main+xml")),
                Arguments.of(
                        FileRefused.Reason.HEIC,
                        TestFiles.join(TestFiles.bytes(0, 0, 0, 24), TestFiles.text("ftypheic\0\0\0\0mif1heic"))),
                Arguments.of(FileRefused.Reason.HEIC, TestFiles.file("photo.heic")),
                Arguments.of(FileRefused.Reason.PICTURE_FORMAT, TestFiles.text("GIF89a\1\0\1\0\0\0\0")),
                Arguments.of(FileRefused.Reason.PICTURE_DAMAGED, TestFiles.text("RIFF\u0024\0\0\0WEBPVP8 ")),
                Arguments.of(FileRefused.Reason.PICTURE_PIXELS, TestFiles.webpThatClaims(16_383, 16_383)));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesAKindByItsContentWhateverItsNameSays(FileRefused.Reason reason, byte[] content) {
        assertRefused(reason, content);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bài làm.pdf",
                "C:\\Users\\an\\bài làm.pdf",
                "../../etc/bài làm.pdf",
                "bài làm.jpg",
                "bài\u0000 \u202Elàm.pdf"
            })
    void keepsANameAsTextOnly(String name) throws Exception {
        assertThat(receive(TestFiles.text("%PDF-1.7\n"), name).name()).isEqualTo("bài làm.pdf");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "...", "\u0007", ".pdf"})
    void givesANamelessFileAName(String name) throws Exception {
        assertThat(receive(TestFiles.text("%PDF-1.7\n"), name).name()).isEqualTo("khue.pdf");
    }

    @Test
    void shortensALongNameAndKeepsItsEnding() throws Exception {
        String name = receive(TestFiles.text("%PDF-1.7\n"), "Vườn rau ".repeat(40) + ".pdf")
                .name();

        assertThat(name)
                .startsWith("Vườn rau Vườn rau")
                .endsWith(".pdf")
                .hasSizeLessThanOrEqualTo(FileName.LONGEST + 4);
    }

    @Test
    void offersADownloadByItsNameInEveryAlphabet() throws Exception {
        StoredFile file = new StoredFile(null, receive(TestFiles.text("%PDF-1.7\n"), "Đỗ \"An\" (1)*.pdf"), NOW);

        assertThat(file.disposition("attachment"))
                .isEqualTo("attachment; filename=\"Do _An_ _1__.pdf\"; "
                        + "filename*=UTF-8''%C4%90%E1%BB%97%20%22An%22%20%281%29%2A.pdf");
    }

    @Test
    void findsContentsThatWereNotBroughtAgainLately() throws Exception {
        ReceivedFile received = receive(TestFiles.text("cũ"), "a.txt");
        Files.setLastModifiedTime(contents.path(received.sha256()), FileTime.from(NOW.minusSeconds(7200)));
        try (var old = contents.untouchedSince(NOW.minusSeconds(3600))) {
            assertThat(old).containsExactly(received.sha256());
        }

        receive(TestFiles.text("cũ"), "b.txt");

        try (var old = contents.untouchedSince(NOW.minusSeconds(3600))) {
            assertThat(old).isEmpty();
        }
    }

    private ReceivedFile receive(byte[] content, String name) throws IOException, FileRefused {
        return intake.receive(new ByteArrayInputStream(content), name);
    }

    private void assertRefused(FileRefused.Reason reason, byte[] content) {
        assertThatThrownBy(() -> receive(content, "bai.jpg"))
                .isInstanceOfSatisfying(
                        FileRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    private BufferedImage read(String hash) throws IOException {
        return ImageIO.read(contents.path(hash).toFile());
    }

    private Stream<Path> storedFiles() throws IOException {
        return Files.walk(root).filter(Files::isRegularFile);
    }
}
