/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import khue.tools.charts.BarChart;
import khue.tools.charts.Chart;
import khue.tools.charts.Interval;
import khue.tools.charts.LineChart;
import khue.tools.charts.Target;
import khue.tools.charts.Told;
import khue.tools.charts.Words;
import khue.tools.web.Formats;
import khue.tools.web.Messages;

/** An indicator as bars, one for each cell, and as lines, one for each cell over the periods of a trend. */
final class IndicatorCharts {

    /** Numbers of which each cell has its share: those of a part do not add up to a target of the whole. */
    private static final String COUNT = "count";

    private static final String GAP = "gap";

    private final IndicatorReport report;
    private final Messages messages;
    private final Locale locale;
    private final Formats formats;
    private final FigureWords figures;
    private final IndicatorTable table;
    private final Optional<IndicatorTrend> trend;

    IndicatorCharts(IndicatorReport report, Messages messages, Locale locale) {
        this.report = report;
        this.messages = messages;
        this.locale = locale;
        this.formats = new Formats(locale);
        this.figures = new FigureWords(messages, locale);
        this.table = IndicatorTable.of(report, messages, locale);
        this.trend = IndicatorTable.ofTrend(report, messages, locale);
    }

    /** With what it counts in, and how many there are. */
    String title() {
        String how = report.by().equals("none")
                ? ""
                : say("evaluation.chart.by", say("evaluation.by." + report.by()).toLowerCase(locale));
        return withN(report.definition().title() + how);
    }

    String trendTitle() {
        return report.trend()
                .map(asked -> withN(report.definition().title()
                        + say(
                                "evaluation.chart.by",
                                say("evaluation.trend." + asked.by()).toLowerCase(locale))))
                .orElse("");
    }

    private String withN(String words) {
        String unit = say("evaluation.chart.unit." + report.definition().unit());
        String title = words + (unit.isEmpty() ? "" : " (" + unit + ")");
        return report.total()
                .denominator()
                .map(n -> title + ", n = " + formats.number(n))
                .orElse(title);
    }

    /** Empty when there is nothing to draw, or more than anybody reads in a picture. */
    Optional<Chart> bars() {
        List<BarChart.Bar> bars = new ArrayList<>();
        for (int i = 0; i < table.lines().size(); i++) {
            bars.add(bar(table.lines().get(i).name(), report.rows().get(i)));
        }
        boolean addsUp = report.definition().unit().equals(COUNT);
        boolean gaps = report.definition().unit().equals(GAP) && report.rows().isEmpty();
        if (bars.isEmpty() || !addsUp) {
            String whole =
                    gaps ? say("evaluation.chart.area") : report.definition().title();
            bars.add(bar(bars.isEmpty() ? whole : say("evaluation.total"), report.total()));
        }
        if (gaps) {
            second(report.total())
                    .ifPresent(told -> bars.add(new BarChart.Bar(say("evaluation.more.ownership"), told)));
        }
        boolean something = bars.stream()
                .anyMatch(bar -> bar.told().hidden() || bar.told().value().isPresent());
        if (!something || bars.size() > BarChart.MOST) {
            return Optional.empty();
        }
        Optional<Target> target = addsUp && !report.rows().isEmpty() ? Optional.empty() : target(report.total());
        return Optional.of(BarChart.of("k-bars", words(title(), sentence(bars)), bars, target));
    }

    private BarChart.Bar bar(String name, IndicatorReport.Figure figure) {
        return new BarChart.Bar(name, told(figure));
    }

    Optional<Chart> lines() {
        if (trend.isEmpty()
                || trend.get().parts().isEmpty()
                || trend.get().groups().size() > LineChart.MOST) {
            return Optional.empty();
        }
        PeriodNames names = new PeriodNames(messages, locale);
        List<LineChart.Slot> slots = trend.get().parts().stream()
                .map(part -> new LineChart.Slot(names.brief(part), part.complete()))
                .toList();
        int last = trend.get().groups().size() - 1;
        List<LineChart.Panel> panels = IntStream.rangeClosed(0, last)
                .mapToObj(i -> panel(trend.get().groups().get(i), i == last))
                .toList();
        boolean something = panels.stream()
                .flatMap(panel -> panel.told().stream())
                .anyMatch(told -> told.hidden() || told.value().isPresent());
        return something
                ? Optional.of(LineChart.of("k-lines", words(trendTitle(), moved(panels)), slots, panels))
                : Optional.empty();
    }

