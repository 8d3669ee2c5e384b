/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import khue.load.client.Load;
import khue.load.client.Request;
import khue.load.generator.StatementGenerator;

/**
 * How fast statements are taken in, in batches and one by one. Each round sends the same statements to a store that has
 * forgotten those of the round before, and then puts the rows that came of it back without the store: the floor.
 */
final class Ingest {

    private static final Report.Target OF_BATCHES = Report.Target.atLeast(0.50, "≥ 0.50 × floor");
    private static final Report.Target OF_SINGLES = Report.Target.atLeast(0.40, "≥ 0.40 × floor");

    private final Options options;
    private final Report report;
    private final Console console;
    private OptionalDouble batchesOnEmpty = OptionalDouble.empty();
    private FactsBehind facts = new FactsBehind();
    private int roundsSent;
    private Optional<Sent> sent = Optional.empty();

    Ingest(Options options, Report report, Console console) {
        this.options = options;
        this.report = report;
        this.console = console;
    }

    /** The first {@code count} statements of a generator. */
    record Sent(StatementGenerator generator, long count) {}

    /** What another store was sent in batches, if it was. */
    Optional<Sent> sent() {
        return sent;
    }

    /** Puts back what the store made of the statements. */
    private interface Floor {
        Load.Result run() throws InterruptedException;
    }

    /** Makes a floor of what the store has stored from a key on. */
    private interface Floors {
        Floor of(OwnStore store, Connection connection, Tables tables, long firstKey) throws SQLException, IOException;
    }

    void batches(Subject subject, long stored) throws SQLException, IOException, InterruptedException {
        int count = options.batched() / Options.BATCH;
        StatementGenerator generator = new StatementGenerator(options.seed() + 1, needed(subject, options.batched()));
        IntFunction<Request[]> requests = round -> IntStream.range(0, count)
                .mapToObj(batch ->
                        generator.batch((long) round * options.batched() + (long) batch * Options.BATCH, Options.BATCH))
                .map(body -> Request.post(subject.target(), "/statements", body))
                .toArray(Request[]::new);
        Series[] series = measure(
                "batches of " + Options.BATCH, subject, requests, 2 * Options.BATCH, options.batched(), Ingest::copies);
        if (subject.own().isEmpty()) {
            sent = Optional.of(new Sent(generator, (long) roundsSent * options.batched()));
        }
        Series figure = series[0];
        String work = "batches of %d × %d, %s stored".formatted(Options.BATCH, Options.CONNECTIONS, words(stored));
        show(work, figure, series[1], stored == 0 ? Optional.of(OF_BATCHES) : Optional.empty());
        if (stored == 0) {
            batchesOnEmpty = OptionalDouble.of(figure.aSecond());
            latency(figure, 45);
        } else if (batchesOnEmpty.isPresent()) {
            double ratio = figure.aSecond() / batchesOnEmpty.getAsDouble();
            report.ratio(
                    "– against the empty store",
                    Report.number(figure.aSecond(), 0) + "/s",
                    Report.number(batchesOnEmpty.getAsDouble(), 0) + "/s",
                    ratio,
                    Optional.of(Report.Target.atLeast(0.70, "≥ 0.70")));
        }
        processorTime(figure, 0.10);
        showFacts(subject);
        if (subject.own().isPresent()) {
            neverSeen(subject, subject.own().get(), stored);
        }
    }

    /** The rounds above send the same statements again; here each names works and pupils that the store has yet to learn. */
    private void neverSeen(Subject subject, OwnStore store, long stored)
            throws SQLException, IOException, InterruptedException {
        int count = options.batched() / Options.BATCH;
        StatementGenerator generator =
                new StatementGenerator(options.seed() + 3, (long) options.rounds() * options.batched());
        Series figure = new Series(options.batched());
        try (Connection connection = store.connect()) {
            Tables tables = Tables.of(connection);
            long firstKey = Tables.keyAfterTheLast(connection);
            for (int round = 0; round < options.rounds(); round++) {
                long first = (long) round * options.batched();
                Request[] requests = IntStream.range(0, count)
                        .mapToObj(batch -> generator.batch(first + (long) batch * Options.BATCH, Options.BATCH))
                        .map(body -> Request.post(subject.target(), "/statements", body))
                        .toArray(Request[]::new);
                send(
                        "batches of " + Options.BATCH + ", new terms",
                        subject,
                        requests,
                        2 * Options.BATCH,
                        new WarmUp(0),
                        figure,
                        firstKey);
                expect(options.batched(), Tables.statements(connection, firstKey));
                tables.forget(connection, firstKey);
            }
        }
        report.figure("– of statements never seen before, %s stored".formatted(words(stored)), figure.ofWork());
    }

    void singles(Subject subject, long stored) throws SQLException, IOException, InterruptedException {
        StatementGenerator generator = new StatementGenerator(options.seed() + 2, needed(subject, options.single()));
        IntFunction<Request[]> requests = round -> IntStream.range(0, options.single())
                .mapToObj(number -> generator.statement((long) round * options.single() + number))
                .map(body -> Request.post(subject.target(), "/statements", body))
                .toArray(Request[]::new);
        Series[] series = measure("single statements", subject, requests, 2, options.single(), Ingest::singles);
        show(
                "single × %d, %s stored".formatted(Options.CONNECTIONS, words(stored)),
                series[0],
                series[1],
                Optional.of(OF_SINGLES));
        latency(series[0], 6);
        processorTime(series[0], 0.45);
        showFacts(subject);
    }

