/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.subjects.clocks;

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
import java.text.Normalizer;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.Formats;
import khue.tools.web.OpenTo;
import khue.tools.web.PageRefused;

/** The administrator's page of holidays and of the terms of the law. */
@Path("subjects/clocks")
@Controller
@RequestScoped
@OpenTo(Audience.ADMINISTRATOR)
public class ClocksController {

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_SOURCE = 300;
    private static final int MOST_DAYS = 90;

    @Inject
    private LegalClocks clocks;

    @Inject
    private CurrentVisit current;

    @Inject
    private ClockPages pages;

    @Inject
    private Models models;

    @Inject
    private Clock clock;

    /** A day of the list. */
    public record Row(LocalDate day, String weekday, String name, String source, boolean worked) {}

    /** What the law gives for one kind of request. */
    public record TermRow(String kind, String name, int reply, int done, String source) {}

    @GET
    public String show(@QueryParam("year") Integer year) {
        return page(Optional.ofNullable(year).orElse(today().getYear()), Map.of(), Map.of());
    }

    @POST
    @Path("days")
    public Response add(
            @FormParam("day") String typedDay,
            @FormParam("name") String typedName,
            @FormParam("english") String typedEnglish,
            @FormParam("source") String typedSource,
            @FormParam("worked") String worked) {
        Map<String, String> typed = new HashMap<>();
        typed.put("day", tidy(typedDay));
        typed.put("name", tidy(typedName));
        typed.put("english", tidy(typedEnglish));
        typed.put("source", tidy(typedSource));
        typed.put("worked", tidy(worked));
        boolean isWorked = "true".equals(typed.get("worked"));
        Map<String, String> problems = new HashMap<>();
        Optional<LocalDate> day = day(typed.get("day"));
        if (day.isEmpty()) {
            problems.put("day", pages.problem("clock-day"));
        } else if (isWeekend(day.get()) != isWorked) {
            problems.put("day", pages.problem(isWorked ? "clock-not-weekend" : "clock-weekend"));
        }
        if (typed.get("name").isEmpty() || typed.get("name").length() > LONGEST_NAME) {
            problems.put("name", pages.problem("clock-name", LONGEST_NAME));
        }
        if (typed.get("english").length() > LONGEST_NAME) {
            problems.put("english", pages.problem("clock-name", LONGEST_NAME));
        }
        if (typed.get("source").isEmpty() || typed.get("source").length() > LONGEST_SOURCE) {
            problems.put("source", pages.problem("clock-source", LONGEST_SOURCE));
        }
        if (problems.isEmpty()) {
            String english = typed.get("english").isEmpty() ? typed.get("name") : typed.get("english");
            Optional<Integer> moved = clocks.add(
                    new LegalClocks.DayOff(day.get(), typed.get("name"), english, typed.get("source"), isWorked));
            if (moved.isPresent()) {
                return done(day.get(), "day-added", moved.get());
            }
            problems.put("day", pages.problem("clock-twice"));
        }
        int year = day.map(LocalDate::getYear).orElse(today().getYear());
        return Response.status(Response.Status.BAD_REQUEST)
                .entity(page(year, typed, problems))
                .build();
    }

    @POST
    @Path("days/{day}/remove")
    public Response remove(@PathParam("day") String typed) {
        LocalDate day = day(typed).orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND));
        int moved = clocks.remove(day).orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND));
        return done(day, "day-removed", moved);
    }

    /** Says whether a running clock has got another day. */
    private Response done(LocalDate day, String what, int moved) {
        return pages.go("/subjects/clocks?year=" + day.getYear(), moved == 0 ? what : what + "-moved");
    }

    @POST
    @Path("terms/{kind}")
    public Response change(
            @PathParam("kind") String kind,
            @FormParam("reply") String reply,
            @FormParam("done") String done,
            @FormParam("source") String typedSource) {
        if (clocks.terms().stream().noneMatch(term -> term.kind().equals(kind))) {
            throw new PageRefused(PageRefused.Reason.NOT_FOUND);
        }
        Optional<Integer> replyDays = number(reply);
        Optional<Integer> doneDays = number(done);
        String source = tidy(typedSource);
        if (replyDays.isEmpty() || doneDays.isEmpty() || source.isEmpty() || source.length() > LONGEST_SOURCE) {
            return Response.status(Response.Status.BAD_REQUEST)
                    .entity(page(
                            today().getYear(),
                            Map.of(),
                            Map.of(kind, pages.problem("clock-term", MOST_DAYS, LONGEST_SOURCE))))
                    .build();
        }
        clocks.change(new LegalClocks.Term(kind, replyDays.get(), doneDays.get(), source));
        return pages.go("/subjects/clocks", "term-changed");
    }

    private String page(int year, Map<String, String> typed, Map<String, String> problems) {
        TreeSet<Integer> years = new TreeSet<>(clocks.years());
        years.add(today().getYear());
        years.add(year);
        models.put("year", year);
        models.put("years", List.copyOf(years));
        models.put("days", clocks.ofYear(year).stream().map(this::row).toList());
        models.put(
                "terms",
                clocks.terms().stream()
                        .map(term -> new TermRow(
                                term.kind(),
                                pages.say("kind." + term.kind().toLowerCase(Locale.ROOT)),
                                term.replyWorkingDays(),
                                term.doneDays(),
                                term.source()))
                        .toList());
        models.put("typed", typed);
        models.put("problems", problems);
        return "subjects/clocks.html";
    }

    private Row row(LegalClocks.DayOff day) {
        boolean vietnamese = current.locale().getLanguage().equals("vi");
        return new Row(
                day.day(),
                day.day().getDayOfWeek().getDisplayName(TextStyle.FULL, current.locale()),
                vietnamese ? day.vietnamese() : day.english(),
                day.source(),
                day.worked());
    }

    private LocalDate today() {
        return Formats.today(clock);
    }

    private static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    private static Optional<Integer> number(String typed) {
        return Optional.ofNullable(typed)
                .map(String::strip)
                .filter(text -> text.matches("[0-9]{1,2}"))
                .map(Integer::valueOf)
                .filter(days -> days >= 1 && days <= MOST_DAYS);
    }

    private static Optional<LocalDate> day(String typed) {
        try {
            return Optional.of(LocalDate.parse(typed)).filter(day -> day.getYear() >= 2000 && day.getYear() < 2200);
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    private static String tidy(String typed) {
        return typed == null
                ? ""
                : Normalizer.normalize(typed, Normalizer.Form.NFC)
                        .replaceAll("\\p{Cntrl}", " ")
                        .strip();
    }
}
