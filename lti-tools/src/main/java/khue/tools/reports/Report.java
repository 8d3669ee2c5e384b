/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.reports;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import khue.tools.evaluation.Period;
import khue.tools.reports.snapshot.ReportKind;

/** A report while it is written. Once it has a {@link LockedReport}, that is what it says, and the database refuses any change here. */
@Entity
public class Report {

    @Id
    private UUID id;

    @Enumerated(EnumType.STRING)
    private ReportKind kind;

    @Column(name = "from_day")
    private LocalDate fromDay;

    @Column(name = "until_day")
    private LocalDate untilDay;

    private UUID replaces;

    @Embedded
    private PaperHead head;

    private int version;

    @Column(name = "made_by")
    private UUID madeBy;

    @Column(name = "made_at")
    private Instant madeAt;

    @Column(name = "drafted_at")
    private Instant draftedAt;

    @Column(name = "took_ms")
    private long tookMs;

    protected Report() {}

    Report(UUID id, ReportKind kind, Period period, Optional<UUID> replaces, PaperHead head, UUID madeBy, Instant now) {
        this.id = id;
        this.kind = kind;
        this.fromDay = period.from();
        this.untilDay = period.until();
        this.replaces = replaces.orElse(null);
        this.head = head;
        this.version = 1;
        this.madeBy = madeBy;
        this.madeAt = now;
    }

    public UUID id() {
        return id;
    }

    public ReportKind kind() {
        return kind;
    }

    public Period period() {
        return new Period(fromDay, untilDay);
    }

    /** The report that this one corrects. */
    public Optional<UUID> replaces() {
        return Optional.ofNullable(replaces);
    }

    public PaperHead head() {
        return head;
    }

    /** Grows with each change of the head. */
    public int version() {
        return version;
    }

    public Instant madeAt() {
        return madeAt;
    }

    /** When the store was asked for the figures. */
    public Instant draftedAt() {
        return draftedAt;
    }

    /** How long the store took to answer all of them, in seconds. */
    public double seconds() {
        return tookMs / 1000.0;
    }

    void isDrafted(Instant when, long milliseconds) {
        this.draftedAt = when;
        this.tookMs = milliseconds;
    }

    void goesUnder(PaperHead other) {
        this.head = other;
        this.version++;
    }
}
