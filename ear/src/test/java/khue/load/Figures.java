/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import khue.load.client.Load;
import khue.load.client.Request;
import khue.run.Progress;
import khue.xapi.reports.indicators.Breakdown;
import khue.xapi.reports.indicators.Indicator;
import khue.xapi.reports.indicators.Indicators;
import khue.xapi.samples.SampleSchools;
import khue.xapi.samples.SampleYear;
import khue.xapi.samples.SampleYear.Sent;

/**
 * Indicators over a sample school year of 25 schools: each by every breakdown over the whole year, beside the bare reading of
 * the facts that it is made of; how soon a new statement is in the figures; what pages and reports ask for at once; and how
 * long it takes to make all facts again.
 */
final class Figures {

    private static final int WRITERS = 4;
    private static final int BATCH = 500;
    private static final int FRESH = 20;

    /** Of a statement of a window of time that is written at once: each window costs going through the whole year. */
    private static final long MEMORY_OF_A_STATEMENT = 6_000;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
    private static final Instant FIRST = Instant.parse("2025-09-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2026-08-31T00:00:00Z");
    private static final Duration YEAR = Duration.between(FIRST, LAST);
    private static final String YEAR_ASKED_FOR = "from=2025-09-05&until=2026-05-31";

    /** What definitions read of statements: views by these names of tables of facts, and the counts of what arrived. */
    private static final Map<String, String> FACTS = new TreeMap<>(Map.of(
            "xapi.work ", "work_fact",
            "xapi.participation ", "participation_fact",
            "xapi.training ", "training_fact",
            "xapi.competency ", "competency_fact",
            "xapi.feedback ", "feedback_fact",
            "xapi.contest ", "contest_fact",
            "xapi.event_days ", "event_day",
            "xapi.days_of_people ", "person_days",
            "xapi.source_hour ", "source_hour"));

    private final Options options;
    private final Report report;
    private final Console console;

    Figures(Options options, Report report, Console console) {
        this.options = options;
        this.report = report;
        this.console = console;
    }

    void measure(Path data, Progress progress) throws Exception {
        try (OwnStore store = OwnStore.start(data, options, false, progress)) {
            try (StoreInProcess inProcess = StoreInProcess.inAHurryBeside(store)) {
                fill(store, inProcess);
            }
            long stored = count(store, "select count(*) from xapi.statement");
            String size = Ingest.words(stored) + " stored";
            report.fact("figures over", figuresOver(store));
            remake(store, stored, size);
            settle(store);
            for (Indicator indicator : Indicators.ALL) {
                ask(store, indicator, size);
            }
            fresh(store, size);
            new Looks(options, report, console).measure(store, size);
        }
    }

    private static void settle(OwnStore store) throws SQLException {
        try (Connection connection = store.connect()) {
            Tables.of(connection).settle(connection);
        }
    }

