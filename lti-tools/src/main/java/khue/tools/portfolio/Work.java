/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import khue.tools.frameworks.Term;
import khue.tools.web.PageRefused;

/**
 * One pupil's work in one project. It begins as a draft when the pupil first comes; the pupil hands it in, which locks it; a teacher gives
 * it back, which opens it again for another attempt, or accepts it with an outcome. Whoever comes too late, from a page that tells of an
 * earlier state, is refused.
 */
@Entity
public class Work {

    @Id
    private UUID id;

    @Column(name = "project_id")
    private UUID projectId;

    @Column(name = "pupil_id")
    private UUID pupilId;

    @Column(name = "resource_link_id")
    private UUID resourceLinkId;

    @Enumerated(EnumType.STRING)
    private WorkStatus status;

    private int attempt;
    private String reflection;

    @Column(name = "reflected_attempt")
    private int reflectedAttempt;

    @ManyToOne
    @JoinColumn(name = "outcome")
    private Term outcome;

    @Column(name = "grade_sent")
    private boolean gradeSent;

    @Column(name = "started_at")
    private Instant startedAt;

    @Column(name = "status_since")
    private Instant statusSince;

    @Version
    private long version;

    protected Work() {}

    Work(UUID id, UUID projectId, UUID pupilId, Instant now) {
        this.id = id;
        this.projectId = projectId;
        this.pupilId = pupilId;
        this.status = WorkStatus.DRAFT;
        this.reflection = "";
        this.startedAt = now;
        this.statusSince = now;
    }

    void cameBy(UUID resourceLink) {
        this.resourceLinkId = resourceLink;
    }

    /** @return whether these are the first words of this attempt */
    boolean reflect(String text) {
        requireOpenForPupil();
        if (text.equals(reflection)) {
            return false;
        }
        reflection = text;
        if (text.isEmpty() || reflectedAttempt == nextAttempt()) {
            return false;
        }
        reflectedAttempt = nextAttempt();
        return true;
    }

    void submit(Instant now) {
        requireOpenForPupil();
        attempt = nextAttempt();
        take(WorkStatus.SUBMITTED, now);
    }

    public void giveBack(Instant now) {
        requireOpenForTeacher();
        outcome = null;
        take(WorkStatus.RETURNED, now);
    }

    public void accept(Outcome given, Instant now) {
        requireOpenForTeacher();
        outcome = given.level();
        take(WorkStatus.ACCEPTED, now);
    }

    /** The answer is taken back: the work waits again, as long as it has since it was handed in. */
    public void waitAgain(Instant since) {
        if (status != WorkStatus.RETURNED && status != WorkStatus.ACCEPTED) {
            throw new PageRefused(PageRefused.Reason.CONFLICT, "the work was not answered: " + status);
        }
        outcome = null;
        take(WorkStatus.SUBMITTED, since);
    }

    public void gradeSent(boolean sent) {
        this.gradeSent = sent;
    }

    void requireOpenForPupil() {
        if (!status.pupilMayChange()) {
            throw new PageRefused(PageRefused.Reason.WORK_LOCKED, status.name());
        }
    }

    private void requireOpenForTeacher() {
        if (!status.teacherMayAnswer()) {
            throw new PageRefused(PageRefused.Reason.CONFLICT, "the work is with its pupil: " + status);
        }
    }

    private void take(WorkStatus next, Instant now) {
        status = next;
        statusSince = now;
    }

    /** Also the registration of its statements. */
    public UUID id() {
        return id;
    }

    public UUID projectId() {
        return projectId;
    }

    public UUID pupilId() {
        return pupilId;
    }

    /** The link that the pupil last came by: its line item gets the grade. */
    public Optional<UUID> resourceLinkId() {
        return Optional.ofNullable(resourceLinkId);
    }

    public WorkStatus status() {
        return status;
    }

    /** How often it was handed in. */
    public int attempt() {
        return attempt;
    }

    /** The attempt that the pupil is working on, or would be once the work is given back. */
    public int nextAttempt() {
        return attempt + 1;
    }

    /** What the pupil did and learnt, in the pupil's words; empty before there are any. */
    public String reflection() {
        return reflection;
    }

    /** Present when, and only when, the work is accepted. */
    public Optional<Outcome> outcome() {
        return Optional.ofNullable(outcome).map(Outcome::new);
    }

    /** Whether the gradebook has a grade of ours, which a later return must clear. */
    public boolean gradeSent() {
        return gradeSent;
    }

    public Instant startedAt() {
        return startedAt;
    }

    public Instant statusSince() {
        return statusSince;
    }

    /** Which state of the work a page shows: what it sends back is refused when somebody has changed the work meanwhile. */
    public long version() {
        return version;
    }
}
