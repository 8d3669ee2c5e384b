/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.drew.imaging.ImageMetadataReader;
import com.drew.metadata.exif.ExifIFD0Directory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.poi.common.usermodel.PictureType;
import org.apache.poi.ooxml.POIXMLDocument;
import org.apache.poi.sl.usermodel.PictureData;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.util.Units;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents keep what their pages show; what devices and programs wrote beside it is gone. */
class DocumentsTest {

    private static final String AUTHOR = "MAY-TINH-CUA-BO";

    @TempDir
    private Path root;

    private Contents contents;
    private Intake intake;

    @BeforeEach
    void open() throws IOException {
        contents = new Contents(root);
        intake = new Intake(contents, Clock.systemUTC(), 1 << 22, 2048);
    }

    @Test
    void forgetsWhoWroteATextAndWhereItsPhotographsWereTaken() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (XWPFDocument document = new XWPFDocument()) {
            name(document);
            document.createParagraph().createRun().setText("Em trồng rau muống.");
            document.createParagraph()
                    .createRun()
                    .addPicture(
                            new ByteArrayInputStream(TestFiles.photograph(40, 30, 6)),
                            PictureType.JPEG,
                            "IMG_0001.jpg",
                            Units.toEMU(40),
                            Units.toEMU(30));
            document.write(out);
        }

        byte[] kept = kept(out.toByteArray(), "bài.docx");

