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
import org.apache.poi.ss.usermodel.HorizontalAlignment;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.ss.util.CellRangeAddress;
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

    /** The rows of a spreadsheet: the official head, then the table. */
    private static final int TITLE_ROW = 4;

    private static final int HEAD_ROW = 7;

    /** In points, and the letters that Decree 30/2020/NĐ-CP wants. */
    private static final int TEXT_SIZE = 13;

    private static final String LETTERS = "Times New Roman";

    private SheetFiles() {}

    static void spreadsheet(ClassSheet sheet, OutputStream out) throws IOException {
        try (XSSFWorkbook book = new XSSFWorkbook()) {
            Styles styles = new Styles(book);
            Sheet page = book.createSheet(WorkbookUtil.createSafeSheetName(sheet.course()));
            List<String> heads = heads(sheet);
            int last = heads.size() - 1;
            official(page, sheet, last, styles);
            Row head = page.createRow(HEAD_ROW);
            for (int column = 0; column <= last; column++) {
                text(head, column, heads.get(column), styles.head);
                page.setColumnWidth(column, column < 2 ? NAME_WIDTH : OUTCOME_WIDTH);
            }
            page.setColumnWidth(0, OUTCOME_WIDTH / 2);
            page.setColumnWidth(last, WORDS_WIDTH);
            page.createFreezePane(2, HEAD_ROW + 1);
            for (int i = 0; i < sheet.rows().size(); i++) {
                Row row = page.createRow(HEAD_ROW + 1 + i);
                row.createCell(0).setCellValue(i + 1);
                List<String> cells = cells(sheet.rows().get(i));
                for (int column = 0; column < cells.size(); column++) {
                    text(row, column + 1, cells.get(column), styles.plain(cells.get(column)));
                }
            }
            int foot = HEAD_ROW + sheet.rows().size() + 2;
            for (int i = 0; i < OfficialForm.SENT_TO.size(); i++) {
                Row row = page.createRow(foot + i);
                text(row, 1, OfficialForm.SENT_TO.get(i), styles.bare);
                if (i < OfficialForm.SIGNED.size()) {
                    text(row, last, OfficialForm.SIGNED.get(i), i == 0 ? styles.title : styles.centred);
                }
            }
            book.write(out);
        }
    }

    /** Who issues it on the left, the country on the right, the title below. */
    private static void official(Sheet page, ClassSheet sheet, int last, Styles styles) {
        OfficialForm form = new OfficialForm(sheet.school(), sheet.course(), sheet.day());
        Row first = page.createRow(0);
        text(first, 0, form.issuer(), styles.named);
        text(first, last, OfficialForm.COUNTRY, styles.title);
        Row second = page.createRow(1);
        text(second, 0, OfficialForm.NUMBER, styles.bare);
        text(second, last, OfficialForm.MOTTO, styles.title);
        text(page.createRow(2), last, form.placeAndDay(), styles.centred);
        text(page.createRow(TITLE_ROW), 0, OfficialForm.TITLE, styles.title);
        text(page.createRow(TITLE_ROW + 1), 0, form.about(), styles.centred);
        page.addMergedRegion(new CellRangeAddress(TITLE_ROW, TITLE_ROW, 0, last));
        page.addMergedRegion(new CellRangeAddress(TITLE_ROW + 1, TITLE_ROW + 1, 0, last));
    }

    static void document(ClassSheet sheet, OutputStream out) throws IOException {
        OfficialForm form = new OfficialForm(sheet.school(), sheet.course(), sheet.day());
        try (XWPFDocument document = new XWPFDocument()) {
            XWPFTable top = sideBySide(document);
            lines(top.getRow(0).getCell(0), List.of(form.issuer(), OfficialForm.NUMBER), 1);
            lines(top.getRow(0).getCell(1), List.of(OfficialForm.COUNTRY, OfficialForm.MOTTO, form.placeAndDay()), 2);
            centred(document, "", false);
            centred(document, OfficialForm.TITLE, true);
            centred(document, form.about(), true);
            List<String> heads = heads(sheet);
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
            centred(document, "", false);
            XWPFTable foot = sideBySide(document);
            fill(foot.getRow(0).getCell(0), String.join("\n", OfficialForm.SENT_TO), false);
            lines(foot.getRow(0).getCell(1), OfficialForm.SIGNED, 1);
            document.write(out);
        }
    }

    /** Two halves of the page without lines around them. */
    private static XWPFTable sideBySide(XWPFDocument document) {
        XWPFTable halves = document.createTable(1, 2);
        halves.setWidth("100%");
        halves.removeBorders();
        return halves;
    }

    /** Paragraphs in the middle of a cell, the first so many of them bold. */
    private static void lines(XWPFTableCell cell, List<String> words, int bold) {
        for (int i = 0; i < words.size(); i++) {
            XWPFParagraph paragraph = i == 0 ? cell.getParagraphs().get(0) : cell.addParagraph();
            paragraph.setAlignment(ParagraphAlignment.CENTER);
            run(paragraph, words.get(i), i < bold);
        }
    }

    private static void centred(XWPFDocument document, String words, boolean bold) {
        XWPFParagraph paragraph = document.createParagraph();
        paragraph.setAlignment(ParagraphAlignment.CENTER);
        run(paragraph, words, bold);
    }

    private static List<String> heads(ClassSheet sheet) {
        return Stream.of(OfficialForm.HEADS, sheet.projects(), List.of(OfficialForm.COMMENT))
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
        run.setFontFamily(LETTERS);
        run.setFontSize(TEXT_SIZE);
        return run;
    }

    private static final class Styles {
        private final CellStyle head;
        private final CellStyle plain;
        private final CellStyle quoted;
        private final CellStyle title;
        private final CellStyle centred;
        private final CellStyle bare;
        private final CellStyle named;

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
            centred = book.createCellStyle();
            centred.setAlignment(HorizontalAlignment.CENTER);
            centred.setQuotePrefixed(true);
            title = book.createCellStyle();
            title.setAlignment(HorizontalAlignment.CENTER);
            title.setFont(bold);
            bare = book.createCellStyle();
            // A class or a school may be called anything, too.
            bare.setQuotePrefixed(true);
            named = book.createCellStyle();
            named.setFont(bold);
            named.setQuotePrefixed(true);
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
