/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.grades;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The times that scores bear. An LMS believes a score only if its time is later than that of the one before (AGS 2.0, §3.4.5), and some
 * compare by the second; a time in the future would lock out every later score, also one that somebody gives in the LMS.
 */
@ApplicationScoped
@Transactional
class ScoreTimes {

    /**
     * The time for the next score.
     *
     * @param early how long it would still be in the future: then it may not be sent yet, and was not written down
     */
    record Next(Instant time, Duration early) {

        boolean mayGo() {
            return early.isZero();
        }
    }

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Clock clock;

    /**
     * A time for one attempt to send a score, which no other attempt gets, even if the answer to this one is lost.
     *
     * @param given when the score was given; the time is no earlier
     */
    Next next(UUID link, UUID person, Instant given) {
        Instant now = clock.instant();
        Instant time = last(link, person)
                .map(last -> last.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1))
                .filter(given::isBefore)
                .orElse(given);
        if (time.isAfter(now)) {
            return new Next(time, Duration.between(now, time));
        }
        int written = entities.createNativeQuery("""
                        INSERT INTO score_time AS known (resource_link_id, person_id, at) VALUES (?1, ?2, ?3)
                        ON CONFLICT (resource_link_id, person_id) DO UPDATE SET at = excluded.at WHERE known.at < excluded.at
                        """)
                .setParameter(1, link)
                .setParameter(2, person)
                .setParameter(3, time.atOffset(ZoneOffset.UTC))
                .executeUpdate();
        // Another worker, whose lease has ended, sends the same score at this very moment.
        return new Next(time, written == 1 ? Duration.ZERO : Duration.ofSeconds(1));
    }

    private Optional<Instant> last(UUID link, UUID person) {
        return ((List<?>) entities.createNativeQuery(
                                "SELECT at FROM score_time WHERE resource_link_id = ?1 AND person_id = ?2")
                        .setParameter(1, link)
                        .setParameter(2, person)
                        .getResultList())
                .stream().map(at -> ((Date) at).toInstant()).findFirst();
    }
}
