/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import khue.tools.tables.CsvTable;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.Formats;
import khue.tools.web.Messages;
import khue.tools.web.OpenTo;
import khue.tools.web.PageRefused;

/**
 * An indicator as a file: comma-separated values (RFC 4180, in UTF-8) or a spreadsheet, each line with its version, its period and its sources;
 * or its chart as a picture.
 */
@Path("evaluation/indicators/{id: [A-Z][0-9]}.{kind: csv|xlsx|svg}")
@OpenTo(Audience.EVALUATOR)
public class IndicatorDownload {

    private static final Map<String, String> TYPES = Map.of(
            "csv", "text/csv; charset=utf-8",
            "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "svg", "image/svg+xml");

    private static final List<String> HEADS = List.of(
            "indicator",
            "version",
            "from",
            "until",
            "computed_at",
            "by",
            "geography",
            "key",
            "label",
            "numerator",
            "denominator",
            "value",
            "more",
            "suppressed",
            "minimum_group",
            "denominator_source",
            "denominator_as_of");

    @Inject
    private Store store;

    @Inject
    private IndicatorQuestion question;

    @Inject
    private CurrentVisit current;

    @Inject
    private Messages messages;

    /** @param drawn what is drawn: {@code bars}, or {@code lines} for the trend */
    @GET
    public Response download(
            @PathParam("id") String id,
            @PathParam("kind") String kind,
            @QueryParam("from") String from,
            @QueryParam("until") String until,
            @QueryParam("by") String by,
            @QueryParam("geography") String geography,
            @QueryParam("trend") String trend,
            @QueryParam("chart") String drawn) {
        try {
            IndicatorDefinition indicator = store.indicators(current.locale()).stream()
                    .filter(known -> known.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND));
            IndicatorQuestion.Asked asked = question.read(from, until, by, geography, trend, indicator);
            Period period =
                    asked.period().orElseThrow(() -> new PageRefused(PageRefused.Reason.BAD_INPUT, "no period"));
            IndicatorReport report = store.indicator(id, asked, current.locale());
            String name = id + "-v" + indicator.version() + "-" + period.from() + "-" + period.until() + "." + kind;
            return Response.ok(written(kind, report, drawn), TYPES.get(kind))
                    .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                    .build();
        } catch (StoreSilent silent) {
            throw new PageRefused(PageRefused.Reason.UNREACHABLE, silent.getMessage());
        }
    }

    private Object written(String kind, IndicatorReport report, String drawn) {
        return switch (kind) {
            case "csv" -> csv(report);
            case "svg" -> picture(report, drawn);
            default -> (StreamingOutput) out -> IndicatorWorkbook.write(report, HEADS, rows(report), out);
        };
    }

    private String picture(IndicatorReport report, String drawn) {
        IndicatorCharts charts = new IndicatorCharts(report, messages, current.locale());
        boolean lines = "lines".equals(drawn);
        Formats formats = new Formats(current.locale());
        return (lines ? charts.lines() : charts.bars())
                .orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND))
                .alone(
                        lines ? charts.trendTitle() : charts.title(),
                        List.of(
                                messages.say(
                                        current.locale(),
                                        "evaluation.chart.origin",
                                        report.definition().id(),
                                        report.definition().version(),
                                        formats.date(report.from()),
                                        formats.date(report.until()),
                                        formats.dateTime(report.computedAt())),
                                report.formula()));
    }

    static String csv(IndicatorReport report) {
        return CsvTable.write(
                Stream.concat(Stream.of(HEADS), rows(report).stream()).toList());
    }

    /** Those of the whole span, then those of each period of a trend: a line says its days. */
    private static List<List<String>> rows(IndicatorReport report) {
        List<List<String>> rows = new ArrayList<>();
        Stream.concat(report.rows().stream(), Stream.of(report.total()))
                .forEach(figure -> rows.add(line(report, report.from(), report.until(), figure)));
        for (IndicatorReport.Part part :
                report.trend().map(IndicatorReport.Trend::parts).orElse(List.of())) {
            Stream.concat(part.rows().stream(), Stream.of(part.total()))
                    .forEach(figure -> rows.add(line(report, part.from(), part.until(), figure)));
        }
        return rows;
    }

    private static List<String> line(
            IndicatorReport report, LocalDate from, LocalDate until, IndicatorReport.Figure figure) {
        return line(
                report.definition().id(),
                report.definition().version(),
                from,
                until,
                report.computedAt(),
                report.by(),
                report.geography(),
                or(figure.key()),
                or(figure.label()),
                or(figure.numerator().map(IndicatorDownload::plain)),
                or(figure.denominator().map(IndicatorDownload::plain)),
                or(figure.value().map(IndicatorDownload::plain)),
                figure.more().entrySet().stream()
                        .map(number -> number.getKey() + "=" + plain(number.getValue()))
                        .collect(Collectors.joining(" ")),
                figure.suppressed(),
                report.minimumGroup(),
                or(figure.source()),
                or(figure.sourceAsOf()));
    }

    private static List<String> line(Object... cells) {
        return Stream.of(cells).map(Object::toString).toList();
    }

    /** With a point, and without what a whole number has behind it. */
    private static String plain(Double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    private static Object or(Optional<?> value) {
        return value.isPresent() ? value.get() : "";
    }
}
