/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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
     * @param key of the cell, as the store says it; empty for the total, and for what is in no place
     * @param name of the class, school or place
     * @param value in the unit of the indicator; a dash where there is none
     */
    public record Line(
            Optional<String> key,
            String name,
            String value,
            String numerator,
            String denominator,
            List<String> more,
            boolean suppressed,
            Optional<String> source,
            Optional<Instant> sourceAsOf) {}

    private static final Set<String> COUNTS = Set.of("days", "outside", "answers", "themes", "breaches");
    private static final Set<String> PARTS = Set.of("coverage");

    /** As they are, but the lower end of an interval before the upper one. */
    private static String inOrder(String name) {
        return name.replaceFirst("high$", "low+");
    }

    public static IndicatorTable of(IndicatorReport report, Messages messages, Locale locale) {
        return new Writer(report, messages, locale, new Formats(locale)).table();
    }

    /** The figures of one period after the other, of each cell and at last of all together. */
    public static Optional<IndicatorTrend> ofTrend(IndicatorReport report, Messages messages, Locale locale) {
        Writer writer = new Writer(report, messages, locale, new Formats(locale));
        return report.trend().map(writer::trend);
    }

    private record Writer(IndicatorReport report, Messages messages, Locale locale, Formats formats) {

        IndicatorTable table() {
            List<IndicatorReport.Figure> all = new ArrayList<>(report.rows());
            all.add(report.total());
            List<String> names = names(all.stream());
            return new IndicatorTable(
                    names.stream().map(name -> say("evaluation.more." + name)).toList(),
                    report.rows().stream().map(figure -> line(figure, names)).toList(),
                    line(report.total(), names),
                    all.stream().anyMatch(IndicatorReport.Figure::suppressed));
        }

        private static List<String> names(Stream<IndicatorReport.Figure> figures) {
            return figures.flatMap(figure -> figure.more().keySet().stream())
                    .distinct()
                    .sorted(Comparator.comparing(IndicatorTable::inOrder))
                    .toList();
        }

        IndicatorTrend trend(IndicatorReport.Trend trend) {
            PeriodNames periods = new PeriodNames(messages, locale);
            List<String> names = names(trend.parts().stream()
                    .flatMap(part -> Stream.concat(part.rows().stream(), Stream.of(part.total()))));
            Map<String, String> cells = new LinkedHashMap<>();
            Stream.concat(report.rows().stream(), trend.parts().stream().flatMap(part -> part.rows().stream()))
                    .forEach(figure -> cells.putIfAbsent(figure.key().orElse(""), name(figure)));
            List<IndicatorTrend.Group> groups = new ArrayList<>();
            cells.forEach((key, name) -> groups.add(group(
                    name,
                    false,
                    trend.parts(),
                    part -> part.rows().stream()
                            .filter(figure -> figure.key().orElse("").equals(key))
                            .findFirst()
                            .orElseGet(() -> IndicatorReport.Figure.nothing(key)),
                    names,
                    periods)));
            groups.add(
                    group(say("evaluation.total"), true, trend.parts(), IndicatorReport.Part::total, names, periods));
            return new IndicatorTrend(
                    names.stream().map(name -> say("evaluation.more." + name)).toList(), trend.parts(), groups);
        }

        private IndicatorTrend.Group group(
                String name,
                boolean total,
                List<IndicatorReport.Part> parts,
                Function<IndicatorReport.Part, IndicatorReport.Figure> figureOf,
                List<String> names,
                PeriodNames periods) {
            List<IndicatorReport.Figure> figures = parts.stream().map(figureOf).toList();
            List<Line> lines = new ArrayList<>();
            for (int i = 0; i < parts.size(); i++) {
                lines.add(line(periods.whole(parts.get(i)), figures.get(i), names));
            }
            return new IndicatorTrend.Group(name, total, figures, lines);
        }

        private Line line(IndicatorReport.Figure figure, List<String> names) {
            return line(name(figure), figure, names);
        }

        private Line line(String name, IndicatorReport.Figure figure, List<String> names) {
            return new Line(
                    figure.key(),
                    name,
                    figure.value().map(this::value).orElse(FigureWords.NONE),
                    figure.numerator().map(formats::number).orElse(FigureWords.NONE),
                    figure.denominator().map(formats::number).orElse(FigureWords.NONE),
                    names.stream()
                            .map(number -> Optional.ofNullable(figure.more().get(number))
                                    .map(value -> more(number, value))
                                    .orElse(FigureWords.NONE))
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
            return new FigureWords(messages, locale).value(report.definition().unit(), value);
        }

        /** Numbers beside a share are shares, too, unless they count something. */
        private String more(String name, double value) {
            boolean part = PARTS.contains(name)
                    || FigureWords.isOfParts(report.definition().unit()) && !COUNTS.contains(name);
            return part ? formats.percent(value) : formats.number(value);
        }

        private String say(String key, Object... parameters) {
            return messages.say(locale, key, parameters);
        }
    }
}
