/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.charts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes SVG. Colours are those of paper, as attributes; a page's style sheet gives the classes other ones. Lengths across are percentages, so
 * that a chart is as wide as the place that it gets while its letters stay as large as they are.
 */
final class Svg {

    static final int LINE = 20;
    static final int LETTERS = 14;

    private static final int HATCH = 7;

    private final StringBuilder text = new StringBuilder();
    private final String id;

    /** @param id of the chart, unlike any other's on the page */
    Svg(String id) {
        this.id = id;
    }

    static String percent(double part) {
        return trimmed(part * 100) + "%";
    }

    private static String trimmed(double number) {
        return String.format(Locale.ROOT, "%.2f", number).replaceFirst("\\.?0+$", "");
    }

    static String escaped(String words) {
        StringBuilder escaped = new StringBuilder();
        words.codePoints().forEach(letter -> {
            switch (letter) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> {
                    // XML has no place for other control characters.
                    if (letter >= ' ' || letter == '\n' || letter == '\t') {
                        escaped.appendCodePoint(letter);
                    }
                }
            }
        });
        return escaped.toString();
    }

    /** Words on several lines, broken between words; a word that is too long for a line is broken, too. */
    static List<String> lines(String words, int longest) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : words.strip().split("\\s+")) {
            String rest = word;
            if (line.length() > 0 && line.length() + 1 + rest.length() > longest) {
                lines.add(line.toString());
                line.setLength(0);
            }
            while (rest.length() > longest) {
                int end = rest.offsetByCodePoints(0, Math.min(longest, rest.codePointCount(0, rest.length())));
                lines.add(rest.substring(0, end));
                rest = rest.substring(end);
            }
            line.append(line.length() > 0 ? " " : "").append(rest);
        }
        lines.add(line.toString());
        return lines;
    }

    void rectangle(String kind, double from, double until, double top, double height, String look) {
        text.append("<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" %s/>\n"
                .formatted(kind, percent(from), trimmed(top), percent(until - from), trimmed(height), look));
    }

    /** A figure that is not told: hatched, with a broken edge, so that no colour is needed to tell it from a bar. */
    void hidden(double from, double until, double top, double height) {
        rectangle(
                "hidden",
                from,
                until,
                top,
                height,
                "fill=\"url(#" + id + "-hatch)\" stroke=\"#7b8794\" stroke-dasharray=\"4 3\"");
    }

    void line(String kind, double x1, double y1, double x2, double y2, String look) {
        text.append("<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" %s/>\n"
                .formatted(kind, percent(x1), trimmed(y1), percent(x2), trimmed(y2), look));
    }

    void dot(String kind, double x, double y, String look) {
        text.append("<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"4.5\" %s/>\n"
                .formatted(kind, percent(x), trimmed(y), look));
    }

    /**
     * Words with a light edge, so that a line behind them does not strike them out.
     *
     * @param anchor {@code start}, {@code middle} or {@code end}
     */
    void words(String kind, double x, double y, String anchor, String words) {
        String colour = kind.contains("quiet") ? "#52606d" : "#1f2933";
        text.append(
                "<text class=\"%s\" x=\"%s\" y=\"%s\" text-anchor=\"%s\" fill=\"%s\" stroke=\"#ffffff\" stroke-width=\"4\" stroke-linejoin=\"round\" paint-order=\"stroke\"%s>%s</text>\n"
                        .formatted(
                                kind,
                                percent(x),
                                trimmed(y),
                                anchor,
                                colour,
                                kind.contains("strong") ? " font-weight=\"600\"" : "",
                                escaped(words)));
    }

    /** Where an interval ends, with a light edge around it, so that it is seen on a dark bar as well. */
    void whisker(double x1, double y1, double x2, double y2) {
        for (boolean edge : List.of(true, false)) {
            String look = edge ? "stroke=\"#ffffff\" stroke-width=\"5\"" : "stroke=\"#1f2933\" stroke-width=\"2\"";
            String kind = edge ? "halo" : "whisker";
            line(kind, x1, y1, x2, y2, look);
            boolean across = y1 == y2;
            for (boolean first : List.of(true, false)) {
                double x = first ? x1 : x2;
                double y = first ? y1 : y2;
                if (across) {
                    line(kind, x, y - 5, x, y + 5, look);
                } else {
                    cap(kind, x, y, look);
                }
            }
        }
    }

    /** A short line across; percentages cannot say five pixels to each side. */
    private void cap(String kind, double x, double y, String look) {
        text.append(
                "<svg class=\"cap\" x=\"%s\" y=\"%s\" overflow=\"visible\"><line class=\"%s\" x1=\"-5\" y1=\"0\" x2=\"5\" y2=\"0\" %s/></svg>\n"
                        .formatted(percent(x), trimmed(y), kind, look));
    }

    /** The whole, as a part of a page: a picture with a name and a description. */
    String inPage(Words words, double height) {
        return """
                <svg class="k-drawn" role="img" aria-labelledby="%1$s-title %1$s-says" width="100%%" height="%2$s" font-size="%3$d" font-family="system-ui, 'Segoe UI', Roboto, 'Noto Sans', Arial, sans-serif" xmlns="http://www.w3.org/2000/svg">
                <title id="%1$s-title">%4$s</title>
                <desc id="%1$s-says">%5$s</desc>
                <defs><pattern id="%1$s-hatch" width="%6$d" height="%6$d" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line class="hatch" x1="0" y1="0" x2="0" y2="%6$d" stroke="#7b8794" stroke-width="2"/></pattern></defs>
                %7$s</svg>""".formatted(
                id, trimmed(height), LETTERS, escaped(words.title()), escaped(words.description()), HATCH, text);
    }
}
