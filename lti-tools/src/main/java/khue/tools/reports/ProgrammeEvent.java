/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.reports;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import khue.tools.reports.snapshot.Snapshot;

/** Something that happened in the programme, or is to happen: entered once, told by every report of its time. */
@Entity
@Table(name = "programme_event")
public class ProgrammeEvent {

    /** The name is stable, because snapshots keep it. */
    public enum Kind {
        INCIDENT,
        MILESTONE
    }

    @Id
    private UUID id;

    @Enumerated(EnumType.STRING)
    private Kind kind;

    private LocalDate day;
    private String place;
    private String what;
    private String done;

    @Column(name = "entered_by")
    private UUID enteredBy;

    @Column(name = "entered_at")
    private Instant enteredAt;

    protected ProgrammeEvent() {}

    ProgrammeEvent(UUID id, UUID enteredBy, Instant now) {
        this.id = id;
        this.enteredBy = enteredBy;
        this.enteredAt = now;
    }

    public UUID id() {
        return id;
    }

    public Kind kind() {
        return kind;
    }

    public LocalDate day() {
        return day;
    }

    public String place() {
        return place;
    }

    public String what() {
        return what;
    }

    /** What was done about an incident; what came of a milestone. */
    public String done() {
        return done;
    }

    void is(Kind newKind, LocalDate newDay, String newPlace, String newWhat, String newDone) {
        this.kind = newKind;
        this.day = newDay;
        this.place = newPlace;
        this.what = newWhat;
        this.done = newDone;
    }

    Snapshot.Event told() {
        return new Snapshot.Event(kind.name(), day, place, what, done);
    }
}
