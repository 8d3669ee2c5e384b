/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import khue.load.client.Target;
import khue.run.Credentials;

/**
 * What to measure; docs/how-to/benchmark.md explains each.
 *
 * @param stored how many statements the store holds before, one series of measurements for each
 * @param parts what is measured
 * @param rounds how often each figure and its floor are taken
 * @param warming how many rounds before them do not count, at most
 * @param batched statements of a round in batches, a multiple of {@value #BATCH}
 * @param single statements of a round one by one
 * @param asked queries of a round
 * @param launches launches of a round; as many pupils, but no more than a thousand, come when a school begins its lessons
 * @param figures about how many statements the sample year has that indicators are computed from
 * @param hot how long the hot activities are written to
 * @param peer another store to measure, without floors
 * @param processes of a peer: the server's, then the database's main one
 */
record Options(
        List<Long> stored,
        Set<Part> parts,
        int rounds,
        int warming,
        int batched,
        int single,
        int asked,
        int launches,
        long figures,
        Duration hot,
        long seed,
        Path directory,
        int port,
        String serverOptions,
        Optional<Target> peer,
        List<Long> processes,
        Path report) {

    static final int BATCH = 50;
    static final int CONNECTIONS = 8;

    enum Part {
        BATCHES,
        SINGLES,
        QUERIES,
        COLD,
        HOT,
        DISK,
        /** The size and the queries once more, when all closed months are compressed. */
        COMPRESSED,
        /** Launches of the tools, which have a database of their own. */
        LAUNCHES,
        /** Pages of the tools, likewise. */
        PAGES,
        /** All statements as a file. */
        EXPORTS,
        /** Indicators over a sample year, which has a database of its own. */
        FIGURES;

        /** Whether it asks the store that is filled for it. */
        boolean isOfTheStore() {
            return this != LAUNCHES && this != PAGES && this != FIGURES;
        }
    }

    Options {
        if (rounds < 1
                || warming < 0
                || batched < BATCH
                || batched % BATCH != 0
                || single < 1
                || asked < 1
                || launches < 1
                || figures < 1) {
            throw new IllegalArgumentException(
                    "rounds, warming, batched (a multiple of " + BATCH + "), single, asked, launches and figures");
        }
    }

    /** @param arguments each {@code name=value}; an empty value counts as none */
    static Options of(String... arguments) {
        Map<String, String> given = new TreeMap<>();
        for (String argument : arguments) {
            String[] pair = argument.split("=", 2);
            if (pair.length != 2) {
                throw new IllegalArgumentException("name=value expected, not " + argument);
            }
            if (!pair[1].isBlank()) {
                given.put(pair[0], pair[1].strip());
            }
        }
        Options options = new Options(
                Arrays.stream(take(given, "stored", "0,10000").split(","))
                        .map(Long::valueOf)
                        .toList(),
                parts(take(given, "parts", "batches,singles,queries,hot,disk")),
                Integer.parseInt(take(given, "rounds", "3")),
                Integer.parseInt(take(given, "warming", "25")),
                Integer.parseInt(take(given, "batched", "100000")),
                Integer.parseInt(take(given, "single", "20000")),
                Integer.parseInt(take(given, "asked", "200")),
                Integer.parseInt(take(given, "launches", "2000")),
                Long.parseLong(take(given, "figures", "1000000")),
                Duration.ofMillis((long) (60_000 * Double.parseDouble(take(given, "minutes", "1")))),
                Long.parseLong(take(given, "seed", "1217")),
                Path.of(take(given, "directory", "target/benchmark")).toAbsolutePath(),
                Integer.parseInt(take(given, "port", "18700")),
                take(given, "server", "-Xmx512m -XX:+UseParallelGC -XX:NewRatio=1"),
                peer(given),
                Arrays.stream(take(given, "pids", "").split(","))
                        .filter(pid -> !pid.isBlank())
                        .map(Long::valueOf)
                        .toList(),
                Path.of(take(given, "report", "target/benchmark.md")).toAbsolutePath());
        if (!given.isEmpty()) {
            throw new IllegalArgumentException("unknown: " + given.keySet());
        }
        return options;
    }

    private static Set<Part> parts(String words) {
        return Arrays.stream(words.split(","))
                .map(word -> Part.valueOf(word.strip().toUpperCase(Locale.ROOT)))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Part.class)));
    }

    private static Optional<Target> peer(Map<String, String> given) {
        Optional<URI> endpoint = Optional.ofNullable(given.remove("endpoint"))
                .map(url -> url.replaceFirst("/+$", ""))
                .map(URI::create);
        String key = take(given, "key", "");
        String secret = take(given, "secret", "");
        String version = take(given, "xapi", "1.0.3");
        return endpoint.map(uri -> new Target(uri, new Credentials(key, secret), version));
    }

    private static String take(Map<String, String> given, String name, String standard) {
        return Optional.ofNullable(given.remove(name)).orElse(standard);
    }
}
