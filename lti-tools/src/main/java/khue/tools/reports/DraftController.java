/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.reports;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import khue.tools.evaluation.StoreSilent;
import khue.tools.reports.paper.Block;
import khue.tools.reports.snapshot.Snapshot;
import khue.tools.web.Audience;
import khue.tools.web.OpenTo;
import khue.tools.web.PageRefused;
import khue.tools.web.TypedText;

/**
 * A report while it is written, and to read once it is locked. The draft is one form: whichever of its buttons is pressed, everything that
 * was typed is kept first; a script keeps each section while it is typed.
 */
@Path("reports/{report: [0-9a-f-]{36}}")
@RequestScoped
@OpenTo(Audience.EVALUATOR)
public class DraftController {

    private static final String VIEW = "reports/draft.html";
    private static final String NARRATIVE = "narrative-";
    private static final String VERSION = "version-";
    private static final String CUT_BY = "by-";

    @Inject
    private Reports reports;

    @Inject
    private Drafting drafting;

    @Inject
    private ReportPages pages;

    @Inject
    private Models models;

    @Context
    private HttpServletRequest request;

    /**
     * A section of the form.
     *
     * @param narrative what the field shows: what was typed last, kept or not
     * @param other what is kept, when it is not what was typed on this page
     */
    public record SectionForm(
            String code,
            String title,
            String narrative,
            int version,
            List<Block> blocks,
            String problem,
            String other) {}

    /**
     * What a figure is cut by.
     *
     * @param options the words of what it can be cut by, by their codes
     */
    public record Cut(int number, String title, String by, Map<String, String> options) {}

    @GET
    @Controller
    @OpenTo({Audience.EVALUATOR, Audience.READER})
    public String show(@PathParam("report") UUID id) {
        Reports.Listed found = pages.find(id);
        models.put("reader", pages.isReader());
        if (found.locked().isPresent()) {
            models.put("row", pages.row(found));
            models.put("paper", pages.shown(found));
            models.put("replaces", found.report().replaces().orElse(null));
            return "reports/report.html";
        }
        return draft(found, Map.of(), Map.of(), found.report().head());
    }

    @POST
    @Controller
    public Response write(@PathParam("report") UUID id) {
        Reports.Listed found = pages.find(id);
        Map<String, String> typed = new LinkedHashMap<>();
        Map<String, String> problems = new LinkedHashMap<>();
        for (ReportSection section : reports.sections(id)) {
            if (request.getParameter(NARRATIVE + section.code()) != null) {
                keep(id, section.code(), typed, problems);
            }
        }
        PaperHead head = head(problems);
        if (problems.keySet().stream().noneMatch(field -> !field.startsWith(NARRATIVE))
                && reports.address(id, number("version"), head) == Reports.Kept.CHANGED_ELSEWHERE) {
            problems.put("issuer", pages.problem("report-head-changed"));
        }
        if (!problems.isEmpty()) {
            return Response.status(Response.Status.BAD_REQUEST)
                    .entity(draft(pages.find(id), typed, problems, head))
                    .build();
        }
        try {
            cutOtherwise(found);
        } catch (StoreSilent silent) {
            draft(pages.find(id), Map.of(), Map.of(), head);
            return pages.silent(silent, VIEW);
        }
        return switch (TypedText.line(request.getParameter("do"))) {
            case "refresh" -> refresh(found);
            case "lock" -> pages.go("/reports/" + id + "/lock", "saved");
            default -> pages.go("/reports/" + id, "saved");
        };
    }

    /** Asks for those figures again that are to be cut by something else. */
    private void cutOtherwise(Reports.Listed found) throws StoreSilent {
        for (Snapshot.Figure figure : reports.told(found.report().id()).figures()) {
            String by = TypedText.line(request.getParameter(CUT_BY + figure.number()));
            if (!by.isEmpty() && !by.equals(figure.by())) {
                Snapshot.Figure asked = drafting.cut(found.report().period(), figure, by)
                        .orElseThrow(() -> new PageRefused(PageRefused.Reason.BAD_INPUT, CUT_BY + figure.number()));
                reports.cut(found.report().id(), asked);
            }
        }
    }

    private void keep(UUID id, String code, Map<String, String> typed, Map<String, String> problems) {
        String field = NARRATIVE + code;
        String words = TypedText.tidy(request.getParameter(field));
        typed.put(field, words);
        if (words.length() > Reports.LONGEST_NARRATIVE) {
            problems.put(field, pages.problem("report-narrative", Reports.LONGEST_NARRATIVE));
        } else if (reports.write(id, code, number(VERSION + code), words) == Reports.Kept.CHANGED_ELSEWHERE) {
            problems.put(field, pages.problem("report-changed"));
        }
    }

