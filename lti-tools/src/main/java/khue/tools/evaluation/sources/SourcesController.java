/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation.sources;

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
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import khue.tools.evaluation.StoreSilent;
import khue.tools.evaluation.VerbWords;
import khue.tools.evaluation.reference.ReferenceStore;
import khue.tools.settings.Settings;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.Messages;
import khue.tools.web.OpenTo;
import khue.tools.web.PageRefused;

/** Who sends statements, and bringing names that figures do not know to those that they know: by a file like any other reference data. */
@Path("evaluation/sources")
@Controller
@RequestScoped
@OpenTo(Audience.EVALUATOR)
public class SourcesController {

    private static final String LIST = "evaluation/sources.html";
    private static final String ONE = "evaluation/source.html";
    private static final String UUID = "[0-9a-f-]{36}";
    private static final int LONGEST_IRI = 800;

    @Inject
    private ReferenceStore store;

    @Inject
    private KnownAccounts known;

    @Inject
    private Silence silence;

    @Inject
    private CurrentVisit current;

    @Inject
    private Messages messages;

    @Inject
    private Settings settings;

    @Inject
    private Models models;

    @GET
    public Response list() {
        try {
            List<Source> sources = store.list("/reports/sources").stream()
                    .map(source -> Source.of(source, current.locale()))
                    .toList();
            models.put("sources", sources);
            models.put(
                    "rhythms",
                    sources.stream()
                            .filter(source -> source.rhythm().silent())
                            .collect(Collectors.toMap(Source::id, this::rhythm)));
            return Response.ok(LIST).build();
        } catch (StoreSilent silent) {
            return silent(silent, LIST);
        }
    }

    @GET
    @Path("{id: " + UUID + "}")
    public Response one(@PathParam("id") String id) {
        try {
            Source source = source(id);
            models.put("source", source);
            models.put("rhythm", rhythm(source));
            models.put(
                    "recognised",
                    source.accounts().stream()
                            .filter(account -> known.pseudonym(account).isPresent())
                            .count());
            models.put("verbs", new VerbWords(messages, current.locale()).all());
            return Response.ok(ONE).build();
        } catch (StoreSilent silent) {
            return silent(silent, ONE);
        }
    }

    /** Shows what would become of figures if one verb were read as another; nothing is changed by it. */
    @POST
    @Path("{id: " + UUID + "}/verb")
    public Response verb(@PathParam("id") String id, @FormParam("alias") String alias, @FormParam("verb") String verb) {
        if (isNoIri(alias) || isNoIri(verb)) {
            throw new PageRefused(PageRefused.Reason.BAD_INPUT, "alias or verb");
        }
        try {
            return look(
                    "verb-aliases",
                    List.of(
                            List.of("alias", "verb", "source"),
                            List.of(alias, verb, source(id).title())));
        } catch (StoreSilent silent) {
            return silent(silent, ONE);
        }
    }

    /** The same for all accounts of this source that belong to people who have come from their LMS. */
    @POST
    @Path("{id: " + UUID + "}/people")
    public Response people(@PathParam("id") String id) {
        try {
            Source source = source(id);
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("home_page", "account", "known_home_page", "known_account", "source"));
            for (Source.Account account : source.accounts()) {
                Optional<String> pseudonym = known.pseudonym(account);
                pseudonym.ifPresent(name -> rows.add(List.of(
                        account.homePage(),
                        account.name(),
                        settings.iriBase() + "pid",
                        name,
                        messages.say(current.locale(), "evaluation.sources.by-launch"))));
            }
            return look("actor-aliases", rows);
        } catch (StoreSilent silent) {
            return silent(silent, ONE);
        }
    }

    private Response look(String table, List<List<String>> rows) throws StoreSilent {
        long made = store.look(table, table + ".csv", rows, current.locale());
        return Response.seeOther(URI.create(settings.toolsUrl() + "/evaluation/reference/imports/" + made))
                .build();
    }

    private String rhythm(Source source) {
        return silence.why(source.rhythm(), current.locale());
    }

    private Source source(String id) throws StoreSilent {
        return Source.of(store.get("/reports/sources/" + id), current.locale());
    }

    private static boolean isNoIri(String text) {
        return text == null || text.length() > LONGEST_IRI || !text.matches("[A-Za-z][A-Za-z0-9+.-]*:\\S+");
    }

    private Response silent(StoreSilent silent, String view) {
        models.put("silent", silent.getMessage());
        return Response.status(Response.Status.BAD_GATEWAY).entity(view).build();
    }
}
