/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.platforms;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Transient;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import khue.tools.lti.protocol.PlatformRegistration;

/**
 * An LMS as it is registered with us, known by (issuer, client id). It arrives {@link Status#PENDING pending} when it registered itself,
 * and nobody can launch from it until an administrator has activated it and said which school it belongs to.
 */
@Entity
public class Platform {

    public enum Status {
        PENDING,
        ACTIVE,
        DISABLED
    }

    @Id
    private UUID id;

    private String issuer;

    @Column(name = "client_id")
    private String clientId;

    private String name;

    @Column(name = "product_family")
    private String productFamily;

    @Column(name = "authorization_endpoint")
    private String authorizationEndpoint;

    @Column(name = "token_endpoint")
    private String tokenEndpoint;

    @Column(name = "token_audience")
    private String tokenAudience;

    @Column(name = "jwks_uri")
    private String jwksUri;

    /** Separated by spaces. */
    @Column(name = "further_origins")
    private String furtherOrigins;

    @Column(name = "registration_client_uri")
    private String registrationClientUri;

    private String status;

    private String school;

    @Column(name = "deployments_restricted")
    private boolean deploymentsRestricted;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "activated_at")
    private Instant activatedAt;

    /** {@link #registration()}, once it was asked for: a launch looks at it a dozen times, and its addresses take time to read. */
    @Transient
    private PlatformRegistration registration;

    protected Platform() {}

    Platform(UUID id, NewPlatform registered, Instant createdAt) {
        PlatformRegistration agreed = registered.registration();
        this.id = id;
        this.issuer = agreed.issuer();
        this.clientId = agreed.clientId();
        this.name = registered.name();
        this.productFamily = registered.productFamily().orElse(null);
        this.authorizationEndpoint = agreed.authorizationEndpoint().toString();
        this.tokenEndpoint = agreed.tokenEndpoint().toString();
        this.tokenAudience = agreed.tokenAudience().orElse(null);
        this.jwksUri = agreed.jwksUri().toString();
        this.furtherOrigins = String.join(" ", agreed.furtherOrigins());
        this.registrationClientUri =
                registered.registrationClientUri().map(URI::toString).orElse(null);
        this.createdAt = createdAt;
        this.status = Status.PENDING.name().toLowerCase(Locale.ROOT);
    }

    public UUID id() {
        return id;
    }

    public String name() {
        return name;
    }

    /** Such as {@code moodle}, when the LMS said so. */
    public Optional<String> productFamily() {
        return Optional.ofNullable(productFamily);
    }

    /** What was agreed with it. */
    public PlatformRegistration registration() {
        if (registration == null) {
            registration = new PlatformRegistration(
                    issuer,
                    clientId,
                    URI.create(authorizationEndpoint),
                    URI.create(tokenEndpoint),
                    Optional.ofNullable(tokenAudience),
                    URI.create(jwksUri),
                    furtherOrigins.isEmpty() ? Set.of() : Set.of(furtherOrigins.split(" ")));
        }
        return registration;
    }

    public Status status() {
        return Status.valueOf(status.toUpperCase(Locale.ROOT));
    }

    /** The school as reports name it; empty until an administrator has said so. */
    public Optional<String> school() {
        return Optional.ofNullable(school);
    }

    /** Whether a deployment that it names for the first time waits for an administrator. */
    public boolean areDeploymentsRestricted() {
        return deploymentsRestricted;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Optional<Instant> activatedAt() {
        return Optional.ofNullable(activatedAt);
    }

    void activate(Optional<String> newSchool, Instant when) {
        newSchool.ifPresent(value -> school = value);
        if (activatedAt == null) {
            activatedAt = when;
        }
        is(Status.ACTIVE);
    }

    /** What was agreed anew; issuer and client id say which registration this is, and stay. */
    void change(String newName, PlatformRegistration agreed, Optional<String> newSchool, boolean restrictDeployments) {
        this.name = newName;
        this.authorizationEndpoint = agreed.authorizationEndpoint().toString();
        this.tokenEndpoint = agreed.tokenEndpoint().toString();
        this.tokenAudience = agreed.tokenAudience().orElse(null);
        this.jwksUri = agreed.jwksUri().toString();
        this.furtherOrigins = String.join(" ", agreed.furtherOrigins());
        this.school = newSchool.orElse(null);
        this.deploymentsRestricted = restrictDeployments;
        this.registration = null;
    }

    void disable() {
        is(Status.DISABLED);
    }

    private void is(Status newStatus) {
        this.status = newStatus.name().toLowerCase(Locale.ROOT);
    }
}
