/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.imports;

import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
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
import khue.xapi.http.RequestBody;
import khue.xapi.reports.imports.Imports.Shown;
import khue.xapi.reports.imports.Plan.Change;
import khue.xapi.reports.indicators.Breakdown;
import khue.xapi.reports.indicators.Indicator;
import khue.xapi.reports.indicators.QueryLog;

/**
 * Reference data and its files: {@code GET /xapi/reports/reference} lists the tables, {@code GET …/reference/<table>} gives one as CSV
 * or JSON, {@code POST} looks at a file for it. {@code /xapi/reports/imports/<id>} is what came of the file, {@code …/effect} with what
 * it would do to figures: {@code POST …/keep}, {@code POST …/undo}, {@code DELETE}.
 */
@WebServlet(
        urlPatterns = {"/reports/reference", "/reports/reference/*", "/reports/imports", "/reports/imports/*"},
        asyncSupported = true)
public class ImportsServlet extends HttpServlet {

    private static final int LARGEST_FILE = 8 << 20;
    private static final int MOST_PROBLEMS = 500;
    private static final int MOST_CHANGES = 500;
    private static final int MOST_ROWS = 500;

    private final transient Imports imports;
    private final transient QueryLog log;

    @Inject
    public ImportsServlet(Imports imports, QueryLog log) {
        this.imports = imports;
        this.log = log;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Credential.of(request).require(Scope.REPORTS, Scope.REFERENCE, Scope.ALL_READ);
        Parameters parameters = Parameters.of(request);
        String path = path(request);
        if (isAboutImports(request)) {
            if (path.isEmpty()) {
                parameters.areAmong(Set.of("table"));
                writeImports(parameters.find("table", Table::named, "the name of a table"), response);
            } else {
                parameters.areAmong(Set.of());
                boolean effect = path.endsWith("/effect");
                long id = id(effect ? path.substring(0, path.lastIndexOf('/')) : path);
                log.lookedAt(Asker.of(request), "reference", Map.of("import", Long.toString(id)));
                write(effect ? imports.showWithEffect(id) : imports.show(id), response);
            }
        } else if (path.isEmpty()) {
            parameters.areAmong(Set.of());
            writeTables(response);
        } else {
            parameters.areAmong(Set.of("format", "from"));
            String format = parameters
                    .find("format", ImportsServlet::format, "csv or json")
                    .orElse("json");
            int from = parameters
                    .find("from", ImportsServlet::number, "a whole number")
                    .orElse(0);
            Table table = table(path);
            log.lookedAt(Asker.of(request), "reference", Map.of("table", table.name(), "format", format));
            writeTable(table, format, from, response);
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Credential.of(request).require(Scope.REFERENCE);
        Parameters parameters = Parameters.of(request);
        String path = path(request);
        Asker asker = Asker.of(request);
        if (!isAboutImports(request)) {
            Table table = table(path);
            parameters.areAmong(Set.of("file", "whole"));
            boolean whole = parameters
                    .find("whole", ImportsServlet::truth, "true or false")
                    .orElse(false);
            String file =
                    parameters.find("file", Optional::of, "the name of a file").orElse(table.name() + ".csv");
            byte[] content = RequestBody.readBytes(request, LARGEST_FILE);
            response.setStatus(HttpServletResponse.SC_CREATED);
            write(imports.look(table, file, whole, content, asker), response);
        } else if (path.endsWith("/keep")) {
            parameters.areAmong(Set.of("digest"));
            String digest = parameters.require("digest", Optional::of, "the digest of what was looked at");
            write(imports.keep(id(path.substring(0, path.lastIndexOf('/'))), digest), response);
        } else if (path.endsWith("/undo")) {
            parameters.areAmong(Set.of());
            write(imports.undo(id(path.substring(0, path.lastIndexOf('/'))), asker), response);
        } else {
            throw notFound();
        }
    }

    @Override
    protected void doDelete(HttpServletRequest request, HttpServletResponse response) {
        Credential.of(request).require(Scope.REFERENCE);
        Parameters.of(request).areAmong(Set.of());
        if (!isAboutImports(request)) {
            throw notFound();
        }
        imports.giveUp(id(path(request)));
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    private void writeTables(HttpServletResponse response) throws IOException {
        List<Integer> sizes = imports.sizes();
        try (JsonGenerator json = json(response)) {
            json.writeStartArray();
            for (int i = 0; i < Table.ALL.size(); i++) {
                json.writeStartObject();
                writeHead(Table.ALL.get(i), json);
                json.writeNumberField("rows", sizes.get(i));
                json.writeEndObject();
            }
            json.writeEndArray();
        }
    }

    private static void writeHead(Table table, JsonGenerator json) throws IOException {
        json.writeStringField("name", table.name());
        write("title", table.title(), json);
        json.writeArrayFieldStart("columns");
        for (Column column : table.columns()) {
            json.writeStartObject();
            json.writeStringField("name", column.name());
            write("title", column.title(), json);
            write("explanation", column.explanation(), json);
            json.writeStringField(
                    "kind", column.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
            json.writeBooleanField("required", column.required());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeTable(Table table, String format, int from, HttpServletResponse response) throws IOException {
        if (format.equals("csv")) {
            response.setContentType("text/csv; charset=utf-8");
            response.setHeader("Content-Disposition", "attachment; filename=\"" + table.name() + ".csv\"");
            Writer out = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8);
            imports.write(table, out);
            out.flush();
            return;
        }
        List<Row> rows = imports.rows(table);
        try (JsonGenerator json = json(response)) {
            json.writeStartObject();
            writeHead(table, json);
            json.writeNumberField("all", rows.size());
            json.writeNumberField("from", from);
            json.writeArrayFieldStart("rows");
            for (Row row : rows.stream().skip(from).limit(MOST_ROWS).toList()) {
                json.writeObject(row.values());
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private void writeImports(Optional<Table> table, HttpServletResponse response) throws IOException {
        List<Import> all = imports.list(table);
        try (JsonGenerator json = json(response)) {
            json.writeStartArray();
            for (Import made : all) {
                json.writeStartObject();
                writeMade(made, json);
                json.writeEndObject();
            }
            json.writeEndArray();
        }
    }

    private static void writeMade(Import made, JsonGenerator json) throws IOException {
        json.writeNumberField("id", made.id());
        json.writeStringField("table", made.table().name());
        write("title", made.table().title(), json);
        json.writeStringField("state", made.state().word());
        json.writeStringField("file", made.file());
        json.writeStringField("sha256", made.sha256());
        json.writeBooleanField("whole", made.whole());
        json.writeStringField("madeAt", made.madeAt().toString());
        json.writeStringField("by", made.by());
        json.writeNumberField("rows", made.rows());
        json.writeStringField("keptAt", made.keptAt().map(Object::toString).orElse(null));
        json.writeStringField("undoneAt", made.undoneAt().map(Object::toString).orElse(null));
    }

    private static void write(Shown shown, HttpServletResponse response) throws IOException {
        Plan plan = shown.plan();
        try (JsonGenerator json = json(response)) {
            json.writeStartObject();
            writeMade(shown.made(), json);
            json.writeNumberField("unchanged", plan.unchanged());
            for (Change.Kind kind : Change.Kind.values()) {
                json.writeNumberField(word(kind), plan.count(kind));
            }
            json.writeStringField("digest", plan.digest());
            json.writeNumberField("faults", plan.problems().size());
            json.writeArrayFieldStart("problems");
            for (Problem problem : plan.problems().stream().limit(MOST_PROBLEMS).toList()) {
                json.writeStartObject();
                json.writeNumberField("row", problem.row());
                json.writeStringField("column", problem.column());
                json.writeStringField("code", problem.fault().code());
                write("message", problem.message(), json);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("changes");
            for (Change change : plan.changes().stream().limit(MOST_CHANGES).toList()) {
                json.writeStartObject();
                json.writeStringField("what", word(change.kind()));
                json.writeNumberField("row", change.row());
                json.writeStringField("key", shown.made().table().keyOf(change.either()));
                json.writeObjectField("before", change.before().map(Row::values).orElse(null));
                json.writeObjectField("after", change.after().map(Row::values).orElse(null));
                json.writeEndObject();
            }
            json.writeEndArray();
            if (shown.effect().isPresent()) {
                write(shown.effect().get(), json);
            }
            json.writeArrayFieldStart("builtOn");
            for (long later : shown.builtOn()) {
                json.writeNumber(later);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void write(Effect effect, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("effect");
        json.writeStringField("from", effect.period().from().toString());
        json.writeStringField("until", effect.period().until().toString());
        json.writeNumberField("computed", effect.computed());
        write("figures", effect.figures(), json);
        write("open", effect.open(), json);
        json.writeArrayFieldStart("breakdowns");
        for (Breakdown by : effect.breakdowns()) {
            json.writeString(by.word());
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(String name, List<Indicator> indicators, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(name);
        for (Indicator indicator : indicators) {
            json.writeStartObject();
            json.writeStringField("id", indicator.id());
            write("title", new Message(indicator.title().vi(), indicator.title().en()), json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static String word(Change.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static void write(String name, Message message, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeStringField("vi", message.vi());
        json.writeStringField("en", message.en());
        json.writeEndObject();
    }

    private static Table table(String path) {
        return Table.named(path).orElseThrow(ImportsServlet::notFound);
    }

    private static long id(String text) {
        return number(text).orElseThrow(ImportsServlet::notFound);
    }

    private static Optional<Integer> number(String text) {
        return text.matches("\\d{1,9}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    private static Optional<String> format(String word) {
        return Optional.of(word).filter(Set.of("csv", "json")::contains);
    }

    private static Optional<Boolean> truth(String word) {
        return Optional.of(word).filter(Set.of("true", "false")::contains).map(Boolean::valueOf);
    }

    private static boolean isAboutImports(HttpServletRequest request) {
        return request.getServletPath().equals("/reports/imports");
    }

    private static String path(HttpServletRequest request) {
        return Optional.ofNullable(request.getPathInfo())
                .map(path -> path.substring(1))
                .orElse("");
    }

    private static Failure notFound() {
        return new Failure(
                404,
                "reference-not-found",
                new Message(
                        "Không có bảng này; xem /xapi/reports/reference.",
                        "There is no such table; see /xapi/reports/reference."));
    }

    private static JsonGenerator json(HttpServletResponse response) throws IOException {
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        return Json.generator(response.getOutputStream());
    }
}
