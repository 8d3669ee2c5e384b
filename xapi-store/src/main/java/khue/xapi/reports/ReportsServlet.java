/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
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
import khue.xapi.http.RequestJson;
import khue.xapi.model.Timestamp;
import khue.xapi.model.XapiVersion;
import khue.xapi.reports.facts.FactExtraction;
import khue.xapi.reports.facts.FactRebuild;
import khue.xapi.reports.indicators.Answers;
import khue.xapi.reports.indicators.Answers.Answer;
import khue.xapi.reports.indicators.Breakdown;
import khue.xapi.reports.indicators.Evidence;
import khue.xapi.reports.indicators.Geography;
import khue.xapi.reports.indicators.Indicator;
import khue.xapi.reports.indicators.Indicators;
import khue.xapi.reports.indicators.Period;
import khue.xapi.reports.indicators.QueryLog;
import khue.xapi.reports.indicators.Question;
import khue.xapi.reports.reference.Enrolment;
import khue.xapi.reports.reference.Enrolments;

/**
 * The report API: {@code GET /xapi/reports/indicators}, {@code GET /xapi/reports/indicators/<id>}, {@code GET
 * /xapi/reports/indicators/<id>/statements}, {@code PUT
 * /xapi/reports/enrolments}; {@code GET /xapi/reports/facts} says how far the facts are, and {@code POST} makes them again
 * from the statements.
 */
@WebServlet(urlPatterns = "/reports/*", asyncSupported = true)
public class ReportsServlet extends HttpServlet {

    private static final String INDICATORS = "/indicators";
    private static final String FACTS = "/facts";
    private static final String STATEMENTS = "/statements";
    private static final Set<String> QUESTION = Set.of("from", "until", "by", "geography");
    private static final Set<String> QUESTION_OF_A_CELL =
            Set.of("from", "until", "by", "geography", "cell", "before", "limit");
    private static final int USUAL_LIMIT = 100;
    private static final int MOST = 1_000;

    private final transient Answers answers;
    private final transient Evidence evidence;
    private final transient QueryLog log;
    private final transient Enrolments enrolments;
    private final transient FactExtraction facts;
    private final transient FactRebuild rebuild;
    private final transient Clock clock;
    private final transient RequestJson json;

    @Inject
    ReportsServlet(
            Answers answers,
            Evidence evidence,
            QueryLog log,
            Enrolments enrolments,
            FactExtraction facts,
            FactRebuild rebuild,
            Clock clock,
            RequestJson json) {
        this.answers = answers;
        this.evidence = evidence;
        this.log = log;
        this.enrolments = enrolments;
        this.facts = facts;
        this.rebuild = rebuild;
        this.clock = clock;
        this.json = json;
    }

    /** A setting that is wrong is heard of at once. */
    @Override
    public void init() {
        answers.minimumGroup();
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Credential.of(request).require(Scope.REPORTS, Scope.ALL_READ);
        String path = path(request);
        if (path.equals(INDICATORS)) {
            writeIndicators(request, response);
        } else if (path.equals(FACTS)) {
            Parameters.of(request).areAmong(Set.of());
            writeFacts(response);
        } else if (path.endsWith(STATEMENTS)) {
            Credential.of(request).require(Scope.STATEMENTS_READ, Scope.ALL_READ);
            writeEvidence(
                    indicator(path.substring(0, path.length() - STATEMENTS.length())),
                    Parameters.of(request),
                    request,
                    response);
        } else {
            Parameters parameters = Parameters.of(request);
            parameters.areAmong(QUESTION);
            writeAnswer(indicator(path), parameters, request, response);
        }
    }

    private static Indicator indicator(String path) {
        return Optional.of(path)
                .filter(text -> text.startsWith(INDICATORS + "/"))
                .flatMap(text -> Indicators.of(text.substring(INDICATORS.length() + 1)))
                .orElseThrow(ReportsServlet::notFound);
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
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Credential.of(request).require(Scope.ALL);
        if (!path(request).equals(FACTS)) {
            throw notFound();
        }
        rebuild.begin();
        response.setStatus(HttpServletResponse.SC_ACCEPTED);
        writeFacts(response);
    }

    private void writeIndicators(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Parameters.of(request).areAmong(Set.of());
        LocalDate today = LocalDate.ofInstant(clock.instant(), Period.ZONE);
        try (JsonGenerator json = json(response)) {
            json.writeStartArray();
            for (Indicator indicator : Indicators.ALL) {
                Question usual = new Question(
                        new Period(today, today), indicator.breakdowns().get(0), Geography.EVENT, today);
                IndicatorJson.writeDefinition(indicator, usual, json);
            }
            json.writeEndArray();
        }
    }

    private void writeEvidence(
            Indicator indicator, Parameters parameters, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        parameters.areAmong(QUESTION_OF_A_CELL);
        Question question = question(indicator, parameters);
        Optional<String> cell = parameters.find("cell", Optional::of, "the key of a row");
        long before = parameters
                .find("before", ReportsServlet::number, "next of the page before")
                .orElse(Long.MAX_VALUE);
        int limit = parameters
                .find("limit", text -> number(text).filter(most -> most <= MOST), "a number from 1 to " + MOST)
                .map(Math::toIntExact)
                .orElse(USUAL_LIMIT);
        log.askedBehind(Asker.of(request), indicator, question, cell);
        Evidence.Page page = evidence.behind(indicator, question, cell, before, limit);
        try (JsonGenerator json = json(response)) {
            IndicatorJson.writeEvidence(page, json);
        }
    }

    private static Optional<Long> number(String text) {
        return Optional.of(text)
                .filter(digits -> digits.matches("[1-9][0-9]{0,17}"))
                .map(Long::valueOf);
    }

    private void writeAnswer(
            Indicator indicator, Parameters parameters, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Question question = question(indicator, parameters);
        log.asked(Asker.of(request), indicator, question);
        Instant computedAt = clock.instant();
        // Before the figures: they may know more, never less.
        Instant factsThrough = facts.through();
        Answer answer = answers.answer(indicator, question);
        try (JsonGenerator json = json(response)) {
            IndicatorJson.writeAnswer(
                    indicator, question, answer, answers.minimumGroup(), computedAt, factsThrough, json);
        }
    }

    private void writeFacts(HttpServletResponse response) throws IOException {
        Optional<FactRebuild.Progress> progress = rebuild.progress();
        try (JsonGenerator json = json(response)) {
            json.writeStartObject();
            json.writeStringField("through", facts.through().toString());
            if (progress.isPresent()) {
                json.writeObjectFieldStart("rebuild");
                json.writeStringField("startedAt", progress.get().startedAt().toString());
                json.writeNumberField("done", progress.get().done());
                json.writeEndObject();
            } else {
                json.writeNullField("rebuild");
            }
            json.writeEndObject();
        }
    }

    private Question question(Indicator indicator, Parameters parameters) {
        String words = String.join(
                ", ", indicator.breakdowns().stream().map(Breakdown::word).toList());
        Breakdown by = parameters
                .find("by", word -> Breakdown.of(word).filter(indicator.breakdowns()::contains), "one of " + words)
                .orElse(indicator.breakdowns().get(0));
        Geography geography = parameters
                .find("geography", Geography::of, "event, current or legacy")
                .orElse(Geography.EVENT);
        return new Question(period(parameters), by, geography, LocalDate.ofInstant(clock.instant(), Period.ZONE));
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
