/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.charts;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Bars that begin at zero, each under its name, with its value in words at the other end of the line. */
public final class BarChart {

    /** More is read in the table. */
    public static final int MOST = 40;

    /** What fits beside a value on the narrowest telephone. */
    private static final int LETTERS_OF_A_NAME = 24;

    private static final int BAR = 16;
    private static final int GAP = 12;
    private static final int LINES = 3;

    private BarChart() {}

    /** @param name what it is about */
    public record Bar(String name, Told told) {}

    /** @param id unlike any other on the page */
    public static Chart of(String id, Words words, List<Bar> bars, Optional<Target> target) {
        Scale scale = Scale.of(
                Stream.concat(
                                bars.stream().flatMap(bar -> bar.told().numbers()),
                                target.stream().map(Target::value))
                        .toList(),
                LINES,
                words.whole());
        Svg svg = new Svg(id);
        double top = target.isPresent() ? Svg.LINE : 0;
        double bottom = top + bars.stream().mapToDouble(BarChart::height).sum();
        for (double line : scale.lines()) {
            double x = scale.at(line);
            boolean zero = line == 0;
            svg.line(zero ? "zero" : "grid", x, top, x, bottom, zero ? "stroke=\"#7b8794\"" : "stroke=\"#dde1e4\"");
            svg.words(
                    "quiet", x, bottom + Svg.LINE - 4, anchor(x), words.number().apply(line));
        }
        double y = top;
        for (Bar bar : bars) {
            draw(bar, y, scale, svg);
            y += height(bar);
        }
        // Over the bars, and under the names, which it would cross out.
        target.ifPresent(aim -> {
            double x = scale.at(aim.value());
            svg.line(
                    "target", x, Svg.LINE, x, bottom, "stroke=\"#1f2933\" stroke-width=\"2\" stroke-dasharray=\"7 4\"");
            svg.words("ink", x, Svg.LETTERS, x > 0.5 ? "end" : "start", aim.said());
        });
        y = top;
        for (Bar bar : bars) {
            name(bar, y, svg);
            y += height(bar);
        }
        int height = (int) bottom + Svg.LINE;
        return new Chart(svg.inPage(words, height), height);
    }

    private static void name(Bar bar, double y, Svg svg) {
        List<String> name = Svg.lines(bar.name(), LETTERS_OF_A_NAME);
        for (int i = 0; i < name.size(); i++) {
            svg.words("ink", 0, y + Svg.LETTERS + i * Svg.LINE, "start", name.get(i));
        }
        svg.words(
                bar.told().hidden() ? "quiet" : "strong",
                1,
                y + Svg.LETTERS,
                "end",
                bar.told().said());
    }

    private static void draw(Bar bar, double y, Scale scale, Svg svg) {
        Told told = bar.told();
        double under = y + Svg.lines(bar.name(), LETTERS_OF_A_NAME).size() * Svg.LINE;
        if (told.hidden()) {
            svg.hidden(0, 1, under, BAR);
        }
        told.value().ifPresent(value -> {
            double from = scale.at(Math.min(0, value));
            double until = scale.at(Math.max(0, value));
            svg.rectangle("bar", from, until, under, BAR, "fill=\"#0f766e\"");
            told.interval()
                    .ifPresent(ends -> svg.whisker(
                            scale.at(ends.low()), under + BAR / 2.0, scale.at(ends.high()), under + BAR / 2.0));
        });
    }

    private static double height(Bar bar) {
        return Svg.lines(bar.name(), LETTERS_OF_A_NAME).size() * Svg.LINE + BAR + GAP;
    }

    private static String anchor(double x) {
        return x < 0.05 ? "start" : x > 0.95 ? "end" : "middle";
    }
}
