/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.subjects;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Until when a request has to be answered and done, by tables that change with the law and with each year's holidays. */
@ApplicationScoped
@Transactional
public class LegalClocks {

    /** Longer than any run of holidays. */
    private static final int DAYS_AHEAD = 60;

    @PersistenceContext
    private EntityManager entities;

    /** @param source the law that says so */
    record Clock(LocalDate replyBy, LocalDate doneBy, String source) {}

    Clock of(RequestKind kind, LocalDate receivedOn) {
        Object[] row = (Object[]) entities.createNativeQuery(
                        "SELECT reply_working_days, done_days, source FROM legal_clock WHERE kind = ?1")
                .setParameter(1, kind.name())
                .getSingleResult();
        return new Clock(
                calendar(receivedOn).after(receivedOn, ((Number) row[0]).intValue()),
                receivedOn.plusDays(((Number) row[1]).intValue()),
                (String) row[2]);
    }

    private WorkingDays calendar(LocalDate from) {
        List<?> rows = entities.createNativeQuery(
                        "SELECT CAST(day AS text), worked FROM day_off WHERE day BETWEEN ?1 AND ?2")
                .setParameter(1, from)
                .setParameter(2, from.plusDays(DAYS_AHEAD))
                .getResultList();
        Set<LocalDate> off = new HashSet<>();
        Set<LocalDate> worked = new HashSet<>();
        for (Object found : rows) {
            Object[] row = (Object[]) found;
            ((Boolean) row[1] ? worked : off).add(LocalDate.parse((String) row[0]));
        }
        return new WorkingDays(off, worked);
    }
}
