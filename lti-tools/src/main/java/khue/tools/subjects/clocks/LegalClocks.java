/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.subjects.clocks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import khue.tools.audit.AuditAction;
import khue.tools.audit.AuditLog;
import khue.tools.audit.Changes;

/** Until when a request has to be answered and done, by tables that change with the law and with each year's holidays. */
@ApplicationScoped
@Transactional
public class LegalClocks {

    /** Longer than any run of holidays, and any term of working days that an administrator may set. */
    private static final int DAYS_AHEAD = 120;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private AuditLog audit;

    @Inject
    private Event<CalendarChanged> changed;

    /** The two days that count for one request. */
    public record Clock(LocalDate replyBy, LocalDate doneBy) {}

    /**
     * What the law gives for one kind of request.
     *
     * @param kind its name
     * @param source the law that says so
     */
    public record Term(String kind, int replyWorkingDays, int doneDays, String source) {}

    /**
     * A day that is none of working, or a day of a weekend that is worked instead.
     *
     * @param source the law or decision that says so
     */
    public record DayOff(LocalDate day, String vietnamese, String english, String source, boolean worked) {}

    /** @param kind the name of a kind of request */
    public Clock of(String kind, LocalDate receivedOn) {
        Term term = terms().stream()
                .filter(one -> one.kind().equals(kind))
                .findFirst()
                .orElseThrow();
        return new Clock(
                calendar(receivedOn).after(receivedOn, term.replyWorkingDays()), receivedOn.plusDays(term.doneDays()));
    }

    private WorkingDays calendar(LocalDate from) {
        Set<LocalDate> off = new HashSet<>();
        Set<LocalDate> worked = new HashSet<>();
        for (DayOff one : between(from, from.plusDays(DAYS_AHEAD))) {
            (one.worked() ? worked : off).add(one.day());
        }
        return new WorkingDays(off, worked);
    }

    public List<Term> terms() {
        return ((List<?>) entities.createNativeQuery(
                                "SELECT kind, reply_working_days, done_days, source FROM legal_clock ORDER BY kind")
                        .getResultList())
                .stream()
                        .map(Object[].class::cast)
                        .map(row -> new Term(
                                (String) row[0], ((Number) row[1]).intValue(), ((Number) row[2]).intValue(), (String)
                                        row[3]))
                        .toList();
    }

    /** The law has changed, or somebody has read it again. Requests that have come already keep their days. */
    void change(Term term) {
        Term before = terms().stream()
                .filter(one -> one.kind().equals(term.kind()))
                .findFirst()
                .orElseThrow();
        entities.createNativeQuery(
                        "UPDATE legal_clock SET reply_working_days = ?2, done_days = ?3, source = ?4 WHERE kind = ?1")
                .setParameter(1, term.kind())
                .setParameter(2, term.replyWorkingDays())
                .setParameter(3, term.doneDays())
                .setParameter(4, term.source())
                .executeUpdate();
        audit.changed(
                AuditAction.LEGAL_TERM_CHANGED,
                term.kind(),
                term.kind(),
                Changes.of("reply-days", before.replyWorkingDays(), term.replyWorkingDays())
                        .and("done-days", before.doneDays(), term.doneDays())
                        .and("source", before.source(), term.source()));
    }

    /** The days of one year, the first first. */
    List<DayOff> ofYear(int year) {
        return between(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31));
    }

    /** The years of which any day is known, the latest first. */
    List<Integer> years() {
        return ((List<?>) entities.createNativeQuery(
                                "SELECT DISTINCT CAST(extract(year FROM day) AS integer) AS year FROM day_off ORDER BY year DESC")
                        .getResultList())
                .stream().map(year -> ((Number) year).intValue()).toList();
    }

    private List<DayOff> between(LocalDate first, LocalDate last) {
        return ((List<?>) entities.createNativeQuery("""
                                SELECT CAST(day AS text), vietnamese, english, source, worked FROM day_off
                                WHERE day BETWEEN ?1 AND ?2 ORDER BY day
                                """)
                        .setParameter(1, first)
                        .setParameter(2, last)
                        .getResultList())
                .stream()
                        .map(Object[].class::cast)
                        .map(row -> new DayOff(
                                LocalDate.parse((String) row[0]),
                                (String) row[1],
                                (String) row[2],
                                (String) row[3],
                                (Boolean) row[4]))
                        .toList();
    }

    /** @return how many requests that wait for an answer got another day; empty when the day is there already */
    Optional<Integer> add(DayOff day) {
        int added = entities.createNativeQuery("""
                        INSERT INTO day_off (day, vietnamese, english, source, worked) VALUES (?1, ?2, ?3, ?4, ?5)
                        ON CONFLICT DO NOTHING
                        """)
                .setParameter(1, day.day())
                .setParameter(2, day.vietnamese())
                .setParameter(3, day.english())
                .setParameter(4, day.source())
                .setParameter(5, day.worked())
                .executeUpdate();
        if (added == 0) {
            return Optional.empty();
        }
        audit.changed(
                AuditAction.DAY_OFF_ADDED,
                day.day(),
                day.day() + " " + day.vietnamese(),
                Changes.made("source", day.source()).and("worked", null, day.worked() ? "true" : null));
        return Optional.of(clockAnew());
    }

    /** @return as {@link #add}; empty when there is no such day */
    Optional<Integer> remove(LocalDate day) {
        Optional<DayOff> there = between(day, day).stream().findFirst();
        return there.map(found -> {
            entities.createNativeQuery("DELETE FROM day_off WHERE day = ?1")
                    .setParameter(1, day)
                    .executeUpdate();
            audit.changed(
                    AuditAction.DAY_OFF_REMOVED,
                    day,
                    day + " " + found.vietnamese(),
                    Changes.of("source", found.source(), null));
            return clockAnew();
        });
    }

    private int clockAnew() {
        CalendarChanged change = new CalendarChanged();
        changed.fire(change);
        return change.requests();
    }
}
