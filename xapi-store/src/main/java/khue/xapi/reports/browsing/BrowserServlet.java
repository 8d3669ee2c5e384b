/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.browsing;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import khue.xapi.credentials.Asker;
import khue.xapi.credentials.Credential;
import khue.xapi.credentials.Scope;
import khue.xapi.http.Json;
import khue.xapi.http.Parameters;
import khue.xapi.model.XapiVersion;
import khue.xapi.reports.indicators.QueryLog;
import khue.xapi.statements.StatementConditions;
import khue.xapi.statements.StatementQuery;
import khue.xapi.statements.StatementStore;

/** {@code GET /xapi/reports/browser}: statements by more than the Statement Resource asks for, without people's names. */
@WebServlet(urlPatterns = "/reports/browser", asyncSupported = true)
public class BrowserServlet extends HttpServlet {

    private static final int MOST = 100;
    private static final int USUAL = 25;

    private final transient StatementStore store;
    private final transient QueryLog log;

    @Inject
    public BrowserServlet(StatementStore store, QueryLog log) {
        this.store = store;
        this.log = log;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Credential.of(request).require(Scope.REPORTS, Scope.ALL_READ);
        Parameters parameters = Parameters.of(request);
        Search search = Search.asked(parameters, Set.of("limit", "ascending", "from"));
        StatementQuery query = StatementConditions.read(
                parameters,
                XapiVersion.V2,
                Optional.empty(),
                parameters
                        .find("limit", BrowserServlet::limit, "a number from 1 to 100")
                        .orElse(USUAL),
                parameters
                        .find("ascending", BrowserServlet::truth, "true or false")
                        .orElse(false),
                parameters
                        .find("from", BrowserServlet::cursor, "what the store sent")
                        .map(OptionalLong::of)
                        .orElseGet(OptionalLong::empty));
        log.askedForStatements(Asker.of(request), parameters.values());
        write(search.in(store, query), response);
    }

    private static void write(Search.Found found, HttpServletResponse response) throws IOException {
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        try (JsonGenerator json = Json.generator(response.getOutputStream())) {
            json.writeStartObject();
            json.writeArrayFieldStart("statements");
            for (JsonNode statement : found.statements()) {
                json.writeTree(statement);
            }
            json.writeEndArray();
            json.writeNumberField("read", found.read());
            json.writeStringField(
                    "reached", found.reached().map(Object::toString).orElse(null));
            // As a text: it has more digits than a number of JavaScript.
            json.writeStringField(
                    "next",
                    found.next().isPresent() ? Long.toString(found.next().getAsLong()) : null);
            json.writeEndObject();
        }
    }

    private static Optional<Integer> limit(String text) {
        return Optional.of(text)
                .filter(number -> number.matches("[1-9]\\d{0,2}"))
                .map(Integer::valueOf)
                .filter(number -> number <= MOST);
    }

    private static Optional<Boolean> truth(String word) {
        return Optional.of(word).filter(Set.of("true", "false")::contains).map(Boolean::valueOf);
    }

    private static Optional<Long> cursor(String text) {
        // The largest number of as many digits is beyond any key, and fits.
        return text.matches("[0-8]?\\d{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }
}
