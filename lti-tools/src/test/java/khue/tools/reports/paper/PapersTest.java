/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.reports.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import khue.tools.reports.SnapshotOfTheTest;
import khue.tools.reports.snapshot.CanonicalJson;
import khue.tools.reports.snapshot.TypedHash;
import khue.tools.web.Messages;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureNode;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.extractor.XWPFWordExtractor;
import org.apache.poi.xwpf.usermodel.Borders;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.apache.poi.xwpf.usermodel.XWPFTableCell;
import org.junit.jupiter.api.Test;

/** The same report in three formats, opened again. */
class PapersTest {

    private static final String HASH =
            CanonicalJson.sha256(SnapshotOfTheTest.locked().json());
    private static final String ADDRESS = "https://khue.example.vn/tools/reports/verify?hash=" + HASH;

    private static final String SQL = "select count(distinct pupil)\n  from xapi.work";
    private static final String FORMULA = CanonicalJson.sha256(SQL);

    /** What must be on the paper, in this order. */
    private static final List<String> IN_ORDER = List.of(
            "TRƯỜNG ĐẠI HỌC THỦ ĐÔ HÀ NỘI",
            "BÁO CÁO",
            "quý III năm 2026",
            "I. Tiến độ",
            "Chương trình đi đúng tiến độ.",
            "[1]",
            "Chưa có số liệu",
            "II. Tình hình thực hiện",
            "[2]",
            "62,5%",
            "n < 10",
            "III. Kết quả",
            "IV. Khó khăn, tồn tại",
            "V. Khắc phục sự cố",
            "Mất mạng hai ngày",
            "đã đổi đường truyền",
            "VI. Kế hoạch triển khai",
            "Nơi nhận:",
            "PHỤ LỤC",
            "Công thức (mã " + TypedHash.beginning(FORMULA) + "): Học sinh có ≥ 1 sản phẩm");

    private static Paper paper() {
        return new PaperMaker(new Messages(), Locale.forLanguageTag("vi"), UnaryOperator.identity())
                .paper(
                        SnapshotOfTheTest.locked(),
                        new PaperMaker.Ending(
                                List.of("PHÓ HIỆU TRƯỞNG", "(Đã ký điện tử)", "Nguyễn Thị Lan"),
                                LocalDate.of(2026, 10, 5),
                                new Paper.Proof(
                                        "Mã kiểm tra: " + HASH.substring(0, 20),
                                        List.of("Mã băm SHA-256: " + HASH),
                                        Optional.of(ADDRESS))));
    }

    @Test
    void saysTheSameInEachSectionAndNoKeyInsteadOfASentence() {
        List<Block> blocks = paper().blocks();

        assertThat(blocks.toString()).doesNotContain("??");
        assertThat(blocks.stream()
                        .filter(block -> block.kind().equals("heading1"))
                        .map(block -> ((Block.Heading) block).words()))
                .containsExactly(
                        "I. Tiến độ",
                        "II. Tình hình thực hiện",
                        "III. Kết quả",
                        "IV. Khó khăn, tồn tại",
                        "V. Khắc phục sự cố",
                        "VI. Kế hoạch triển khai");
    }

    @Test
    void givesNoNumberOfACellThatIsSuppressed() {
        Block.Table cut = paper().blocks().stream()
                .filter(Block.Table.class::isInstance)
                .map(Block.Table.class::cast)
                .filter(table -> table.heads().contains("Cấp học"))
                .findFirst()
                .orElseThrow();

        assertThat(cut.rows().get(0).cells())
                .containsExactly(
                        Block.Cell.of("Tiểu học"),
                        Block.Cell.tooFew(10),
                        Block.Cell.number("–"),
                        Block.Cell.number("–"));
        assertThat(cut.rows()).hasSize(4);
    }

    @Test
    void isADocument() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        WordPaper.write(paper(), file);