    /** Goes on where it was, when it was interrupted: the statements of a window that are there already are acknowledged. */
    private void fill(OwnStore store, StoreInProcess inProcess) throws SQLException, IOException, InterruptedException {
        Path note = store.data().resolve("sample-year.txt");
        Set<String> done = new HashSet<>(Files.exists(note) ? Files.readAllLines(note) : List.of());
        SampleYear year = SampleYear.untidy(options.seed(), SampleSchools.Size.pilot(options.figures()));
        long statementsOfAWindow = Runtime.getRuntime().maxMemory() / MEMORY_OF_A_STATEMENT;
        Duration window = YEAR.multipliedBy(statementsOfAWindow).dividedBy(options.figures());
        for (Instant from = FIRST; from.isBefore(LAST); from = from.plus(window)) {
            if (!done.contains(from.toString())) {
                List<Batch> batches = batches(year.statements(from, from.plus(window)), from);
                Load.Result result = Load.run(WRITERS, batches.size(), () -> {
                    StoreInProcess.Writer writer = inProcess.writer();
                    return number -> {
                        writer.add(
                                batches.get(number).body(), batches.get(number).stored());
                        return "filled";
                    };
                });
                console.say("filling: from %s, %s statements a second"
                        .formatted(
                                from,
                                Report.number(
                                        batches.isEmpty() ? 0 : result.aSecond((double) batches.size() * BATCH), 0)));
                Files.writeString(note, from + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        }
        if (!done.contains("told")) {
            inProcess.tell(year.schools());
            Files.writeString(note, "told\n", StandardOpenOption.APPEND);
        }
    }

    private record Batch(byte[] body, Instant stored) {}

    /** Each is stored when the last of it has arrived, and a microsecond later for each statement of those before it. */
    private static List<Batch> batches(List<Sent> window, Instant from) {
        List<Batch> batches = new ArrayList<>();
        Instant free = from;
        for (int first = 0; first < window.size(); first += BATCH) {
            List<Sent> batch = window.subList(first, Math.min(window.size(), first + BATCH));
            Instant received = batch.get(batch.size() - 1).received();
            Instant when = received.isBefore(free) ? free : received;
            free = when.plus(batch.size(), ChronoUnit.MICROS);
            batches.add(new Batch(array(batch), when));
        }
        return batches;
    }

    private static byte[] array(List<Sent> batch) {
        ByteArrayOutputStream array = new ByteArrayOutputStream(batch.size() * 1_024);
        for (Sent sent : batch) {
            array.write(array.size() == 0 ? '[' : ',');
            array.writeBytes(sent.json());
        }
        array.write(']');
        return array.toByteArray();
    }

    private static String figuresOver(OwnStore store) throws SQLException {
        return "%s schools, %s classes"
                .formatted(
                        Report.number(count(store, "select count(*) from xapi.school"), 0),
                        Report.number(count(store, "select count(distinct class) from xapi.enrolment"), 0));
    }

    /** As an administrator asks for it; the server's worker does it, in the server's memory. */
    private void remake(OwnStore store, long stored, String size) throws SQLException, InterruptedException {
        try (Connection connection = store.connect()) {
            FactsBehind.awaitAll(connection);
        }
        Request begin = Request.post(store.target(), "/reports/facts", new byte[0]);
        long began = System.nanoTime();
        Load.Result accepted = Load.send(store.target(), 1, 1, number -> begin, (number, answer) -> true);
        if (accepted.otherThan(202) > 0) {
            throw new IllegalStateException("a rebuild was answered by " + accepted.outcomes());
        }
        while (count(store, "select count(*) from xapi.facts_rebuild") > 0) {
            Thread.sleep(BETWEEN_LOOKS.toMillis());
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        began = System.nanoTime();
        count(store, "select sum(length(payload)) from xapi.statement");
        double floor = (System.nanoTime() - began) / 1e9;
        double minutesFor10Million = 10e6 / stored * seconds / 60;
        report.figure(
                "all facts made again, " + size,
                "%s/s, 10 million in %s min"
                        .formatted(Report.number(stored / seconds, 0), Report.number(minutesFor10Million, 1)),
                Report.number(stored / floor, 0) + "/s",
                OptionalDouble.of(floor / seconds),
                minutesFor10Million,
                Report.Target.atMost(15, "10 million ≤ 15 min"));
    }

    private static Request question(OwnStore store, Indicator indicator, Breakdown by) {
        return Request.get(
                store.target(), "/reports/indicators/%s?%s&by=%s".formatted(indicator.id(), YEAR_ASKED_FOR, by.word()));
    }

    private void ask(OwnStore store, Indicator indicator, String size) throws SQLException, InterruptedException {
        List<Request> requests = indicator.breakdowns().stream()
                .map(by -> question(store, indicator, by))
                .toList();
        Series figure = new Series(requests.size());
        Series floor = new Series(1);
        for (int round = 0; round <= options.rounds(); round++) {
            Load.Result result = Load.send(
                    store.target(),
                    1,
                    requests.size(),
                    requests::get,
                    (number, answer) -> answer.count("\"rows\"") == 1);
            if (result.otherThan(200) > 0) {
                throw new IllegalStateException(indicator.id() + " was answered by " + result.outcomes());
            }
            Load.Result bare = Load.run(1, 1, () -> number -> readAll(store, indicator));
            if (round > 0) {
                figure.add(result, Optional.empty());
                floor.add(bare, Optional.empty());
            }
        }
        console.say("%s: %s".formatted(indicator.id(), figure.latencies()));
        report.figure(
                "%s by each of %d breakdowns, %s".formatted(indicator.id(), requests.size(), size),
                figure.latencies(),
                "p50 %s ms".formatted(Report.number(floor.milliseconds(50), 1)),
                OptionalDouble.of(floor.milliseconds(50) / figure.milliseconds(95)),
                figure.milliseconds(95),
                Report.Target.atMost(300, "p95 ≤ 300 ms"));
    }

    /** Every fact of the tables that the indicator is made of, read once: PostgreSQL's own speed on these rows. */
    private static long readAll(OwnStore store, Indicator indicator) throws SQLException {
        String sql = indicator.sql().replaceAll("\\s|$", " ");
        long rows = 0;
        for (Map.Entry<String, String> facts : FACTS.entrySet()) {
            if (sql.contains(facts.getKey())) {
                rows += count(
                        store,
                        "select count(generation) from xapi.%s where generation = (select generation from xapi.facts)"
                                .formatted(facts.getValue()));
            }
        }
        return rows;
    }

    private static long count(OwnStore store, String sql) throws SQLException {
        try (Connection connection = store.connect()) {
            return Sql.number(connection, sql);
        }
    }

    private void fresh(OwnStore store, String size) throws InterruptedException {
        Series figure = new Series(FRESH);
        figure.add(
                Load.run(1, FRESH, () -> {
                    khue.load.client.Connection connection = khue.load.client.Connection.to(store.target());
                    return number -> {
                        connection.send(Request.post(store.target(), "/statements", statement()));
                        Instant acknowledged = Instant.now();
                        while (through(store, connection).isBefore(acknowledged)) {
                            // The answer says so.
                        }
                        return "seen";
                    };
                }),
                Optional.empty());
        report.figure(
                "a new statement is in the figures, " + size,
                figure.latencies(),
                figure.milliseconds(95),
                Report.Target.atMost(60_000, "≤ 60 s"));
    }

    private static Instant through(OwnStore store, khue.load.client.Connection connection) throws IOException {
        String answer =
                connection.send(Request.get(store.target(), "/reports/facts")).text();
        return Instant.parse(answer.replaceFirst("(?s).*\"through\":\"([^\"]+)\".*", "$1"));
    }

    private static byte[] statement() {
        return """
                {"id":"%s","actor":{"mbox":"mailto:benchmark@example.vn"},"verb":{"id":"http://activitystrea.ms/submit"},
                 "object":{"id":"https://khue.io/xapi/project/fresh",
                           "definition":{"type":"http://id.tincanapi.com/activitytype/project"}}}""".formatted(UUID.randomUUID()).getBytes(StandardCharsets.UTF_8);
    }
}
