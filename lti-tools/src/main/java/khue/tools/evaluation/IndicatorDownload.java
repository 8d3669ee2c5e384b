/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.OpenTo;
import khue.tools.web.PageRefused;

/** An indicator as a file of comma-separated values (RFC 4180, in UTF-8), each line with its version and its sources. */
@Path("evaluation/indicators/F1.csv")
@OpenTo(Audience.EVALUATOR)
public class IndicatorDownload {

    /** Without it, spreadsheets take the file for one in another encoding. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    @Inject
    private Store store;

    @Inject
    private IndicatorQuestion question;

    @Inject
    private CurrentVisit current;

    @GET
    @Produces("text/csv; charset=utf-8")
    public Response download(
            @QueryParam("from") String from, @QueryParam("until") String until, @QueryParam("by") String by) {
        IndicatorQuestion.Asked asked = question.read(from, until, by);
        Period period = asked.period().orElseThrow(() -> new PageRefused(PageRefused.Reason.BAD_INPUT, "no period"));
        try {
            IndicatorReport report = store.participation(period, asked.by(), current.locale());
            String name = "F1-v" + report.version() + "-" + period.from() + "-" + period.until() + ".csv";
            return Response.ok(BYTE_ORDER_MARK + csv(report))
                    .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                    .build();
        } catch (StoreSilent silent) {
            throw new PageRefused(PageRefused.Reason.UNREACHABLE, silent.getMessage());
        }
    }

    static String csv(IndicatorReport report) {
        Stream<String> head = Stream.of(line(
                "indicator",
                "version",
                "from",
                "until",
                "computed_at",
                "by",
                "key",
                "label",
                "numerator",
                "denominator",
                "value",
                "suppressed",
                "minimum_group",
                "denominator_source",
                "denominator_as_of"));
        Stream<String> rows =
                Stream.concat(report.rows().stream(), Stream.of(report.total())).map(figure -> line(report, figure));
        return Stream.concat(head, rows).collect(Collectors.joining());
    }

    private static String line(IndicatorReport report, IndicatorReport.Figure figure) {
        return line(
                report.id(),
                report.version(),
                report.from(),
                report.until(),
                report.computedAt(),
                report.by(),
                or(figure.key()),
                or(figure.label()),
                or(figure.numerator()),
                or(figure.denominator()),
                or(figure.value()),
                figure.suppressed(),
                report.minimumGroup(),
                or(figure.source()),
                or(figure.sourceAsOf()));
    }

    private static String line(Object... cells) {
        return Stream.of(cells).map(IndicatorDownload::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    /** Quoted; a text that a spreadsheet would take for a formula is kept a text. */
    private static String cell(Object value) {
        String text = value.toString();
        boolean formula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
        return "\"" + (formula ? "'" : "") + text.replace("\"", "\"\"") + "\"";
    }

    private static Object or(Optional<?> value) {
        return value.isPresent() ? value.get() : "";
    }
}
