/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.frameworks;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import khue.tools.settings.Settings;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.Formats;
import khue.tools.web.Messages;
import khue.tools.web.OpenTo;
import khue.tools.web.PageFrame;
import khue.tools.web.PageRefused;

/** The administrator's pages of frameworks: every version to read, and the next one to write. */
@Path("admin/frameworks")
@Controller
@RequestScoped
@OpenTo(Audience.ADMINISTRATOR)
public class FrameworksController {

    private static final int LONGEST_SOURCE = 500;

    @Inject
    private Frameworks frameworks;

    @Inject
    private CurrentVisit current;

    @Inject
    private Messages messages;

    @Inject
    private Settings settings;

    @Inject
    private Clock clock;

    @Inject
    private Models models;

    /** A framework of the list: what it is called, and its newest version. */
    public record Row(String name, Framework newest, int terms) {}

    /** A term as the page shows it. */
    public record TermRow(String code, String vietnamese, String english, String points) {}

    @GET
    public String list() {
        models.put(
                "rows",
                frameworks.ids("").stream()
                        .map(id -> frameworks.versions(id).get(0))
                        .map(newest -> new Row(
                                name(newest.id()),
                                newest,
                                frameworks.terms(newest).size()))
                        .toList());
        return "frameworks/list.html";
    }

    /** @param version which version to read; the newest when there is none like this */
    @GET
    @Path("{framework}")
    public String one(@PathParam("framework") String id, @QueryParam("version") String version) {
        Framework newest = versions(id).get(0);
        return page(
                id,
                version,
                newest.source(),
                Formats.today(clock).toString(),
                TermLine.write(frameworks.terms(newest).stream().map(Term::line).toList()),
                Map.of());
    }

    @POST
    @Path("{framework}")
    public Response publish(
            @PathParam("framework") String id,
            @FormParam("after") int after,
            @FormParam("source") String typedSource,
            @FormParam("since") String typedSince,
            @FormParam("terms") String typedTerms) {
        versions(id);
        String source = Optional.ofNullable(typedSource).orElse("").strip();
        String terms = Optional.ofNullable(typedTerms).orElse("").replace("\r", "");
        Optional<LocalDate> since = day(typedSince);
        TermLine.Reading reading = TermLine.read(terms);
        Map<String, String> problems = new LinkedHashMap<>();
        if (source.isEmpty() || source.length() > LONGEST_SOURCE) {
            problems.put("source", problem("source"));
        }
        if (since.isEmpty()) {
            problems.put("since", problem("since"));
        }
        reading.problem().ifPresent(key -> problems.put("terms", problem(key, reading.at())));
        if (!problems.isEmpty()) {
            return Response.status(Response.Status.BAD_REQUEST)
                    .entity(page(id, "", source, typedSince, terms, problems))
                    .build();
        }
        frameworks.publish(id, after, source, since.orElseThrow(), reading.lines());
        return Response.seeOther(UriBuilder.fromUri(settings.toolsUrl() + "/admin/frameworks/" + id)
                        .queryParam(PageFrame.DONE, "frameworks.published")
                        .build())
                .build();
    }

    private String page(
            String id, String version, String source, String since, String terms, Map<String, String> problems) {
        List<Framework> versions = versions(id);
        Framework shown = versions.stream()
                .filter(one -> one.version().equals(version))
                .findFirst()
                .orElse(versions.get(0));
        models.put("name", name(id));
        models.put("shown", shown);
        models.put("versions", versions);
        models.put(
                "terms",
                frameworks.terms(shown).stream()
                        .map(Term::line)
                        .map(line -> new TermRow(
                                line.code(),
                                line.vietnamese(),
                                line.english(),
                                line.points().map(String::valueOf).orElse("")))
                        .toList());
        models.put("typedSource", source);
        models.put("typedSince", since);
        models.put("typedTerms", terms);
        models.put("problems", problems);
        return "frameworks/one.html";
    }

    private List<Framework> versions(String id) {
        List<Framework> versions = frameworks.versions(id);
        if (versions.isEmpty()) {
            throw new PageRefused(PageRefused.Reason.NOT_FOUND);
        }
        return versions;
    }

    private String name(String id) {
        return messages.find(current.locale(), "frameworks.name." + id).orElse(id);
    }

    private String problem(String key, Object... parameters) {
        return messages.say(current.locale(), "frameworks.problem." + key, parameters) + " (KHUE-FRAMEWORK-"
                + key.toUpperCase(Locale.ROOT) + ")";
    }

    private static Optional<LocalDate> day(String typed) {
        try {
            return Optional.ofNullable(typed).map(LocalDate::parse);
        } catch (DateTimeException notADay) {
            return Optional.empty();
        }
    }
}
