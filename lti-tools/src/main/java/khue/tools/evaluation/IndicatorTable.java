/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import khue.tools.web.Formats;
import khue.tools.web.Messages;

/**
 * An indicator as a page shows it: every cell in words.
 *
 * @param columns the names of further numbers, in words
 * @param suppressed whether anything is
 */
public record IndicatorTable(List<String> columns, List<Line> lines, Line total, boolean suppressed) {

    /**
     * One line.
     *
     * @param name of the class, school or place
     * @param value in the unit of the indicator; a dash where there is none
     * @param part what a chart draws, from 0 to 1; empty where there is nothing to draw
     */
    public record Line(
            String name,
            String value,
            Optional<Double> part,
            String numerator,
            String denominator,
            List<String> more,
            boolean suppressed,
            Optional<String> source,
            Optional<Instant> sourceAsOf) {}

    private static final String NONE = "–";
    private static final Set<String> COUNTS = Set.of("days", "outside", "answers", "themes", "breaches");
    private static final Set<String> PARTS = Set.of("coverage");

    public static IndicatorTable of(IndicatorReport report, Messages messages, Locale locale) {
        return new Writer(report, messages, locale, new Formats(locale)).table();
    }

    private record Writer(IndicatorReport report, Messages messages, Locale locale, Formats formats) {

        IndicatorTable table() {
            List<IndicatorReport.Figure> all = new ArrayList<>(report.rows());
            all.add(report.total());
            List<String> names = all.stream()
                    .flatMap(figure -> figure.more().keySet().stream())
                    .distinct()
                    .sorted()
                    .toList();
            return new IndicatorTable(
                    names.stream().map(name -> say("evaluation.more." + name)).toList(),
                    report.rows().stream().map(figure -> line(figure, names)).toList(),
                    line(report.total(), names),
                    all.stream().anyMatch(IndicatorReport.Figure::suppressed));
        }

        private Line line(IndicatorReport.Figure figure, List<String> names) {
            return new Line(
                    name(figure),
                    figure.value().map(this::value).orElse(NONE),
                    figure.value().filter(value -> report.definition().unit().equals("share")),
                    figure.numerator().map(formats::number).orElse(NONE),
                    figure.denominator().map(formats::number).orElse(NONE),
                    names.stream()
                            .map(name -> Optional.ofNullable(figure.more().get(name))
                                    .map(value -> more(name, value))
                                    .orElse(NONE))
                            .toList(),
                    figure.suppressed(),
                    figure.source(),
                    figure.sourceAsOf());
        }

        private String name(IndicatorReport.Figure figure) {
            return Stream.of(
                            figure.label(),
                            figure.key()
                                    .flatMap(
                                            key -> messages.find(locale, "evaluation.cell." + report.by() + "." + key)),
                            figure.key())
                    .flatMap(Optional::stream)
                    .findFirst()
                    .orElseGet(() -> say("evaluation.unknown"));
        }

        private String value(double value) {
            return isOfParts()
                    ? formats.percent(value)
                    : say("evaluation.value." + report.definition().unit(), formats.number(value));
        }

        /** Numbers beside a share are shares, too, unless they count something. */
        private String more(String name, double value) {
            boolean part = PARTS.contains(name) || isOfParts() && !COUNTS.contains(name);
            return part ? formats.percent(value) : formats.number(value);
        }

        /** Shares and differences of shares. */
        private boolean isOfParts() {
            return List.of("share", "gap").contains(report.definition().unit());
        }

        private String say(String key, Object... parameters) {
            return messages.say(locale, key, parameters);
        }
    }
}
