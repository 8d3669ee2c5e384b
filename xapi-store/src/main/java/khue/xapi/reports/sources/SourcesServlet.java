/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.sources;

import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import khue.xapi.credentials.Asker;
import khue.xapi.credentials.Credential;
import khue.xapi.credentials.Scope;
import khue.xapi.http.Failure;
import khue.xapi.http.Json;
import khue.xapi.http.Message;
import khue.xapi.http.Parameters;
import khue.xapi.model.Uuids;
import khue.xapi.reports.indicators.QueryLog;
import khue.xapi.reports.sources.Sources.Source;

/** {@code GET /xapi/reports/sources}: who sends statements; {@code …/sources/<id>}: and what the newest of them say. */
@WebServlet(
        urlPatterns = {"/reports/sources", "/reports/sources/*"},
        asyncSupported = true)
public class SourcesServlet extends HttpServlet {

    private final transient Sources sources;
    private final transient QueryLog log;

    @Inject
    public SourcesServlet(Sources sources, QueryLog log) {
        this.sources = sources;
        this.log = log;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Credential.of(request).require(Scope.REPORTS, Scope.ALL_READ);
        Parameters.of(request).areAmong(Set.of());
        String path = Optional.ofNullable(request.getPathInfo()).orElse("/").substring(1);
        if (path.isEmpty()) {
            log.lookedAt(Asker.of(request), "sources", Map.of());
            writeAll(response);
        } else {
            Source source = Uuids.parse(path).flatMap(sources::find).orElseThrow(SourcesServlet::notFound);
            log.lookedAt(
                    Asker.of(request), "sources", Map.of("source", source.id().toString()));
            write(source, response);
        }
    }

    private void writeAll(HttpServletResponse response) throws IOException {
        List<Source> all = sources.list();
        try (JsonGenerator json = json(response)) {
            json.writeStartArray();
            for (Source source : all) {
                SourceJson.write(source, json);
            }
            json.writeEndArray();
        }
    }

    private void write(Source source, HttpServletResponse response) throws IOException {
        Look look = sources.look(source.id());
        try (JsonGenerator json = json(response)) {
            SourceJson.write(source, look, json);
        }
    }

    private static Failure notFound() {
        return new Failure(
                404,
                "source-not-found",
                new Message(
                        "Không có nguồn này; xem /xapi/reports/sources.",
                        "There is no such source; see /xapi/reports/sources."));
    }

    private static JsonGenerator json(HttpServletResponse response) throws IOException {
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        return Json.generator(response.getOutputStream());
    }
}
