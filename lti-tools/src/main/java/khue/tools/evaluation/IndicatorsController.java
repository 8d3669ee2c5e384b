/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import khue.tools.charts.Chart;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.Messages;
import khue.tools.web.OpenTo;
import khue.tools.web.PageRefused;

/** The list of indicators, and each indicator with its chart, table, formula and sources. */
@Path("evaluation/indicators")
@Controller
@RequestScoped
@OpenTo(Audience.EVALUATOR)
public class IndicatorsController {

    @Inject
    private Store store;

    @Inject
    private IndicatorQuestion question;

    @Inject
    private CurrentVisit current;

    @Inject
    private Messages messages;

    @Inject
    private Models models;

    /** An indicator on the list, with its figure of the present school year in words. */
    public record Card(IndicatorDefinition definition, String value, boolean suppressed) {}

    /** The charts of an indicator for its page; an empty text where there is nothing to draw. */
    public record Drawn(String title, String bars, String trendTitle, String lines) {

        Drawn(IndicatorCharts charts) {
            this(
                    charts.title(),
                    charts.bars().map(Chart::svg).orElse(""),
                    charts.trendTitle(),
                    charts.lines().map(Chart::svg).orElse(""));
        }
    }

    @GET
    public Response list() {
        try {
            ProgrammeTotals totals = store.totals(question.thisSchoolYear(), current.locale());
            FigureWords words = new FigureWords(messages, current.locale());
            models.put("totals", totals);
            Map<String, List<Card>> families = new LinkedHashMap<>();
            for (ProgrammeTotals.Total total : totals.totals()) {
                String value = words.value(
                        total.definition().unit(),
                        total.figure().value(),
                        total.figure().suppressed(),
                        totals.minimumGroup());
                families.computeIfAbsent(family(total.definition()), name -> new ArrayList<>())
                        .add(new Card(total.definition(), value, total.figure().suppressed()));
            }
            models.put("families", families);
        } catch (StoreSilent silent) {
            return silent(silent, "evaluation/indicators.html");
        }
        return Response.ok("evaluation/indicators.html").build();
    }

    /** What it is about, by the letter of its id; one with a new letter stands under that until it has a name. */
    private String family(IndicatorDefinition definition) {
        String letter = definition.id().substring(0, 1);
        return messages.find(current.locale(), "evaluation.family." + letter).orElse(letter);
    }

    @GET
    @Path("{id: [A-Z][0-9]}")
    public Response indicator(
            @PathParam("id") String id,
            @QueryParam("from") String from,
            @QueryParam("until") String until,
            @QueryParam("by") String by,
            @QueryParam("geography") String geography,
            @QueryParam("trend") String trend) {
        models.put("id", id);
        try {
            IndicatorDefinition indicator = store.indicators(current.locale()).stream()
                    .filter(known -> known.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND));
            IndicatorQuestion.Asked asked = question.read(from, until, by, geography, trend, indicator);
            models.put("indicator", indicator);
            models.put("asked", asked);
            models.put("problems", said(asked.problems()));
            models.put("presets", question.presets(current.locale()));
            models.put("breakdowns", words("evaluation.by.", indicator.breakdowns()));
            models.put("geographies", words("evaluation.geography.", IndicatorQuestion.GEOGRAPHIES));
            models.put("steps", words("evaluation.trend.", IndicatorQuestion.STEPS));
            if (asked.period().isEmpty()) {
                return Response.status(Response.Status.BAD_REQUEST)
                        .entity("evaluation/indicator.html")
                        .build();
            }
            IndicatorReport report = store.indicator(id, asked, current.locale());
            models.put("report", report);
            models.put("table", IndicatorTable.of(report, messages, current.locale()));
            models.put(
                    "trend",
                    IndicatorTable.ofTrend(report, messages, current.locale()).orElse(null));
            models.put("charts", new Drawn(new IndicatorCharts(report, messages, current.locale())));
        } catch (StoreSilent silent) {
            return silent(silent, "evaluation/indicator.html");
        }
        return Response.ok("evaluation/indicator.html").build();
    }

    private Response silent(StoreSilent silent, String view) {
        models.put("silent", silent.getMessage());
        return Response.status(Response.Status.BAD_GATEWAY).entity(view).build();
    }

    private Map<String, String> words(String keys, List<String> codes) {
        Map<String, String> words = new LinkedHashMap<>();
        codes.forEach(code -> words.put(code, messages.say(current.locale(), keys + code)));
        return words;
    }

    private Map<String, String> said(Map<String, String> problems) {
        return problems.entrySet().stream()
                .collect(
                        Collectors.toMap(Map.Entry::getKey, entry -> messages.say(current.locale(), entry.getValue())));
    }
}
