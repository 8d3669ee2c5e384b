/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.reports.paper;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import khue.tools.reports.snapshot.Snapshot;
import org.apache.poi.ss.usermodel.BorderStyle;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.usermodel.IndexedColors;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * A paper as a spreadsheet: the text on one sheet, every number on another as a number, and where each comes from on a third. Whatever is
 * words is a text cell, and quoted, so that it never becomes a formula.
 */
public final class SpreadsheetPaper {

    private static final List<String> FIGURES = List.of(
            "reference",
            "indicator",
            "version",
            "from",
            "until",
            "by",
            "geography",
            "key",
            "label",
            "numerator",
            "denominator",
            "value",
            "more",
            "suppressed",
            "minimum_group",
            "denominator_source",
            "computed_at",
            "facts_through");

    private static final List<String> ORIGINS = List.of(
            "reference",
            "indicator",
            "version",
            "title",
            "formula",
            "sql",
            "sql_sha256",
            "computed_at",
            "facts_through");

    private static final int WIDE = 60 * 256;
    private static final int USUAL = 18 * 256;

    /** The most characters that a cell of a spreadsheet holds. */
    private static final int LONGEST = 32_767;

    private final CellStyle plain;
    private final CellStyle head;
    private final CellStyle hatched;

    private SpreadsheetPaper(XSSFWorkbook book) {
        this.plain = style(book);
        this.head = style(book);
        Font bold = book.createFont();
        bold.setBold(true);
        head.setFont(bold);
        head.setBorderBottom(BorderStyle.THIN);
        this.hatched = style(book);
        hatched.setFillPattern(FillPatternType.THIN_BACKWARD_DIAG);
        hatched.setFillForegroundColor(IndexedColors.GREY_40_PERCENT.getIndex());
        hatched.setFillBackgroundColor(IndexedColors.WHITE.getIndex());
    }

    private static CellStyle style(XSSFWorkbook book) {
        CellStyle style = book.createCellStyle();
        style.setWrapText(true);
        style.setVerticalAlignment(VerticalAlignment.TOP);
        style.setQuotePrefixed(true);
        return style;
    }

    /** @param names of the three sheets */
    public static void write(Paper paper, Snapshot snapshot, List<String> names, OutputStream out) throws IOException {
        try (XSSFWorkbook book = new XSSFWorkbook()) {
            SpreadsheetPaper sheets = new SpreadsheetPaper(book);
            sheets.text(paper, book.createSheet(names.get(0)));
            sheets.figures(snapshot, book.createSheet(names.get(1)));
            sheets.origins(snapshot, book.createSheet(names.get(2)));
            book.getProperties().getCoreProperties().setTitle(paper.title() + ": " + paper.about());
            book.write(out);
        }
    }

    private void text(Paper paper, Sheet sheet) {
        sheet.setColumnWidth(0, WIDE);
        for (int column = 1; column < 5; column++) {
            sheet.setColumnWidth(column, USUAL);
        }
        line(sheet, head, paper.superior(), "", "", paper.country());
        line(sheet, head, paper.issuer(), "", "", paper.motto());
        line(sheet, plain, paper.number(), "", "", paper.placeAndDay());
        line(sheet, plain, "");
        line(sheet, head, paper.title());
        line(sheet, head, paper.about());
        for (Block block : paper.blocks()) {
            if (block instanceof Block.Annex) {
                // Its own sheets.
                break;
            }
            if (block instanceof Block.Heading heading) {
                line(sheet, head, heading.words());
            } else if (block instanceof Block.Words words) {
                line(sheet, plain, words.words());
            } else if (block instanceof Block.Table table) {
                table(sheet, table);
            }
        }
        line(sheet, plain, "");
        int rows = Math.max(paper.recipients().size(), paper.signed().size());
        for (int i = 0; i < rows; i++) {
            line(sheet, plain, at(paper.recipients(), i), "", "", at(paper.signed(), i));
        }
        line(sheet, plain, "");
        paper.proof().lines().forEach(words -> line(sheet, plain, words));
    }

    private void table(Sheet sheet, Block.Table table) {
        line(sheet, plain, table.caption());
        line(sheet, head, table.heads().toArray(String[]::new));
        for (Block.Row row : table.rows()) {
            Row drawn = next(sheet);
            for (int column = 0; column < row.cells().size(); column++) {
                Block.Cell cell = row.cells().get(column);
                words(drawn, column, cell.words(), cell.suppressed() ? hatched : row.total() ? head : plain);
            }
        }
    }

