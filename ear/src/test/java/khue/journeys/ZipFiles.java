/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.journeys;

import com.microsoft.playwright.Download;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** What people take along. */
final class ZipFiles {

    private ZipFiles() {}

    /** A folder of its own with all that is in it. */
    static Path unpacked(Download download) throws IOException {
        Path folder = Files.createTempDirectory("taken-along");
        try (ZipInputStream entries =
                new ZipInputStream(Files.newInputStream(download.path()), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path file = folder.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.copy(entries, file);
            }
        }
        return folder;
    }
}
