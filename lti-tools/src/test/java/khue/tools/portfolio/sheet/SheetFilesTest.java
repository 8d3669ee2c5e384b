/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files, opened again. */
class SheetFilesTest {

    private static final int HEAD = 7;

    @Test
    void writesASpreadsheetThatOpens() throws IOException {
        try (XSSFWorkbook book = spreadsheet(sheet("Đặng Gia Huy", "Chăm chỉ.\nCần tự tin hơn."))) {
            XSSFSheet page = book.getSheetAt(0);

            assertThat(page.getSheetName()).isEqualTo("Lớp 6A");
            assertThat(texts(page.getRow(0)))
                    .containsExactly("TRƯỜNG THCS LÒ GỐM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
            assertThat(texts(page.getRow(1))).containsExactly("Số: ……/……", "Độc lập - Tự do - Hạnh phúc");
            assertThat(texts(page.getRow(2))).containsExactly("……………, ngày 15 tháng 01 năm 2027");
            assertThat(texts(page.getRow(4))).containsExactly("BẢNG TỔNG HỢP NHẬN XÉT");
            assertThat(texts(page.getRow(5))).containsExactly("Lớp 6A");
            assertThat(texts(page.getRow(HEAD + 3))).containsExactly("Nơi nhận:", "GIÁO VIÊN");
            assertThat(texts(page.getRow(HEAD)))
                    .containsExactly("STT", "Họ và tên", "Vườn rau", "Phỏng vấn", "Nhận xét");
            assertThat(page.getRow(HEAD + 1).getCell(0).getNumericCellValue()).isEqualTo(1);
            assertThat(page.getRow(HEAD + 1).getCell(1).getStringCellValue()).isEqualTo("Đặng Gia Huy");
            assertThat(page.getRow(HEAD + 1).getCell(2).getStringCellValue()).isEqualTo("Đạt");
            assertThat(page.getRow(HEAD + 1).getCell(3).getStringCellValue()).isEmpty();
            assertThat(page.getRow(HEAD + 1).getCell(4).getStringCellValue()).isEqualTo("Chăm chỉ.\nCần tự tin hơn.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"=HYPERLINK(\"http://evil.example\")", "+1+1", "-2+3", "@SUM(A1)", "\t=1+1"})
    void holdsTextWhateverItLooksLike(String words) throws IOException {
        try (XSSFWorkbook book = spreadsheet(sheet(words, words))) {
            Row row = book.getSheetAt(0).getRow(HEAD + 1);
            for (Cell cell : List.of(row.getCell(1), row.getCell(4))) {
                assertThat(cell.getCellType()).isEqualTo(CellType.STRING);
                assertThat(cell.getStringCellValue()).isEqualTo(words);
                assertThat(cell.getCellStyle().getQuotePrefixed())
                        .as("stays text when it is edited")
                        .isTrue();
            }
        }
    }

    @Test
    void quotesTheTitlesOfProjects() throws IOException {
        ClassSheet sheet = new ClassSheet("", "=cmd", LocalDate.of(2027, 1, 15), List.of("=1+1"), List.of());
        try (XSSFWorkbook book = spreadsheet(sheet)) {
            Cell head = book.getSheetAt(0).getRow(HEAD).getCell(2);
            assertThat(head.getCellType()).isEqualTo(CellType.STRING);
            assertThat(head.getCellStyle().getQuotePrefixed()).isTrue();
        }
    }

    @Test
    void writesADocumentThatOpens() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SheetFiles.document(sheet("Đặng Gia Huy", "Chăm chỉ.\nCần tự tin hơn."), out);

        try (XWPFDocument document = new XWPFDocument(new ByteArrayInputStream(out.toByteArray()))) {
            assertThat(document.getParagraphs())
                    .extracting(XWPFParagraph::getText)
                    .containsSubsequence("BẢNG TỔNG HỢP NHẬN XÉT", "Lớp 6A");
            assertThat(document.getTables().get(0).getText())
                    .contains("TRƯỜNG THCS LÒ GỐM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "tháng 01 năm 2027");
            assertThat(document.getTables().get(2).getText()).contains("Nơi nhận:", "(Ký, ghi rõ họ tên)");
            XWPFTable table = document.getTables().get(1);
            assertThat(table.getRow(0).getCell(1).getText()).isEqualTo("Họ và tên");
            assertThat(table.getRow(1).getCell(1).getText()).isEqualTo("Đặng Gia Huy");
            assertThat(table.getRow(1).getCell(2).getText()).isEqualTo("Đạt");
            assertThat(table.getRow(1).getCell(4).getText()).contains("Chăm chỉ.", "Cần tự tin hơn.");
        }
    }

    private static ClassSheet sheet(String name, String words) {
        return new ClassSheet(
                "Trường THCS Lò Gốm",
                "Lớp 6A",
                LocalDate.of(2027, 1, 15),
                List.of("Vườn rau", "Phỏng vấn"),
                List.of(new ClassSheet.Row(UUID.randomUUID(), name, List.of("Đạt", ""), words, false)));
    }

    private static XSSFWorkbook spreadsheet(ClassSheet sheet) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SheetFiles.spreadsheet(sheet, out);
        return new XSSFWorkbook(new ByteArrayInputStream(out.toByteArray()));
    }

    private static List<String> texts(Row row) {
        List<String> texts = new java.util.ArrayList<>();
        row.forEach(cell -> texts.add(cell.getStringCellValue()));
        return texts;
    }
}
