/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.reports;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import khue.tools.evaluation.IndicatorReport;
import khue.tools.evaluation.IndicatorTable;
import khue.tools.evaluation.StoreSilent;
import khue.tools.evaluation.TermNames;
import khue.tools.reports.snapshot.Difference;
import khue.tools.reports.snapshot.Snapshot;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.Messages;
import khue.tools.web.OpenTo;

/** What a locked report would say were it made today. The report itself stays what it is. */
@Path("reports/{report: [0-9a-f-]{36}}/today")
@Controller
@RequestScoped
@OpenTo(Audience.EVALUATOR)
public class TodayController {

    private static final String NONE = "–";

    @Inject
    private Drafting drafting;

    @Inject
    private ReportPages pages;

    @Inject
    private CurrentVisit current;

    @Inject
    private Messages messages;

    @Inject
    private TermNames names;

    @Inject
    private Models models;

    /** A figure that is another one now. */
    public record Changed(int number, String title, List<String> causes, List<Line> lines) {}

    /** One of its rows. */
    public record Line(String name, String then, String now) {}

    @GET
    public Response show(@PathParam("report") UUID id) {
        Reports.Listed found = pages.locked(id);
        Snapshot snapshot = found.locked().orElseThrow().snapshot();
        models.put("row", pages.row(found));
        models.put("figures", snapshot.figures().size());
        try {
            List<Optional<JsonNode>> now = drafting.again(snapshot);
            List<Changed> changed = new ArrayList<>();
            for (int i = 0; i < now.size(); i++) {
                Difference.of(snapshot.figures().get(i), now.get(i))
                        .map(this::told)
                        .ifPresent(changed::add);
            }
            models.put("changed", changed);
        } catch (StoreSilent silent) {
            return pages.silent(silent, "reports/today.html");
        }
        return Response.ok("reports/today.html").build();
    }

    private Changed told(Difference difference) {
        Locale locale = current.locale();
        Optional<Side> then = difference.then().map(answer -> side(answer, locale));
        Optional<Side> now = difference.now().map(answer -> side(answer, locale));
        String title = Stream.of(now, then)
                .flatMap(Optional::stream)
                .findFirst()
                .map(side -> side.report().definition().title())
                .orElse("");
        return new Changed(
                difference.figure().number(),
                difference.figure().indicator() + " " + title,
                difference.causes().stream()
                        .map(cause -> pages.say(
                                "cause." + cause.name().toLowerCase(Locale.ROOT).replace('_', '-')))
                        .toList(),
                difference.cells().stream().map(cell -> line(cell, then, now)).toList());
    }

    /** An answer, and its rows in words. */
    private record Side(IndicatorReport report, IndicatorTable table) {

        Optional<IndicatorTable.Line> line(String key) {
            if (key.equals(Difference.TOTAL)) {
                return Optional.of(table.total());
            }
            for (int i = 0; i < report.rows().size(); i++) {
                if (report.rows().get(i).key().orElse("").equals(key)) {
                    return Optional.of(table.lines().get(i));
                }
            }
            return Optional.empty();
        }

        String value(String key) {
            return line(key)
                    .map(line -> line.suppressed() ? "n < " + report.minimumGroup() : Side.numbers(line))
                    .orElse(NONE);
        }

        private static String numbers(IndicatorTable.Line line) {
            String parts = Stream.of(line.numerator(), line.denominator())
                    .filter(part -> !part.equals(NONE))
                    .collect(Collectors.joining(" / "));
            return parts.isEmpty() ? line.value() : line.value() + " (" + parts + ")";
        }
    }

    private Side side(JsonNode answer, Locale locale) {
        IndicatorReport report = names.in(IndicatorReport.of(answer, locale), locale);
        return new Side(report, IndicatorTable.of(report, messages, locale));
    }

    private Line line(Difference.Cell cell, Optional<Side> then, Optional<Side> now) {
        String name = cell.key().equals(Difference.TOTAL)
                ? pages.say("paper.total")
                : Stream.of(then, now)
                        .flatMap(Optional::stream)
                        .flatMap(side -> side.line(cell.key()).stream())
                        .findFirst()
                        .map(IndicatorTable.Line::name)
                        .orElse(cell.key());
        return new Line(
                name,
                then.map(side -> side.value(cell.key())).orElse(NONE),
                now.map(side -> side.value(cell.key())).orElse(NONE));
    }
}
