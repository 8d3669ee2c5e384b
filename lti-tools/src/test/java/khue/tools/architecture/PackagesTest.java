/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Folders are the first documentation. */
class PackagesTest {

    private static final Path SOURCES = Path.of("src/main/java");

    @Test
    void everyPackageSaysInOneSentenceWhatItIs() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<Path> silent = files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .distinct()
                    .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
                    .toList();

            assertThat(silent).isEmpty();
        }
    }
}
