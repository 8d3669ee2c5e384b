/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import khue.load.client.Load;
import org.postgresql.PGConnection;

/** All statements as a file, beside the bare COPY of the same rows. */
final class Exports {

    private static final Report.Target OF_PARQUET = Report.Target.atLeast(0.50, "≥ 0.50 × floor");

    private static final int BUFFER = 1024 * 1024;

    private final Options options;
    private final Report report;
    private final Console console;

    Exports(Options options, Report report, Console console) {
        this.options = options;
        this.report = report;
        this.console = console;
    }

    void measure(OwnStore store, long stored) throws SQLException, InterruptedException {
        long statements;
        try (Connection connection = store.connect()) {
            FactsBehind.awaitAll(connection);
            statements = Sql.number(
                    connection,
                    "select count(*) from xapi.statement s where not exists (select from xapi.voided v where v.key = s.key)");
        }
        for (String format : List.of("parquet", "jsonl", "csv")) {
            measure(format, store, stored, Math.toIntExact(statements));
        }
    }

    private void measure(String format, OwnStore store, long stored, int statements) throws InterruptedException {
        Series figure = new Series(statements);
        Series floor = new Series(statements);
        long bytes = 0;
        WarmUp warmUp = new WarmUp(options.warming());
        for (int counted = 0; counted < options.rounds(); ) {
            boolean counts = warmUp.isOver();
            Optional<Cpu> before = store.cpu();
            long[] read = new long[1];
            Load.Result result = Load.run(1, 1, () -> number -> {
                read[0] = download(store, format);
                return "read";
            });
            Optional<Cpu> used = store.cpu().flatMap(now -> before.map(now::since));
            Load.Result bare = Load.run(1, 1, () -> number -> copy(store));
            console.say("export as %s: %s/s, floor %s/s%s"
                    .formatted(
                            format,
                            Report.number(result.aSecond(statements), 0),
                            Report.number(bare.aSecond(statements), 0),
                            counts ? "" : ", warming up"));
            if (counts) {
                figure.add(result, used);
                floor.add(bare, Optional.empty());
                bytes = read[0];
                counted++;
            } else {
                warmUp.add(result.aSecond(statements), used);
            }
        }
        report.ratio(
                "export of %s statements as %s".formatted(Ingest.words(stored), format),
                "%s/s, %s MB, %s"
                        .formatted(
                                Report.number(figure.aSecond(), 0),
                                Report.number(bytes / 1048576.0, 0),
                                figure.processorTime()),
                Report.number(floor.aSecond(), 0) + "/s",
                figure.aSecond() / floor.aSecond(),
                format.equals("parquet") ? Optional.of(OF_PARQUET) : Optional.empty());
    }

    /** By a client that costs less than those that do more than reading what comes: it shares the processors with the server. */
    private static long download(OwnStore store, String format) throws IOException {
        HttpURLConnection request =
                (HttpURLConnection) URI.create(store.target().endpoint() + "/reports/statements?format=" + format)
                        .toURL()
                        .openConnection();
        request.setRequestProperty("Authorization", store.target().authorization());
        request.setRequestProperty("X-Experience-API-Version", store.target().version());
        if (request.getResponseCode() != HttpURLConnection.HTTP_OK) {
            throw new IllegalStateException("the export was answered by " + request.getResponseCode());
        }
        try (InputStream body = request.getInputStream()) {
            byte[] buffer = new byte[BUFFER];
            long bytes = 0;
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                bytes += read;
            }
            return bytes;
        }
    }

    private static long copy(OwnStore store) throws SQLException, IOException {
        try (Connection connection = store.connect()) {
            return connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("copy (select * from xapi.statement) to stdout", OutputStream.nullOutputStream());
        }
    }
}
