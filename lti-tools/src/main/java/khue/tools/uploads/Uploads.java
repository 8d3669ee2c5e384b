/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.uploads;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import khue.tools.settings.Settings;

/**
 * The uploads that are under way. How far each one is stands in its row, which is written after the bytes are on the disk: whatever is
 * interrupted, a node's life too, goes on on any node at the last byte that was acknowledged.
 */
@ApplicationScoped
@Transactional(rollbackOn = Exception.class)
public class Uploads {

    /** Of one person at one time, however small they are. */
    static final int MOST = 100;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Settings settings;

    @Inject
    private Clock clock;

    private Parts parts;

    @PostConstruct
    void open() {
        try {
            parts = new Parts(settings.dataDirectory().resolve("files"));
        } catch (IOException unusable) {
            throw new UncheckedIOException("the data directory cannot be written", unusable);
        }
    }

    Upload begin(UUID owner, UUID purpose, String name, long length) throws UploadRefused {
        if (length == 0) {
            throw new UploadRefused(UploadRefused.Reason.EMPTY);
        }
        if (length > settings.largestFile()) {
            throw new UploadRefused(UploadRefused.Reason.TOO_LARGE);
        }
        // Uploads that one person begins at the same moment are counted one after the other.
        lock(owner);
        Object[] underWay = (Object[]) entities.createNativeQuery(
                        "SELECT count(*), COALESCE(sum(length), 0) FROM upload WHERE owner_id = ?1 AND expires_at > ?2")
                .setParameter(1, owner)
                .setParameter(2, clock.instant().atOffset(ZoneOffset.UTC))
                .getSingleResult();
        if (((Number) underWay[0]).intValue() >= MOST
                || ((Number) underWay[1]).longValue() + length > settings.mostUnderWay()) {
            throw new UploadRefused(UploadRefused.Reason.TOO_MANY);
        }
        Instant now = clock.instant();
        Upload upload =
                new Upload(UUID.randomUUID(), owner, purpose, name, length, now, now.plus(settings.uploadPatience()));
        entities.persist(upload);
        return upload;
    }

    private void lock(UUID owner) {
        entities.createNativeQuery("SELECT CAST(pg_advisory_xact_lock(hashtextextended(?1, 81)) AS text)")
                .setParameter(1, owner.toString())
                .getSingleResult();
    }

    /** The upload, if it is this person's for this purpose: one that somebody guessed is not found. */
    Upload find(UUID upload, UUID owner, UUID purpose) throws UploadRefused {
        return mine(entities.find(Upload.class, upload), owner, purpose);
    }

    private Upload mine(Upload found, UUID owner, UUID purpose) throws UploadRefused {
        if (found == null || !found.belongsTo(owner, purpose)) {
            throw new UploadRefused(UploadRefused.Reason.NOT_FOUND);
        }
        if (!found.expiresAt().isAfter(clock.instant())) {
            throw new UploadRefused(UploadRefused.Reason.EXPIRED);
        }
        return found;
    }

    /**
     * A request goes on with an upload: from now on no other one writes to it.
     *
     * @param offset where the sender goes on
     * @param request its own id
     */
    Upload goOn(UUID upload, UUID owner, UUID purpose, long offset, UUID request) throws UploadRefused {
        Upload found = mine(entities.find(Upload.class, upload, LockModeType.PESSIMISTIC_WRITE), owner, purpose);
        if (offset != found.received()) {
            throw new UploadRefused(UploadRefused.Reason.OFFSET);
        }
        found.isWrittenBy(request);
        return found;
    }

    /** Acknowledges what is on the disk; refused when a later request writes, or the upload is gone. */
    void acknowledge(UUID upload, UUID request, long received) throws UploadRefused {
        int rows = entities.createNativeQuery("UPDATE upload SET received = ?3 WHERE id = ?1 AND writer = ?2")
                .setParameter(1, upload)
                .setParameter(2, request)
                .setParameter(3, received)
                .executeUpdate();
        if (rows == 0) {
            throw new UploadRefused(UploadRefused.Reason.OVERTAKEN);
        }
    }

    /** A whole upload, to be taken by the tool that it is for. */
    public Upload complete(UUID upload, UUID owner, UUID purpose) throws UploadRefused {
        Upload found = find(upload, owner, purpose);
        if (!found.complete()) {
            throw new UploadRefused(UploadRefused.Reason.INCOMPLETE);
        }
        return found;
    }

    @Transactional(Transactional.TxType.SUPPORTS)
    public InputStream read(Upload upload) throws IOException, UploadRefused {
        try {
            return Files.newInputStream(parts.path(upload.id()));
        } catch (NoSuchFileException lost) {
            throw new UploadRefused(UploadRefused.Reason.NOT_FOUND);
        }
    }

    /** It was taken, refused or given up: neither its row nor its bytes stay. */
    public void drop(UUID upload) throws IOException {
        entities.createNativeQuery("DELETE FROM upload WHERE id = ?1")
                .setParameter(1, upload)
                .executeUpdate();
        parts.drop(upload);
    }

    @Transactional(Transactional.TxType.SUPPORTS)
    Parts parts() {
        return parts;
    }

    List<UUID> expired() {
        return entities.createQuery("SELECT u.id FROM Upload u WHERE u.expiresAt <= :now", UUID.class)
                .setParameter("now", clock.instant())
                .getResultList();
    }

    boolean known(UUID upload) {
        return entities.find(Upload.class, upload) != null;
    }
}
