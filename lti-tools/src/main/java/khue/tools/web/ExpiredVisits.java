/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Removes what has expired, every hour, so that the tables of visits stay as small as the number of visitors. */
@Singleton
public class ExpiredVisits {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Clock clock;

    @Schedule(hour = "*", minute = "17", persistent = false)
    public void removeExpired() {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        entities.createNativeQuery("DELETE FROM visit WHERE expires_at < ?1")
                .setParameter(1, now)
                .executeUpdate();
        entities.createNativeQuery("DELETE FROM used_window_pass WHERE expires_at < ?1")
                .setParameter(1, now)
                .executeUpdate();
    }
}
