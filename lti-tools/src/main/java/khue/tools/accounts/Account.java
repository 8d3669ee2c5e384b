/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.accounts;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import khue.tools.web.Audience;

/** Somebody who signs in with a name and a password. A deactivated account is kept, so that what it did still has a name. */
@Entity
public class Account {

    @Id
    private UUID id;

    private String name;

    /** The name of {@link Audience#ADMINISTRATOR} or {@link Audience#EVALUATOR}. */
    private String role;

    @Column(name = "password_hash")
    private String passwordHash;

    private boolean active;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "last_sign_in")
    private Instant lastSignIn;

    protected Account() {}

    public UUID id() {
        return id;
    }

    public String name() {
        return name;
    }

    public Audience role() {
        return Audience.valueOf(role);
    }

    public boolean isActive() {
        return active;
    }

    public Optional<Instant> lastSignIn() {
        return Optional.ofNullable(lastSignIn);
    }

    String passwordHash() {
        return passwordHash;
    }

    void password(String newHash) {
        this.passwordHash = newHash;
    }

    void deactivate() {
        this.active = false;
    }

    void activate() {
        this.active = true;
    }

    void signedIn(Instant when) {
        this.lastSignIn = when;
    }
}
