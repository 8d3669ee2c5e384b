/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process as a file remembers it. Process ids are used again by other programs, so a process counts as the recorded
 * one only when it also began at that time and its command line, where the system shows it, holds the mark.
 *
 * @param mark a piece of text that only this process's command line holds, such as its directory
 */
record RecordedProcess(long pid, Instant began, String mark) {

    /** The system's clock may have been set since, and PostgreSQL notes its own start a moment after the process began. */
    private static final Duration TOLERANCE = Duration.ofSeconds(10);

    RecordedProcess {
        Objects.requireNonNull(began);
        if (mark.isBlank()) {
            throw new IllegalArgumentException("a process without a mark");
        }
    }

    static RecordedProcess of(Process process, String mark) {
        return new RecordedProcess(process.pid(), process.info().startInstant().orElseGet(Instant::now), mark);
    }

    /** The three lines that {@link #write} wrote, or empty when there is no such file or it is cut short. */
    static Optional<RecordedProcess> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        if (lines.size() < 3) {
            return Optional.empty();
        }
        try {
            return Optional.of(new RecordedProcess(
                    Long.parseLong(lines.get(0)), Instant.ofEpochMilli(Long.parseLong(lines.get(1))), lines.get(2)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    void write(Path file) throws IOException {
        Files.write(file, List.of(Long.toString(pid), Long.toString(began.toEpochMilli()), mark));
    }

    /** The running process, if it is still this one. */
    Optional<ProcessHandle> alive() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isThisOne);
    }

    private boolean isThisOne(ProcessHandle process) {
        boolean beganThen = process.info()
                .startInstant()
                .map(start -> Duration.between(start, began).abs().compareTo(TOLERANCE) <= 0)
                .orElse(false);
        return beganThen
                && process.info().commandLine().map(line -> line.contains(mark)).orElse(true);
    }

    /** Asks it to end, then makes it; true when it is gone. */
    static boolean end(ProcessHandle process, Duration patience) {
        process.destroy();
        if (waitFor(process, patience)) {
            return true;
        }
        process.destroyForcibly();
        return waitFor(process, Duration.ofSeconds(10));
    }

    static boolean waitFor(ProcessHandle process, Duration patience) {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return !process.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }
}
