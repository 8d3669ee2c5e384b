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

/**
 * A term as an administrator writes it, on a line of its own: {@code code | Vietnamese | English}, and of a scale's level
 * {@code | points}.
 */
record TermLine(String code, String vietnamese, String english, Optional<Integer> points) {

    private static final int MOST = 100;
    private static final int LONGEST_LABEL = 200;
    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9-]{0,59}");
    private static final Pattern POINTS = Pattern.compile("[0-9]{1,3}");

    /**
     * What became of reading a text.
     *
     * @param problem the end of the sentence's key, {@code frameworks.problem.…}; empty when each line is right
     * @param at the line that it is about, from 1; 0: the whole text
     */
    record Reading(List<TermLine> lines, Optional<String> problem, int at) {

        private static Reading wrong(String problem, int at) {
            return new Reading(List.of(), Optional.of(problem), at);
        }
    }

    static Reading read(String text) {
        List<TermLine> lines = new ArrayList<>();
        Set<String> codes = new HashSet<>();
        String[] written = text.split("\n", -1);
        for (int i = 0; i < written.length; i++) {
            if (written[i].isBlank()) {
                continue;
            }
            Optional<TermLine> line = line(written[i]);
            if (line.isEmpty()) {
                return Reading.wrong("line", i + 1);
            }
            if (!codes.add(line.get().code())) {
                return Reading.wrong("code-twice", i + 1);
            }
            lines.add(line.get());
        }
        if (lines.isEmpty() || lines.size() > MOST) {
            return Reading.wrong("number", 0);
        }
        return new Reading(lines, Optional.empty(), 0);
    }

    private static Optional<TermLine> line(String written) {
        String[] cells = written.split("\\|", -1);
        if (cells.length < 3 || cells.length > 4) {
            return Optional.empty();
        }
        String points = cells.length == 4 ? cells[3].strip() : "";
        TermLine line = new TermLine(
                cells[0].strip(),
                cells[1].strip(),
                cells[2].strip(),
                POINTS.matcher(points).matches() ? Optional.of(Integer.valueOf(points)) : Optional.empty());
        boolean right = CODE.matcher(line.code()).matches()
                && isLabel(line.vietnamese())
                && isLabel(line.english())
                && (points.isEmpty() || line.points().isPresent());
        return Optional.of(line).filter(found -> right);
    }

    private static boolean isLabel(String text) {
        return !text.isEmpty() && text.length() <= LONGEST_LABEL;
    }

    static String write(List<TermLine> lines) {
        return lines.stream().map(TermLine::written).collect(Collectors.joining("\n"));
    }

    private String written() {
        return code + " | " + vietnamese + " | " + english
                + points.map(counts -> " | " + counts).orElse("");
    }
}
