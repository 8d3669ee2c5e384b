/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.review;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import khue.tools.frameworks.Term;
import khue.tools.portfolio.Outcome;
import khue.tools.portfolio.projects.JsonText;

/** A teacher's answer to what was handed in. It stays as it was given; what is taken back is only marked so. */
@Entity
public class Evaluation {

    @Id
    private UUID id;

    @Column(name = "submission_id")
    private UUID submissionId;

    @Column(name = "teacher_id")
    private UUID teacherId;

    @ManyToOne
    @JoinColumn(name = "outcome")
    private Term outcome;

    private String comment;
    private String marks;

    @Column(name = "voice_id")
    private UUID voiceId;

    private UUID batch;
    private String statements;

    @Column(name = "evaluated_at")
    private Instant evaluatedAt;

    @Column(name = "taken_back_at")
    private Instant takenBackAt;

    protected Evaluation() {}

    Evaluation(UUID id, UUID submissionId, UUID teacherId, Answer answer, UUID batch, Instant evaluatedAt) {
        this.id = id;
        this.submissionId = submissionId;
        this.teacherId = teacherId;
        this.outcome = answer.outcome().map(Outcome::level).orElse(null);
        this.comment = answer.comment();
        this.marks = JsonText.write(answer.marks());
        this.voiceId = answer.voice().orElse(null);
        this.batch = batch;
        this.statements = "[]";
        this.evaluatedAt = evaluatedAt;
    }

    void saidBy(List<UUID> ids) {
        this.statements = JsonText.write(ids);
    }

    void takeBack(Instant when) {
        this.takenBackAt = when;
    }

    boolean isTakenBack() {
        return takenBackAt != null;
    }

    /** Whether this is the same answer by the same teacher: a button pressed twice. */
    boolean repeats(UUID teacher, Answer answer) {
        return teacherId.equals(teacher) && answer().repeats(answer);
    }

    Answer answer() {
        return new Answer(outcome(), comment, marks(), voice());
    }

    UUID batch() {
        return batch;
    }

    UUID teacherId() {
        return teacherId;
    }

    List<UUID> statements() {
        return List.of(JsonText.read(statements, UUID[].class));
    }

    public UUID submissionId() {
        return submissionId;
    }

    /** Empty: given back to be worked on. */
    public Optional<Outcome> outcome() {
        return Optional.ofNullable(outcome).map(Outcome::new);
    }

    public String comment() {
        return comment;
    }

    public List<Mark> marks() {
        return List.of(JsonText.read(marks, Mark[].class));
    }

    /** The file in which the teacher speaks. */
    public Optional<UUID> voice() {
        return Optional.ofNullable(voiceId);
    }

    public Instant evaluatedAt() {
        return evaluatedAt;
    }
}
