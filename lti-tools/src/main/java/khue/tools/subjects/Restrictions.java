/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.subjects;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import khue.tools.people.LeftAlone;
import khue.tools.subjects.erasure.Identities;

/**
 * Whose data is left alone: it stays on the person's own pages, and is neither shown to the class, to other families or outside, nor
 * recorded for reports. What was agreed to before has to be agreed to again afterwards.
 */
@ApplicationScoped
@Transactional
public class Restrictions implements LeftAlone {

    private static final String WORKS = "SELECT id FROM work WHERE pupil_id = ?1";

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Clock clock;

    Map<String, Long> begin(UUID person, UUID request) {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put(
                "consent.ended",
                ended(
                        "UPDATE consent SET ended_at = ?2, ended_how = 'RESTRICTED' WHERE child_id = ?1 AND ended_at IS NULL",
                        person));
        counts.put("showcase.ended", ended("""
                UPDATE showcase SET ended_at = ?2, ended_how = 'RESTRICTED', token = NULL WHERE ended_at IS NULL AND work_id IN (%s)
                """.formatted(WORKS), person));
        counts.put("class_share.ended", (long) query("DELETE FROM class_share WHERE work_id IN (" + WORKS + ")", person)
                .executeUpdate());
        query("""
                        INSERT INTO restriction (person_id, request_id, since) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING
                        """, person)
                .setParameter(2, request)
                .setParameter(3, clock.instant().atOffset(ZoneOffset.UTC))
                .executeUpdate();
        return counts;
    }

    boolean lift(UUID request) {
        return entities.createNativeQuery("DELETE FROM restriction WHERE request_id = ?1")
                        .setParameter(1, request)
                        .executeUpdate()
                > 0;
    }

    boolean isInForce(UUID request) {
        return !entities.createNativeQuery("SELECT 1 FROM restriction WHERE request_id = ?1")
                .setParameter(1, request)
                .getResultList()
                .isEmpty();
    }

    @Override
    public boolean isLeftAlone(UUID person) {
        return !query("SELECT 1 FROM restriction WHERE person_id = ?1", person)
                .getResultList()
                .isEmpty();
    }

    @Override
    public Set<UUID> among(Collection<UUID> people) {
        return ((List<?>) entities.createNativeQuery(
                                "SELECT person_id FROM restriction WHERE person_id = ANY(CAST(?1 AS uuid[]))")
                        .setParameter(1, Identities.array(people))
                        .getResultList())
                .stream().map(UUID.class::cast).collect(Collectors.toSet());
    }

    private long ended(String sql, UUID person) {
        return query(sql, person)
                .setParameter(2, clock.instant().atOffset(ZoneOffset.UTC))
                .executeUpdate();
    }

    private Query query(String sql, UUID person) {
        return entities.createNativeQuery(sql).setParameter(1, person);
    }
}
