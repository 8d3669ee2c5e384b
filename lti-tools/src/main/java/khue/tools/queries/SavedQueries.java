/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.queries;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import khue.tools.housekeeping.Chore;
import khue.tools.web.PageRefused;

/** Questions under a name: each evaluator's own, and those that colleagues share. What was removed can be brought back for a month. */
@ApplicationScoped
@Transactional
public class SavedQueries implements Chore {

    /** More of them nobody reads. */
    static final int MOST = 200;

    private static final Duration KEPT_AFTER_REMOVAL = Duration.ofDays(30);

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Clock clock;

    /** @param owner what the colleague is called who shares it; empty for the own */
    public record Listed(SavedQuery query, Optional<String> owner) {}

    /** @return its id; empty when there are too many already */
    public Optional<UUID> save(UUID owner, String name, SavedQuery.What what, boolean shared) {
        Long kept = entities.createQuery("SELECT count(q) FROM SavedQuery q WHERE q.ownerId = :owner", Long.class)
                .setParameter("owner", owner)
                .getSingleResult();
        if (kept >= MOST) {
            return Optional.empty();
        }
        SavedQuery query = new SavedQuery(UUID.randomUUID(), owner, name, what, shared, clock.instant());
        entities.persist(query);
        return Optional.of(query.id());
    }

    /** The newest first, those that were removed among them. */
    public List<SavedQuery> own(UUID account) {
        return entities.createQuery(
                        "SELECT q FROM SavedQuery q WHERE q.ownerId = :owner ORDER BY q.savedAt DESC", SavedQuery.class)
                .setParameter("owner", account)
                .getResultList();
    }

    /** What colleagues share, the newest first. */
    public List<Listed> ofOthers(UUID account) {
        return entities.createQuery(
                        "SELECT q, a.name FROM SavedQuery q, Account a WHERE a.id = q.ownerId AND q.ownerId <> :account"
                                + " AND q.shared = true AND q.removedAt IS NULL ORDER BY q.savedAt DESC",
                        Object[].class)
                .setParameter("account", account)
                .setMaxResults(MOST)
                .getResultStream()
                .map(row -> new Listed((SavedQuery) row[0], Optional.of((String) row[1])))
                .toList();
    }

    /** One that may be opened: an own one, also when it was removed, or one that is shared. */
    public Optional<SavedQuery> find(UUID id, UUID account) {
        return Optional.ofNullable(entities.find(SavedQuery.class, id))
                .filter(query -> query.isOf(account) || query.shared() && !query.isRemoved());
    }

    public void change(UUID id, UUID owner, String name, boolean shared) {
        SavedQuery query = own(id, owner);
        query.isCalled(name);
        query.isShared(shared);
    }

    public void callAsBefore(UUID id, UUID owner) {
        own(id, owner).isCalledAsBefore();
    }

    public void remove(UUID id, UUID owner) {
        own(id, owner).isRemoved(clock.instant());
    }

    public void bringBack(UUID id, UUID owner) {
        own(id, owner).isRemoved(null);
    }

    private SavedQuery own(UUID id, UUID owner) {
        return Optional.ofNullable(entities.find(SavedQuery.class, id))
                .filter(query -> query.isOf(owner))
                .orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND));
    }

    @Override
    public void run() {
        entities.createQuery("DELETE FROM SavedQuery q WHERE q.removedAt < :old")
                .setParameter("old", clock.instant().minus(KEPT_AFTER_REMOVAL))
                .executeUpdate();
    }
}
