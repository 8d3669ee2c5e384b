/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.reports;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import khue.tools.audit.AuditAction;
import khue.tools.audit.AuditLog;
import khue.tools.web.PageRefused;

/** Incidents and milestones. A locked report keeps those of its time as they were. */
@ApplicationScoped
@Transactional
public class ProgrammeEvents {

    private static final int SHOWN = 500;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private AuditLog audit;

    @Inject
    private Clock clock;

    /** The latest first. */
    List<ProgrammeEvent> list() {
        return entities.createQuery(
                        "SELECT e FROM ProgrammeEvent e ORDER BY e.day DESC, e.enteredAt DESC", ProgrammeEvent.class)
                .setMaxResults(SHOWN)
                .getResultList();
    }

    Optional<ProgrammeEvent> find(UUID id) {
        return Optional.ofNullable(entities.find(ProgrammeEvent.class, id));
    }

    /** @param id of the event, whether it is there already or not: a form that is sent twice enters one */
    void keep(UUID id, ProgrammeEvent.Kind kind, LocalDate day, String place, String what, String done, UUID account) {
        ProgrammeEvent event = find(id).orElseGet(() -> {
            ProgrammeEvent made = new ProgrammeEvent(id, account, clock.instant());
            made.is(kind, day, place, what, done);
            entities.persist(made);
            return made;
        });
        event.is(kind, day, place, what, done);
        audit.did(AuditAction.PROGRAMME_EVENT_KEPT, id, day + " " + what);
    }

    void remove(UUID id) {
        ProgrammeEvent event = find(id).orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND));
        audit.did(AuditAction.PROGRAMME_EVENT_REMOVED, id, event.day() + " " + event.what());
        entities.remove(event);
    }
}
