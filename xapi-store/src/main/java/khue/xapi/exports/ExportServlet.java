/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.exports;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Semaphore;
import khue.xapi.credentials.Credential;
import khue.xapi.credentials.Scope;
import khue.xapi.http.Failure;
import khue.xapi.http.Message;
import khue.xapi.http.Parameters;
import khue.xapi.model.XapiVersion;
import khue.xapi.statements.StatementConditions;
import khue.xapi.statements.StatementQuery;
import khue.xapi.statements.StatementStore;

/**
 * {@code GET /xapi/reports/statements?format=csv|jsonl|parquet}: all statements that match, oldest first, in one file. It
 * takes the conditions of the Statement Resource.
 *
 * <p>The header {@code X-Experience-API-Consistent-Through} says up to when the file is complete, that moment included;
 * the next file goes on with {@code since} that moment.
 */
@WebServlet(urlPatterns = "/reports/statements", asyncSupported = true)
public class ExportServlet extends HttpServlet {

    /** Files that are written at once by this server: each takes some tens of megabytes and half a processor. */
    static final int MOST_AT_ONCE = 4;

    private final Semaphore places = new Semaphore(MOST_AT_ONCE);
    private final transient StatementStore store;

    @Inject
    public ExportServlet(StatementStore store) {
        this.store = store;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Export export = Export.asked(request, store);
        export.writeHead(response);
        if (!places.tryAcquire()) {
            throw tooMany();
        }
        try {
            StatementFile file = export.format().open(response.getOutputStream());
            store.scan(export.query(), export.through(), file);
            file.end();
        } finally {
            places.release();
        }
    }

    @Override
    protected void doHead(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Export.asked(request, store).writeHead(response);
    }

    /** What is asked for. */
    private record Export(FileFormat format, StatementQuery query, Instant through) {

        static Export asked(HttpServletRequest request, StatementStore store) {
            Credential.of(request).require(Scope.STATEMENTS_READ);
            Parameters parameters = Parameters.of(request);
            Set<String> names = new HashSet<>(StatementConditions.NAMES);
            names.add("format");
            parameters.areAmong(names);
            FileFormat format = parameters.require("format", FileFormat::of, "csv, jsonl or parquet");
            StatementQuery query = StatementConditions.read(
                    parameters, XapiVersion.V2, Optional.empty(), 1, true, OptionalLong.empty());
            Instant through = store.consistentThrough().minus(1, ChronoUnit.MICROS);
            return new Export(
                    format,
                    query,
                    query.until().filter(until -> until.isBefore(through)).orElse(through));
        }

        void writeHead(HttpServletResponse response) {
            response.setContentType(format.mediaType());
            response.setHeader("X-Experience-API-Consistent-Through", through.toString());
            String day = through.toString().substring(0, "yyyy-mm-dd".length());
            response.setHeader(
                    "Content-Disposition", "attachment; filename=\"statements-" + day + "." + format.word() + "\"");
        }
    }

    private static Failure tooMany() {
        return new Failure(
                503,
                "too-many-exports",
                new Message(
                        "Máy chủ đang xuất " + MOST_AT_ONCE + " tệp cùng lúc. Hãy thử lại khi một tệp đã xong.",
                        "This server is writing " + MOST_AT_ONCE + " files at once. Try again when one is done."));
    }
}
