/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.charts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How figures moved: one line under another, each in a field of its own by the same scale. Nobody has to tell lines apart that cross, and a
 * line is named where it is drawn.
 */
public final class LineChart {

    /** More is read in the table. */
    public static final int MOST = 30;

    private static final int LETTERS_OF_A_NAME = 32;
    private static final int TALL = 160;
    private static final int LOW = 72;
    private static final int ROOM_ABOVE = 16;
    private static final int GAP = 14;
    private static final int LINES = 4;
    private static final int FEW_LINES = 2;

    /** As many as fit beside one another on the narrowest telephone. */
    private static final int NAMES_BELOW = 3;

    private static final int FEW_POINTS = 4;
    private static final double LEFT = 0.15;
    private static final double RIGHT = 0.99;

    private LineChart() {}

    /**
     * A period.
     *
     * @param name short
     * @param complete whether all of it counts, and it is over
     */
    public record Slot(String name, boolean complete) {}

    /**
     * What one line is about.
     *
     * @param said how it moved, in words
     * @param told a figure for each slot
     */
    public record Panel(String name, String said, List<Told> told, Optional<Target> target) {}

    /** @param id unlike any other on the page */
    public static Chart of(String id, Words words, List<Slot> slots, List<Panel> panels) {
        Scale scale = Scale.of(
                panels.stream()
                        .flatMap(panel -> Stream.concat(
                                panel.told().stream().flatMap(Told::numbers),
                                panel.target().stream().map(Target::value)))
                        .toList(),
                panels.size() == 1 ? LINES : FEW_LINES,
                words.whole());
        Svg svg = new Svg(id);
        double y = 0;
        for (Panel panel : panels) {
            y = new Field(words, slots, panel, scale, panels.size() == 1 ? TALL : LOW, svg).draw(y);
        }
        y = key(words, slots, panels, y, svg);
        return new Chart(svg.inPage(words, y), (int) y);
    }

    /** What a hatched field and a hollow dot stand for, where there are any. */
    private static double key(Words words, List<Slot> slots, List<Panel> panels, double top, Svg svg) {
        double y = top;
        if (panels.stream().flatMap(panel -> panel.told().stream()).anyMatch(Told::hidden)) {
            svg.hidden(0, 0.06, y, Svg.LETTERS);
            svg.words("quiet", 0.08, y + Svg.LETTERS - 2, "start", words.hidden());
            y += Svg.LINE;
        }
        if (slots.stream().anyMatch(slot -> !slot.complete())) {
            svg.dot("hollow", 0.03, y + Svg.LETTERS / 2.0, hollow());
            svg.words("quiet", 0.08, y + Svg.LETTERS - 2, "start", words.unfinished());
            y += Svg.LINE;
        }
        return y;
    }

    private static String hollow() {
        return "fill=\"#ffffff\" stroke=\"#0f766e\" stroke-width=\"2\"";
    }

    /** The field of one panel. */
    private record Field(Words words, List<Slot> slots, Panel panel, Scale scale, int height, Svg svg) {

        /** Where the next one begins. */
        double draw(double y) {
            List<String> name = Svg.lines(panel.name(), LETTERS_OF_A_NAME);
            for (int i = 0; i < name.size(); i++) {
                svg.words("ink", 0, y + Svg.LETTERS + i * Svg.LINE, "start", name.get(i));
            }
            // Below the name: two values and an arrow are too wide to stand beside it on a telephone.
            double said = y + name.size() * Svg.LINE;
            svg.words("strong", 0, said + Svg.LETTERS, "start", panel.said());
            double top = said + Svg.LINE + ROOM_ABOVE;
            double bottom = top + height;
            for (double line : scale.lines()) {
                boolean zero = line == 0;
                double at = at(line, top);
                svg.line(zero ? "zero" : "grid", LEFT, at, 1, at, zero ? "stroke=\"#7b8794\"" : "stroke=\"#dde1e4\"");
                svg.words("quiet", LEFT - 0.015, at + 5, "end", words.number().apply(line));
            }
            hidden(top);
            panel.target().ifPresent(aim -> {
                double at = at(aim.value(), top);
                svg.line("target", LEFT, at, 1, at, "stroke=\"#1f2933\" stroke-width=\"2\" stroke-dasharray=\"7 4\"");
                svg.words("ink", 1, at - 5, "end", aim.said());
            });
            line(top);
            points(top);
            names(bottom);
            return bottom + Svg.LINE + GAP;
        }

        private double at(double number, double top) {
            return top + height * (1 - scale.at(number));
        }

        private double x(int slot) {
            return LEFT + (slot + 0.5) / slots.size() * (RIGHT - LEFT);
        }

        private void hidden(double top) {
            double half = 0.4 / slots.size() * (RIGHT - LEFT);
            for (int i = 0; i < slots.size(); i++) {
                if (panel.told().get(i).hidden()) {
                    svg.hidden(x(i) - half, x(i) + half, top, height);
                }
            }
        }

        /** From each figure to the next; where one is missing, the line is broken. */
        private void line(double top) {
            for (int i = 1; i < slots.size(); i++) {
                Optional<Double> one = panel.told().get(i - 1).value();
                Optional<Double> other = panel.told().get(i).value();
                if (one.isPresent() && other.isPresent()) {
                    boolean complete =
                            slots.get(i - 1).complete() && slots.get(i).complete();
                    svg.line(
                            "trend",
                            x(i - 1),
                            at(one.get(), top),
                            x(i),
                            at(other.get(), top),
                            "stroke=\"#0f766e\" stroke-width=\"2.5\"" + (complete ? "" : " stroke-dasharray=\"2 4\""));
                }
            }
        }

        private void points(double top) {
            List<Integer> named = new ArrayList<>();
            for (int i = 0; i < slots.size(); i++) {
                int slot = i;
                Told told = panel.told().get(i);
                told.interval()
                        .filter(ends -> told.value().isPresent())
                        .ifPresent(ends -> svg.whisker(x(slot), at(ends.low(), top), x(slot), at(ends.high(), top)));
                told.value().ifPresent(value -> {
                    boolean complete = slots.get(slot).complete();
                    svg.dot(
                            complete ? "dot" : "hollow",
                            x(slot),
                            at(value, top),
                            complete ? "fill=\"#0f766e\"" : hollow());
                    named.add(slot);
                });
            }
            if (height == TALL && named.size() <= FEW_POINTS) {
                named.forEach(slot -> {
                    Told told = panel.told().get(slot);
                    double highest = told.interval()
                            .map(Interval::high)
                            .orElse(told.value().orElseThrow());
                    svg.words("ink", x(slot), at(highest, top) - 9, "middle", told.said());
                });
            }
        }

        /** Below the first, the last and as many between them as fit. */
        private void names(double bottom) {
            int every = Math.max(1, (slots.size() + NAMES_BELOW - 1) / NAMES_BELOW);
            for (int i = slots.size() - 1; i >= 0; i -= every) {
                boolean last = i == slots.size() - 1 && slots.size() > FEW_POINTS;
                svg.words(
                        "quiet",
                        last ? 1 : x(i),
                        bottom + Svg.LINE - 4,
                        last ? "end" : "middle",
                        slots.get(i).name());
            }
        }
    }
}
