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
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import khue.tools.housekeeping.Chore;

/** Removes what has expired, so that the tables of visits stay as small as the number of visitors. */
@ApplicationScoped
@Transactional
class ExpiredVisits implements Chore {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Clock clock;

    @Override
    public void run() {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        entities.createNativeQuery("DELETE FROM visit WHERE expires_at < ?1")
                .setParameter(1, now)
                .executeUpdate();
        entities.createNativeQuery("DELETE FROM used_window_pass WHERE expires_at < ?1")
                .setParameter(1, now)
                .executeUpdate();
    }
}
