/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.tables;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A table as text (RFC 4180). It is read as spreadsheets write it, too: with semicolons where the comma is the decimal sign, as in Việt Nam,
 * with a byte order mark, and with any ends of lines.
 *
 * <p>A text that a spreadsheet would take for a formula is written with an apostrophe before it, and read without.
 */
public final class CsvTable {

    /** Without it, spreadsheets take the file for one in another encoding. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");
    private static final Pattern FORMULA = Pattern.compile("(?s)[=+\\-@\t\r].*");

    private CsvTable() {}

    /** Every row, an empty one among them, so that the place of a row is what a spreadsheet calls it. */
    public static List<List<String>> read(String text) {
        String plain = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        try (CsvReader<CsvRecord> rows = CsvReader.builder()
                .fieldSeparator(separator(plain))
                .skipEmptyLines(false)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .allowExtraCharsAfterClosingQuote(true)
                .allowUnclosedQuote(true)
                .ofCsvRecord(plain)) {
            return rows.stream()
                    .map(row -> row.getFields().stream().map(CsvTable::typed).toList())
                    .toList();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Whichever the first line has more of. */
    private static char separator(String text) {
        String first = text.lines().findFirst().orElse("");
        long semicolons = first.chars().filter(letter -> letter == ';').count();
        long commas = first.chars().filter(letter -> letter == ',').count();
        return semicolons > commas ? ';' : ',';
    }

    /** Each cell in quotes. */
    public static String write(List<? extends List<String>> rows) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.CRLF)
                .quoteStrategy(QuoteStrategies.ALWAYS)
                .build(text)) {
            rows.forEach(
                    row -> csv.writeRecord(row.stream().map(CsvTable::noFormula).toList()));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return BYTE_ORDER_MARK + text;
    }

    private static String noFormula(String cell) {
        return isFormula(cell) ? "'" + cell : cell;
    }

    private static String typed(String cell) {
        return cell.startsWith("'") && isFormula(cell.substring(1)) ? cell.substring(1) : cell;
    }

    private static boolean isFormula(String cell) {
        return FORMULA.matcher(cell).matches() && !NUMBER.matcher(cell).matches();
    }
}
