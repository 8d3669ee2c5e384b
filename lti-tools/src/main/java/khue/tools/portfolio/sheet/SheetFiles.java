/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.sheet;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.BorderStyle;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.ss.util.WorkbookUtil;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.ParagraphAlignment;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFRun;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.apache.poi.xwpf.usermodel.XWPFTableCell;

/**
 * A class sheet as a spreadsheet and as a document. Whatever stands in a cell is text: each is written as a text cell, and what looks like
 * the beginning of a formula is quoted, so that it stays text when somebody edits the cell.
 */
final class SheetFiles {

    private static final String BEGINNINGS_OF_FORMULAS = "=+-@\t\r";

    /** In 256ths of a character. */
    private static final int NAME_WIDTH = 28 * 256;

    private static final int OUTCOME_WIDTH = 18 * 256;
    private static final int WORDS_WIDTH = 70 * 256;

    /** The words of a sheet that are not the class's. */
    record Labels(String title, String number, String name, String comment) {}

    private SheetFiles() {}

    static void spreadsheet(ClassSheet sheet, Labels labels, OutputStream out) throws IOException {
        try (XSSFWorkbook book = new XSSFWorkbook()) {
            Styles styles = new Styles(book);
            Sheet page = book.createSheet(WorkbookUtil.createSafeSheetName(sheet.course()));
            text(page.createRow(0), 0, labels.title(), styles.head);
            List<String> heads = heads(sheet, labels);
            Row head = page.createRow(2);
            for (int column = 0; column < heads.size(); column++) {
                text(head, column, heads.get(column), styles.head);
                page.setColumnWidth(column, column < 2 ? NAME_WIDTH : OUTCOME_WIDTH);
            }
            page.setColumnWidth(0, OUTCOME_WIDTH / 2);
            page.setColumnWidth(heads.size() - 1, WORDS_WIDTH);
            page.createFreezePane(2, 3);
            for (int i = 0; i < sheet.rows().size(); i++) {
                Row row = page.createRow(3 + i);
                row.createCell(0).setCellValue(i + 1);
                List<String> cells = cells(sheet.rows().get(i));
                for (int column = 0; column < cells.size(); column++) {
                    text(row, column + 1, cells.get(column), styles.plain(cells.get(column)));
                }
            }
            book.write(out);
        }
    }

    static void document(ClassSheet sheet, Labels labels, OutputStream out) throws IOException {
        try (XWPFDocument document = new XWPFDocument()) {
            XWPFParagraph title = document.createParagraph();
            title.setAlignment(ParagraphAlignment.CENTER);
            run(title, labels.title(), true);
            List<String> heads = heads(sheet, labels);
            XWPFTable table = document.createTable(sheet.rows().size() + 1, heads.size());
            table.setWidth("100%");
            for (int column = 0; column < heads.size(); column++) {
                fill(table.getRow(0).getCell(column), heads.get(column), true);
            }
            table.getRow(0).setRepeatHeader(true);
            for (int i = 0; i < sheet.rows().size(); i++) {
                List<String> cells = new ArrayList<>(List.of(Integer.toString(i + 1)));
                cells.addAll(cells(sheet.rows().get(i)));
                for (int column = 0; column < cells.size(); column++) {
                    fill(table.getRow(i + 1).getCell(column), cells.get(column), false);
                }
            }
            document.write(out);
        }
    }

    private static List<String> heads(ClassSheet sheet, Labels labels) {
        return Stream.of(List.of(labels.number(), labels.name()), sheet.projects(), List.of(labels.comment()))
                .flatMap(List::stream)
                .toList();
    }

    private static List<String> cells(ClassSheet.Row row) {
        return Stream.of(List.of(row.name()), row.outcomes(), List.of(row.words()))
                .flatMap(List::stream)
                .toList();
    }

    private static void text(Row row, int column, String words, CellStyle style) {
        Cell cell = row.createCell(column);
        cell.setCellValue(words);
        cell.setCellStyle(style);
    }

    private static void fill(XWPFTableCell cell, String words, boolean bold) {
        XWPFParagraph paragraph = cell.getParagraphs().get(0);
        String[] lines = words.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            XWPFRun run = run(paragraph, lines[i], bold);
            if (i + 1 < lines.length) {
                run.addBreak();
            }
        }
    }

    private static XWPFRun run(XWPFParagraph paragraph, String words, boolean bold) {
        XWPFRun run = paragraph.createRun();
        run.setText(words);
        run.setBold(bold);
        return run;
    }

    private static final class Styles {
        private final CellStyle head;
        private final CellStyle plain;
        private final CellStyle quoted;

        Styles(XSSFWorkbook book) {
            Font bold = book.createFont();
            bold.setBold(true);
            head = wrapped(book);
            head.setFont(bold);
            // A project may be called anything; a quoted head is still a head.
            head.setQuotePrefixed(true);
            plain = wrapped(book);
            quoted = wrapped(book);
            quoted.setQuotePrefixed(true);
        }

        private static CellStyle wrapped(XSSFWorkbook book) {
            CellStyle style = book.createCellStyle();
            style.setWrapText(true);
            style.setVerticalAlignment(VerticalAlignment.TOP);
            style.setBorderBottom(BorderStyle.THIN);
            return style;
        }

        CellStyle plain(String words) {
            return !words.isEmpty() && BEGINNINGS_OF_FORMULAS.indexOf(words.charAt(0)) >= 0 ? quoted : plain;
        }
    }
}
