/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.review;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import khue.tools.portfolio.Outcome;

/** A teacher's answer to what was handed in. */
@Entity
public class Evaluation {

    @Id
    private UUID id;

    @Column(name = "submission_id")
    private UUID submissionId;

    @Column(name = "teacher_id")
    private UUID teacherId;

    @Enumerated(EnumType.STRING)
    private Outcome outcome;

    private String comment;

    @Column(name = "evaluated_at")
    private Instant evaluatedAt;

    protected Evaluation() {}

    Evaluation(UUID id, UUID submissionId, UUID teacherId, Answer answer, Instant evaluatedAt) {
        this.id = id;
        this.submissionId = submissionId;
        this.teacherId = teacherId;
        this.outcome = answer.outcome().orElse(null);
        this.comment = answer.comment();
        this.evaluatedAt = evaluatedAt;
    }

    /** Whether this is the same answer by the same teacher: a button pressed twice. */
    boolean repeats(UUID teacher, Answer answer) {
        return teacherId.equals(teacher) && answer().equals(answer);
    }

    Answer answer() {
        return new Answer(outcome(), comment);
    }

    public UUID submissionId() {
        return submissionId;
    }

    /** Empty: given back to be worked on. */
    public Optional<Outcome> outcome() {
        return Optional.ofNullable(outcome);
    }

    public String comment() {
        return comment;
    }

    public Instant evaluatedAt() {
        return evaluatedAt;
    }
}
