/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.imports;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A file as far as it could be read.
 *
 * @param rows those without a fault of their own, by their number
 */
record ReadFile(Map<Integer, Row> rows, List<Problem> problems) {

    private static final class Reader {

        private final Table table;
        private final CsvText text;
        private final Cell.Words words;
        private final List<Problem> problems;
        private final Map<Integer, Row> rows = new TreeMap<>();

        Reader(Table table, CsvText text, Cell.Words words) {
            this.table = table;
            this.text = text;
            this.words = words;
            this.problems = new ArrayList<>(text.problems());
        }

        ReadFile read() {
            if (!text.rows().isEmpty()) {
                int heading = text.rows().keySet().iterator().next();
                Optional<List<Column>> columns = columns(heading, text.rows().get(heading));
                if (columns.isPresent()) {
                    text.rows().entrySet().stream()
                            .skip(1)
                            .forEach(row -> row(row.getKey(), row.getValue(), columns.get()));
                    if (text.rows().size() == 1 && problems.isEmpty()) {
                        problems.add(Problem.ofFile(Fault.FILE_WITHOUT_ROWS));
                    }
                }
            }
            return new ReadFile(rows, problems);
        }

        /** Empty when the heading has to be mended first. */
        private Optional<List<Column>> columns(int row, List<String> heading) {
            Map<String, Column> known = new LinkedHashMap<>();
            for (Column column : table.columns()) {
                known.put(plain(column.name()), column);
                known.put(plain(column.title().vi()), column);
                known.put(plain(column.title().en()), column);
            }
            List<String> cells = withoutEmptyEnd(heading);
            if (cells.stream().noneMatch(cell -> known.containsKey(plain(cell)))) {
                problems.add(Problem.of(row, "", Fault.HEADING_MISSING, table.heading()));
                return Optional.empty();
            }
            int before = problems.size();
            List<Column> columns = new ArrayList<>();
            Set<Column> seen = new HashSet<>();
            for (int i = 0; i < cells.size(); i++) {
                Column column = known.get(plain(cells.get(i)));
                if (cells.get(i).isBlank()) {
                    problems.add(Problem.of(row, "", Fault.COLUMN_WITHOUT_NAME, i + 1));
                } else if (column == null) {
                    problems.add(Problem.of(row, "", Fault.COLUMN_UNKNOWN, cells.get(i), table.heading()));
                } else if (!seen.add(column)) {
                    problems.add(Problem.of(row, column.name(), Fault.COLUMN_TWICE, column.name()));
                }
                columns.add(column);
            }
            for (Column column : table.columns()) {
                if (column.required() && !seen.contains(column)) {
                    problems.add(Problem.of(row, column.name(), Fault.COLUMN_MISSING, column.name()));
                }
            }
            return problems.size() == before ? Optional.of(columns) : Optional.empty();
        }

        private void row(int number, List<String> written, List<Column> columns) {
            List<String> cells = written.size() > columns.size() ? withoutEmptyEnd(written) : written;
            if (cells.size() != columns.size()) {
                Fault fault = cells.size() < columns.size() ? Fault.ROW_TOO_SHORT : Fault.ROW_TOO_LONG;
                problems.add(Problem.of(number, "", fault, cells.size(), columns.size()));
                return;
            }
            Map<String, String> values = new TreeMap<>();
            boolean right = true;
            for (int i = 0; i < columns.size(); i++) {
                Column column = columns.get(i);
                Cell.Reading cell = Cell.read(cells.get(i), number, column, text.commaIsDecimal(), words);
                cell.value().ifPresent(value -> values.put(column.name(), value));
                cell.problem().ifPresent(problems::add);
                right &= cell.problem().isEmpty();
            }
            if (right) {
                rows.put(number, new Row(values));
            }
        }

        private static List<String> withoutEmptyEnd(List<String> cells) {
            int end = cells.size();
            while (end > 0 && cells.get(end - 1).isBlank()) {
                end--;
            }
            return cells.subList(0, end);
        }

        /** People write headings with capitals, marks and spaces. */
        private static String plain(String heading) {
            return Normalizer.normalize(Cell.stripped(heading).toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
                    .replaceAll("\\p{M}+", "")
                    .replace('đ', 'd')
                    .replaceAll("[\\s_-]+", " ");
        }
    }

    static ReadFile of(Table table, byte[] file, Present present) {
        ReadFile read = new Reader(table, CsvText.of(file), present).read();
        List<Problem> problems = new ArrayList<>(read.problems());
        problems.addAll(Rules.check(table, read.rows(), present));
        problems.sort(Comparator.comparingInt(Problem::row));
        return new ReadFile(read.rows(), problems);
    }
}
