/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import khue.load.client.Load;
import khue.load.client.Request;
import khue.xapi.reports.indicators.Breakdown;
import khue.xapi.reports.indicators.Indicator;
import khue.xapi.reports.indicators.Indicators;

/** What an evaluator's look at a page asks of the store, and what a quarterly report asks: one question after the other. */
final class Looks {

    /** Of a round, where a look is answered from what is kept or asks for little. */
    private static final int SEVERAL = 10;

    private static final String QUARTER = "from=2025-10-01&until=2025-12-31";
    private static final String SCHOOL_YEAR = "2025-2026";
    private static final String UNCUT = "none";

    private final Options options;
    private final Report report;
    private final Console console;

    Looks(Options options, Report report, Console console) {
        this.options = options;
        this.report = report;
        this.console = console;
    }

    /** The first page comes last: periods that somebody has asked for are computed again in the background from then on. */
    void measure(OwnStore store, String size) throws SQLException, InterruptedException {
        List<Request> quarterly = questionsOfAReport(store);
        measure(
                "a quarterly report, %d questions, %s".formatted(quarterly.size(), size),
                OptionalInt.of(10),
                1,
                () -> quarterly,
                store);
        for (String year : List.of("", "&year=" + SCHOOL_YEAR)) {
            List<Request> board = List.of(get(store, "/reports/board?geography=event" + year));
            String of = year.isEmpty() ? "the targets' own periods" : "the school year";
            measure("the target board of %s, %s".formatted(of, size), OptionalInt.of(1), SEVERAL, () -> board, store);
        }
        AtomicInteger asked = new AtomicInteger();
        measure(
                "every figure of a period never asked for before, " + size,
                OptionalInt.empty(),
                1,
                () -> List.of(totals("2025-09-05", "2026-06-%02d".formatted(asked.incrementAndGet()), store)),
                store);
        List<Request> page = List.of(
                totals("2025-09-05", "2026-05-31", store),
                get(store, "/reports/sources"),
                get(store, "/reports/imports"));
        measure("what the first page asks for, " + size, OptionalInt.of(1), SEVERAL, () -> page, store);
    }

    private static Request totals(String from, String until, OwnStore store) {
        return get(store, "/reports/totals?from=" + from + "&until=" + until);
    }

    private static Request get(OwnStore store, String path) {
        return Request.get(store.target(), path);
    }

    private void measure(String what, OptionalInt seconds, int times, Supplier<List<Request>> look, OwnStore store)
            throws InterruptedException {
        Series figure = new Series(times);
        // The first round warms up.
        for (int round = 0; round <= options.rounds(); round++) {
            Load.Result result = Load.run(1, times, () -> {
                khue.load.client.Connection connection = khue.load.client.Connection.to(store.target());
                return number -> ask(look.get(), connection);
            });
            if (result.otherThan(200) > 0) {
                throw new IllegalStateException(what + ": " + result.outcomes());
            }
            if (round > 0) {
                figure.add(result, Optional.empty());
            }
        }
        console.say("%s: %s".formatted(what, figure.latencies()));
        if (seconds.isPresent()) {
            report.figure(
                    what,
                    figure.latencies(),
                    figure.milliseconds(95),
                    Report.Target.atMost(seconds.getAsInt() * 1_000, "p95 ≤ %d s".formatted(seconds.getAsInt())));
        } else {
            report.figure(what, figure.latencies());
        }
    }

    /** @return the status of the first answer that is not as it should be */
    private static int ask(List<Request> look, khue.load.client.Connection connection) throws IOException {
        for (Request request : look) {
            int status = connection.send(request).status();
            if (status != 200) {
                return status;
            }
        }
        return 200;
    }

    /** As the tools draft one from their template: the definitions, what its sections want, and all that they do not name by level. */
    private static List<Request> questionsOfAReport(OwnStore store) throws SQLException {
        Map<String, String> wanted = new LinkedHashMap<>();
        try (Connection connection = store.database().connectAsTools();
                ResultSet row = connection.createStatement().executeQuery("""
                        select indicator, breakdown from report_wanted_figure
                         where since = (select max(since) from report_wanted_figure) order by section, position""")) {
            while (row.next()) {
                wanted.put(row.getString("indicator"), row.getString("breakdown"));
            }
        }
        List<Request> questions = new ArrayList<>(List.of(get(store, "/reports/indicators")));
        for (Indicator indicator : Indicators.ALL) {
            String by = offered(indicator, wanted.getOrDefault(indicator.id(), Breakdown.LEVEL.word()));
            questions.add(get(
                    store, "/reports/indicators/%s?%s&by=%s&geography=event".formatted(indicator.id(), QUARTER, by)));
        }
        return questions;
    }

    /** What it is not cut by is left out, and what is always cut is cut in its usual way. */
    private static String offered(Indicator indicator, String wanted) {
        List<String> breakdowns =
                indicator.breakdowns().stream().map(Breakdown::word).toList();
        return Stream.of(wanted, UNCUT).filter(breakdowns::contains).findFirst().orElse(breakdowns.get(0));
    }
}
