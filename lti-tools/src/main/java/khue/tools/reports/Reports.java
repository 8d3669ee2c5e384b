/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.reports;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import khue.tools.audit.AuditAction;
import khue.tools.audit.AuditLog;
import khue.tools.audit.Changes;
import khue.tools.evaluation.Period;
import khue.tools.frameworks.Frameworks;
import khue.tools.frameworks.Term;
import khue.tools.reports.ReportSignature.Signer;
import khue.tools.reports.snapshot.CanonicalJson;
import khue.tools.reports.snapshot.ReportKind;
import khue.tools.reports.snapshot.Snapshot;
import khue.tools.reports.snapshot.TypedHash;
import khue.tools.settings.Settings;
import khue.tools.web.Formats;
import khue.tools.web.PageRefused;

/** The reports, each step of one in one transaction with its line in the audit log. */
@ApplicationScoped
@Transactional
public class Reports {

    static final int LONGEST_NARRATIVE = 20_000;

    private static final String SECTIONS = "report-section";

    /** Where events are told; in a template without these sections, in its last one. */
    private static final String OF_MILESTONES = "progress";

    private static final String OF_INCIDENTS = "remedies";
    private static final String OF_PLANS = "plan";

    private static final int SHOWN = 300;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Frameworks frameworks;

    @Inject
    private ReportKeys keys;

    @Inject
    private Settings settings;

    @Inject
    private AuditLog audit;

    @Inject
    private Clock clock;

    /** A report on the list. */
    public record Listed(
            Report report,
            Optional<LockedReport> locked,
            Optional<ReportSignature> signature,
            Optional<UUID> replacedBy) {}

    /** What came of words that were sent from one of perhaps several windows. */
    enum Kept {
        KEPT,
        /** Another window kept something meanwhile, and nothing was changed. */
        CHANGED_ELSEWHERE
    }

    /** The newest first. */
    List<Listed> list() {
        return entities.createQuery("SELECT r FROM Report r ORDER BY r.madeAt DESC, r.id", Report.class)
                .setMaxResults(SHOWN)
                .getResultStream()
                .map(this::listed)
                .toList();
    }

    Optional<Listed> find(UUID id) {
        return Optional.ofNullable(entities.find(Report.class, id)).map(this::listed);
    }

    private Listed listed(Report report) {
        return new Listed(
                report,
                Optional.ofNullable(entities.find(LockedReport.class, report.id())),
                Optional.ofNullable(entities.find(ReportSignature.class, report.id())),
                replacement(report.id()));
    }

    /** The locked report that corrects this one. */
    Optional<UUID> replacement(UUID report) {
        return entities.createQuery("""
                        SELECT r.id FROM Report r, LockedReport l WHERE l.id = r.id AND r.replaces = :report ORDER BY r.madeAt DESC
                        """, UUID.class)
                .setParameter("report", report)
                .getResultStream()
                .findFirst();
    }

    /** The template of today: the codes of its sections, in order. */
    List<String> template() {
        return terms().stream().map(term -> term.code()).toList();
    }

