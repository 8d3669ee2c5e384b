/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.run;

import static khue.run.CannotStart.Reason.ALREADY_RUNNING;
import static khue.run.CannotStart.Reason.DATA_DIR_UNUSABLE;
import static khue.run.CannotStart.Reason.DISK_FULL;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** The folder that holds everything Khuê keeps; open in one process at a time. */
final class DataDirectory implements AutoCloseable {

    private static final long LEAST_FREE_BYTES = 512L << 20;

    private final Path root;
    private final FileChannel lockFile;

    private DataDirectory(Path root, FileChannel lockFile) {
        this.root = root;
        this.lockFile = lockFile;
    }

    static DataDirectory open(Path root) throws CannotStart {
        if (Files.exists(root) && !Files.isDirectory(root)) {
            throw unusable(root, "đó là một tệp", "it is a file", null);
        }
        if (!StandardCharsets.US_ASCII.newEncoder().canEncode(root.toString())) {
            throw unusable(
                    root,
                    "Payara không khởi động được trong một thư mục có chữ ngoài ASCII",
                    "Payara does not start in a folder whose path has letters outside ASCII",
                    null);
        }
        FileChannel lockFile = null;
        try {
            createForItsOwnerOnly(root);
            lockFile = FileChannel.open(root.resolve("khue.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!lock(lockFile)) {
                lockFile.close();
                throw new CannotStart(
                        ALREADY_RUNNING,
                        "Khuê đang chạy trên dữ liệu này rồi: %s".formatted(root),
                        "Khuê is already running on this data: %s".formatted(root));
            }
            DataDirectory directory = new DataDirectory(root, lockFile);
            directory.refuseAFullDisk();
            Files.createDirectories(directory.logs());
            return directory;
        } catch (IOException e) {
            closeQuietly(lockFile);
            throw unusable(root, "không ghi được vào đó", "it cannot be written", e);
        } catch (CannotStart e) {
            closeQuietly(lockFile);
            throw e;
        }
    }

    Path postgres() {
        return root.resolve("postgres");
    }

    /** The programs of the private PostgreSQL, unpacked. */
    Path postgresBinaries() {
        return root.resolve("postgres-programs");
    }

    /** The server's own files, written anew at each start. */
    Path server() {
        return root.resolve("server");
    }

    Path serverProcess() {
        return root.resolve("server.process");
    }

    Path sampleLms() {
        return root.resolve("sample-lms");
    }

    Path logs() {
        return root.resolve("logs");
    }

    Path serverLog() {
        return logs().resolve("server.log");
    }

    Path secrets() {
        return root.resolve("secrets.properties");
    }

    private static boolean lock(FileChannel file) throws IOException {
        try {
            // The lock lives as long as the channel; the system takes it away from a killed process.
            FileLock lock = file.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** Children's work is in there. A folder that exists keeps the permissions that somebody gave it. */
    private static void createForItsOwnerOnly(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            Files.createDirectories(root);
            giveToItsOwnerOnly(root);
        }
    }

    static void giveToItsOwnerOnly(Path folder) throws IOException {
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private void refuseAFullDisk() throws IOException, CannotStart {
        long free = Files.getFileStore(root).getUsableSpace();
        if (free < LEAST_FREE_BYTES) {
            long megabytes = free >> 20;
            throw new CannotStart(
                    DISK_FULL,
                    "Chỉ còn %d MB trống ở %s; cần ít nhất 512 MB.".formatted(megabytes, root),
                    "Only %d MB are free at %s; at least 512 MB are needed.".formatted(megabytes, root));
        }
    }

    private static CannotStart unusable(Path root, String vietnamese, String english, IOException cause) {
        return new CannotStart(
                DATA_DIR_UNUSABLE,
                "Không dùng được thư mục dữ liệu %s: %s. Chọn thư mục khác bằng %s."
                        .formatted(root, vietnamese, Setting.DATA_DIR.variable()),
                "The data directory %s cannot be used: %s. Choose another with %s."
                        .formatted(root, english, Setting.DATA_DIR.variable()),
                cause);
    }

    private static void closeQuietly(FileChannel file) {
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                // It was opened for its lock only.
            }
        }
    }

    @Override
    public void close() {
        closeQuietly(lockFile);
    }
}
