/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.charts;

import java.util.ArrayList;
import java.util.List;

/**
 * A chart as SVG.
 *
 * @param svg as a part of a page
 * @param height in pixels
 */
public record Chart(String svg, int height) {

    private static final int WIDTH = 760;
    private static final int MARGIN = 24;
    private static final int LETTERS_ON_A_LINE = 92;

    /**
     * A picture that stands alone, on white, with its title above and where it comes from below.
     *
     * @param about one line for each
     */
    public String alone(String title, List<String> about) {
        List<String> above = Svg.lines(title, LETTERS_ON_A_LINE * 9 / 10);
        List<String> below = new ArrayList<>();
        about.forEach(line -> below.addAll(Svg.lines(line, LETTERS_ON_A_LINE)));
        int top = MARGIN + above.size() * Svg.LINE + Svg.LINE / 2;
        int bottom = top + height + Svg.LINE;
        int whole = bottom + below.size() * Svg.LINE + MARGIN;
        StringBuilder text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        text.append("""
                <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" font-family="system-ui, 'Segoe UI', Roboto, 'Noto Sans', Arial, sans-serif">
                <rect width="100%%" height="100%%" fill="#ffffff"/>
                """.formatted(WIDTH, whole));
        lines(above, MARGIN + Svg.LETTERS, "font-size=\"16\" font-weight=\"600\" fill=\"#1f2933\"", text);
        text.append("<svg x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\">\n%s\n</svg>\n"
                .formatted(MARGIN, top, WIDTH - 2 * MARGIN, height, svg));
        lines(below, bottom + Svg.LETTERS, "font-size=\"13\" fill=\"#52606d\"", text);
        return text.append("</svg>\n").toString();
    }

    private static void lines(List<String> lines, int first, String look, StringBuilder text) {
        for (int i = 0; i < lines.size(); i++) {
            text.append("<text x=\"%d\" y=\"%d\" %s>%s</text>\n"
                    .formatted(MARGIN, first + i * Svg.LINE, look, Svg.escaped(lines.get(i))));
        }
    }
}
