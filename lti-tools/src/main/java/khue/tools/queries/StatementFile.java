/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.queries;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** A file of statements that is being written for an evaluator, or was. */
@Entity
@Table(name = "statement_file")
public class StatementFile {

    /** Whoever writes tells every second; a node that has told nothing for so long is gone. */
    private static final Duration SILENCE = Duration.ofMinutes(2);

    /** How it came to its end. */
    public enum Ending {
        WHOLE,
        /** By the button on the page. */
        STOPPED,
        /** The browser took no more: its window was closed, or the line was lost. */
        LEFT,
        /** The store broke off. */
        FAILED
    }

    @Id
    private UUID id;

    @Column(name = "account_id")
    private UUID accountId;

    private String format;
    private String asked;

    @Column(name = "begun_at")
    private Instant begunAt;

    @Column(name = "told_at")
    private Instant toldAt;

    private long bytes;
    private Long lines;

    @Enumerated(EnumType.STRING)
    private Ending ending;

    protected StatementFile() {}

    StatementFile(UUID id, UUID accountId, String format, boolean hasLines, String asked, Instant now) {
        this.id = id;
        this.accountId = accountId;
        this.format = format;
        this.asked = asked;
        this.begunAt = now;
        this.toldAt = now;
        this.lines = hasLines ? 0L : null;
    }

    boolean isBeingWritten() {
        return ending == null;
    }

    void isSoFar(long written, OptionalLong counted, Instant now) {
        bytes = written;
        lines = counted.isPresent() ? counted.getAsLong() : null;
        toldAt = now;
    }

    void ends(Ending how) {
        ending = how;
    }

    public UUID id() {
        return id;
    }

    UUID accountId() {
        return accountId;
    }

    /** csv, jsonl or parquet. */
    public String format() {
        return format;
    }

    public Instant begunAt() {
        return begunAt;
    }

    public long bytes() {
        return bytes;
    }

    /** Statements so far, where the format has a line for each. */
    public Optional<Long> lines() {
        return Optional.ofNullable(lines);
    }

    /** Empty while it is being written. */
    public Optional<Ending> ending(Instant now) {
        return ending == null && toldAt.plus(SILENCE).isBefore(now)
                ? Optional.of(Ending.FAILED)
                : Optional.ofNullable(ending);
    }
}
