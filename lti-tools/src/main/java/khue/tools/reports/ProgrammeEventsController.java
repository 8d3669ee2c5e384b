/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.reports;

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
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import khue.tools.evaluation.Period;
import khue.tools.web.Audience;
import khue.tools.web.Formats;
import khue.tools.web.OpenTo;
import khue.tools.web.PageRefused;
import khue.tools.web.TypedText;

/** Incidents and milestones of the programme, entered as they come; each report has those of its time. */
@Path("reports/events")
@Controller
@RequestScoped
@OpenTo(Audience.EVALUATOR)
public class ProgrammeEventsController {

    private static final int LONGEST_PLACE = 200;
    private static final int LONGEST_TEXT = 2000;

    @Inject
    private ProgrammeEvents events;

    @Inject
    private ReportPages pages;

    @Inject
    private Models models;

    @Inject
    private Clock clock;

    /** The form as it was filled in. */
    public record EventForm(String kind, String day, String place, String what, String done) {}

    @GET
    public String list() {
        models.put("events", events.list());
        return "reports/events.html";
    }

    @GET
    @Path("new")
    public String ask() {
        return form(
                UUID.randomUUID(), false, new EventForm("", Period.typed(Formats.today(clock)), "", "", ""), Map.of());
    }

    @GET
    @Path("{event: [0-9a-f-]{36}}")
    public String edit(@PathParam("event") UUID id) {
        ProgrammeEvent event = events.find(id).orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND));
        return form(
                id,
                true,
                new EventForm(
                        event.kind().name(), Period.typed(event.day()), event.place(), event.what(), event.done()),
                Map.of());
    }

    private String form(UUID id, boolean known, EventForm typed, Map<String, String> problems) {
        Map<String, String> kinds = new LinkedHashMap<>();
        for (ProgrammeEvent.Kind kind : ProgrammeEvent.Kind.values()) {
            kinds.put(kind.name(), pages.say("event." + kind.name().toLowerCase(Locale.ROOT)));
        }
        models.put("event", id);
        models.put("known", known);
        models.put("kinds", kinds);
        models.put("typed", typed);
        models.put("problems", problems);
        return "reports/event.html";
    }

    @POST
    @Path("{event: [0-9a-f-]{36}}")
    public Response keep(
            @PathParam("event") UUID id,
            @FormParam("kind") String typedKind,
            @FormParam("day") String typedDay,
            @FormParam("place") String typedPlace,
            @FormParam("what") String typedWhat,
            @FormParam("done") String typedDone) {
        EventForm typed = new EventForm(
                TypedText.line(typedKind),
                TypedText.line(typedDay),
                TypedText.line(typedPlace),
                TypedText.tidy(typedWhat),
                TypedText.tidy(typedDone));
        Optional<ProgrammeEvent.Kind> kind = Stream.of(ProgrammeEvent.Kind.values())
                .filter(one -> one.name().equals(typed.kind()))
                .findFirst();
        Optional<LocalDate> day = Period.day(typed.day());
        Map<String, String> problems = new LinkedHashMap<>();
        if (kind.isEmpty()) {
            problems.put("kind", pages.problem("event-kind"));
        }
        if (day.isEmpty()) {
            problems.put("day", pages.problem("event-day"));
        }
        if (typed.place().length() > LONGEST_PLACE) {
            problems.put("place", pages.problem("report-field", LONGEST_PLACE));
        }
        if (typed.what().isEmpty() || typed.what().length() > LONGEST_TEXT) {
            problems.put("what", pages.problem("event-what", LONGEST_TEXT));
        }
        if (typed.done().length() > LONGEST_TEXT) {
            problems.put("done", pages.problem("report-field", LONGEST_TEXT));
        }
        if (!problems.isEmpty()) {
            return Response.status(Response.Status.BAD_REQUEST)
                    .entity(form(id, events.find(id).isPresent(), typed, problems))
                    .build();
        }
        events.keep(id, kind.get(), day.get(), typed.place(), typed.what(), typed.done(), pages.account());
        return pages.go("/reports/events", "event-kept");
    }

    @POST
    @Path("{event: [0-9a-f-]{36}}/remove")
    public Response remove(@PathParam("event") UUID id) {
        events.remove(id);
        return pages.go("/reports/events", "event-removed");
    }
}
