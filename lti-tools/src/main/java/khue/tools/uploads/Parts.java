/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.uploads;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** The bytes that have come so far, one file for each upload, in the folder that all nodes share. */
final class Parts {

    private final Path folder;

    Parts(Path files) throws IOException {
        this.folder = Files.createDirectories(files.resolve("parts"));
    }

    Path path(UUID upload) {
        return folder.resolve(upload.toString());
    }

    FileChannel write(UUID upload) throws IOException {
        return FileChannel.open(path(upload), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    void drop(UUID upload) throws IOException {
        Files.deleteIfExists(path(upload));
    }

    /** The uploads whose part nobody has written to since. */
    List<UUID> untouchedSince(Instant moment) throws IOException {
        try (Stream<Path> parts = Files.list(folder)) {
            return parts.filter(part -> part.getFileName().toString().matches("[0-9a-f-]{36}"))
                    .filter(part -> part.toFile().lastModified() < moment.toEpochMilli())
                    .map(part -> UUID.fromString(part.getFileName().toString()))
                    .toList();
        }
    }
}
