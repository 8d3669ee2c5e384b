/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** The visits that are going on: begun by a launch or a sign-in, found by the cookie's secret, ended by a sign-out or by time. */
@ApplicationScoped
@Transactional
public class Visits {

    /** A school day and its evening: a pupil who comes back after supper need not launch again. */
    static final Duration LENGTH = Duration.ofHours(12);

    /** A school term and more: a family has nothing to sign in with again but another sheet from school. A teacher can end it any time. */
    static final Duration LENGTH_OF_A_FAMILYS = Duration.ofDays(200);

    private static final int SECRET_BYTES = 32;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Clock clock;

    @Inject
    private RandomGenerator random;

    @Inject
    private CurrentVisit current;

    /** Begins a visit with a new id and a new secret, and answers the secret: only the visitor's cookie ever holds it. */
    public String begin(Visitor visitor) {
        return begin(UUID.randomUUID(), visitor);
    }

    /** Begins a visit under a new id that the caller needs to know, because something belongs to this one visit. */
    public String begin(UUID visit, Visitor visitor) {
        Instant now = clock.instant();
        String secret = randomText();
        entities.persist(
                new Visit(visit, hash(secret), randomText(), visitor, now, now.plus(length(visitor.audience()))));
        return secret;
    }

    static Duration length(Audience audience) {
        return audience == Audience.GUARDIAN ? LENGTH_OF_A_FAMILYS : LENGTH;
    }

    Optional<Visit> find(String secret) {
        return entities.createQuery(
                        "SELECT v FROM Visit v WHERE v.secretHash = :hash AND v.expiresAt > :now", Visit.class)
                .setParameter("hash", hash(secret))
                .setParameter("now", clock.instant())
                .getResultStream()
                .findFirst();
    }

    void speak(UUID visit, Locale language) {
        Optional.ofNullable(entities.find(Visit.class, visit)).ifPresent(found -> found.speak(language));
    }

    /** Ends the visit that asks for this page, if there is one. */
    public void endCurrent() {
        current.id()
                .flatMap(id -> Optional.ofNullable(entities.find(Visit.class, id)))
                .ifPresent(entities::remove);
    }

    /** Ends every visit of an account, on every device. */
    public void endAllOf(UUID account) {
        entities.createQuery("DELETE FROM Visit v WHERE v.accountId = :account")
                .setParameter("account", account)
                .executeUpdate();
    }

    /** Ends every visit of a person, on every device. */
    public void endAllOfPerson(UUID person) {
        entities.createQuery("DELETE FROM Visit v WHERE v.personId = :person")
                .setParameter("person", person)
                .executeUpdate();
    }

    private String randomText() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
