/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.exports;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Comma-separated values as in RFC 4180, in UTF-8, times as RFC 3339 has them, in UTC.
 *
 * <p>A text that a spreadsheet would take for a formula is preceded by an apostrophe.
 */
final class CsvFile implements StatementFile<String[]> {

    /** Without it, spreadsheets take the file for one in another encoding. */
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private static final Column[] COLUMNS = Column.values();

    private final CsvWriter csv;

    CsvFile(OutputStream out) throws IOException {
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        text.write(BYTE_ORDER_MARK);
        csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text);
        csv.writeRecord(Stream.concat(Arrays.stream(COLUMNS).map(Column::title), Stream.of(Column.STATEMENT))
                .toArray(String[]::new));
    }

    @Override
    public String[] row(long stored, byte[] json) throws IOException {
        Outline outline = Outline.of(json);
        String[] cells = new String[COLUMNS.length + 1];
        for (int i = 0; i < COLUMNS.length; i++) {
            cells[i] = text(COLUMNS[i].kind(), COLUMNS[i].of(stored, outline));
        }
        cells[COLUMNS.length] = new String(json, StandardCharsets.UTF_8);
        return cells;
    }

    @Override
    public void write(String[] cells) {
        csv.writeRecord(cells);
    }

    @Override
    public void end() throws IOException {
        csv.flush();
    }

    private static String text(Column.Kind kind, Object value) {
        if (value == null) {
            return "";
        }
        return switch (kind) {
            case TIME -> Instant.EPOCH.plus((Long) value, ChronoUnit.MICROS).toString();
            case TEXT -> noFormula(value.toString());
            case TRUTH, NUMBER -> value.toString();
        };
    }

    private static String noFormula(String text) {
        boolean formula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
        return formula ? "'" + text : text;
    }
}