        try (XWPFDocument document = new XWPFDocument(new ByteArrayInputStream(kept))) {
            isNameless(document);
            assertThat(document.getParagraphs().get(0).getText()).isEqualTo("Em trồng rau muống.");
            byte[] picture = document.getAllPictures().get(0).getData();
            assertThat(text(picture)).doesNotContain(TestFiles.PLACE, "xmpmeta");
            assertThat(ImageIO.read(new ByteArrayInputStream(picture)).getWidth())
                    .isEqualTo(40);
            assertThat(ImageMetadataReader.readMetadata(new ByteArrayInputStream(picture))
                            .getFirstDirectoryOfType(ExifIFD0Directory.class)
                            .getInt(ExifIFD0Directory.TAG_ORIENTATION))
                    .as("how the camera was held")
                    .isEqualTo(6);
        }
    }

    @Test
    void forgetsTheSameOfASpreadsheetAndOfSlides() throws Exception {
        ByteArrayOutputStream book = new ByteArrayOutputStream();
        try (XSSFWorkbook workbook = new XSSFWorkbook()) {
            name(workbook);
            workbook.createSheet("Đo").createRow(0).createCell(0).setCellValue("12 cm");
            workbook.addPicture(TestFiles.photograph(40, 30, 1), Workbook.PICTURE_TYPE_JPEG);
            workbook.write(book);
        }
        ByteArrayOutputStream slides = new ByteArrayOutputStream();
        try (XMLSlideShow show = new XMLSlideShow()) {
            name(show);
            show.createSlide();
            show.addPicture(TestFiles.photograph(40, 30, 1), PictureData.PictureType.JPEG);
            show.write(slides);
        }

        try (XSSFWorkbook workbook = new XSSFWorkbook(new ByteArrayInputStream(kept(book.toByteArray(), "đo.xlsx")))) {
            isNameless(workbook);
            assertThat(workbook.getSheetAt(0).getRow(0).getCell(0).getStringCellValue())
                    .isEqualTo("12 cm");
            assertThat(text(workbook.getAllPictures().get(0).getData())).doesNotContain(TestFiles.PLACE);
        }
        try (XMLSlideShow show =
                new XMLSlideShow(new ByteArrayInputStream(kept(slides.toByteArray(), "trình chiếu.pptx")))) {
            isNameless(show);
            assertThat(show.getSlides()).hasSize(1);
            assertThat(text(show.getPictureData().get(0).getData())).doesNotContain(TestFiles.PLACE);
        }
    }

    @Test
    void forgetsWhoWroteAnOpenDocument() throws Exception {
        byte[] document = TestFiles.zip(Map.of(
                "mimetype", "application/vnd.oasis.opendocument.text",
                "meta.xml", "<meta:initial-creator>" + AUTHOR + "</meta:initial-creator>",
                "content.xml", "<text>Em trồng rau.</text>"));

        byte[] kept = kept(document, "bài.odt");

        Path file = root.resolve("kept.odt");
        Files.write(file, kept);
        try (Archive archive = new Archive(file)) {
            assertThat(archive.text("meta.xml", 1000)).contains("document-meta").doesNotContain(AUTHOR);
            assertThat(archive.text("content.xml", 1000)).contains("Em trồng rau.");
            assertThat(archive.text("mimetype", 1000)).isEqualTo("application/vnd.oasis.opendocument.text");
        }
    }

    @Test
    void refusesADocumentWithAPlaceThatItCannotTakeOut() {
        byte[] exif = TestFiles.placeInTiff();
        byte[] document = TestFiles.office(
                "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", "word/media/image1.tiff", exif);

        assertThatThrownBy(() -> kept(document, "bài.docx"))
                .isInstanceOfSatisfying(
                        FileRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(FileRefused.Reason.DOCUMENT_PLACE));
    }

    @Test
    void forgetsTheSameOfAPdfAndMovesNothing() throws Exception {
        byte[] photograph = TestFiles.photograph(40, 30, 1);
        byte[] pdf = TestFiles.join(
                TestFiles.text(
                        "%PDF-1.7\n1 0 obj\n<</Author (" + AUTHOR + " \\(ba\\) (nhà)) /Title (Vườn rau)>>\nendobj\n"
                                + "2 0 obj\n<</Author <4D41592D> /Producer (Word)>>\nendobj\n3 0 obj\n<</Type/Metadata>>\nstream\n<x:xmpmeta>"
                                + AUTHOR
                                + "</x:xmpmeta>\nendstream\nendobj\n4 0 obj\n<</Filter/DCTDecode>>\nstream\n"),
                TestFiles.join(photograph, TestFiles.text("\nendstream\nendobj\ntrailer\n<</Info 1 0 R>>\n%%EOF\n")));

        byte[] kept = kept(pdf, "bài.pdf");

        assertThat(text(kept))
                .hasSameSizeAs(text(pdf))
                .doesNotContain(AUTHOR, "nhà", "4D41592D", TestFiles.PLACE)
                .contains("/Title (V", "/Producer (Word)", "/DCTDecode");
        assertThat(text(kept).indexOf("trailer")).isEqualTo(text(pdf).indexOf("trailer"));
        int picture = text(pdf).indexOf("\u00FF\u00D8\u00FF");
        assertThat(ImageIO.read(new ByteArrayInputStream(kept, picture, photograph.length))
                        .getHeight())
                .isEqualTo(30);
    }

    @Test
    void findsWhatLiesAcrossTheBordersOfWhatItReadsAtOnce() throws Exception {
        byte[] padding = "%".repeat((1 << 20) - 20).getBytes(StandardCharsets.US_ASCII);
        byte[] pdf = TestFiles.join(
                TestFiles.join(TestFiles.text("%PDF-1.7\n"), padding),
                TestFiles.join(
                        TestFiles.text("\n/Author (" + AUTHOR + ")"),
                        TestFiles.join(TestFiles.photograph(40, 30, 1), TestFiles.text("\n%%EOF"))));

        assertThat(text(kept(pdf, "a.pdf"))).doesNotContain(AUTHOR, TestFiles.PLACE);
    }

    @Test
    void leavesALockedPdfAsItIs() throws Exception {
        byte[] pdf = TestFiles.text("%PDF-1.7\n<</Author (\u0001\u0002)>>\ntrailer\n<</Encrypt 5 0 R>>\n%%EOF");

        assertThat(kept(pdf, "a.pdf")).isEqualTo(pdf);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/Author (never closed",
                "/Author <never closed",
                "/Author",
                "/Author <<>>",
                "<x:xmpmeta without an end",
                "\u00FF\u00D8\u00FF\u00E1\u00FF\u00FF",
                "\u00FF\u00D8\u00FF\u00E1\u0000\u0000",
                "\u00FF\u00D8\u00FF\u00E1\0\nExif\u0000\u0000II",
                "\u00FF\u00D8\u00FF"
            })
    void takesAPdfThatLiesAboutItself(String part) throws Exception {
        byte[] pdf = ("%PDF-1.7\n" + part).getBytes(StandardCharsets.ISO_8859_1);

        assertThat(kept(pdf, "a.pdf")).hasSameSizeAs(pdf);
    }

    private byte[] kept(byte[] content, String name) throws IOException, FileRefused {
        ReceivedFile received = intake.receive(new ByteArrayInputStream(content), name);
        return Files.readAllBytes(contents.path(received.sha256()));
    }

    private static void name(POIXMLDocument document) {
        document.getProperties().getCoreProperties().setCreator(AUTHOR);
        document.getProperties().getCoreProperties().setLastModifiedByUser(AUTHOR);
        document.getProperties().getExtendedProperties().setCompany(AUTHOR);
        document.getProperties().getCustomProperties().addProperty("Máy", AUTHOR);
    }

    private static void isNameless(POIXMLDocument document) throws IOException {
        assertThat(document.getProperties().getCoreProperties().getCreator()).isNull();
        assertThat(document.getProperties().getCoreProperties().getLastModifiedByUser())
                .isNull();
        assertThat(document.getProperties().getExtendedProperties().getCompany())
                .isNull();
        assertThat(document.getProperties().getCustomProperties().contains("Máy"))
                .isFalse();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
