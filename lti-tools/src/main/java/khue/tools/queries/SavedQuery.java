/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.queries;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** A question that an evaluator keeps under a name. */
@Entity
@Table(name = "saved_query")
public class SavedQuery {

    public static final String STATEMENTS = "statements";
    public static final int LONGEST_NAME = 120;

    @Id
    private UUID id;

    @Column(name = "owner_id")
    private UUID ownerId;

    private String name;

    @Column(name = "earlier_name")
    private String earlierName;

    private String about;
    private Integer version;
    private String question;
    private boolean shared;

    @Column(name = "saved_at")
    private Instant savedAt;

    @Column(name = "removed_at")
    private Instant removedAt;

    protected SavedQuery() {}

    SavedQuery(UUID id, UUID ownerId, String name, What what, boolean shared, Instant now) {
        this.id = id;
        this.ownerId = ownerId;
        this.name = name;
        this.about = what.about();
        this.version = what.version().isPresent() ? what.version().getAsInt() : null;
        this.question = what.question();
        this.shared = shared;
        this.savedAt = now;
    }

    /**
     * What is asked.
     *
     * @param about {@link #STATEMENTS}, or the id of an indicator
     * @param version of the indicator
     * @param question as behind the question mark of the page's address
     */
    public record What(String about, OptionalInt version, String question) {}

    public UUID id() {
        return id;
    }

    public boolean isOf(UUID account) {
        return ownerId.equals(account);
    }

    public String name() {
        return name;
    }

    public Optional<String> earlierName() {
        return Optional.ofNullable(earlierName);
    }

    public What what() {
        return new What(about, version == null ? OptionalInt.empty() : OptionalInt.of(version), question);
    }

    public boolean shared() {
        return shared;
    }

    public Instant savedAt() {
        return savedAt;
    }

    public boolean isRemoved() {
        return removedAt != null;
    }

    void isCalled(String other) {
        if (!other.equals(name)) {
            earlierName = name;
            name = other;
        }
    }

    void isCalledAsBefore() {
        if (earlierName != null) {
            name = earlierName;
            earlierName = null;
        }
    }

    void isShared(boolean withColleagues) {
        shared = withColleagues;
    }

    void isRemoved(Instant when) {
        removedAt = when;
    }
}