    /** Ours forgets each round; another store gets new statements. */
    private int needed(Subject subject, int ofARound) {
        return subject.own().isPresent() ? ofARound : ofARound * (options.rounds() + options.warming());
    }

    private static Floor copies(OwnStore store, Connection connection, Tables tables, long firstKey)
            throws SQLException, IOException {
        Rows rows = Rows.of(connection, tables, firstKey);
        return () -> CopyFloor.run(store.database(), tables, rows);
    }

    private static Floor singles(OwnStore store, Connection connection, Tables tables, long firstKey)
            throws SQLException {
        SingleFloor.Prepared prepared = SingleFloor.prepare(connection, tables, firstKey);
        return () -> SingleFloor.run(store.database(), prepared);
    }

    /** @return the figure and its floor, which is empty for a store that is not ours */
    private Series[] measure(
            String what, Subject subject, IntFunction<Request[]> requests, int quotes, int statements, Floors floors)
            throws SQLException, IOException, InterruptedException {
        Series figure = new Series(statements);
        Series floor = new Series(statements);
        facts = new FactsBehind();
        WarmUp warmUp = new WarmUp(options.warming());
        if (subject.own().isEmpty()) {
            for (roundsSent = 0; figure.rounds() < options.rounds(); roundsSent++) {
                send(what, subject, requests.apply(roundsSent), quotes, warmUp, figure, 0);
            }
            return new Series[] {figure, floor};
        }
        OwnStore store = subject.own().get();
        Request[] same = requests.apply(0);
        try (Connection connection = store.connect()) {
            Tables tables = Tables.of(connection);
            long firstKey = Tables.keyAfterTheLast(connection);
            Floor putBack = null;
            while (figure.rounds() < options.rounds()) {
                boolean counts = send(what, subject, same, quotes, warmUp, figure, firstKey);
                expect(statements, Tables.statements(connection, firstKey));
                if (putBack == null) {
                    putBack = floors.of(store, connection, tables, firstKey);
                }
                tables.forget(connection, firstKey);
                Optional<Cpu> before = subject.cpu();
                Load.Result result = putBack.run();
                if (counts) {
                    floor.add(result, subject.cpuSince(before));
                }
                console.say("%s, floor: %s/s".formatted(what, Report.number(result.aSecond(statements), 0)));
                expect(statements, Tables.statements(connection, firstKey));
                tables.forget(connection, firstKey);
            }
        }
        return new Series[] {figure, floor};
    }

    /**
     * Processor time is counted until the last answer, and apart from it what facts take afterwards.
     *
     * @return whether the round counts, because the server is warm
     */
    private boolean send(
            String what, Subject subject, Request[] requests, int quotes, WarmUp warmUp, Series figure, long firstKey)
            throws SQLException, InterruptedException {
        Optional<Cpu> before = subject.cpu();
        Load.Result result = Load.send(
                subject.target(),
                Options.CONNECTIONS,
                requests.length,
                number -> requests[number],
                // An id for each statement, each between quotation marks.
                (number, answer) -> answer.count("\"") == quotes);
        if (result.otherThan(200) > 0) {
            throw new IllegalStateException(what + ": " + result.outcomes());
        }
        int statements = requests.length * quotes / 2;
        double aSecond = result.aSecond(statements);
        Optional<Cpu> used = subject.cpuSince(before);
        boolean counts = warmUp.isOver();
        if (subject.own().isPresent()) {
            (counts ? facts : new FactsBehind()).await(subject.own().get(), firstKey, statements);
        }
        if (counts) {
            figure.add(result, used);
        } else {
            warmUp.add(aSecond, used);
        }
        console.say("%s: %s/s%s".formatted(what, Report.number(aSecond, 0), counts ? "" : ", warming up"));
        return counts;
    }

    private static void expect(long statements, long stored) {
        if (stored != statements) {
            throw new IllegalStateException(
                    "%d statements were acknowledged and %d are stored".formatted(statements, stored));
        }
    }

    private void show(String work, Series figure, Series floor, Optional<Report.Target> target) {
        if (floor.isEmpty()) {
            report.figure(work, figure.ofWork());
        } else {
            report.ratio(
                    work,
                    figure.ofWork(),
                    "%s/s, %s".formatted(Report.number(floor.aSecond(), 0), floor.databaseTime()),
                    figure.aSecond() / floor.aSecond(),
                    target);
        }
    }

    private void showFacts(Subject subject) {
        if (subject.own().isPresent()) {
            facts.show(report);
        }
    }

    private void latency(Series figure, double most) {
        report.figure(
                "– p95",
                Report.number(figure.milliseconds(95), 1) + " ms",
                figure.milliseconds(95),
                Report.Target.atMost(most, "≤ %s ms".formatted(Report.number(most, 0))));
    }

    private void processorTime(Series figure, double most) {
        figure.cpu()
                .ifPresent(cpu -> report.figure(
                        "– CPU a statement, server + database",
                        Report.number(cpu, 3) + " ms",
                        cpu,
                        Report.Target.atMost(most, "≤ %s ms".formatted(Report.number(most, 2)))));
    }

    static String words(long stored) {
        return stored == 0 ? "nothing" : Report.number(stored, 0);
    }
}
