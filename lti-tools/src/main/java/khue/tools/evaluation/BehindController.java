/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.Messages;
import khue.tools.web.OpenTo;
import khue.tools.web.PageRefused;

/** From a figure to the statements that it is made of, as sentences. The store notes who looked, and tells nothing of a hidden figure. */
@Path("evaluation/indicators/{id: [A-Z][0-9]}/behind")
@Controller
@RequestScoped
@OpenTo(Audience.EVALUATOR)
public class BehindController {

    private static final String VIEW = "evaluation/behind.html";
    private static final int ON_A_PAGE = 50;

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

    /**
     * A statement and where it leads in the statement browser.
     *
     * @param kind what the object is, in the reader's language where we have a word for it
     * @param same to everything else that was done to it, or in the same registration
     */
    public record Row(StatementView said, String kind, Optional<String> same) {}

    @GET
    public Response behind(
            @PathParam("id") String id,
            @QueryParam("from") String from,
            @QueryParam("until") String until,
            @QueryParam("by") String by,
            @QueryParam("geography") String geography,
            @QueryParam("cell") String cell,
            @QueryParam("before") String before) {
        models.put("id", id);
        try {
            IndicatorDefinition indicator = store.indicators(current.locale()).stream()
                    .filter(known -> known.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND));
            IndicatorQuestion.Asked asked = question.read(from, until, by, geography, "", indicator);
            if (asked.period().isEmpty()) {
                throw new PageRefused(PageRefused.Reason.BAD_INPUT, "no period");
            }
            Optional<String> key = Optional.ofNullable(cell).filter(text -> !text.isEmpty());
            IndicatorReport report = store.indicator(id, asked, current.locale());
            IndicatorTable table = IndicatorTable.of(report, messages, current.locale());
            IndicatorTable.Line line = asked.by().equals("none")
                    ? table.total()
                    : table.lines().stream()
                            .filter(one -> one.key().equals(key))
                            .findFirst()
                            .orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND));
            models.put("indicator", indicator);
            models.put("report", report);
            models.put("line", line);
            models.put("name", asked.by().equals("none") ? say("evaluation.total") : line.name());
            JsonNode page = store.behind(id, asked, key, isPlace(before) ? before : "", ON_A_PAGE);
            models.put("hidden", page.path("suppressed").asBoolean());
            models.put("whole", asked.by().equals("none") || table.total().suppressed() ? "" : ofAll(report));
            VerbWords verbs = new VerbWords(messages, current.locale());
            models.put(
                    "statements",
                    StreamSupport.stream(page.path("statements").spliterator(), false)
                            .map(statement -> row(StatementView.of(statement, verbs, current.locale())))
                            .toList());
            models.put("first", isPlace(before) ? address(report, key, "") : "");
            models.put(
                    "next",
                    Optional.ofNullable(page.path("next").textValue())
                            .map(place -> address(report, key, place))
                            .orElse(""));
        } catch (StoreSilent silent) {
            models.put("silent", silent.getMessage());
            return Response.status(Response.Status.BAD_GATEWAY).entity(VIEW).build();
        }
        return Response.ok(VIEW).build();
    }

    private static boolean isPlace(String text) {
        return text != null && text.matches("[1-9][0-9]{0,17}");
    }

    private static String address(IndicatorReport report, Optional<String> cell, String before) {
        return address(report, report.by(), cell, before);
    }

    /** What is told of everybody where nothing is told of a group. */
    private static String ofAll(IndicatorReport report) {
        return address(report, "none", Optional.empty(), "");
    }

    private static String address(IndicatorReport report, String by, Optional<String> cell, String before) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("from", report.from().toString());
        parameters.put("until", report.until().toString());
        parameters.put("by", by);
        parameters.put("geography", report.geography());
        cell.ifPresent(key -> parameters.put("cell", key));
        if (!before.isEmpty()) {
            parameters.put("before", before);
        }
        return Query.of("/tools/evaluation/indicators/" + report.definition().id() + "/behind", parameters);
    }

    private Row row(StatementView view) {
        return new Row(
                view,
                messages.find(current.locale(), "evaluation.kind." + view.kind())
                        .orElse(view.kind()),
                Stream.of(
                                view.registration().map(of -> Map.of(StatementQuestion.REGISTRATION, of)),
                                view.activity().map(of -> Map.of(StatementQuestion.ACTIVITY, of)))
                        .flatMap(Optional::stream)
                        .findFirst()
                        .map(filter -> StatementQuestion.of(filter).address("")));
    }

    private String say(String key) {
        return messages.say(current.locale(), key);
    }
}
