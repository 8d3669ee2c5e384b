/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import khue.load.client.Load;
import khue.load.generator.StatementGenerator;

/**
 * Fills a store with a school year of statements, each stored at the time when the store would have received it. The
 * store's own rules and writer do it, so that everything is there that a real ingest leaves; only transactions are larger
 * and not waited for.
 *
 * <p>What is done is noted in the data directory: a fill that was interrupted goes on where it was, and one that is
 * complete is used again.
 */
final class Fill {

    private static final int WORKERS = 4;

    /** Statements that one worker stores in one go, transaction by transaction. */
    private static final int CHUNK = 10_000;

    private static final int LARGEST_TRANSACTION = 500;

    /** Into how many transactions a year is cut at least: those of one are stored within the same millisecond. */
    private static final int TRANSACTIONS = 10_000;

    /** What the runs of a benchmark add is later than this after the last statement. */
    private static final Duration MARGIN = Duration.ofDays(1);

    private static final String SETTLED = "settled";

    private final OwnStore store;
    private final StatementGenerator generator;
    private final Console console;
    private final Path note;
    private final Set<String> done = new HashSet<>();

    private Fill(OwnStore store, StatementGenerator generator, Console console) {
        this.store = store;
        this.generator = generator;
        this.console = console;
        this.note = store.data().resolve("benchmark-fill.txt");
    }

    static void fill(OwnStore store, StatementGenerator generator, Console console)
            throws SQLException, IOException, InterruptedException {
        Fill fill = new Fill(store, generator, console);
        if (Files.exists(fill.note)) {
            fill.done.addAll(Files.readAllLines(fill.note));
        }
        fill.forgetRuns();
        fill.fill();
        fill.settle();
    }

    /** What an interrupted run of the benchmark has left. */
    private void forgetRuns() throws SQLException {
        Instant last = generator.received(generator.total() - 1).plus(MARGIN);
        try (Connection connection = store.connect()) {
            Tables.of(connection).forget(connection, firstKeyAt(last, connection));
        }
    }

    private static long firstKeyAt(Instant instant, Connection connection) throws SQLException {
        return Sql.number(connection, "select xapi.first_key(?)", instant.atOffset(ZoneOffset.UTC));
    }

    private void fill() throws SQLException, IOException, InterruptedException {
        List<Long> missing = LongStream.range(0, chunks())
                .filter(chunk -> !done.contains(Long.toString(chunk)))
                .boxed()
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        console.say("filling: %d of %d chunks of %d statements are missing".formatted(missing.size(), chunks(), CHUNK));
        try (StoreInProcess inProcess = StoreInProcess.inAHurryBeside(store)) {
            Load.Result result = Load.run(WORKERS, missing.size(), () -> {
                StoreInProcess.Writer writer = inProcess.writer();
                return number -> fill(writer, missing.get(number), missing.size());
            });
            console.say("filled: %s statements a second"
                    .formatted(Report.number(result.aSecond((double) missing.size() * CHUNK), 0)));
        }
    }

    private String fill(StoreInProcess.Writer writer, long chunk, int missing) throws IOException {
        long end = Math.min((chunk + 1) * CHUNK, generator.total());
        int transaction = (int) Math.max(1, Math.min(LARGEST_TRANSACTION, generator.total() / TRANSACTIONS));
        for (long first = chunk * CHUNK; first < end; first += transaction) {
            int count = (int) Math.min(transaction, end - first);
            writer.add(generator.batch(first, count), generator.received(first));
        }
        remember(Long.toString(chunk));
        if (chunk % Math.max(missing / 10, 1) == 0) {
            console.say("filling: chunk %d of %d".formatted(chunk + 1, chunks()));
        }
        return "filled";
    }

    private synchronized void remember(String what) throws IOException {
        Files.writeString(note, what + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        done.add(what);
    }

    private long chunks() {
        return (generator.total() + CHUNK - 1) / CHUNK;
    }

    private void settle() throws SQLException, IOException {
        if (done.contains(SETTLED)) {
            return;
        }
        console.say("settling: facts, vacuum and analyze");
        try (StoreInProcess inProcess = StoreInProcess.inAHurryBeside(store)) {
            inProcess.makeFactsAgain();
        }
        try (Connection connection = store.connect()) {
            Tables.of(connection).settle(connection);
            long stored = Tables.statements(connection, 0);
            if (stored != generator.total()) {
                throw new IllegalStateException(
                        "%d statements are stored, not %d".formatted(stored, generator.total()));
            }
        }
        remember(SETTLED);
    }
}
