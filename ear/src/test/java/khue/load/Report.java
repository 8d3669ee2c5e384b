/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** The figures of a run beside their floors and targets, as a Markdown table that is readable on a console too. */
final class Report {

    /** What a figure is to be. */
    record Target(String text, boolean atLeast, double bound) {

        static Target atLeast(double bound, String text) {
            return new Target(text, true, bound);
        }

        static Target atMost(double bound, String text) {
            return new Target(text, false, bound);
        }

        boolean isReachedBy(double value) {
            return atLeast ? value >= bound : value <= bound;
        }
    }

    private record Row(String work, String figure, String floor, String ratio, String target, String verdict) {

        String markdown(int[] widths) {
            List<String> cells = cells();
            StringBuilder line = new StringBuilder("|");
            for (int i = 0; i < cells.size(); i++) {
                String cell = cells.get(i);
                line.append(' ')
                        .append(cell)
                        .append(" ".repeat(widths[i] - cell.length()))
                        .append(" |");
            }
            return line.toString();
        }

        List<String> cells() {
            return List.of(work, figure, floor, ratio, target, verdict);
        }
    }

    private static final Row HEAD = new Row("work", "figure", "floor", "ratio", "target", "reached");

    private final List<String> facts = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    void fact(String name, String value) {
        facts.add("- " + name + ": " + value);
    }

    void note(String text) {
        notes.add(text);
    }

    /** A figure that has no floor and no target. */
    void figure(String work, String figure) {
        rows.add(new Row(work, figure, "", "", "", ""));
    }

    /** A figure that is judged itself. */
    void figure(String work, String figure, double value, Target target) {
        rows.add(new Row(work, figure, "", "", target.text(), verdict(target, value)));
    }

    /** A figure beside its floor, judged by their ratio when there is a target for it. */
    void ratio(String work, String figure, String floor, double ratio, Optional<Target> target) {
        rows.add(new Row(
                work,
                figure,
                floor,
                number(ratio, 2),
                target.map(Target::text).orElse(""),
                target.map(bound -> verdict(bound, ratio)).orElse("")));
    }

    /** A figure beside its floor, judged itself. */
    void figure(String work, String figure, String floor, OptionalDouble ratio, double value, Target target) {
        String shown = ratio.isPresent() ? number(ratio.getAsDouble(), 2) : "";
        rows.add(new Row(work, figure, floor, shown, target.text(), verdict(target, value)));
    }

    private static String verdict(Target target, double value) {
        return target.isReachedBy(value) ? "yes" : "**no**";
    }

    static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    String markdown(Instant now) {
        int[] widths = new int[HEAD.cells().size()];
        List<Row> all = new ArrayList<>(List.of(HEAD));
        all.addAll(rows);
        for (Row row : all) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.cells().get(i).length());
            }
        }
        StringBuilder text = new StringBuilder("## ")
                .append(DateTimeFormatter.ISO_LOCAL_DATE.format(now.atZone(ZoneOffset.UTC)))
                .append("\n\n");
        facts.forEach(fact -> text.append(fact).append('\n'));
        text.append('\n').append(HEAD.markdown(widths)).append('\n');
        text.append('|');
        for (int width : widths) {
            text.append("-".repeat(width + 2)).append('|');
        }
        text.append('\n');
        rows.forEach(row -> text.append(row.markdown(widths)).append('\n'));
        notes.forEach(note -> text.append('\n').append(note).append('\n'));
        return text.toString();
    }
}
