/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.frameworks;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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

    /** Far more than the most terms with the longest labels need. */
    private static final int LARGEST_TABLE = 1 << 18;

    /** Whoever has more lines to mend begins with these. */
    private static final int MOST_SENTENCES = 20;

    /** The button that keeps what the preview shows. */
    private static final String PUBLISH = "publish";

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

    @Context
    private HttpServletRequest request;

    /** A framework of the list: what it is called, and its newest version. */
    public record Row(String name, Framework newest, int terms) {}

    /** A term as the page shows it. */
    public record TermRow(String code, String vietnamese, String english, String points) {}

    /** The form as it was filled in. */
    public record Typed(String source, String since, String terms) {}

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
                new Typed(
                        newest.source(),
                        Formats.today(clock).toString(),
                        TermLine.write(frameworks.terms(newest).stream()
                                .map(Term::line)
                                .toList())),
                Map.of(),
                List.of());
    }

    /** Reads what was typed, or the table that was brought, and shows what it would change. Only the button below that publishes. */
    @POST
    @Path("{framework}")
    @Consumes({MediaType.MULTIPART_FORM_DATA, MediaType.APPLICATION_FORM_URLENCODED})
    public Response publish(@PathParam("framework") String id) throws IOException, ServletException {
        List<Framework> versions = versions(id);
        Optional<String> table = table();
        String typedTerms = text("terms").replace("\r", "");
        TermLine.Reading reading = table.map(TermLine::readTable).orElseGet(() -> TermLine.read(typedTerms));
        boolean brought = table.isPresent() && reading.problems().isEmpty();
        Typed typed = new Typed(
                text("source").strip(), text("since"), brought ? TermLine.write(reading.lines()) : typedTerms);
        Map<String, String> problems = problems(typed, reading, table.isPresent());
        if (!problems.isEmpty()) {
            return Response.status(Response.Status.BAD_REQUEST)
                    .entity(page(id, "", typed, problems, List.of()))
                    .build();
        }
        if (!text("do").equals(PUBLISH) || table.isPresent()) {
            List<TermLine> before =
                    frameworks.terms(versions.get(0)).stream().map(Term::line).toList();
            return Response.ok(page(id, "", typed, Map.of(), Preview.of(before, reading.lines())))
                    .build();
        }
        frameworks.publish(id, after(), typed.source(), day(typed.since()).orElseThrow(), reading.lines());
        return Response.seeOther(UriBuilder.fromUri(settings.toolsUrl() + "/admin/frameworks/" + id)
                        .queryParam(PageFrame.DONE, "frameworks.published")
                        .build())
                .build();
    }

    private Map<String, String> problems(Typed typed, TermLine.Reading reading, boolean table) {
        Map<String, String> problems = new LinkedHashMap<>();
        if (typed.source().isEmpty() || typed.source().length() > LONGEST_SOURCE) {
            problems.put("source", problem("source"));
        }
        if (day(typed.since()).isEmpty()) {
            problems.put("since", problem("since"));
        }
        if (!reading.problems().isEmpty()) {
            problems.put(
                    table ? "table" : "terms",
                    reading.problems().stream()
                            .limit(MOST_SENTENCES)
                            .map(one -> problem(one.key(), one.at()))
                            .collect(Collectors.joining("\n")));
        }
        return problems;
    }

    /** The table that was brought instead of typing; empty when the field was left alone. */
    private Optional<String> table() throws IOException, ServletException {
        boolean parts =
                request.getContentType() != null && request.getContentType().startsWith(MediaType.MULTIPART_FORM_DATA);
        Part part = parts ? request.getPart("table") : null;
        if (part == null
                || part.getSubmittedFileName() == null
                || part.getSubmittedFileName().isEmpty()) {
            return Optional.empty();
        }
        try (InputStream content = part.getInputStream()) {
            return Optional.of(new String(content.readNBytes(LARGEST_TABLE), StandardCharsets.UTF_8));
        }
    }

    private String text(String field) {
        return Optional.ofNullable(request.getParameter(field)).orElse("");
    }

    /** How many versions the page showed. */
    private int after() {
        try {
            return Integer.parseInt(text("after"));
        } catch (NumberFormatException garbage) {
            throw new PageRefused(PageRefused.Reason.BAD_INPUT, "after");
        }
    }

    private String page(String id, String version, Typed typed, Map<String, String> problems, List<Preview> preview) {
        Framework shown = shown(id, version);
        models.put("name", name(id));
        models.put("shown", shown);
        models.put("versions", versions(id));
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
        models.put("typed", typed);
        models.put("problems", problems);
        models.put("preview", preview);
        day(typed.since()).ifPresent(since -> models.put("previewSince", since));
        return "frameworks/one.html";
    }

    private Framework shown(String id, String version) {
        return frameworks.version(id, version).orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND));
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
            return Optional.of(LocalDate.parse(typed));
        } catch (DateTimeException notADay) {
            return Optional.empty();
        }
    }
}