    private void figures(Snapshot snapshot, Sheet sheet) {
        line(sheet, head, FIGURES.toArray(String[]::new));
        sheet.createFreezePane(0, 1);
        for (Snapshot.Figure figure : snapshot.figures()) {
            figure.answer()
                    .ifPresentOrElse(
                            answer -> Stream.concat(
                                            StreamSupport.stream(
                                                    answer.path("rows").spliterator(), false),
                                            Stream.of(answer.path("total")))
                                    .forEach(row -> figure(sheet, figure, answer, row)),
                            () -> line(sheet, plain, Integer.toString(figure.number()), figure.indicator()));
        }
        for (int column = 0; column < FIGURES.size(); column++) {
            sheet.setColumnWidth(column, USUAL);
        }
    }

    private void figure(Sheet sheet, Snapshot.Figure figure, JsonNode answer, JsonNode of) {
        Row row = next(sheet);
        boolean suppressed = of.path("suppressed").asBoolean();
        number(row, 0, figure.number());
        words(row, 1, figure.indicator(), plain);
        number(row, 2, answer.path("version").asInt());
        words(row, 3, answer.path("from").asText(), plain);
        words(row, 4, answer.path("until").asText(), plain);
        words(row, 5, answer.path("by").asText(), plain);
        words(row, 6, answer.path("geography").asText(), plain);
        words(row, 7, of.path("key").asText(""), plain);
        words(row, 8, of.path("label").asText(""), plain);
        String tooFew = suppressed ? "n < " + answer.path("minimumGroup").asInt() : "";
        numberOf(row, 9, of.path("numerator"), tooFew);
        numberOf(row, 10, of.path("denominator"), tooFew);
        numberOf(row, 11, of.path("value"), tooFew);
        words(row, 12, of.path("more").toString(), plain);
        words(row, 13, Boolean.toString(suppressed), plain);
        number(row, 14, answer.path("minimumGroup").asInt());
        words(row, 15, of.path("denominatorSource").path("source").asText(""), plain);
        words(row, 16, answer.path("computedAt").asText(), plain);
        words(row, 17, answer.path("factsThrough").asText(), plain);
    }

    private void origins(Snapshot snapshot, Sheet sheet) {
        line(sheet, head, ORIGINS.toArray(String[]::new));
        sheet.createFreezePane(0, 1);
        for (Snapshot.Figure figure : snapshot.figures()) {
            figure.answer()
                    .ifPresent(answer -> line(
                            sheet,
                            plain,
                            Integer.toString(figure.number()),
                            figure.indicator(),
                            answer.path("version").asText(),
                            answer.path("title").path("vi").asText(),
                            answer.path("formula").path("vi").asText(),
                            answer.path("formula").path("sql").asText(),
                            figure.formula().orElse(""),
                            answer.path("computedAt").asText(),
                            answer.path("factsThrough").asText()));
        }
        sheet.setColumnWidth(3, WIDE / 2);
        sheet.setColumnWidth(4, WIDE);
        sheet.setColumnWidth(5, WIDE);
        sheet.setColumnWidth(6, USUAL);
    }

    private void line(Sheet sheet, CellStyle style, String... cells) {
        Row row = next(sheet);
        for (int column = 0; column < cells.length; column++) {
            if (!cells[column].isEmpty()) {
                words(row, column, cells[column], style);
            }
        }
    }

    private static Row next(Sheet sheet) {
        return sheet.createRow(sheet.getPhysicalNumberOfRows());
    }

    private static String at(List<String> lines, int index) {
        return index < lines.size() ? lines.get(index) : "";
    }

    private static void words(Row row, int column, String words, CellStyle style) {
        Cell cell = row.createCell(column);
        cell.setCellValue(words.length() > LONGEST ? words.substring(0, LONGEST) : words);
        cell.setCellStyle(style);
    }

    private static void number(Row row, int column, double number) {
        row.createCell(column).setCellValue(number);
    }

    private void numberOf(Row row, int column, JsonNode number, String tooFew) {
        if (number.isNumber()) {
            number(row, column, number.doubleValue());
        } else if (!tooFew.isEmpty()) {
            words(row, column, tooFew, hatched);
        }
    }
}
