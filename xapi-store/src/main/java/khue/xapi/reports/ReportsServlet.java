/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
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
import java.util.ArrayList;
import java.util.List;
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
import khue.xapi.reports.browsing.PeopleHidden;
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
import khue.xapi.reports.indicators.SchoolCalendar;
import khue.xapi.reports.indicators.Step;
import khue.xapi.reports.indicators.Totals;
import khue.xapi.reports.reference.Enrolment;
import khue.xapi.reports.reference.Enrolments;
import khue.xapi.statements.StatementStore;
import khue.xapi.statements.StoredStatement;

/**
 * The report API: {@code GET /xapi/reports/indicators}, {@code GET /xapi/reports/indicators/<id>}, {@code GET
 * /xapi/reports/indicators/<id>/statements}, {@code GET /xapi/reports/totals}, {@code PUT
 * /xapi/reports/enrolments}; {@code GET /xapi/reports/facts} says how far the facts are, and {@code POST} makes them again
 * from the statements.
 */
@WebServlet(urlPatterns = "/reports/*", asyncSupported = true)
public class ReportsServlet extends HttpServlet {

    private static final String INDICATORS = "/indicators";
    private static final String FACTS = "/facts";
    private static final String TOTALS = "/totals";
    private static final String STATEMENTS = "/statements";
    private static final Set<String> QUESTION = Set.of("from", "until", "by", "geography", "trend");
    private static final Set<String> QUESTION_OF_A_CELL =
            Set.of("from", "until", "by", "geography", "cell", "before", "limit", "full");
    private static final int USUAL_LIMIT = 100;
    private static final int MOST = 1_000;

    private final transient Answers answers;
    private final transient SchoolCalendar calendar;
    private final transient Totals totals;
    private final transient Evidence evidence;
    private final transient StatementStore statements;
    private final transient QueryLog log;
    private final transient Enrolments enrolments;
    private final transient FactExtraction facts;
    private final transient FactRebuild rebuild;
    private final transient Clock clock;
    private final transient RequestJson json;

    @Inject
    ReportsServlet(
            Answers answers,
            SchoolCalendar calendar,
            Totals totals,
            Evidence evidence,
            StatementStore statements,
            QueryLog log,
            Enrolments enrolments,
            FactExtraction facts,
            FactRebuild rebuild,
            Clock clock,
            RequestJson json) {
        this.answers = answers;
        this.calendar = calendar;
        this.totals = totals;
        this.evidence = evidence;
        this.statements = statements;
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
        } else if (path.equals(TOTALS)) {
            writeTotals(request, response);
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

    private void writeTotals(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Parameters parameters = Parameters.of(request);
        parameters.areAmong(Set.of("from", "until"));
        Period period = period(parameters);
        log.askedForAll(
                Asker.of(request),
                new Question(
                        period, Breakdown.NONE, Geography.EVENT, LocalDate.ofInstant(clock.instant(), Period.ZONE)));
        Totals.Together together = totals.of(period);
        try (JsonGenerator json = json(response)) {
            IndicatorJson.writeTotals(together, answers.minimumGroup(), json);
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
        boolean whole =
                parameters.find("full", ReportsServlet::truth, "true or false").orElse(false);
        int limit = parameters
                .find("limit", text -> number(text).filter(most -> most <= MOST), "a number from 1 to " + MOST)
                .map(Math::toIntExact)
                .orElse(USUAL_LIMIT);
        log.askedBehind(Asker.of(request), indicator, question, cell);
        Evidence.Page page = evidence.behind(indicator, question, cell, before, limit);
        List<JsonNode> full = whole ? whole(page) : List.of();
        try (JsonGenerator json = json(response)) {
            if (whole) {
                IndicatorJson.writeEvidence(page, full, json);
            } else {
                IndicatorJson.writeEvidence(page, json);
            }
        }
    }

    /** One may have been erased since its id was found. */
    private List<JsonNode> whole(Evidence.Page page) {
        return page.statements().stream()
                .flatMap(id -> statements.find(id).stream())
                .map(statement -> PeopleHidden.in(tree(statement)))
                .toList();
    }

    private static JsonNode tree(StoredStatement statement) {
        try {
            return Json.mapper().readTree(statement.payload());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a stored statement is JSON", impossible);
        }
    }

    private static Optional<Boolean> truth(String word) {
        return Optional.of(word).filter(Set.of("true", "false")::contains).map(Boolean::valueOf);
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
        Optional<Step> step = parameters.find("trend", Step::of, "month, quarter, year, term or school-year");
        List<Step.Part> parts = step.map(by -> calendar.parts(by, question.period(), question.today()))
                .orElse(List.of());
        if (parts.size() > Step.MOST) {
            throw trendTooLong();
        }
        log.asked(Asker.of(request), indicator, question, step);
        Instant computedAt = clock.instant();
        // Before the figures: they may know more, never less.
        Instant factsThrough = facts.through();
        List<Question> questions = new ArrayList<>(List.of(question));
        parts.forEach(part -> questions.add(question.in(part.period())));
        List<Answer> all = answers.answers(indicator, questions);
        Optional<IndicatorJson.Trend> trend =
                step.map(by -> new IndicatorJson.Trend(by, parts, all.subList(1, all.size())));
        try (JsonGenerator json = json(response)) {
            IndicatorJson.writeAnswer(
                    indicator, question, all.get(0), trend, answers.minimumGroup(), computedAt, factsThrough, json);
        }
    }

    private static Failure trendTooLong() {
        return Failure.badRequest(
                "trend-too-long",
                "Khoảng thời gian có hơn " + Step.MOST + " kỳ. Rút ngắn khoảng thời gian, hoặc chia theo kỳ dài hơn.",
                "The span has more than " + Step.MOST + " periods. Ask for a shorter span, or for longer periods.");
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
