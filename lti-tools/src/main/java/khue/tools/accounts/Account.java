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

    /** The name of {@link Audience#ADMINISTRATOR}, {@link Audience#EVALUATOR} or {@link Audience#READER}. */
    private String role;

    @Column(name = "password_hash")
    private String passwordHash;

    private boolean active;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "last_sign_in")
    private Instant lastSignIn;

    private String email;

    @Column(name = "password_is_given")
    private boolean passwordIsGiven;

    @Column(name = "totp_offered")
    private String totpOffered;

    @Column(name = "totp_secret")
    private String totpSecret;

    @Column(name = "totp_since")
    private Instant totpSince;

    @Column(name = "oidc_issuer")
    private String oidcIssuer;

    @Column(name = "oidc_subject")
    private String oidcSubject;

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

    /** In small letters. */
    public Optional<String> email() {
        return Optional.ofNullable(email);
    }

    /** Since when a code is asked for at the sign-in; empty: it is not. */
    public Optional<Instant> secondFactorSince() {
        return Optional.ofNullable(totpSince);
    }

    /** Whether it can be signed in to by the OpenID provider. */
    public boolean isLinked() {
        return oidcSubject != null;
    }

    /** Whether somebody else knows the password, so that it only serves to choose another one. */
    public boolean passwordIsGiven() {
        return passwordIsGiven;
    }

    /** As {@link SecondFactors} keeps it. */
    Optional<String> secondFactor() {
        return Optional.ofNullable(totpSecret);
    }

    /** What was shown to its owner and waits for a first code. */
    Optional<String> offeredSecondFactor() {
        return Optional.ofNullable(totpOffered);
    }

    void offer(String kept) {
        this.totpOffered = kept;
    }

    /** What was offered counts from now on. */
    void takeOffer(Instant since) {
        this.totpSecret = totpOffered;
        this.totpSince = since;
        this.totpOffered = null;
    }

    void noSecondFactor() {
        this.totpSecret = null;
        this.totpSince = null;
        this.totpOffered = null;
    }

    void link(String issuer, String subject) {
        this.oidcIssuer = issuer;
        this.oidcSubject = subject;
    }

    void unlink() {
        link(null, null);
    }

    void become(Audience newRole, Optional<String> newEmail) {
        this.role = newRole.name();
        this.email = newEmail.orElse(null);
    }

    String passwordHash() {
        return passwordHash;
    }

    void password(String newHash, boolean isGiven) {
        this.passwordHash = newHash;
        this.passwordIsGiven = isGiven;
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
