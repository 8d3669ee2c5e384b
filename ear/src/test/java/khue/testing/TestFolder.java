/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Folders under target/khue-tests, whose logs outlive the test. */
public final class TestFolder {

    private TestFolder() {}

    /** A new, empty folder; its path is absolute. */
    public static Path create(String name) throws IOException {
        Path all = Files.createDirectories(Path.of("target", "khue-tests").toAbsolutePath());
        return Files.createTempDirectory(all, name);
    }

    /** Deletes everything in it but files that end in {@code .log}, where they lie. */
    public static void keepLogsOnly(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                boolean stays = Files.isDirectory(file)
                        ? !isEmpty(file)
                        : file.toString().endsWith(".log");
                if (!stays) {
                    Files.delete(file);
                }
            }
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }
}
