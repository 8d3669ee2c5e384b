/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import khue.tools.tables.CsvTable;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.OpenTo;
import khue.tools.web.PageRefused;

/** An indicator as a file of comma-separated values (RFC 4180, in UTF-8), each line with its version and its sources. */
@Path("evaluation/indicators/{id: [A-Z][0-9]}.csv")
@OpenTo(Audience.EVALUATOR)
public class IndicatorDownload {

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

    @GET
    @Produces("text/csv; charset=utf-8")
    public Response download(
            @PathParam("id") String id,
            @QueryParam("from") String from,
            @QueryParam("until") String until,
            @QueryParam("by") String by,
            @QueryParam("geography") String geography) {
        try {
            IndicatorDefinition indicator = store.indicators(current.locale()).stream()
                    .filter(known -> known.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND));
            IndicatorQuestion.Asked asked = question.read(from, until, by, geography, indicator);
            Period period =
                    asked.period().orElseThrow(() -> new PageRefused(PageRefused.Reason.BAD_INPUT, "no period"));
            IndicatorReport report = store.indicator(id, period, asked.by(), asked.geography(), current.locale());
            String name = id + "-v" + indicator.version() + "-" + period.from() + "-" + period.until() + ".csv";
            return Response.ok(csv(report))
                    .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                    .build();
        } catch (StoreSilent silent) {
            throw new PageRefused(PageRefused.Reason.UNREACHABLE, silent.getMessage());
        }
    }

    static String csv(IndicatorReport report) {
        Stream<List<String>> rows =
                Stream.concat(report.rows().stream(), Stream.of(report.total())).map(figure -> line(report, figure));
        return CsvTable.write(Stream.concat(Stream.of(HEADS), rows).toList());
    }

    private static List<String> line(IndicatorReport report, IndicatorReport.Figure figure) {
        return line(
                report.definition().id(),
                report.definition().version(),
                report.from(),
                report.until(),
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
