/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Bytes on disk by their SHA-256: {@code ab/cd/abcd…}. A content is written beside its place, forced to the disk and then moved there in
 * one step, so that what has a name is always whole. It is never changed afterwards.
 */
final class Contents {

    private final Path root;
    private final Path incoming;

    Contents(Path root) throws IOException {
        this.root = root;
        this.incoming = Files.createDirectories(root.resolve("incoming"));
    }

    /** A file of our own to work on, which nobody else sees; the caller deletes it or gives it to {@link #place}. */
    Path draft() {
        return incoming.resolve(UUID.randomUUID().toString());
    }

    /** Writes at most {@code limit} bytes to {@code draft}. */
    static void write(InputStream from, Path draft, long limit) throws IOException, FileRefused {
        try (OutputStream out = Files.newOutputStream(draft, StandardOpenOption.CREATE_NEW)) {
            byte[] buffer = new byte[1 << 16];
            long size = 0;
            for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                size += read;
                if (size > limit) {
                    throw new FileRefused(FileRefused.Reason.TOO_LARGE);
                }
                out.write(buffer, 0, read);
            }
            if (size == 0) {
                throw new FileRefused(FileRefused.Reason.EMPTY);
            }
        }
    }

    /** Moves a draft to where its hash says, and answers the hash. */
    String place(Path draft, Instant now) throws IOException {
        String hash = hash(draft);
        Path place = path(hash);
        if (Files.exists(place)) {
            // Seen again: whoever sweeps unused contents must leave this one alone for a while.
            Files.setLastModifiedTime(place, FileTime.from(now));
            Files.delete(draft);
            return hash;
        }
        force(draft, StandardOpenOption.WRITE);
        Files.createDirectories(place.getParent());
        Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
        force(place.getParent(), StandardOpenOption.READ);
        return hash;
    }

    Path path(String hash) {
        return root.resolve(hash.substring(0, 2)).resolve(hash.substring(2, 4)).resolve(hash);
    }

    /** Hashes of the contents that nobody brought after {@code moment}. */
    Stream<String> untouchedSince(Instant moment) throws IOException {
        return Files.find(
                        root,
                        3,
                        (file, attributes) -> attributes.isRegularFile()
                                && file.getFileName().toString().matches("[0-9a-f]{64}")
                                && attributes.lastModifiedTime().toInstant().isBefore(moment))
                .map(file -> file.getFileName().toString());
    }

    boolean isUntouchedSince(String hash, Instant moment) throws IOException {
        Path place = path(hash);
        return Files.exists(place)
                && Files.getLastModifiedTime(place).toInstant().isBefore(moment);
    }

    /** Deletes drafts that were begun before {@code moment} and never finished: the server stopped under them. */
    void dropDraftsBefore(Instant moment) throws IOException {
        try (Stream<Path> drafts = Files.list(incoming)) {
            for (Path draft : drafts.toList()) {
                if (Files.getLastModifiedTime(draft).toInstant().isBefore(moment)) {
                    Files.deleteIfExists(draft);
                }
            }
        }
    }

    private static String hash(Path file) throws IOException {
        try (var digest = new DigestOutputStream(OutputStream.nullOutputStream(), sha256())) {
            Files.copy(file, digest);
            return HexFormat.of().formatHex(digest.getMessageDigest().digest());
        }
    }

    private static void force(Path path, StandardOpenOption mode) throws IOException {
        try (FileChannel channel = FileChannel.open(path, mode)) {
            channel.force(true);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
