/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.school;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import khue.samplelms.http.Json;

/** The LMS in one JSON file, replaced as a whole at each change; nothing is kept without a directory. */
public final class Storage {
    private final Optional<Path> file;
    private Contents contents;

    private record Contents(School.Snapshot school, List<Map<String, Object>> signingKeys) {}

    /** @throws UncheckedIOException when the directory or the file in it cannot be used */
    public Storage(Optional<Path> directory, String fileName) {
        this.file = directory.map(path -> path.resolve(fileName));
        this.contents = new Contents(School.Snapshot.empty(), List.of());
        file.filter(Files::exists).ifPresent(this::load);
    }

    private void load(Path path) {
        try {
            contents = Json.read(Files.readAllBytes(path), Contents.class);
        } catch (IOException fault) {
            throw new UncheckedIOException("cannot read " + path, fault);
        }
    }

    public synchronized School.Snapshot school() {
        return contents.school();
    }

    /** The private keys as JWKs, newest first. */
    public synchronized List<Map<String, Object>> signingKeys() {
        return contents.signingKeys();
    }

    public synchronized void keep(School.Snapshot school) {
        contents = new Contents(school, contents.signingKeys());
        write();
    }

    public synchronized void keepSigningKeys(List<Map<String, Object>> signingKeys) {
        contents = new Contents(contents.school(), signingKeys);
        write();
    }

    private void write() {
        file.ifPresent(path -> {
            try {
                Files.createDirectories(path.getParent());
                Path draft = path.resolveSibling(path.getFileName() + ".new");
                Files.deleteIfExists(draft);
                Files.createFile(draft);
                restrictToOwner(draft);
                Files.write(draft, Json.pretty(contents));
                Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException fault) {
                throw new UncheckedIOException("cannot write " + path, fault);
            }
        });
    }

    /** The file holds private keys. */
    private static void restrictToOwner(Path path) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (view != null) {
            view.setPermissions(PosixFilePermissions.fromString("rw-------"));
        }
    }
}
