/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a figure depends on beside the program. */
final class Machine {

    private static final int BLOCK = 8192;
    private static final int WRITES = 300;

    private static final List<String> SETTINGS = List.of(
            "fsync",
            "synchronous_commit",
            "full_page_writes",
            "shared_buffers",
            "max_wal_size",
            "checkpoint_timeout",
            "wal_compression",
            "effective_cache_size",
            "work_mem",
            "random_page_cost",
            "jit",
            "default_toast_compression");

    private Machine() {}

    static String describe() {
        return "%s, %d cores, %s of memory, %s %s, Java %s"
                .formatted(
                        processor(),
                        Runtime.getRuntime().availableProcessors(),
                        memory(),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        Runtime.version());
    }

    private static String processor() {
        return line(Path.of("/proc/cpuinfo"), "model name").orElse(System.getProperty("os.arch"));
    }

    private static String memory() {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system) {
            return "%d GB".formatted(Math.round(system.getTotalMemorySize() / 1e9));
        }
        return "an unknown amount";
    }

    private static Optional<String> line(Path file, String name) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException unknown) {
            return Optional.empty();
        }
    }

    /** How often in a second 8 KB behind the end of a file become durable there: what one committing connection can reach. */
    static double durableWritesASecond(Path folder) throws IOException {
        Path file = Files.createTempFile(folder, "durable", ".bin");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer block = ByteBuffer.allocate(BLOCK);
            long before = System.nanoTime();
            for (int i = 0; i < WRITES; i++) {
                channel.write(block.clear());
                channel.force(false);
            }
            return WRITES * 1e9 / (System.nanoTime() - before);
        } finally {
            Files.delete(file);
        }
    }

    static String database(Connection connection) throws SQLException {
        String version = Sql.texts(connection, "show server_version").get(0);
        return "PostgreSQL " + version + ": "
                + Sql.texts(
                                connection,
                                "select name || ' ' || current_setting(name) from pg_settings where name = any (?) order by name",
                                connection.createArrayOf("text", SETTINGS.toArray()))
                        .stream()
                        .collect(Collectors.joining(", "));
    }

    /** The commit that was built, when there is git to ask; with a note when files differ from it. */
    static String commit() throws InterruptedException {
        String commit = git("rev-parse", "--short", "HEAD");
        if (commit.isEmpty()) {
            return "unknown";
        }
        return git("status", "--porcelain", "--untracked-files=no").isEmpty() ? commit : commit + " with changes";
    }

    private static String git(String... arguments) throws InterruptedException {
        try {
            List<String> command = new ArrayList<>(List.of("git"));
            command.addAll(List.of(arguments));
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(process.getInputStream().readAllBytes()).strip();
            return process.waitFor() == 0 ? answer : "";
        } catch (IOException noGit) {
            return "";
        }
    }
}
