/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.frameworks;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import khue.tools.tables.CsvTable;

/**
 * A term as an administrator writes it, on a line of its own: {@code code | Vietnamese | English}, and of a scale's level
 * {@code | points}; or as a row of a table in a CSV file, with the same cells.
 */
record TermLine(String code, String vietnamese, String english, Optional<Integer> points) {

    private static final int MOST = 100;
    private static final int LONGEST_LABEL = 200;
    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9-]{0,59}");
    private static final Pattern POINTS = Pattern.compile("[0-9]{1,3}");

    /** The first row of a table. */
    static final List<String> HEADS = List.of("code", "vietnamese", "english", "points");

    /**
     * What is to be mended.
     *
     * @param key the end of the sentence's key, {@code frameworks.problem.…}
     * @param at the line that it is about, from 1; 0: the whole text
     */
    record Problem(String key, int at) {}

    /**
     * What became of reading a text.
     *
     * @param lines those that are right
     * @param problems one for each line that is not; none when all are right
     */
    record Reading(List<TermLine> lines, List<Problem> problems) {}

    /** A line's place in the text, and its cells. */
    private record Cells(int at, List<String> cells) {}

    /** Reads lines whose cells stand between upright strokes. */
    static Reading read(String text) {
        String[] written = text.split("\n", -1);
        List<Cells> lines = new ArrayList<>();
        for (int i = 0; i < written.length; i++) {
            if (!written[i].isBlank()) {
                lines.add(new Cells(i + 1, List.of(written[i].split("\\|", -1))));
            }
        }
        return read(lines);
    }

    /** Reads a table, with the names of its columns in the first row or without. */
    static Reading readTable(String text) {
        List<Cells> lines = new ArrayList<>();
        List<List<String>> rows = CsvTable.read(text);
        for (int i = 0; i < rows.size(); i++) {
            List<String> row = rows.get(i);
            boolean head = i == 0 && row.get(0).strip().equalsIgnoreCase(HEADS.get(0));
            if (!head && row.stream().anyMatch(cell -> !cell.isBlank())) {
                lines.add(new Cells(i + 1, row));
            }
        }
        return read(lines);
    }

    private static Reading read(List<Cells> written) {
        List<TermLine> lines = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        Set<String> codes = new HashSet<>();
        for (Cells cells : written) {
            Optional<TermLine> line = line(cells.cells());
            if (line.isEmpty()) {
                problems.add(new Problem("line", cells.at()));
            } else if (!codes.add(line.get().code())) {
                problems.add(new Problem("code-twice", cells.at()));
            } else {
                lines.add(line.get());
            }
        }
        if (problems.isEmpty() && (lines.isEmpty() || lines.size() > MOST)) {
            problems.add(new Problem("number", 0));
        }
        return new Reading(lines, problems);
    }

    private static Optional<TermLine> line(List<String> cells) {
        if (cells.size() < 3 || cells.size() > 4) {
            return Optional.empty();
        }
        String points = cells.size() == 4 ? cells.get(3).strip() : "";
        TermLine line = new TermLine(
                cells.get(0).strip(),
                cells.get(1).strip(),
                cells.get(2).strip(),
                POINTS.matcher(points).matches() ? Optional.of(Integer.valueOf(points)) : Optional.empty());
        boolean right = CODE.matcher(line.code()).matches()
                && isLabel(line.vietnamese())
                && isLabel(line.english())
                && (points.isEmpty() || line.points().isPresent());
        return Optional.of(line).filter(found -> right);
    }

    /** A stroke would end the cell when the line is written. */
    private static boolean isLabel(String text) {
        return !text.isEmpty() && text.length() <= LONGEST_LABEL && !text.contains("|") && !text.contains("\n");
    }

    static String write(List<TermLine> lines) {
        return lines.stream().map(TermLine::written).collect(Collectors.joining("\n"));
    }

    static String writeTable(List<TermLine> lines) {
        List<List<String>> rows = new ArrayList<>(List.of(HEADS));
        lines.forEach(line -> rows.add(List.of(
                line.code(),
                line.vietnamese(),
                line.english(),
                line.points().map(String::valueOf).orElse(""))));
        return CsvTable.write(rows);
    }

    private String written() {
        return code + " | " + vietnamese + " | " + english
                + points.map(counts -> " | " + counts).orElse("");
    }
}