    /** What its sections want of the store. */
    List<Drafting.Wanted> wanted() {
        List<?> rows = entities.createNativeQuery("""
                        SELECT section, indicator, breakdown FROM report_wanted_figure
                        WHERE since = (SELECT max(since) FROM report_wanted_figure WHERE since <= ?1)
                        ORDER BY section, position
                        """)
                .setParameter(1, Formats.today(clock))
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> new Drafting.Wanted((String) row[0], (String) row[1], (String) row[2]))
                .toList();
    }

    private List<Term> terms() {
        return frameworks.terms(SECTIONS);
    }

    /**
     * A new draft.
     *
     * @param replaces the locked report that it corrects, whose words it begins with
     */
    UUID begin(ReportKind kind, Period period, Optional<UUID> replaces, Drafting.Drafted drafted, UUID account) {
        Map<String, String> words = new LinkedHashMap<>();
        Optional<Report> former = replaces.map(this::lockedOne);
        former.ifPresent(
                found -> sections(found.id()).forEach(section -> words.put(section.code(), section.narrative())));
        Report report = new Report(
                UUID.randomUUID(),
                kind,
                period,
                replaces,
                former.or(this::latest)
                        .map(Report::head)
                        .map(PaperHead::forTheNext)
                        .orElseGet(PaperHead::usual),
                account,
                clock.instant());
        report.isDrafted(drafted.when(), drafted.milliseconds());
        entities.persist(report);
        entities.flush();
        int position = 0;
        for (Term term : terms()) {
            entities.persist(new ReportSection(
                    report.id(),
                    term.code(),
                    ++position,
                    term.vietnamese(),
                    term.label(Locale.ENGLISH),
                    words.getOrDefault(term.code(), "")));
        }
        drafted.figures().forEach(figure -> entities.persist(new ReportFigure(report.id(), figure)));
        audit.did(AuditAction.REPORT_DRAFTED, report.id(), called(report));
        return report.id();
    }

    private Report lockedOne(UUID id) {
        return find(id).filter(found -> found.locked().isPresent())
                .map(Listed::report)
                .orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND));
    }

    private Optional<Report> latest() {
        return entities.createQuery("SELECT r FROM Report r ORDER BY r.madeAt DESC", Report.class)
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    /** The figures of a draft, asked for anew; what people wrote stays. */
    void redraft(UUID id, Drafting.Drafted drafted) {
        Report report = open(id);
        entities.createQuery("DELETE FROM ReportFigure f WHERE f.reportId = :report")
                .setParameter("report", id)
                .executeUpdate();
        drafted.figures().forEach(figure -> entities.persist(new ReportFigure(id, figure)));
        report.isDrafted(drafted.when(), drafted.milliseconds());
    }

    /** A figure of a draft in the place of the one with its number. */
    void cut(UUID id, Snapshot.Figure figure) {
        open(id);
        entities.createQuery("DELETE FROM ReportFigure f WHERE f.reportId = :report AND f.number = :number")
                .setParameter("report", id)
                .setParameter("number", figure.number())
                .executeUpdate();
        entities.persist(new ReportFigure(id, figure));
    }

    /** What the figures of a report are cut by, by indicator. */
    Map<String, String> cuts(UUID id) {
        Map<String, String> cuts = new LinkedHashMap<>();
        told(id).figures().forEach(figure -> cuts.put(figure.indicator(), figure.by()));
        return cuts;
    }

    List<ReportSection> sections(UUID report) {
        return entities.createQuery(
                        "SELECT s FROM ReportSection s WHERE s.reportId = :report ORDER BY s.position",
                        ReportSection.class)
                .setParameter("report", report)
                .getResultList();
    }

    Optional<ReportSection> section(UUID report, String code) {
        return sections(report).stream()
                .filter(section -> section.code().equals(code))
                .findFirst();
    }

    /** @param version the one that the window showed */
    Kept write(UUID report, String code, int version, String words) {
        open(report);
        ReportSection section = section(report, code).orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND));
        if (section.narrative().equals(words)) {
            return Kept.KEPT;
        }
        if (section.version() != version) {
            return Kept.CHANGED_ELSEWHERE;
        }
        section.says(words);
        return Kept.KEPT;
    }

    /** @param version the one that the window showed */
    Kept address(UUID id, int version, PaperHead head) {
        Report report = open(id);
        if (report.head().told().equals(head.told())) {
            return Kept.KEPT;
        }
        if (report.version() != version) {
            return Kept.CHANGED_ELSEWHERE;
        }
        report.goesUnder(head);
        return Kept.KEPT;
    }

    /** A draft that nobody wants. */
    void discard(UUID id) {
        Report report = open(id);
        audit.did(AuditAction.REPORT_DISCARDED, id, called(report));
        entities.remove(report);
    }

    /** What a draft says now; of a locked report, what it says for ever. */
    Snapshot told(UUID id) {
        Listed found = find(id).orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND));
        return found.locked().map(LockedReport::snapshot).orElseGet(() -> drafted(found.report()));
    }

    private Snapshot drafted(Report report) {
        List<ReportSection> sections = sections(report.id());
        Map<String, List<Snapshot.Event>> events = events(
                report.period(), sections.stream().map(ReportSection::code).toList());
        return new Snapshot(
                report.id(),
                report.kind(),
                report.period().from(),
                report.period().until(),
                report.replaces()
                        .map(former -> new Snapshot.Replaced(
                                former,
                                entities.find(LockedReport.class, former).sha256())),
                report.head().told(),
                report.draftedAt(),
                sections.stream()
                        .map(section -> new Snapshot.Section(
                                section.code(),
                                section.vietnamese(),
                                section.english(),
                                section.narrative(),
                                events.getOrDefault(section.code(), List.of())))
                        .toList(),
                entities.createQuery(
                                "SELECT f FROM ReportFigure f WHERE f.reportId = :report ORDER BY f.number",
                                ReportFigure.class)
                        .setParameter("report", report.id())
                        .getResultStream()
                        .map(ReportFigure::told)
                        .toList(),
                Optional.empty());
    }

    /** What happened in the period, and the milestones of as long a time after it. */
    private Map<String, List<Snapshot.Event>> events(Period period, List<String> sections) {
        LocalDate horizon = period.until().plusDays(ChronoUnit.DAYS.between(period.from(), period.until()) + 1);
        Map<String, List<Snapshot.Event>> told = new LinkedHashMap<>();
        for (ProgrammeEvent event : entities.createQuery(
                        "SELECT e FROM ProgrammeEvent e WHERE e.day BETWEEN :from AND :until ORDER BY e.day, e.enteredAt",
                        ProgrammeEvent.class)
                .setParameter("from", period.from())
                .setParameter("until", horizon)
                .getResultList()) {
            boolean isOver = !event.day().isAfter(period.until());
            boolean isIncident = event.kind() == ProgrammeEvent.Kind.INCIDENT;
            if (isOver || !isIncident) {
                String section = isIncident ? OF_INCIDENTS : isOver ? OF_MILESTONES : OF_PLANS;
                String shownIn = sections.contains(section) ? section : sections.get(sections.size() - 1);
                told.computeIfAbsent(shownIn, none -> new ArrayList<>()).add(event.told());
            }
        }
        return told;
    }

    /** By what a draft is known to be the one that somebody looked at before locking it. */
    String seen(UUID id) {
        return CanonicalJson.sha256(told(id).json());
    }

    /**
     * From now on it says what it says.
     *
     * @param seen what {@link #seen} told the page on which somebody decided it
     */
    void lock(UUID id, String seen, UUID account) {
        Report report = open(id);
        Snapshot draft = drafted(report);
        if (!CanonicalJson.sha256(draft.json()).equals(seen)) {
            throw new PageRefused(PageRefused.Reason.CONFLICT, "the report changed after it was looked at");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String content = draft.locked(nameOf(account), now).json();
        String sha256 = CanonicalJson.sha256(content);
        entities.persist(new LockedReport(id, content, sha256, account, now));
        audit.changed(AuditAction.REPORT_LOCKED, id, called(report), Changes.made("hash", sha256));
    }

    private String nameOf(UUID account) {
        return (String) entities.createNativeQuery("SELECT name FROM account WHERE id = ?1")
                .setParameter(1, account)
                .getSingleResult();
    }

    /** A person puts the name to a locked report; once. */
    void sign(UUID id, Signer signer, UUID account) {
        LockedReport locked = Optional.ofNullable(entities.find(LockedReport.class, id, LockModeType.PESSIMISTIC_WRITE))
                .orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND));
        if (entities.find(ReportSignature.class, id) != null) {
            throw new PageRefused(PageRefused.Reason.CONFLICT, "the report is signed already");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", settings.toolsUrl().toString());
        claims.put("report", id.toString());
        claims.put("sha256", locked.sha256());
        claims.put("name", signer.name());
        claims.put("title", signer.title());
        claims.put("role", signer.role().name());
        claims.put("account", account.toString());
        claims.put("iat", now.getEpochSecond());
        ReportKeys.Signed signed = keys.sign(claims);
        entities.persist(new ReportSignature(id, account, signer, now, signed.kid(), signed.jws()));
        audit.changed(
                AuditAction.REPORT_SIGNED,
                id,
                called(entities.find(Report.class, id)),
                Changes.made("hash", locked.sha256()));
    }

    /** Remembers that a file was made of a report. */
    void isExported(UUID report, String format, byte[] file) {
        entities.createNativeQuery("""
                        INSERT INTO report_file (sha256, report_id, format, made_at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING
                        """)
                .setParameter(1, CanonicalJson.sha256(file))
                .setParameter(2, report)
                .setParameter(3, format)
                .setParameter(4, OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                .executeUpdate();
    }

    /**
     * What a hash is of.
     *
     * @param file which kind of file; empty: the report itself
     */
    record Recognised(Listed report, Optional<String> file) {}

    /** The report with this hash, or of which a file with this hash was made. */
    Optional<Recognised> recognise(TypedHash typed) {
        List<?> rows =
                entities.createNativeQuery("""
                        SELECT CAST(report_id AS text), CAST(NULL AS text) FROM report_snapshot WHERE starts_with(sha256, ?1)
                        UNION ALL
                        SELECT CAST(report_id AS text), format FROM report_file WHERE starts_with(sha256, ?1)
                        LIMIT 2
                        """).setParameter(1, typed.digits()).getResultList();
        return rows.size() != 1
                ? Optional.empty()
                : rows.stream()
                        .map(Object[].class::cast)
                        .map(row -> new Recognised(
                                find(UUID.fromString((String) row[0])).orElseThrow(),
                                Optional.ofNullable((String) row[1])))
                        .findFirst();
    }

    /**
     * The figures, one for each definition, that were computed with the SQL that has this hash: each as the store told it when it was locked into
     * a report.
     */
    List<Snapshot.Figure> computedBy(TypedHash formula) {
        List<?> rows = entities.createNativeQuery("""
                        SELECT sha256, indicator, version, CAST(report_id AS text) FROM report_formula
                        WHERE starts_with(sha256, ?1)
                        ORDER BY indicator, version
                        """)
                .setParameter(1, formula.digits())
                .getResultList();
        List<Object[]> found = rows.stream().map(Object[].class::cast).toList();
        return found.stream().map(row -> row[0]).distinct().count() == 1
                ? found.stream()
                        .flatMap(row -> figure((String) row[0], (String) row[1], (Integer) row[2], (String) row[3]))
                        .toList()
                : List.of();
    }

    private Stream<Snapshot.Figure> figure(String formula, String indicator, int version, String report) {
        return entities.find(LockedReport.class, UUID.fromString(report)).snapshot().figures().stream()
                .filter(figure -> figure.indicator().equals(indicator)
                        && figure.formula().equals(Optional.of(formula))
                        && figure.answer().orElseThrow().path("version").asInt() == version)
                .limit(1);
    }

    /** Whoever changes a draft waits for whoever locks it. */
    private Report open(UUID id) {
        Report report = Optional.ofNullable(entities.find(Report.class, id, LockModeType.PESSIMISTIC_WRITE))
                .orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND));
        if (entities.find(LockedReport.class, id) != null) {
            throw new PageRefused(PageRefused.Reason.CONFLICT, "the report is locked");
        }
        return report;
    }

    private static String called(Report report) {
        return report.kind() + " " + report.period().from() + " – "
                + report.period().until();
    }
}
