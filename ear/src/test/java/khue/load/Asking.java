/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.UUID;
import khue.load.client.Answer;
import khue.load.client.Connection;
import khue.load.client.Load;
import khue.load.client.Request;
import khue.load.generator.StatementGenerator;

/**
 * How long a page of {@value Filter#LIMIT} statements takes by each filter: warm, from one connection and from eight, and
 * cold. The floor is the store's own query in this process, over JDBC, without server, HTTP and the writing of an answer.
 */
final class Asking {

    private static final int COLD_QUESTIONS = 40;

    private final Options options;
    private final Report report;
    private final Console console;

    Asking(Options options, Report report, Console console) {
        this.options = options;
        this.report = report;
        this.console = console;
    }

    /** @param state what is said behind each filter */
    /** @param state what the title says of the store, such as {@code , compressed} */
    void warm(Subject subject, StatementGenerator generator, String state)
            throws SQLException, IOException, InterruptedException {
        warm(subject, generator, generator.total(), List.of(Filter.values()), state);
    }

    /** Another store has what was sent to it, and has received it now, at no time of the school year. */
    void another(Subject subject, Ingest.Sent sent) throws SQLException, IOException, InterruptedException {
        List<Filter> filters = Arrays.stream(Filter.values())
                .filter(filter -> filter != Filter.TIME)
                .toList();
        warm(subject, sent.generator(), sent.count(), filters, "");
    }

    private void warm(Subject subject, StatementGenerator generator, long stored, List<Filter> filters, String state)
            throws SQLException, IOException, InterruptedException {
        for (Filter filter : filters) {
            List<Filter.Question> questions = draw(filter, generator, stored, options.asked(), 0);
            Request[] requests = requests(subject, questions);
            try (Floor floor = new Floor(subject)) {
                double pageSize = compare(subject, floor, questions, requests);
                for (int connections : new int[] {1, Options.CONNECTIONS}) {
                    warm(subject, filter.title() + state, floor, questions, requests, connections, pageSize);
                }
            }
        }
    }

    private void warm(
            Subject subject,
            String title,
            Floor floor,
            List<Filter.Question> questions,
            Request[] requests,
            int connections,
            double pageSize)
            throws InterruptedException {
        Series figure = new Series(questions.size());
        Series below = new Series(questions.size());
        for (int round = 0; round <= options.rounds(); round++) {
            Optional<Cpu> before = subject.cpu();
            Load.Result result = ask(subject, connections, requests);
            if (round > 0) {
                figure.add(result, subject.cpuSince(before));
            }
            if (floor.exists()) {
                Load.Result bare =
                        Load.run(connections, questions.size(), () -> number -> floor.ask(questions.get(number)));
                if (round > 0) {
                    below.add(bare, Optional.empty());
                }
            }
        }
        String work = "%s (%s on a page), %d %s"
                .formatted(
                        title,
                        Report.number(pageSize, 0),
                        connections,
                        connections == 1 ? "connection" : "connections");
        show(work, figure, below, connections == 1 ? 10 : 40);
    }

    /** Every cache is emptied before each filter, once for the store and once for the floor, in every round. */
    void cold(OwnStore store, Subject subject, StatementGenerator generator)
            throws SQLException, IOException, InterruptedException {
        for (Filter filter : Filter.values()) {
            Series figure = new Series(COLD_QUESTIONS);
            Series below = new Series(COLD_QUESTIONS);
            for (int round = 0; round < options.rounds(); round++) {
                List<Filter.Question> questions = draw(filter, generator, generator.total(), COLD_QUESTIONS, 1 + round);
                store.restartDatabase();
                if (!store.forgetFiles()) {
                    report.note("Cold queries were not measured: this system does not let its cache be emptied.");
                    return;
                }
                figure.add(ask(subject, 1, requests(subject, questions)), Optional.empty());
                store.restartDatabase();
                try (Floor floor = new Floor(subject)) {
                    floor.connect();
                    store.forgetFiles();
                    below.add(
                            Load.run(1, questions.size(), () -> number -> floor.ask(questions.get(number))),
                            Optional.empty());
                }
            }
            show(filter.title() + ", cold", figure, below, 150);
        }
    }

