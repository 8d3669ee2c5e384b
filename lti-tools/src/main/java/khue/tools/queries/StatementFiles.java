/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.queries;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import khue.tools.audit.AuditAction;
import khue.tools.audit.AuditLog;
import khue.tools.housekeeping.Chore;

/** Files of statements, how far they are and how they ended; what was taken along stays in the audit log. */
@ApplicationScoped
@Transactional
public class StatementFiles implements Chore {

    private static final int SHOWN = 5;
    private static final Duration KEPT = Duration.ofDays(7);

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private AuditLog audit;

    @Inject
    private Clock clock;

    /**
     * Somebody begins to take a file along.
     *
     * @param wanted under which the page will ask how far it is; one that is taken already is not taken again
     * @param asked in words that name nobody
     */
    public UUID begin(UUID wanted, UUID account, String format, boolean hasLines, String asked) {
        UUID id = entities.find(StatementFile.class, wanted) == null ? wanted : UUID.randomUUID();
        entities.persist(new StatementFile(id, account, format, hasLines, asked, clock.instant()));
        audit.did(AuditAction.STATEMENTS_TAKEN, id, (format + " " + asked).strip());
        return id;
    }

    /** @return whether it is to go on */
    public boolean tell(UUID id, long bytes, OptionalLong lines) {
        Optional<StatementFile> file = unended(id);
        file.ifPresent(found -> found.isSoFar(bytes, lines, clock.instant()));
        return file.isPresent();
    }

    /** Where it was stopped it stays so. */
    public void end(UUID id, long bytes, OptionalLong lines, StatementFile.Ending ending) {
        unended(id).ifPresent(file -> {
            file.isSoFar(bytes, lines, clock.instant());
            file.ends(ending);
        });
    }

    private Optional<StatementFile> unended(UUID id) {
        return Optional.ofNullable(entities.find(StatementFile.class, id, LockModeType.PESSIMISTIC_WRITE))
                .filter(StatementFile::isBeingWritten);
    }

    /** What has ended meanwhile stays as it is. */
    public void stop(UUID id, UUID account) {
        unended(id)
                .filter(file -> file.accountId().equals(account))
                .ifPresent(file -> file.ends(StatementFile.Ending.STOPPED));
    }

    public Optional<StatementFile> find(UUID id, UUID account) {
        return Optional.ofNullable(entities.find(StatementFile.class, id))
                .filter(file -> file.accountId().equals(account));
    }

    /** The newest first. */
    public List<StatementFile> of(UUID account) {
        return entities.createQuery(
                        "SELECT f FROM StatementFile f WHERE f.accountId = :account ORDER BY f.begunAt DESC",
                        StatementFile.class)
                .setParameter("account", account)
                .setMaxResults(SHOWN)
                .getResultList();
    }

    @Override
    public void run() {
        Instant old = clock.instant().minus(KEPT);
        entities.createQuery("DELETE FROM StatementFile f WHERE f.begunAt < :old")
                .setParameter("old", old)
                .executeUpdate();
    }
}
