/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * One person's or one account's time with us, from a launch or a sign-in until it expires: a row that every node can read, found by the
 * hash of the secret in the visitor's cookie.
 */
@Entity
public class Visit {

    @Id
    private UUID id;

    @Column(name = "secret_hash")
    private byte[] secretHash;

    @Column(name = "csrf_token")
    private String csrfToken;

    @Enumerated(EnumType.STRING)
    private Audience audience;

    @Column(name = "person_id")
    private UUID personId;

    @Column(name = "course_id")
    private UUID courseId;

    @Column(name = "resource_link_id")
    private UUID resourceLinkId;

    @Column(name = "account_id")
    private UUID accountId;

    private String locale;

    @Column(name = "return_url")
    private String returnUrl;

    @Column(name = "frame_origin")
    private String frameOrigin;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "expires_at")
    private Instant expiresAt;

    protected Visit() {}

    Visit(NewVisit begun, Visitor visitor) {
        this.id = begun.id();
        this.secretHash = begun.secretHash();
        this.csrfToken = begun.csrfToken();
        this.audience = visitor.audience();
        this.personId = visitor.person().orElse(null);
        this.courseId = visitor.course().orElse(null);
        this.resourceLinkId = visitor.resourceLink().orElse(null);
        this.accountId = visitor.account().orElse(null);
        this.locale = visitor.locale().toLanguageTag();
        this.returnUrl = visitor.returnUrl().orElse(null);
        this.frameOrigin = visitor.frameOrigin().orElse(null);
        this.createdAt = begun.createdAt();
        this.expiresAt = begun.expiresAt();
    }

    UUID id() {
        return id;
    }

    byte[] secretHash() {
        return secretHash.clone();
    }

    String csrfToken() {
        return csrfToken;
    }

    Instant expiresAt() {
        return expiresAt;
    }

    void speak(Locale language) {
        this.locale = language.toLanguageTag();
    }

    Visitor visitor() {
        return new Visitor(
                audience,
                Optional.ofNullable(personId),
                Optional.ofNullable(courseId),
                Optional.ofNullable(resourceLinkId),
                Optional.ofNullable(accountId),
                Locale.forLanguageTag(locale),
                Optional.ofNullable(returnUrl),
                Optional.ofNullable(frameOrigin));
    }
}
