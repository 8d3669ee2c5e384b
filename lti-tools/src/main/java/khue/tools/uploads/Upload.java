/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.uploads;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;

/** A file on its way: begun by its sender, continued by as many requests as the line needs, taken by a tool or expired. */
@Entity
public class Upload {

    @Id
    private UUID id;

    @Column(name = "owner_id")
    private UUID ownerId;

    @Column(name = "purpose_id")
    private UUID purposeId;

    private String name;
    private long length;
    private long received;
    private UUID writer;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "expires_at")
    private Instant expiresAt;

    protected Upload() {}

    Upload(UUID id, UUID ownerId, UUID purposeId, String name, long length, Instant createdAt, Instant expiresAt) {
        this.id = id;
        this.ownerId = ownerId;
        this.purposeId = purposeId;
        this.name = name;
        this.length = length;
        this.createdAt = createdAt;
        this.expiresAt = expiresAt;
    }

    /** From now on only this request writes: one that hangs in a line that is gone must not hold up the next. */
    void isWrittenBy(UUID request) {
        this.writer = request;
    }

    boolean belongsTo(UUID owner, UUID purpose) {
        return ownerId.equals(owner) && purposeId.equals(purpose);
    }

    public UUID id() {
        return id;
    }

    /** As the sender calls it: any text. */
    public String name() {
        return name;
    }

    long length() {
        return length;
    }

    /** How many bytes are on the disk. */
    long received() {
        return received;
    }

    public boolean complete() {
        return received == length;
    }

    Instant expiresAt() {
        return expiresAt;
    }
}
