/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import khue.tools.queries.SavedQueries;
import khue.tools.queries.SavedQuery;
import khue.tools.settings.Settings;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.Messages;
import khue.tools.web.OpenTo;
import khue.tools.web.PageFrame;
import khue.tools.web.PageRefused;
import khue.tools.web.TypedText;

/** Questions under a name: keeping, opening by a link that stays, calling them otherwise, sharing, removing and bringing back. */
@Path("evaluation/queries")
@Controller
@RequestScoped
@OpenTo(Audience.EVALUATOR)
public class SavedQueriesController {

    private static final String ID = "{query: [0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}}";

    @Inject
    private SavedQueries queries;

    @Inject
    private SavedQueryFit fit;

    @Inject
    private CurrentVisit current;

    @Inject
    private Messages messages;

    @Inject
    private Settings settings;

    @Inject
    private Models models;

    /**
     * A query on a list.
     *
     * @param about what it asks for, in words
     * @param earlierName empty when it was never called otherwise
     * @param owner who shares it; empty for the own
     */
    public record Row(SavedQuery query, String about, String earlierName, String owner) {}

    @GET
    public String list() {
        List<Row> own = new ArrayList<>();
        List<Row> removed = new ArrayList<>();
        for (SavedQuery query : queries.own(account())) {
            (query.isRemoved() ? removed : own).add(row(query, Optional.empty()));
        }
        models.put("own", own);
        models.put("removed", removed);
        models.put(
                "ofOthers",
                queries.ofOthers(account()).stream()
                        .map(listed -> row(listed.query(), listed.owner()))
                        .toList());
        return "evaluation/saved.html";
    }

    private Row row(SavedQuery query, Optional<String> owner) {
        SavedQuery.What what = query.what();
        String about = what.version().isPresent()
                ? what.about() + " · "
                        + say("version", Integer.toString(what.version().getAsInt()))
                : say("statements");
        return new Row(query, about, query.earlierName().orElse(""), owner.orElse(""));
    }

    @POST
    public Response save(
            @FormParam("name") String typedName,
            @FormParam("shared") String shared,
            @FormParam("about") String about,
            @FormParam("question") String question,
            @FormParam("version") String version) {
        SavedQuery.What what = SavedQuestion.of(about, question, version)
                .orElseThrow(() -> new PageRefused(PageRefused.Reason.BAD_INPUT, "not a question of our pages"));
        String name = tidy(typedName);
        Optional<String> problem = problem(name);
        if (problem.isEmpty()
                && queries.save(account(), name, what, "true".equals(shared)).isEmpty()) {
            problem = Optional.of(say("problem.many"));
        }
        if (problem.isPresent()) {
            models.put("about", about);
            models.put("question", question);
            models.put("version", version);
            return form(name, "true".equals(shared), problem.get(), "evaluation/save-query.html");
        }
        return list("query-saved");
    }

    /** The link that stays. Where something has changed since, it is said before the question is asked. */
    @GET
    @Path(ID)
    public Response open(@PathParam("query") UUID id) {
        SavedQuery query = find(id);
        String address = settings.toolsUrl() + SavedQuestion.address(query.what());
        List<SavedQueryFit.Change> changes = List.of();
        try {
            changes = fit.changes(query.what());
        } catch (StoreSilent silent) {
            // The page that is opened says so.
        }
        if (changes.isEmpty() && !query.isRemoved()) {
            return Response.seeOther(URI.create(address)).build();
        }
        models.put("row", row(query, Optional.empty()));
        models.put("own", query.isOf(account()));
        models.put(
                "changes", changes.stream().map(SavedQueryFit.Change::sentence).toList());
        models.put("address", changes.stream().allMatch(SavedQueryFit.Change::opens) ? address : "");
        return Response.ok("evaluation/saved-query.html").build();
    }

    @GET
    @Path(ID + "/edit")
    public Response edit(@PathParam("query") UUID id) {
        SavedQuery query = own(id);
        models.put("id", id);
        return form(query.name(), query.shared(), "", "evaluation/edit-query.html");
    }

    @POST
    @Path(ID)
    public Response change(
            @PathParam("query") UUID id, @FormParam("name") String typedName, @FormParam("shared") String shared) {
        own(id);
        String name = tidy(typedName);
        Optional<String> problem = problem(name);
        if (problem.isPresent()) {
            models.put("id", id);
            return form(name, "true".equals(shared), problem.get(), "evaluation/edit-query.html");
        }
        queries.change(id, account(), name, "true".equals(shared));
        return list("query-changed");
    }

    @POST
    @Path(ID + "/name-back")
    public Response callAsBefore(@PathParam("query") UUID id) {
        queries.callAsBefore(id, account());
        return list("query-changed");
    }

    @POST
    @Path(ID + "/remove")
    public Response remove(@PathParam("query") UUID id) {
        queries.remove(id, account());
        return list("query-removed");
    }

    @POST
    @Path(ID + "/bring-back")
    public Response bringBack(@PathParam("query") UUID id) {
        queries.bringBack(id, account());
        return list("query-back");
    }

    private Response form(String name, boolean shared, String problem, String view) {
        models.put("typed", name);
        models.put("isShared", shared);
        models.put("problems", problem.isEmpty() ? Map.of() : Map.of("name", problem));
        return Response.status(problem.isEmpty() ? Response.Status.OK : Response.Status.BAD_REQUEST)
                .entity(view)
                .build();
    }

    private Response list(String done) {
        return Response.seeOther(UriBuilder.fromUri(settings.toolsUrl() + "/evaluation/queries")
                        .queryParam(PageFrame.DONE, "evaluation." + done)
                        .build())
                .build();
    }

    private SavedQuery find(UUID id) {
        return queries.find(id, account()).orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND));
    }

    private SavedQuery own(UUID id) {
        return Optional.of(find(id))
                .filter(query -> query.isOf(account()) && !query.isRemoved())
                .orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND));
    }

    private Optional<String> problem(String name) {
        if (name.isEmpty()) {
            return Optional.of(say("problem.name"));
        }
        return name.length() > SavedQuery.LONGEST_NAME
                ? Optional.of(say("problem.long", Integer.toString(SavedQuery.LONGEST_NAME)))
                : Optional.empty();
    }

    /** One line, without what cannot be seen. */
    private static String tidy(String typed) {
        return TypedText.line(typed).replaceAll("\\p{Cf}+", "").strip();
    }

    private String say(String key, Object... parameters) {
        return messages.say(current.locale(), "evaluation.saved." + key, parameters);
    }

    private UUID account() {
        return current.require().account().orElseThrow();
    }
}
