/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.files;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import khue.tools.settings.Settings;

/**
 * Files that people bring. A file comes in two steps: {@link #receive} checks it and puts its bytes on the disk, outside any transaction
 * because that may take seconds; {@link #keep} then makes it known, in the transaction of the tool that owns it. Who may see a file is the
 * owner's to say: this package has no page of its own.
 */
@ApplicationScoped
public class FileStore {

    private static final Duration UNUSED = Duration.ofHours(1);

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Settings settings;

    @Inject
    private Clock clock;

    private Contents contents;
    private Intake intake;

    @PostConstruct
    void open() {
        try {
            contents = new Contents(settings.dataDirectory().resolve("files"));
            intake = new Intake(contents, clock, settings.largestFile(), settings.pictureSide());
        } catch (IOException unusable) {
            throw new UncheckedIOException("the data directory cannot be written", unusable);
        }
    }

    /**
     * Checks what somebody sends: its size, its kind by its content, and for a picture that it can be shown; a picture is made anew.
     *
     * @param name what the sender calls it; any text
     * @throws FileRefused when it is not taken; then nothing of it stays
     */
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    public ReceivedFile receive(InputStream content, String name) throws IOException, FileRefused {
        return intake.receive(content, name);
    }

    @Transactional(Transactional.TxType.MANDATORY)
    public StoredFile keep(ReceivedFile received) {
        lock(received.sha256());
        received.thumbnailSha256().ifPresent(this::lock);
        if (!Files.exists(contents.path(received.sha256()))) {
            throw new IllegalStateException("a content was swept before it was kept: " + received.sha256());
        }
        StoredFile file = new StoredFile(UUID.randomUUID(), received, clock.instant());
        entities.persist(file);
        return file;
    }

    public Optional<StoredFile> find(UUID file) {
        return Optional.ofNullable(entities.find(StoredFile.class, file));
    }

    /** The owner no longer needs the file; its bytes go as well, unless another file has the same. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void forget(UUID file) {
        Optional.ofNullable(entities.find(StoredFile.class, file)).ifPresent(entities::remove);
    }

    public InputStream read(StoredFile file) throws IOException {
        return Files.newInputStream(contents.path(file.sha256()));
    }

    /** The small JPEG of a picture. */
    public InputStream readThumbnail(StoredFile picture) throws IOException {
        return Files.newInputStream(contents.path(picture.thumbnailSha256().orElseThrow()));
    }

    /** Hashes on the disk that were not brought again lately; any of them may be unused. Drafts that old are deleted at once. */
    List<String> sweepable() throws IOException {
        contents.dropDraftsBefore(clock.instant().minus(UNUSED));
        try (var hashes = contents.untouchedSince(clock.instant().minus(UNUSED))) {
            return hashes.toList();
        }
    }

    /** Whether a content has been on the disk for so long that nobody can be about to keep it. */
    boolean isSweepable(String hash) throws IOException {
        return contents.isUntouchedSince(hash, clock.instant().minus(UNUSED));
    }

    /** Deletes the content if no file has it. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void sweep(String hash) throws IOException {
        lock(hash);
        boolean used = !entities.createNativeQuery(
                        "SELECT 1 FROM stored_file WHERE sha256 = ?1 OR thumbnail_sha256 = ?1 LIMIT 1")
                .setParameter(1, hash)
                .getResultList()
                .isEmpty();
        if (!used) {
            Files.deleteIfExists(contents.path(hash));
        }
    }

    /** Until the transaction ends, nobody else keeps or sweeps this content. */
    private void lock(String hash) {
        entities.createNativeQuery("SELECT CAST(pg_advisory_xact_lock(hashtextextended(?1, 0)) AS text)")
                .setParameter(1, hash)
                .getSingleResult();
    }
}