    private LineChart.Panel panel(IndicatorTrend.Group group, boolean isTotal) {
        List<Told> told = group.figures().stream().map(this::told).toList();
        boolean aimedAt = isTotal || !report.definition().unit().equals(COUNT);
        Optional<Target> target = Optional.of(group.figures())
                .filter(figures -> aimedAt && !figures.isEmpty())
                .flatMap(figures -> steady(figures));
        return new LineChart.Panel(group.name(), movement(told), told, target);
    }

    /** A target that is the same in every period; a plan that grows with the days of a period is in the table. */
    private Optional<Target> steady(List<IndicatorReport.Figure> figures) {
        List<Target> targets =
                figures.stream().flatMap(figure -> target(figure).stream()).toList();
        return targets.stream().distinct().count() == 1 ? Optional.of(targets.get(0)) : Optional.empty();
    }

    private Told told(IndicatorReport.Figure figure) {
        return new Told(
                figure.value(),
                interval(figure, "low", "high"),
                figures.value(report.definition().unit(), figure.value(), figure.suppressed(), report.minimumGroup()),
                figure.suppressed());
    }

    /** E1 sets public schools against private ones, too. */
    private Optional<Told> second(IndicatorReport.Figure figure) {
        return Optional.ofNullable(figure.more().get("ownership"))
                .map(gap -> new Told(
                        Optional.of(gap), interval(figure, "ownership_low", "ownership_high"), value(gap), false));
    }

    private static Optional<Interval> interval(IndicatorReport.Figure figure, String low, String high) {
        return figure.more().containsKey(low) && figure.more().containsKey(high)
                ? Optional.of(new Interval(figure.more().get(low), figure.more().get(high)))
                : Optional.empty();
    }

    private Optional<Target> target(IndicatorReport.Figure figure) {
        return Stream.of("target", "planned")
                .filter(figure.more()::containsKey)
                .findFirst()
                .map(name -> new Target(
                        figure.more().get(name),
                        say("evaluation.chart." + name, value(figure.more().get(name)))));
    }

    private Words words(String title, String description) {
        boolean ofParts = FigureWords.isOfParts(report.definition().unit());
        return new Words(
                title,
                description,
                number -> ofParts ? formats.number(number * 100) + "%" : formats.number(number),
                report.definition().unit().equals(COUNT),
                say("evaluation.chart.hidden", FigureWords.hidden(report.minimumGroup())),
                say("evaluation.trend.unfinished"));
    }

    private String sentence(List<BarChart.Bar> bars) {
        return String.join(
                        "; ",
                        bars.stream()
                                .map(bar -> bar.name() + ": " + bar.told().said())
                                .toList())
                + ".";
    }

    private String moved(List<LineChart.Panel> panels) {
        return String.join(
                        "; ",
                        panels.stream()
                                .map(panel -> panel.name() + ": " + panel.said())
                                .toList())
                + ".";
    }

    /** From the first figure that is told to the last. */
    private static String movement(List<Told> told) {
        OptionalInt first = IntStream.range(0, told.size())
                .filter(i -> told.get(i).value().isPresent())
                .findFirst();
        if (first.isEmpty()) {
            return told.stream()
                    .filter(Told::hidden)
                    .findFirst()
                    .map(Told::said)
                    .orElse(FigureWords.NONE);
        }
        int last = IntStream.range(0, told.size())
                .filter(i -> told.get(i).value().isPresent())
                .max()
                .orElseThrow();
        String from = told.get(first.getAsInt()).said();
        return first.getAsInt() == last ? from : from + " → " + told.get(last).said();
    }

    private String value(double value) {
        return figures.value(report.definition().unit(), value);
    }

    private String say(String key, Object... parameters) {
        return messages.say(locale, key, parameters);
    }
}
