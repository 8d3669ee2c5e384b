/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import khue.xapi.credentials.Credential;
import khue.xapi.credentials.Scope;
import khue.xapi.http.Failure;
import khue.xapi.http.Json;
import khue.xapi.http.Message;
import khue.xapi.http.Parameters;
import khue.xapi.http.RequestBody;
import khue.xapi.http.RequestJson;
import khue.xapi.model.Timestamp;
import khue.xapi.model.XapiVersion;
import khue.xapi.reports.ParticipationReport.Breakdown;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The report API: {@code GET /xapi/reports/indicators}, {@code GET /xapi/reports/indicators/F1}, {@code PUT
 * /xapi/reports/enrolments}, and {@code POST /xapi/reports/facts}, which makes the reports' tables again from the
 * statements.
 */
@WebServlet(urlPatterns = "/reports/*", asyncSupported = true)
public class ReportsServlet extends HttpServlet {

    private final transient PortfolioParticipation participation;
    private final transient Enrolments enrolments;
    private final transient ProjectEvents events;
    private final transient Clock clock;
    private final transient RequestJson json;
    private final int minimumGroup;

    @Inject
    ReportsServlet(
            PortfolioParticipation participation,
            Enrolments enrolments,
            ProjectEvents events,
            Clock clock,
            RequestJson json,
            @ConfigProperty(name = "khue.min.group", defaultValue = "10") int minimumGroup) {
        this.participation = participation;
        this.enrolments = enrolments;
        this.events = events;
        this.clock = clock;
        this.json = json;
        this.minimumGroup = minimumGroup;
    }

