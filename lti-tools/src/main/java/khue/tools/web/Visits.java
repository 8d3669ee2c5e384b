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
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** The visits that are going on: begun by a launch or a sign-in, found by the cookie's secret, ended by a sign-out or by time. */
@ApplicationScoped
@Transactional
public class Visits {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Clock clock;

    @Inject
    private NewVisits newVisits;

    @Inject
    private CurrentVisit current;

    /** Begins a visit with a new id and a new secret, and answers the secret: only the visitor's cookie ever holds it. */
    public String begin(Visitor visitor) {
        return begin(UUID.randomUUID(), visitor);
    }

    /** Begins a visit under a new id that the caller needs to know, because something belongs to this one visit. */
    public String begin(UUID visit, Visitor visitor) {
        NewVisit begun = newVisits.make(visit, visitor.audience());
        entities.persist(new Visit(begun, visitor));
        return begun.secret();
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

    static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