        try (XWPFDocument document = new XWPFDocument(new ByteArrayInputStream(file.toByteArray()));
                XWPFWordExtractor words = new XWPFWordExtractor(document)) {
            assertThat(words.getText())
                    .containsSubsequence(IN_ORDER)
                    .contains(
                            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                            "Số: 12/BC-ĐHTĐHN",
                            "Hà Nội, ngày 05 tháng 10 năm 2026")
                    .contains("Nguyễn Thị Lan", HASH)
                    .doesNotContain("select count");
            assertThat(document.getAllPictures()).hasSize(1);
            XWPFTable cut = document.getTables().stream()
                    .filter(table -> table.getText().contains("Tiểu học"))
                    .findFirst()
                    .orElseThrow();
            // Not every program computes columns from cells: the widths stand in the grid.
            assertThat(cut.getCTTbl().getTblGrid().getGridColList().stream()
                            .map(column -> ((Number) column.getW()).intValue() * 100 / 9071)
                            .toList())
                    .containsExactly(45, 21, 15, 15);
            assertThat(document.getTables().get(0).getRow(0).getCell(1).getParagraphs().stream()
                            .filter(paragraph -> paragraph.getBorderTop() == Borders.SINGLE))
                    .as("the line below the motto")
                    .hasSize(1);
            XWPFTableCell suppressed = cut.getRow(1).getCell(1);
            assertThat(suppressed.getText()).isEqualTo("n < 10");
            assertThat(suppressed.getCTTc().getTcPr().getShd().getVal().toString())
                    .isEqualTo("thinDiagStripe");
        }
    }

    @Test
    void isASpreadsheetWithNumbersThatAreNumbersAndWordsThatAreWords() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        SpreadsheetPaper.write(paper(), SnapshotOfTheTest.locked(), List.of("Báo cáo", "Số liệu", "Nguồn gốc"), file);

        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(file.toByteArray()))) {
            assertThat(text(book.getSheetAt(0))).containsSubsequence(IN_ORDER.subList(0, 17));
            Sheet figures = book.getSheetAt(1);
            Row total = figures.getRow(figures.getLastRowNum());
            assertThat(total.getCell(11).getNumericCellValue()).isEqualTo(0.625);
            Cell suppressed = figures.getRow(2).getCell(11);
            assertThat(suppressed.getStringCellValue()).isEqualTo("n < 10");
            assertThat(suppressed.getCellStyle().getFillPattern()).isEqualTo(FillPatternType.THIN_BACKWARD_DIAG);
            assertThat(text(book.getSheetAt(2))).contains(SQL, FORMULA, "sản phẩm được chấp nhận");
            for (Sheet sheet : book) {
                sheet.forEach(row ->
                        row.forEach(cell -> assertThat(cell.getCellType()).isNotEqualTo(CellType.FORMULA)));
            }
        }
    }

    private static String text(Sheet sheet) {
        List<String> cells = new ArrayList<>();
        sheet.forEach(row -> row.forEach(cell -> cells.add(cell.toString())));
        return String.join("\n", cells);
    }

    @Test
    void isATaggedPdfWithEveryVietnameseLetter() throws IOException {
        try (PDDocument pdf = Loader.loadPDF(pdf(paper()))) {
            String text = new PDFTextStripper().getText(pdf).replaceAll("\\s+", " ");

            assertThat(text)
                    .containsSubsequence(IN_ORDER)
                    .contains("Độc lập - Tự do - Hạnh phúc", "Hà Nội, ngày 05 tháng 10 năm 2026", "Nguyễn Thị Lan")
                    // A letter that no font here has does not end the export.
                    .contains("=HYPERLINK(\"http://x\") ?")
                    .doesNotContain("select count");
            assertThat(pdf.getDocumentCatalog().getLanguage()).isEqualTo("vi");
            assertThat(pdf.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
            assertThat(types(pdf.getDocumentCatalog().getStructureTreeRoot()))
                    .containsSubsequence("Document", "H1", "H2", "P", "Table", "TR", "TH", "TD", "Figure");
            for (PDPage page : pdf.getPages()) {
                page.getResources()
                        .getFontNames()
                        .forEach(font -> assertThat(embedded(page, font)).isTrue());
            }
        }
    }

    private static boolean embedded(PDPage page, org.apache.pdfbox.cos.COSName font) {
        try {
            return page.getResources().getFont(font).isEmbedded();
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static List<String> types(PDStructureNode node) {
        List<String> types = new ArrayList<>();
        for (Object kid : node.getKids()) {
            if (kid instanceof PDStructureElement element) {
                types.add(element.getStructureType());
                types.addAll(types(element));
            }
        }
        return types;
    }

    @Test
    void goesOnOverPagesWithTheHeadsOfTablesAndTheNumberOfThePage() throws IOException {
        Paper one = paper();
        List<Block> many = new ArrayList<>();
        many.add(new Block.Words("dài".repeat(400)));
        many.add(new Block.Table(
                "Bảng dài",
                List.of("Trường", "Giá trị"),
                IntStream.range(0, 90)
                        .mapToObj(i -> new Block.Row(
                                List.of(Block.Cell.of("Trường THCS số " + i), Block.Cell.number("" + i)), false))
                        .toList(),
                List.of(70, 30)));
        Paper longOne = new Paper(
                one.superior(),
                one.issuer(),
                one.number(),
                one.country(),
                one.motto(),
                one.placeAndDay(),
                one.title(),
                one.about(),
                many,
                one.recipients(),
                one.signed(),
                one.proof());

        try (PDDocument pdf = Loader.loadPDF(pdf(longOne))) {
            assertThat(pdf.getNumberOfPages()).isGreaterThan(2);
            PDFTextStripper second = new PDFTextStripper();
            second.setStartPage(2);
            second.setEndPage(2);
            String page = second.getText(pdf);
            assertThat(page.lines().collect(Collectors.toList())).contains("2");
            assertThat(page).contains("Giá trị").contains(HASH.substring(0, 20));
            assertThat(new PDFTextStripper().getText(pdf)).contains("Trường THCS số 89");
        }
    }

    private static byte[] pdf(Paper paper) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        PdfPaper.write(paper, file);
        return file.toByteArray();
    }
}
