/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.frameworks;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table as text (RFC 4180). It is read as spreadsheets write it, too: with semicolons where the comma is the decimal sign, as in Việt Nam,
 * with a byte order mark, and with any ends of lines.
 */
final class CsvText {

    private static final char MARK = '\uFEFF';

    private CsvText() {}

    static List<List<String>> read(String text) {
        String plain = (text.startsWith(String.valueOf(MARK)) ? text.substring(1) : text)
                .replace("\r\n", "\n")
                .replace('\r', '\n');
        char separator = separator(plain);
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < plain.length(); i++) {
            char letter = plain.charAt(i);
            if (quoted && letter == '"' && i + 1 < plain.length() && plain.charAt(i + 1) == '"') {
                cell.append('"');
                i++;
            } else if (letter == '"' && (quoted || cell.isEmpty())) {
                quoted = !quoted;
            } else if (!quoted && letter == separator) {
                row.add(take(cell));
            } else if (!quoted && letter == '\n') {
                row.add(take(cell));
                rows.add(row);
                row = new ArrayList<>();
            } else {
                cell.append(letter);
            }
        }
        if (!cell.isEmpty() || !row.isEmpty()) {
            row.add(take(cell));
            rows.add(row);
        }
        return rows;
    }

    /** Whichever the first line has more of. */
    private static char separator(String text) {
        String first = text.lines().findFirst().orElse("");
        long semicolons = first.chars().filter(letter -> letter == ';').count();
        long commas = first.chars().filter(letter -> letter == ',').count();
        return semicolons > commas ? ';' : ',';
    }

    private static String take(StringBuilder cell) {
        String text = cell.toString();
        cell.setLength(0);
        return text;
    }

    /** Each cell in quotes; a byte order mark lets spreadsheets know that it is UTF-8. */
    static String write(List<List<String>> rows) {
        return rows.stream()
                .map(row -> row.stream()
                        .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
                        .collect(Collectors.joining(",")))
                .collect(Collectors.joining("\r\n", String.valueOf(MARK), "\r\n"));
    }
}
