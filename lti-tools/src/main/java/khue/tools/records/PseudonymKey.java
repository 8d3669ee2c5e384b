/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.records;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.random.RandomGenerator;

/** The key of the pseudonyms: made once for an installation, kept in the tools' database and nowhere else. */
@ApplicationScoped
class PseudonymKey {

    private static final int BYTES = 32;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Clock clock;

    @Inject
    private RandomGenerator random;

    /** In a transaction of its own: whoever gets the key may keep it, so it has to be there whatever becomes of the caller's work. */
    @Transactional(TxType.REQUIRES_NEW)
    byte[] secret() {
        byte[] candidate = new byte[BYTES];
        random.nextBytes(candidate);
        entities.createNativeQuery("""
                        INSERT INTO pseudonym_key (secret, created_at) VALUES (?1, ?2) ON CONFLICT DO NOTHING
                        """)
                .setParameter(1, candidate)
                .setParameter(2, clock.instant().atOffset(ZoneOffset.UTC))
                .executeUpdate();
        return (byte[])
                entities.createNativeQuery("SELECT secret FROM pseudonym_key").getSingleResult();
    }
}
