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
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import khue.tools.evaluation.Period;
import khue.tools.evaluation.StoreSilent;
import khue.tools.records.SchoolYears;
import khue.tools.reports.snapshot.ReportKind;
import khue.tools.web.Audience;
import khue.tools.web.Formats;
import khue.tools.web.OpenTo;
import khue.tools.web.PageRefused;
import khue.tools.web.TypedText;

/** The list of reports, and a new one. */
@Path("reports")
@Controller
@RequestScoped
@OpenTo(Audience.EVALUATOR)
public class ReportsController {

    private static final String NEW = "reports/new.html";

    @Inject
    private Reports reports;

    @Inject
    private Drafting drafting;

    @Inject
    private SchoolYears schoolYears;

    @Inject
    private ReportPages pages;

    @Inject
    private Models models;

    @Inject
    private Clock clock;

    /** A report that is due again and again, at the touch of a button. */
    public record Preset(ReportKind kind, LocalDate from, LocalDate until, String label) {}

    @GET
    @OpenTo({Audience.EVALUATOR, Audience.READER})
    public String list() {
        models.put("reader", pages.isReader());
        models.put(
                "rows",
                reports.list().stream()
                        .filter(pages::isToBeSeen)
                        .map(pages::row)
                        .toList());
        return "reports/list.html";
    }

    @GET
    @Path("new")
    public String ask() {
        return form("", "", Map.of());
    }

    private String form(String from, String until, Map<String, String> problems) {
        models.put("presets", presets());
        models.put("from", from);
        models.put("until", until);
        models.put("problems", problems);
        return NEW;
    }

    /** What is over comes first, because that is what a report is due of. */
    private List<Preset> presets() {
        LocalDate today = Formats.today(clock);
        LocalDate month = today.withDayOfMonth(1);
        LocalDate quarter = month.withMonth((today.getMonthValue() - 1) / 3 * 3 + 1);
        LocalDate year = today.withDayOfYear(1);
        List<Preset> presets = new ArrayList<>();
        for (int back = 1; back >= 0; back--) {
            presets.add(preset(ReportKind.MONTH, month.minusMonths(back), 1));
            presets.add(preset(ReportKind.QUARTER, quarter.minusMonths(3L * back), 3));
            presets.add(preset(ReportKind.YEAR, year.minusYears(back), 12));
        }
        for (SchoolYears.SchoolYear one : schoolYears.latest(clock.instant(), 2)) {
            presets.add(new Preset(
                    ReportKind.SCHOOL_YEAR,
                    one.beginsOn(),
                    one.endsOn(),
                    pages.maker().period(ReportKind.SCHOOL_YEAR, one.beginsOn(), one.endsOn())));
        }
        return presets;
    }

    private Preset preset(ReportKind kind, LocalDate from, int months) {
        LocalDate until = from.plusMonths(months).minusDays(1);
        return new Preset(kind, from, until, pages.maker().period(kind, from, until));
    }

    /** @param replaces the locked report that the new one corrects */
    @POST
    public Response begin(
            @FormParam("kind") String typedKind,
            @FormParam("from") String typedFrom,
            @FormParam("until") String typedUntil,
            @FormParam("replaces") String replaces) {
        ReportKind kind = ReportKind.of(Optional.ofNullable(typedKind).orElse(""))
                .orElseThrow(() -> new PageRefused(PageRefused.Reason.BAD_INPUT, "kind"));
        Optional<LocalDate> from = Period.day(typedFrom);
        Optional<LocalDate> until = Period.day(typedUntil);
        Map<String, String> problems = new LinkedHashMap<>();
        if (from.isEmpty() || from.get().isAfter(Formats.today(clock))) {
            problems.put("from", pages.problem("report-from"));
        }
        if (until.isEmpty() || (from.isPresent() && until.get().isBefore(from.get()))) {
            problems.put("until", pages.problem("report-until"));
        }
        if (!problems.isEmpty()) {
            return Response.status(Response.Status.BAD_REQUEST)
                    .entity(form(TypedText.line(typedFrom), TypedText.line(typedUntil), problems))
                    .build();
        }
        if (!kind.fits(from.get(), until.get())) {
            throw new PageRefused(PageRefused.Reason.BAD_INPUT, "no " + kind);
        }
        Period period = new Period(from.get(), until.get());
        try {
            UUID report = reports.begin(
                    kind,
                    period,
                    Optional.ofNullable(replaces).filter(id -> !id.isEmpty()).map(ReportsController::uuid),
                    drafting.draft(period, reports.template(), reports.wanted(), former(replaces)),
                    pages.account());
            return pages.go("/reports/" + report, "drafted");
        } catch (StoreSilent silent) {
            form(Period.typed(period.from()), Period.typed(period.until()), Map.of());
            return pages.silent(silent, NEW);
        }
    }

    /** A correction is cut as what it corrects. */
    private Map<String, String> former(String replaces) {
        return Optional.ofNullable(replaces)
                .filter(id -> !id.isEmpty())
                .map(ReportsController::uuid)
                .map(reports::cuts)
                .orElse(Map.of());
    }

    private static UUID uuid(String sent) {
        try {
            return UUID.fromString(sent);
        } catch (IllegalArgumentException garbage) {
            throw new PageRefused(PageRefused.Reason.BAD_INPUT, "an id");
        }
    }
}