    @Override
    public void init() throws ServletException {
        if (minimumGroup < 1) {
            throw new ServletException("khue.min.group is at least 1, not " + minimumGroup);
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Credential.of(request).require(Scope.REPORTS, Scope.ALL_READ);
        switch (path(request)) {
            case "/indicators" -> writeIndicators(request, response);
            case "/indicators/" + PortfolioParticipation.ID -> writeParticipation(request, response);
            default -> throw notFound();
        }
    }

    @Override
    protected void doPut(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Credential.of(request).require(Scope.REPORTS);
        if (!path(request).equals("/enrolments")) {
            throw notFound();
        }
        enrolments.put(enrolment(request));
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {
        Credential.of(request).require(Scope.ALL);
        if (!path(request).equals("/facts")) {
            throw notFound();
        }
        events.rebuild();
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    private static void writeIndicators(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Parameters.of(request).areAmong(Set.of());
        try (JsonGenerator json = json(response)) {
            json.writeStartArray();
            writeDefinition(PortfolioParticipation.DEFINITION, json);
            json.writeEndArray();
        }
    }

    private static void writeDefinition(Indicator indicator, JsonGenerator json) throws IOException {
        json.writeStartObject();
        writeHead(indicator, json);
        json.writeArrayFieldStart("parameters");
        for (Indicator.Parameter parameter : indicator.parameters()) {
            json.writeStartObject();
            json.writeStringField("name", parameter.name());
            json.writeBooleanField("required", parameter.required());
            writeText("values", parameter.values(), json);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeHead(Indicator indicator, JsonGenerator json) throws IOException {
        json.writeStringField("id", indicator.id());
        json.writeNumberField("version", indicator.version());
        writeText("title", indicator.title(), json);
        json.writeObjectFieldStart("formula");
        json.writeStringField("vi", indicator.formula().vi());
        json.writeStringField("en", indicator.formula().en());
        json.writeStringField("sql", indicator.sql());
        json.writeEndObject();
    }

    private void writeParticipation(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Parameters parameters = Parameters.of(request);
        parameters.areAmong(Set.of("from", "until", "by"));
        Period period = period(parameters);
        Breakdown breakdown =
                parameters.find("by", Breakdown::of, "class, school or none").orElse(Breakdown.CLASS);
        Instant computedAt = clock.instant();
        ParticipationReport report = ParticipationReport.of(participation.compute(period), breakdown, minimumGroup);
        try (JsonGenerator json = json(response)) {
            json.writeStartObject();
            writeHead(PortfolioParticipation.DEFINITION, json);
            json.writeStringField("from", period.from().toString());
            json.writeStringField("until", period.until().toString());
            json.writeStringField("zone", Period.ZONE.getId());
            json.writeStringField("by", breakdown.name().toLowerCase(Locale.ROOT));
            json.writeNumberField("minimumGroup", minimumGroup);
            json.writeStringField("computedAt", computedAt.toString());
            json.writeFieldName("total");
            writeCell(report.total(), json);
            json.writeArrayFieldStart("rows");
            for (Cell row : report.rows()) {
                writeCell(row, json);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void writeCell(Cell cell, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("key", cell.key().orElse(null));
        json.writeStringField("label", cell.label().orElse(null));
        json.writeFieldName("numerator");
        json.writeObject(cell.share().map(Cell.Share::numerator).orElse(null));
        json.writeFieldName("denominator");
        json.writeObject(cell.share().map(Cell.Share::denominator).orElse(null));
        json.writeFieldName("value");
        json.writeObject(cell.share().flatMap(Cell.Share::value).orElse(null));
        json.writeBooleanField("suppressed", cell.share().isEmpty());
        if (cell.source().isPresent()) {
            json.writeObjectFieldStart("denominatorSource");
            json.writeStringField("source", cell.source().get().name());
            json.writeStringField("asOf", cell.source().get().asOf().toString());
            json.writeEndObject();
        } else {
            json.writeNullField("denominatorSource");
        }
        json.writeEndObject();
    }

    private static void writeText(String name, Text text, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeStringField("vi", text.vi());
        json.writeStringField("en", text.en());
        json.writeEndObject();
    }

    private static Period period(Parameters parameters) {
        LocalDate from = parameters.require("from", ReportsServlet::date, "a day as yyyy-mm-dd");
        LocalDate until = parameters.require(
                "until",
                text -> date(text).filter(day -> !day.isBefore(from)),
                "a day as yyyy-mm-dd that is not before from");
        return new Period(from, until);
    }

    private static Optional<LocalDate> date(String text) {
        if (text.length() != "yyyy-mm-dd".length()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException notADate) {
            return Optional.empty();
        }
    }

    private Enrolment enrolment(HttpServletRequest request) throws IOException {
        Parameters parameters = Parameters.of(request);
        parameters.areAmong(Set.of("class"));
        String classIri = parameters.require("class", Optional::of, "the IRI of a class");
        try {
            JsonNode body =
                    json.read(RequestBody.readJson(request, json.limits().body()));
            bodyIsComplete(body);
            return new Enrolment(
                    classIri,
                    body.get("label").textValue(),
                    Optional.ofNullable(body.path("school").textValue()),
                    body.get("learners").intValue(),
                    Timestamp.parse(body.get("asOf").textValue(), XapiVersion.V2)
                            .orElseThrow(() -> new IllegalArgumentException("asOf is a timestamp of RFC 3339")),
                    body.get("source").textValue());
        } catch (IllegalArgumentException broken) {
            throw enrolmentMalformed(broken.getMessage());
        }
    }

    private static void bodyIsComplete(JsonNode body) {
        boolean complete = body.path("label").isTextual()
                && body.path("learners").canConvertToInt()
                && body.path("learners").isIntegralNumber()
                && body.path("asOf").isTextual()
                && body.path("source").isTextual()
                && (!body.hasNonNull("school") || body.get("school").isTextual());
        if (!complete) {
            throw new IllegalArgumentException(
                    "the body is {label, school or null, learners, asOf, source}, learners a whole number");
        }
    }

    private static Failure enrolmentMalformed(String reason) {
        return Failure.badRequest(
                "enrolment-malformed",
                "Sĩ số gửi lên không đúng dạng: " + reason,
                "The enrolment is malformed: " + reason);
    }

    private static String path(HttpServletRequest request) {
        return Optional.ofNullable(request.getPathInfo()).orElse("");
    }

    private static Failure notFound() {
        return new Failure(
                404,
                "report-not-found",
                new Message(
                        "Không có báo cáo này; xem /xapi/reports/indicators.",
                        "There is no such report; see" + " /xapi/reports/indicators."));
    }

    private static JsonGenerator json(HttpServletResponse response) throws IOException {
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        return Json.generator(response.getOutputStream());
    }
}
