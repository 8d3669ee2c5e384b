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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import khue.tools.queries.StatementFiles;
import khue.tools.settings.Settings;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.Messages;
import khue.tools.web.OpenTo;

/** The statements themselves: asked for by who, what and when, a page at a time as the store hands them out. */
@Path("evaluation/statements")
@Controller
@RequestScoped
@OpenTo(Audience.EVALUATOR)
public class StatementsController {

    private static final String VIEW = "evaluation/statements.html";

    @Inject
    private Store store;

    @Inject
    private StatementFiles files;

    @Inject
    private StatementFileWords fileWords;

    @Inject
    private Settings settings;

    @Inject
    private CurrentVisit current;

    @Inject
    private Messages messages;

    @Inject
    private Models models;

    @Context
    private UriInfo address;

    @GET
    public Response list() {
        Map<String, String> parameters = address.getQueryParameters().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().get(0)));
        StatementQuestion question = StatementQuestion.of(parameters);
        models.put("typed", question.typed());
        models.put("problems", said(question.problems()));
        models.put("narrowed", question.asksForSomething());
        models.put("verbs", new VerbWords(messages, current.locale()).all());
        models.put("orders", orders());
        models.put(
                "limits",
                StatementQuestion.LIMITS.stream()
                        .collect(Collectors.toMap(limit -> limit, limit -> limit, (a, b) -> a, LinkedHashMap::new)));
        models.put(
                "files",
                files.of(current.require().account().orElseThrow()).stream()
                        .map(fileWords::of)
                        .toList());
        models.put("savedAs", question.query());
        models.put("busy", parameters.containsKey("busy"));
        models.put("nextFile", UUID.randomUUID());
        if (!question.isComplete()) {
            return Response.status(Response.Status.BAD_REQUEST).entity(VIEW).build();
        }
        String place = parameters.get("from");
        boolean goesOn = StatementQuestion.isPlace(place);
        try {
            models.put("sources", sources());
            JsonNode page = store.statements(question.path(settings.iriBase() + "pid", goesOn ? place : ""));
            models.put("statements", views(page));
            models.put("first", goesOn ? question.address("") : "");
            models.put(
                    "next",
                    Optional.ofNullable(page.path("next").textValue())
                            .map(question::address)
                            .orElse(""));
            models.put("read", page.path("read").asInt());
            Optional.ofNullable(page.path("reached").textValue())
                    .ifPresent(reached -> models.put("reached", Instant.parse(reached)));
        } catch (StoreSilent silent) {
            models.put("silent", silent.getMessage());
            return Response.status(Response.Status.BAD_GATEWAY).entity(VIEW).build();
        }
        return Response.ok(VIEW).build();
    }

    /**
     * A statement, and where its links lead: to the other statements of its actor, of its activity, of its registration.
     *
     * @param kind what the object is, in the reader's language where we have a word for it
     */
    public record Row(
            StatementView said,
            String kind,
            Optional<String> ofActor,
            Optional<String> ofActivity,
            Optional<String> ofRegistration) {}

    private List<Row> views(JsonNode page) {
        VerbWords verbs = new VerbWords(messages, current.locale());
        return StreamSupport.stream(page.path("statements").spliterator(), false)
                .map(statement -> row(StatementView.of(statement, verbs, current.locale())))
                .toList();
    }

    private Row row(StatementView view) {
        return new Row(
                view,
                messages.find(current.locale(), "evaluation.kind." + view.kind())
                        .orElse(view.kind()),
                Optional.of(view.actorFilter())
                        .filter(filter -> !filter.isEmpty())
                        .map(StatementsController::addressOf),
                view.activity().map(iri -> addressOf(Map.of(StatementQuestion.ACTIVITY, iri))),
                view.registration().map(id -> addressOf(Map.of(StatementQuestion.REGISTRATION, id))));
    }

    private static String addressOf(Map<String, String> filter) {
        return StatementQuestion.of(filter).address("");
    }

    private Map<String, String> sources() throws StoreSilent {
        Map<String, String> sources = new LinkedHashMap<>();
        store.statements("/reports/sources")
                .forEach(source -> sources.put(
                        source.path("id").asText(),
                        source.path("label").asText(source.path("name").asText())));
        return sources;
    }

    private Map<String, String> orders() {
        Map<String, String> orders = new LinkedHashMap<>();
        orders.put("newest", say("evaluation.statements.newest"));
        orders.put(StatementQuestion.OLDEST_FIRST, say("evaluation.statements.oldest"));
        return orders;
    }

    private Map<String, String> said(Map<String, String> problems) {
        return problems.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> say(entry.getValue())));
    }

    private String say(String key) {
        return messages.say(current.locale(), key);
    }
}
