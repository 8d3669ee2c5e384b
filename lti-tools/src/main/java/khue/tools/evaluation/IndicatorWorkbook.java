/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** An indicator as a spreadsheet: the lines of its file, numbers as numbers, and on a second sheet where they come from. */
final class IndicatorWorkbook {

    private static final Set<String> NUMBERS = Set.of("version", "numerator", "denominator", "value", "minimum_group");
    private static final int USUAL = 18 * 256;
    private static final int WIDE = 100 * 256;

    private final CellStyle words;
    private final CellStyle head;

    private IndicatorWorkbook(XSSFWorkbook book) {
        this.words = book.createCellStyle();
        // A text that looks like a formula stays a text.
        words.setQuotePrefixed(true);
        words.setWrapText(true);
        this.head = book.createCellStyle();
        Font bold = book.createFont();
        bold.setBold(true);
        head.setFont(bold);
    }

    static void write(IndicatorReport report, List<String> heads, List<List<String>> rows, OutputStream out)
            throws IOException {
        try (XSSFWorkbook book = new XSSFWorkbook()) {
            IndicatorWorkbook styles = new IndicatorWorkbook(book);
            styles.figures(heads, rows, book.createSheet(report.definition().id()));
            styles.origin(report, book.createSheet("formula"));
            book.write(out);
        }
    }

    private void figures(List<String> heads, List<List<String>> rows, Sheet sheet) {
        Row first = sheet.createRow(0);
        for (int column = 0; column < heads.size(); column++) {
            cell(first, column, heads.get(column), head);
            sheet.setColumnWidth(column, USUAL);
        }
        sheet.createFreezePane(0, 1);
        for (int i = 0; i < rows.size(); i++) {
            Row row = sheet.createRow(i + 1);
            for (int column = 0; column < heads.size(); column++) {
                String text = rows.get(i).get(column);
                if (NUMBERS.contains(heads.get(column)) && !text.isEmpty()) {
                    row.createCell(column).setCellValue(Double.parseDouble(text));
                } else {
                    cell(row, column, text, words);
                }
            }
        }
    }

    private void origin(IndicatorReport report, Sheet sheet) {
        sheet.setColumnWidth(0, USUAL);
        sheet.setColumnWidth(1, WIDE);
        List<List<String>> lines = List.of(
                List.of("title", report.definition().title()),
                List.of("version", Integer.toString(report.definition().version())),
                List.of("formula", report.formula()),
                List.of("sql", report.sql()),
                List.of("computed_at", report.computedAt().toString()),
                List.of("facts_through", report.factsThrough().toString()));
        for (int i = 0; i < lines.size(); i++) {
            Row row = sheet.createRow(i);
            cell(row, 0, lines.get(i).get(0), head);
            cell(row, 1, lines.get(i).get(1), words);
        }
    }

    private static void cell(Row row, int column, String text, CellStyle style) {
        Cell cell = row.createCell(column);
        cell.setCellValue(text);
        cell.setCellStyle(style);
    }
}
