/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import khue.load.generator.StatementGenerator;
import khue.run.CannotStart;
import khue.run.Progress;
import khue.testing.TestFolder;

/** {@code ./mvnw -Pbenchmark}: measures, prints the report and keeps it. */
public final class Benchmark {

    private final Options options;
    private final PrintStream out;
    private final Console console;
    private final Report report = new Report();
    private final Ingest ingest;
    private final Asking asking;
    private final HotActivities hot;

    Benchmark(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
        this.console = new Console(out);
        this.ingest = new Ingest(options, report, console);
        this.asking = new Asking(options, report, console);
        this.hot = new HotActivities(options, report, console);
    }

    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        try {
            new Benchmark(Options.of(arguments), out).run();
        } catch (CannotStart e) {
            out.println(e.lines());
            System.exit(1);
        }
    }

    Report run() throws Exception {
        report.fact("commit", Machine.commit());
        report.fact("machine", Machine.describe());
        Files.createDirectories(options.directory());
        report.fact(
                "durable writes of 8 KB a second, one after the other",
                Report.number(Machine.durableWritesASecond(options.directory()), 0));
        if (options.peer().isPresent()) {
            report.fact("store", options.peer().get().endpoint() + ", not ours: no floors");
            measure(new Subject(options.peer().get(), Optional.empty(), options.processes()), 0);
        } else if (options.parts().stream().anyMatch(Options.Part::isOfTheStore)) {
            for (long stored : options.stored()) {
                measureOwn(stored);
            }
        }
        if (options.parts().contains(Options.Part.LAUNCHES)) {
            measureLaunches();
        }
        if (options.parts().contains(Options.Part.PAGES)) {
            measurePages();
        }
        if (options.parts().contains(Options.Part.FIGURES)) {
            measureFigures();
        }
        String markdown = report.markdown(Instant.now());
        console.block(markdown);
        Files.createDirectories(options.report().getParent());
        Files.writeString(options.report(), markdown);
        console.say("kept in " + options.report());
        return report;
    }

    private void measureOwn(long stored) throws Exception {
        Path data = options.directory().resolve("stored-%d-seed-%d".formatted(stored, options.seed()));
        try (Progress progress = new Progress(out);
                OwnStore store = OwnStore.start(data, options, false, progress)) {
            try (Connection connection = store.connect()) {
                report.fact("database, " + Ingest.words(stored) + " stored", Machine.database(connection));
            }
            report.fact("server, " + Ingest.words(stored) + " stored", "Payara with " + store.javaOptions());
            if (stored > 0) {
                Fill.fill(store, new StatementGenerator(options.seed(), stored), console);
            } else {
                empty(store);
            }
            measure(new Subject(store.target(), Optional.of(store), List.of()), stored);
            store.heapUsed()
                    .ifPresent(used -> report.figure(
                            "heap of the server at the end, garbage included, %s stored"
                                    .formatted(Ingest.words(stored)),
                            Report.number(used / 1048576.0, 0) + " MB of " + store.javaOptions()));
        }
        if (stored > 0 && options.parts().contains(Options.Part.COMPRESSED)) {
            measureCompressed(data, stored);
        }
    }

    private void measureLaunches() throws Exception {
        Path folder = Files.createTempDirectory(options.directory(), "launches-");
        try (Progress progress = new Progress(out)) {
            new Launches(options, report, console).measure(folder, progress);
        } finally {
            TestFolder.keepLogsOnly(folder);
        }
    }

    private void measurePages() throws Exception {
        Path folder = Files.createTempDirectory(options.directory(), "pages-");
        try (Progress progress = new Progress(out)) {
            new Pages(options, report, console).measure(folder, progress);
        } finally {
            TestFolder.keepLogsOnly(folder);
        }
    }

    private void measureFigures() throws Exception {
        Path data = options.directory().resolve("figures-%d-seed-%d".formatted(options.figures(), options.seed()));
        try (Progress progress = new Progress(out)) {
            new Figures(options, report, console).measure(data, progress);
        }
    }

    /** The server compresses closed months by itself some time after its start; this waits until it has. */
    private void measureCompressed(Path data, long stored) throws Exception {
        try (Progress progress = new Progress(out);
                OwnStore store = OwnStore.start(data, options, true, progress);
                Connection connection = store.connect()) {
            console.say("compressing closed months");
            long months = -1;
            for (long due = monthsToCompress(connection); due > 0; due = monthsToCompress(connection)) {
                if (due != months) {
                    console.say("compressing: %d months are left".formatted(due));
                }
                months = due;
                Thread.sleep(1_000);
            }
            StatementGenerator generator = new StatementGenerator(options.seed(), stored);
            new Disk(report)
                    .measure(
                            store,
                            stored,
                            asking.meanPayload(store, generator),
                            ", closed months compressed",
                            Disk.COMPRESSED);
            asking.warm(new Subject(store.target(), Optional.of(store), List.of()), generator, ", compressed");
        }
    }

    private static long monthsToCompress(Connection connection) throws SQLException {
        return Sql.number(connection, """
                select count(*)
                  from (select to_date(substr(relname, 11), 'YYYY_MM') as month
                          from pg_class
                         where relnamespace = 'xapi'::regnamespace
                           and relname ~ '^statement_[0-9]{4}_[0-9]{2}$' and reltuples > 0) stored
                 where month + interval '1 month 2 days' < now()
                   and not exists (select from xapi.closed_month c where c.month = stored.month)""");
    }

    private static void empty(OwnStore store) throws Exception {
        try (Connection connection = store.connect()) {
            Tables.of(connection).forget(connection, 0);
        }
    }

    private void measure(Subject subject, long stored) throws Exception {
        StatementGenerator generator = new StatementGenerator(options.seed(), Math.max(stored, 1));
        for (Options.Part part : options.parts()) {
            switch (part) {
                case BATCHES -> ingest.batches(subject, stored);
                case SINGLES -> ingest.singles(subject, stored);
                case HOT -> hot.measure(subject);
                case QUERIES -> {
                    if (stored > 0) {
                        asking.warm(subject, generator, "");
                    } else if (ingest.sent().isPresent()) {
                        asking.another(subject, ingest.sent().get());
                    }
                }
                case COLD -> {
                    if (stored > 0 && subject.own().isPresent()) {
                        asking.cold(subject.own().get(), subject, generator);
                    }
                }
                case EXPORTS -> {
                    if (stored > 0 && subject.own().isPresent()) {
                        new Exports(options, report, console)
                                .measure(subject.own().get(), stored);
                    }
                }
                case COMPRESSED, LAUNCHES, PAGES, FIGURES -> {
                    // Need a start of their own.
                }
                case DISK -> {
                    if (stored > 0 && subject.own().isPresent()) {
                        OwnStore store = subject.own().get();
                        new Disk(report).measure(store, stored, asking.meanPayload(store, generator), "", Disk.PLAIN);
                    }
                }
            }
        }
    }
}
