/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.reports;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Models;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import khue.tools.evaluation.IndicatorReport;
import khue.tools.evaluation.StoreSilent;
import khue.tools.evaluation.TermNames;
import khue.tools.reports.paper.Paper;
import khue.tools.reports.paper.PaperMaker;
import khue.tools.reports.snapshot.Snapshot;
import khue.tools.reports.snapshot.TypedHash;
import khue.tools.settings.Settings;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.Formats;
import khue.tools.web.Messages;
import khue.tools.web.PageRefused;
import khue.tools.web.PagesOfPart;

/** What the pages of reports have in common. */
@RequestScoped
public class ReportPages extends PagesOfPart {

    private static final Locale VIETNAMESE = Locale.forLanguageTag("vi");

    @Inject
    private Reports reports;

    @Inject
    private CurrentVisit current;

    @Inject
    private Messages messages;

    @Inject
    private TermNames names;

    @Inject
    private Settings settings;

    @Inject
    private Models models;

    public ReportPages() {
        super("reports");
    }

    /**
     * A report on a list.
     *
     * @param status draft, locked or signed
     * @param tone of its pill
     */
    public record Row(Reports.Listed listed, String title, String status, String tone, String detail) {}

    Row row(Reports.Listed listed) {
        String status =
                listed.signature().isPresent() ? "signed" : listed.locked().isPresent() ? "locked" : "draft";
        String detail = listed.replacedBy().isPresent() ? say("replaced") : "";
        return new Row(
                listed,
                title(listed.report()),
                say("status." + status),
                status.equals("signed") ? "good" : status.equals("locked") ? "plain" : "waiting",
                detail);
    }

    String title(Report report) {
        return say(
                "title",
                maker().period(
                                report.kind(),
                                report.period().from(),
                                report.period().until()));
    }

    /** For a reader there is only what was signed: drafts are written, and what was locked may still be corrected. */
    Reports.Listed find(UUID id) {
        return reports.find(id)
                .filter(this::isToBeSeen)
                .orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND));
    }

    boolean isToBeSeen(Reports.Listed report) {
        return report.signature().isPresent() || !isReader();
    }

    /** Whether whoever visits may read and nothing else. */
    boolean isReader() {
        return current.require().audience() == Audience.READER;
    }

    Reports.Listed locked(UUID id) {
        Reports.Listed found = find(id);
        if (found.locked().isEmpty()) {
            throw new PageRefused(PageRefused.Reason.NOT_FOUND, "a draft");
        }
        return found;
    }

    private PaperMaker maker(Locale locale) {
        return new PaperMaker(messages, locale, report -> names.in(report, locale));
    }

    /** In the reader's language. */
    PaperMaker maker() {
        return maker(current.locale());
    }

    /** A locked report to read here, in the reader's language. */
    Paper shown(Reports.Listed report) {
        return paper(report, current.locale());
    }

    /** A locked report to take along: official papers are Vietnamese. */
    Paper official(Reports.Listed report) {
        return paper(report, VIETNAMESE);
    }

    private Paper paper(Reports.Listed report, Locale locale) {
        LockedReport locked = report.locked().orElseThrow();
        Formats formats = new Formats(locale);
        Optional<ReportSignature> signature = report.signature();
        List<String> signed = signature
                .map(told -> List.of(
                        told.signer().title().toUpperCase(locale),
                        messages.say(locale, "reports.paper.signed", formats.dateTime(told.signedAt())),
                        told.signer().name()))
                .orElseGet(() -> List.of(
                        messages.say(locale, "reports.paper.office"),
                        messages.say(locale, "reports.paper.to-sign"),
                        ""));
        LocalDate day =
                LocalDate.ofInstant(signature.map(ReportSignature::signedAt).orElse(locked.lockedAt()), Formats.ZONE);
        String address = address(locked.sha256());
        Paper.Proof proof = new Paper.Proof(
                messages.say(locale, "reports.paper.foot", TypedHash.beginning(locked.sha256())),
                Stream.of(
                                Optional.of(messages.say(locale, "reports.paper.hash", locked.sha256())),
                                signature.map(told -> messages.say(locale, "reports.paper.key", told.kid())),
                                Optional.of(messages.say(
                                        locale, "reports.paper.check", settings.toolsUrl() + "/reports/verify")))
                        .flatMap(Optional::stream)
                        .toList(),
                Optional.of(address));
        return maker(locale).paper(locked.snapshot(), new PaperMaker.Ending(signed, day, proof));
    }

    /** What a figure is cut by, in words; empty where there is no choice. */
    Optional<DraftController.Cut> cut(Snapshot.Figure figure) {
        return figure.answer()
                .map(answer -> IndicatorReport.of(answer, current.locale()).definition())
                .filter(definition -> definition.breakdowns().size() > 1)
                .map(definition -> {
                    Map<String, String> options = new LinkedHashMap<>();
                    definition
                            .breakdowns()
                            .forEach(by -> options.put(by, messages.say(current.locale(), "evaluation.by." + by)));
                    return new DraftController.Cut(
                            figure.number(),
                            "[" + figure.number() + "] " + figure.indicator() + " " + definition.title(),
                            figure.by(),
                            options);
                });
    }

    /** Where anybody can ask whether a hash is of a report of ours. */
    String address(String sha256) {
        return settings.toolsUrl() + "/reports/verify?hash=" + sha256;
    }

    /** The sections of a snapshot whose narrative nobody has written. */
    List<String> unwritten(Snapshot snapshot) {
        return snapshot.sections().stream()
                .filter(section -> section.narrative().isEmpty())
                .map(maker()::title)
                .toList();
    }

    Response silent(StoreSilent silent, String view) {
        models.put("silent", silent.getMessage());
        return Response.status(Response.Status.BAD_GATEWAY).entity(view).build();
    }

    UUID account() {
        return current.require().account().orElseThrow();
    }
}