    private PaperHead head(Map<String, String> problems) {
        return new PaperHead(
                line("superior", 200, problems),
                line("issuer", 200, problems),
                line("number", 60, problems),
                line("place", 60, problems),
                text("recipients", 1000, problems));
    }

    private String line(String field, int longest, Map<String, String> problems) {
        return text(field, longest, problems).replaceAll("\\s+", " ");
    }

    private String text(String field, int longest, Map<String, String> problems) {
        String typed = TypedText.tidy(request.getParameter(field));
        if (typed.length() > longest) {
            problems.put(field, pages.problem("report-field", longest));
        }
        return typed;
    }

    private Response refresh(Reports.Listed found) {
        UUID id = found.report().id();
        try {
            reports.redraft(
                    id,
                    drafting.draft(found.report().period(), reports.template(), reports.wanted(), reports.cuts(id)));
            return pages.go("/reports/" + id, "refreshed");
        } catch (StoreSilent silent) {
            draft(pages.find(id), Map.of(), Map.of(), found.report().head());
            return pages.silent(silent, VIEW);
        }
    }

    /**
     * One section, by the script of the page.
     *
     * @return 200 with the version that it has now, or 409 with what another window kept
     */
    @POST
    @Path("sections/{code: [a-z-]{1,40}}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.APPLICATION_JSON)
    public Response keep(
            @PathParam("report") UUID id,
            @PathParam("code") String code,
            @FormParam("words") String typed,
            @FormParam("version") String version) {
        String words = TypedText.tidy(typed);
        if (words.length() > Reports.LONGEST_NARRATIVE) {
            throw new PageRefused(PageRefused.Reason.BAD_INPUT, "too long");
        }
        boolean kept = reports.write(id, code, number(version, "version"), words) == Reports.Kept.KEPT;
        ReportSection section = reports.section(id, code).orElseThrow();
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("version", section.version());
        if (!kept) {
            answer.put("other", section.narrative());
        }
        return Response.status(kept ? Response.Status.OK : Response.Status.CONFLICT)
                .entity(answer.toString())
                .header("Cache-Control", "no-store")
                .build();
    }

    @POST
    @Controller
    @Path("discard")
    public Response discard(@PathParam("report") UUID id) {
        reports.discard(id);
        return pages.go("/reports", "discarded");
    }

    private String draft(
            Reports.Listed found, Map<String, String> typed, Map<String, String> problems, PaperHead head) {
        Snapshot snapshot = reports.told(found.report().id());
        Map<String, ReportSection> kept = new LinkedHashMap<>();
        reports.sections(found.report().id()).forEach(section -> kept.put(section.code(), section));
        models.put("row", pages.row(found));
        models.put("head", head);
        models.put("problems", problems);
        models.put("longest", Reports.LONGEST_NARRATIVE);
        models.put(
                "sections",
                snapshot.sections().stream()
                        .map(section -> form(snapshot, section, kept.get(section.code()), typed, problems))
                        .toList());
        models.put(
                "missing",
                snapshot.figures().stream()
                        .filter(figure -> figure.answer().isEmpty())
                        .count());
        models.put("figures", snapshot.figures().size());
        models.put(
                "cuts",
                snapshot.figures().stream()
                        .flatMap(figure -> pages.cut(figure).stream())
                        .toList());
        return VIEW;
    }

    private SectionForm form(
            Snapshot snapshot,
            Snapshot.Section section,
            ReportSection kept,
            Map<String, String> typed,
            Map<String, String> problems) {
        String field = NARRATIVE + section.code();
        String problem = problems.getOrDefault(field, "");
        String shown = typed.getOrDefault(field, section.narrative());
        return new SectionForm(
                section.code(),
                pages.maker().title(section),
                shown,
                kept.version(),
                pages.maker().contents(snapshot, section),
                problem,
                problem.isEmpty() || shown.equals(section.narrative()) ? "" : section.narrative());
    }

    private int number(String field) {
        return number(request.getParameter(field), field);
    }

    private static int number(String sent, String field) {
        try {
            return Integer.parseInt(TypedText.line(sent));
        } catch (NumberFormatException garbage) {
            throw new PageRefused(PageRefused.Reason.BAD_INPUT, field);
        }
    }
}
