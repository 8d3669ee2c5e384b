/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Processor time that the server and the database have used, as Linux counts it, in steps of 10 ms. All processes of the
 * database count, also those that have ended.
 *
 * @param compiling the part of the server's that its Java machine has spent on compiling
 */
record Cpu(Duration server, Duration database, Duration compiling) {

    /** Linux shows it in hundredths of a second on every architecture that Java 17 runs on. */
    private static final int MILLISECONDS_A_TICK = 10;

    private static final Path PROCESSES = Path.of("/proc");

    /** Counting from the closing bracket of the name, which may hold anything. */
    private static final int PARENT = 1;

    private static final int OWN = 11;
    private static final int OF_ENDED_CHILDREN = 13;

    /**
     * @param server its process; 0 when there is none to be seen
     * @param postmaster the main process of the database; 0 likewise
     * @return empty where there is no such thing as /proc
     */
    static Optional<Cpu> now(long server, long postmaster) {
        if (!Files.isDirectory(PROCESSES.resolve("self"))) {
            return Optional.empty();
        }
        return Optional.of(new Cpu(of(server), of(postmaster).plus(ofChildren(postmaster)), ofCompilers(server)));
    }

    /**
     * The same for processes that have noted their numbers.
     *
     * @param server the file of the server's
     * @param postmaster the file of the database's
     */
    static Optional<Cpu> now(Path server, Path postmaster) {
        return now(process(server), process(postmaster));
    }

    /** The number in the first line of a note that a process has left. */
    static long process(Path note) {
        try {
            return Long.parseLong(Files.readAllLines(note).get(0).strip());
        } catch (IOException e) {
            throw new IllegalStateException(note + " should name a process", e);
        }
    }

    Cpu since(Cpu before) {
        return new Cpu(server.minus(before.server), database.minus(before.database), compiling.minus(before.compiling));
    }

    /** Of a Java machine by OpenJDK: its threads have these names, cut to fifteen letters. */
    private static Duration ofCompilers(long process) {
        Path threads = PROCESSES.resolve(process + "/task");
        if (process == 0 || !Files.isDirectory(threads)) {
            return Duration.ZERO;
        }
        try (Stream<Path> all = Files.list(threads)) {
            return all.map(thread -> thread.resolve("stat"))
                    .map(Cpu::line)
                    .flatMap(Optional::stream)
                    .filter(line -> line.contains("(C1 CompilerThre)") || line.contains("(C2 CompilerThre)"))
                    .map(line -> ticks(fields(line), OWN))
                    .reduce(Duration.ZERO, Duration::plus);
        } catch (IOException e) {
            throw new IllegalStateException("/proc cannot be read", e);
        }
    }

    private static Duration of(long process) {
        return stat(process)
                .map(fields -> ticks(fields, OWN).plus(ticks(fields, OF_ENDED_CHILDREN)))
                .orElse(Duration.ZERO);
    }

    private static Duration ofChildren(long parent) {
        if (parent == 0) {
            return Duration.ZERO;
        }
        try (Stream<Path> processes = Files.list(PROCESSES)) {
            return processes
                    .map(process -> process.getFileName().toString())
                    .filter(name -> name.chars().allMatch(Character::isDigit))
                    .map(name -> stat(Long.parseLong(name)))
                    .flatMap(Optional::stream)
                    .filter(fields -> Long.parseLong(fields[PARENT]) == parent)
                    .map(fields -> ticks(fields, OWN))
                    .reduce(Duration.ZERO, Duration::plus);
        } catch (IOException e) {
            throw new IllegalStateException("/proc cannot be read", e);
        }
    }

    /** User and system time. */
    private static Duration ticks(String[] fields, int first) {
        return Duration.ofMillis(
                MILLISECONDS_A_TICK * (Long.parseLong(fields[first]) + Long.parseLong(fields[first + 1])));
    }

    private static Optional<String[]> stat(long process) {
        return line(PROCESSES.resolve(process + "/stat")).map(Cpu::fields);
    }

    private static Optional<String> line(Path stat) {
        try {
            return Optional.of(Files.readString(stat));
        } catch (IOException ended) {
            return Optional.empty();
        }
    }

    private static String[] fields(String line) {
        return line.substring(line.lastIndexOf(')') + 2).split(" ");
    }
}