    /** Mean bytes of a statement as it is kept and answered, of those of some days. */
    double meanPayload(OwnStore store, StatementGenerator generator) throws SQLException {
        try (StoreInProcess inProcess = StoreInProcess.beside(store)) {
            return draw(Filter.TIME, generator, generator.total(), 50, 0).stream()
                    .map(question -> inProcess.find(question.query().orElseThrow()))
                    .flatMap(page -> page.statements().stream())
                    .mapToInt(statement -> statement.payload().getBytes(StandardCharsets.UTF_8).length)
                    .average()
                    .orElseThrow();
        }
    }

    private void show(String work, Series figure, Series floor, double most) {
        String target = "p95 ≤ %s ms".formatted(Report.number(most, 0));
        double p95 = figure.milliseconds(95);
        OptionalDouble ratio = floor.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(floor.milliseconds(50) / figure.milliseconds(50));
        String bare = floor.isEmpty() ? "" : floor.latencies();
        report.figure(work, figure.latencies(), bare, ratio, p95, Report.Target.atMost(most, target));
        console.say("%s: %s%s".formatted(work, figure.latencies(), bare.isEmpty() ? "" : " (floor " + bare + ")"));
    }

    /** @param stored how many of the generator's statements are there, counting from its first */
    private List<Filter.Question> draw(Filter filter, StatementGenerator generator, long stored, int count, int round) {
        SplittableRandom lot = new SplittableRandom(options.seed() + 1000L * round + filter.ordinal());
        List<Filter.Question> questions = new ArrayList<>();
        while (questions.size() < count) {
            filter.question(generator, lot.nextLong(stored)).ifPresent(questions::add);
        }
        return questions;
    }

    private static Request[] requests(Subject subject, List<Filter.Question> questions) {
        return questions.stream()
                .map(question -> Request.get(subject.target(), question.resource()))
                .toArray(Request[]::new);
    }

    private static Load.Result ask(Subject subject, int connections, Request[] requests) throws InterruptedException {
        Load.Result result = Load.send(
                subject.target(),
                connections,
                requests.length,
                number -> requests[number],
                (number, answer) -> answer.length() > 2 && answer.body()[answer.length() - 1] == '}');
        if (result.otherThan(200) > 0) {
            throw new IllegalStateException("queries: " + result.outcomes());
        }
        return result;
    }

    /** Asks each question once and looks closely: the store must answer with as many statements as the floor finds. */
    private static double compare(Subject subject, Floor floor, List<Filter.Question> questions, Request[] requests)
            throws IOException {
        int statements = 0;
        try (Connection connection = Connection.to(subject.target())) {
            for (int i = 0; i < requests.length; i++) {
                Answer answer = connection.send(requests[i]);
                int found = answer.count("\"stored\":");
                if (!answer.isOk() || found == 0 || floor.exists() && found != floor.ask(questions.get(i))) {
                    throw new IllegalStateException("wrong answer to %s: HTTP %d, %d statements"
                            .formatted(questions.get(i).resource(), answer.status(), found));
                }
                statements += found;
            }
        }
        return (double) statements / requests.length;
    }

    /** The same questions without the server. */
    private static final class Floor implements AutoCloseable {

        private final Optional<StoreInProcess> store;

        Floor(Subject subject) {
            this.store = subject.own().map(StoreInProcess::beside);
        }

        boolean exists() {
            return store.isPresent();
        }

        /** So that no connection is made while time is taken. */
        void connect() {
            store.orElseThrow().find(new UUID(0, 0));
        }

        /** @return how many statements it finds */
        int ask(Filter.Question question) {
            StoreInProcess found = store.orElseThrow();
            return question.query()
                    .map(query -> found.find(query).statements().size())
                    .orElseGet(() -> found.find(question.statementId()).isPresent() ? 1 : 0);
        }

        @Override
        public void close() throws SQLException {
            if (store.isPresent()) {
                store.get().close();
            }
        }
    }
}
