/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.comments;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What somebody said about a work. Its words are never changed: who wants others, writes anew. */
@Entity
@Table(name = "work_comment")
public class WorkComment {

    public static final int LONGEST = 1000;

    @Id
    private UUID id;

    @Column(name = "work_id")
    private UUID workId;

    @Column(name = "author_id")
    private UUID authorId;

    @Enumerated(EnumType.STRING)
    private Capacity capacity;

    @Column(name = "moment_id")
    private UUID momentId;

    private String words;

    @Column(name = "written_at")
    private Instant writtenAt;

    @Enumerated(EnumType.STRING)
    private CommentStatus status;

    @Column(name = "decided_by")
    private UUID decidedBy;

    @Column(name = "decided_at")
    private Instant decidedAt;

    protected WorkComment() {}

    WorkComment(
            UUID id,
            UUID workId,
            Optional<UUID> moment,
            UUID authorId,
            Capacity capacity,
            String words,
            Instant writtenAt) {
        this.id = id;
        this.workId = workId;
        this.momentId = moment.orElse(null);
        this.authorId = authorId;
        this.capacity = capacity;
        this.words = words;
        this.writtenAt = writtenAt;
        this.status = CommentStatus.WAITING;
    }

    /** A teacher lets it through, or does not; either may be decided anew. */
    void isDecided(boolean shown, UUID teacher, Instant now) {
        this.status = shown ? CommentStatus.SHOWN : CommentStatus.HIDDEN;
        this.decidedBy = teacher;
        this.decidedAt = now;
    }

    public UUID id() {
        return id;
    }

    public UUID workId() {
        return workId;
    }

    /** The moment of preschool that it is about; empty where it is about the whole work. */
    public Optional<UUID> momentId() {
        return Optional.ofNullable(momentId);
    }

    public UUID authorId() {
        return authorId;
    }

    public Capacity capacity() {
        return capacity;
    }

    public String words() {
        return words;
    }

    public Instant writtenAt() {
        return writtenAt;
    }

    public CommentStatus status() {
        return status;
    }
}
