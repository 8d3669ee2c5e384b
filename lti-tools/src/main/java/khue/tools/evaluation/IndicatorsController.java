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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.Messages;
import khue.tools.web.OpenTo;

/** The list of indicators, and each indicator with its chart, table, formula and sources. */
@Path("evaluation")
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

    @GET
    public Response list() {
        try {
            models.put("report", store.participation(question.thisSchoolYear(), "none", current.locale()));
        } catch (StoreSilent silent) {
            return silent(silent, "evaluation/indicators.html");
        }
        return Response.ok("evaluation/indicators.html").build();
    }

    @GET
    @Path("indicators/F1")
    public Response participation(
            @QueryParam("from") String from, @QueryParam("until") String until, @QueryParam("by") String by) {
        IndicatorQuestion.Asked asked = question.read(from, until, by);
        models.put("asked", asked);
        models.put("problems", said(asked.problems()));
        models.put("presets", question.presets(current.locale()));
        models.put("breakdowns", breakdowns());
        if (asked.period().isEmpty()) {
            return Response.status(Response.Status.BAD_REQUEST)
                    .entity("evaluation/participation.html")
                    .build();
        }
        try {
            IndicatorReport report = store.participation(asked.period().get(), asked.by(), current.locale());
            models.put("report", report);
            models.put(
                    "suppressed",
                    report.total().suppressed() || report.rows().stream().anyMatch(IndicatorReport.Figure::suppressed));
        } catch (StoreSilent silent) {
            return silent(silent, "evaluation/participation.html");
        }
        return Response.ok("evaluation/participation.html").build();
    }

    private Response silent(StoreSilent silent, String view) {
        models.put("silent", silent.getMessage());
        return Response.status(Response.Status.BAD_GATEWAY).entity(view).build();
    }

    private Map<String, String> breakdowns() {
        Map<String, String> words = new LinkedHashMap<>();
        IndicatorQuestion.BREAKDOWNS.forEach(
                by -> words.put(by, messages.say(current.locale(), "evaluation.by." + by)));
        return words;
    }

    private Map<String, String> said(Map<String, String> problems) {
        return problems.entrySet().stream()
                .collect(
                        Collectors.toMap(Map.Entry::getKey, entry -> messages.say(current.locale(), entry.getValue())));
    }
}
