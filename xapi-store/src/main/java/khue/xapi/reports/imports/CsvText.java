/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.imports;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rows of a file as they were written: comma-separated values (RFC 4180) in UTF-8, as spreadsheets of any country save them: with a
 * byte order mark or without, separated by commas, semicolons or tabs, with any line ends.
 *
 * @param commaIsDecimal whether {@code 1,234} is a little more than one: where semicolons separate
 * @param rows by the number that a spreadsheet gives them
 */
record CsvText(boolean commaIsDecimal, Map<Integer, List<String>> rows, List<Problem> problems) {

    static final int MOST_ROWS = 50_000;

    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[] OLD_WORKBOOK = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0};
    private static final byte[] LITTLE_ENDIAN = {(byte) 0xFF, (byte) 0xFE};
    private static final byte[] BIG_ENDIAN = {(byte) 0xFE, (byte) 0xFF};
    private static final int LARGEST_CELL = 1 << 24;

    static CsvText of(byte[] file) {
        if (beginsWith(ZIP, file) || beginsWith(OLD_WORKBOOK, file)) {
            return refused(Problem.ofFile(Fault.FILE_IS_A_WORKBOOK));
        }
        if (beginsWith(LITTLE_ENDIAN, file) || beginsWith(BIG_ENDIAN, file)) {
            return refused(Problem.ofFile(Fault.FILE_IS_UTF_16));
        }
        CharBuffer read = CharBuffer.allocate(file.length);
        ByteBuffer bytes = ByteBuffer.wrap(file);
        boolean broken = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(bytes, read, true)
                .isError();
        String text = read.flip().toString();
        if (broken) {
            int row = 1 + (int) text.lines().count() - (text.isEmpty() || !isLineEnd(text) ? 1 : 0);
            return refused(Problem.of(Math.max(1, row), "", Fault.FILE_NOT_UTF_8));
        }
        return of(text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    private static boolean isLineEnd(String text) {
        return text.endsWith("\n") || text.endsWith("\r");
    }

    private static CsvText of(String text) {
        if (text.isBlank()) {
            return refused(Problem.ofFile(Fault.FILE_EMPTY));
        }
        // What Excel writes, and hides, to tell itself the separator.
        boolean told = text.length() > "sep=;".length() && text.regionMatches(true, 0, "sep=", 0, "sep=".length());
        char separator = told
                ? text.charAt("sep=".length())
                : separator(text.lines().findFirst().orElse(""));
        String rows = told ? text.substring("sep=;".length()).replaceFirst("^\\R", "") : text;
        return read(rows, separator);
    }

    private static char separator(String heading) {
        char best = ',';
        for (char candidate : new char[] {';', '\t'}) {
            if (count(candidate, heading) > count(best, heading)) {
                best = candidate;
            }
        }
        return best;
    }

    private static long count(char wanted, String text) {
        return text.chars().filter(character -> character == wanted).count();
    }

    private static CsvText read(String text, char separator) {
        Map<Integer, List<String>> rows = new TreeMap<>();
        List<Problem> problems = new ArrayList<>();
        int row = 0;
        try (CloseableIterator<CsvRecord> records =
                reader(separator, false, text).iterator()) {
            while (records.hasNext()) {
                CsvRecord cells = records.next();
                row++;
                // Spreadsheets leave rows behind in which nothing stands.
                if (cells.getFields().stream().anyMatch(cell -> !cell.isBlank())) {
                    rows.put(row, cells.getFields());
                }
            }
        } catch (CsvParseException broken) {
            problems.add(Problem.of(row + 1, "", opensOnly(text, separator) ? Fault.QUOTE_OPEN : Fault.QUOTE_STRAY));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        if (rows.size() > MOST_ROWS + 1) {
            return refused(Problem.ofFile(Fault.FILE_TOO_LONG, MOST_ROWS));
        }
        return new CsvText(separator == ';', rows, problems);
    }

    /** Whether a quotation mark that is never closed is all that is wrong. */
    private static boolean opensOnly(String text, char separator) {
        try (CloseableIterator<CsvRecord> records =
                reader(separator, true, text).iterator()) {
            records.forEachRemaining(cells -> {});
            return true;
        } catch (CsvParseException broken) {
            return false;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static CsvReader<CsvRecord> reader(char separator, boolean openQuotes, String text) {
        return CsvReader.builder()
                .fieldSeparator(separator)
                .skipEmptyLines(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(openQuotes)
                .maxBufferSize(LARGEST_CELL)
                .ofCsvRecord(text);
    }

    private static CsvText refused(Problem problem) {
        return new CsvText(false, Map.of(), List.of(problem));
    }

    private static boolean beginsWith(byte[] beginning, byte[] file) {
        return file.length >= beginning.length
                && Arrays.equals(beginning, 0, beginning.length, file, 0, beginning.length);
    }
}
