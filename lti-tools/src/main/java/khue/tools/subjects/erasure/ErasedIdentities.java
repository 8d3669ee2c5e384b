/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.subjects.erasure;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.UUID;
import khue.tools.lti.members.LeftOut;
import khue.tools.people.People;
import khue.tools.records.Pseudonyms;

/**
 * Whom an LMS goes on naming in its lists after they were erased here. What is kept is under the key of the pseudonyms, so that nobody
 * without it can tell whether somebody was erased.
 */
@ApplicationScoped
@Transactional
class ErasedIdentities implements LeftOut {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Pseudonyms pseudonyms;

    @Inject
    private People people;

    @Inject
    private Clock clock;

    void add(UUID platform, String subject) {
        entities.createNativeQuery("""
                        INSERT INTO erased_identity (platform_id, subject_hash, erased_at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING
                        """)
                .setParameter(1, platform)
                .setParameter(2, hash(platform, subject))
                .setParameter(3, clock.instant().atOffset(ZoneOffset.UTC))
                .executeUpdate();
    }

    @Override
    public boolean isLeftOut(UUID platform, String subject) {
        boolean anybody = !entities.createNativeQuery("SELECT 1 FROM erased_identity WHERE platform_id = ?1 LIMIT 1")
                .setParameter(1, platform)
                .getResultList()
                .isEmpty();
        return anybody
                && isNoted(platform, subject)
                && people.find(platform, subject).isEmpty();
    }

    private boolean isNoted(UUID platform, String subject) {
        return !entities.createNativeQuery("SELECT 1 FROM erased_identity WHERE platform_id = ?1 AND subject_hash = ?2")
                .setParameter(1, platform)
                .setParameter(2, hash(platform, subject))
                .getResultList()
                .isEmpty();
    }

    private String hash(UUID platform, String subject) {
        return pseudonyms.of(UUID.nameUUIDFromBytes((platform + " " + subject).getBytes(StandardCharsets.UTF_8)));
    }
}
