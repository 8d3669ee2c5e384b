/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The operating system's copies of files in memory. */
final class PageCache {

    private static final Path DROP = Path.of("/proc/sys/vm/drop_caches");

    private PageCache() {}

    /**
     * Makes the next reading of a folder's files come from the disk: everything is dropped where that is allowed, the
     * files one by one (posix_fadvise, which GNU dd knows how to ask for) where it is not.
     *
     * @return false where neither is possible
     */
    static boolean forget(Path folder) throws IOException, InterruptedException {
        if (!run(List.of("sync"))) {
            return false;
        }
        try {
            Files.writeString(DROP, "1");
            return true;
        } catch (IOException forbidden) {
            return forgetEach(folder);
        }
    }

    private static boolean forgetEach(Path folder) throws IOException, InterruptedException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.filter(Files::isRegularFile).toList();
        }
        for (Path file : all) {
            List<String> command = new ArrayList<>(List.of("dd", "if=" + file, "iflag=nocache", "count=0"));
            if (!run(command)) {
                return false;
            }
        }
        return true;
    }

    private static boolean run(List<String> command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException unknown) {
            return false;
        }
    }
}
