/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** The store as a client meets it: the WAR that is shipped, in the server, over HTTP. */
@ArquillianTest
class XapiStoreIT {

    private static final String EVERYTHING =
            basic(ServerForTests.KEYS.get("khue.lrs.key"), ServerForTests.KEYS.get("khue.lrs.secret"));
    private static final String TOOLS =
            basic(ServerForTests.KEYS.get("khue.store.key"), ServerForTests.KEYS.get("khue.store.secret"));

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ObjectMapper json = new ObjectMapper();

    @Deployment(testable = false)
    static WebArchive store() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("application")));
    }

    @Test
    void saysWhichVersionsItSpeaksToAnybody() throws Exception {
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(uri("/xapi/about")).GET());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"version\":[\"1.0.3\",\"2.0.0\"]}");
    }

    @Test
    void isReadyWhenTheDatabaseAnswersAndMigrationsHaveRun() throws Exception {
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(uri("/health/ready")).GET());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"xapi-store\"");
    }

    @Test
    void givesBackAStatementAsItWasSentAndWithWhatTheStoreSets() throws Exception {
        UUID id = UUID.randomUUID();

        HttpResponse<String> put =
                put(id, statement("http://example.vn/hoạt-động", "\"result\":{\"score\":{\"raw\":1.50E1}}"));
        HttpResponse<String> got = get("?statementId=" + id);

        assertThat(put.statusCode()).isEqualTo(204);
        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(got.body()).contains("\"raw\":1.50E1", "Nguyễn Thị Bình", "http://example.vn/hoạt-động");
        JsonNode statement = json.readTree(got.body());
        assertThat(statement.get("id").textValue()).isEqualTo(id.toString());
        assertThat(statement.get("timestamp")).isEqualTo(statement.get("stored"));
        assertThat(statement.at("/authority/account/homePage").textValue())
                .isEqualTo(ServerForTests.address() + "/xapi");
        assertThat(statement.at("/authority/account/name").textValue()).isEqualTo("everything");
        assertThat(got.headers().firstValue("Last-Modified")).isPresent();
    }

    @Test
    void storesNothingOfABatchThatHoldsOneFault() throws Exception {
        UUID id = UUID.randomUUID();
        String good = statement("http://example.vn/batch", "\"id\":\"" + id + "\"");
        String faulty = statement("no iri", "\"id\":\"" + UUID.randomUUID() + "\"");

        HttpResponse<String> answer = post("[" + good + "," + faulty + "]");

        assertThat(answer.statusCode()).isEqualTo(400);
        JsonNode failure = json.readTree(answer.body());
        assertThat(failure.get("code").textValue()).isEqualTo("statement-rejected");
        assertThat(failure.at("/violations/0/pointer").textValue()).isEqualTo("/1/object/id");
        assertThat(get("?statementId=" + id).statusCode()).isEqualTo(404);
    }

    @Test
    void takesARepetitionQuietlyAndRefusesAnotherStatementUnderTheSameId() throws Exception {
        UUID id = UUID.randomUUID();
        assertThat(put(id, statement("http://example.vn/once")).statusCode()).isEqualTo(204);

        assertThat(put(id, statement("http://example.vn/once")).statusCode()).isEqualTo(204);
        assertThat(put(id, statement("http://example.vn/other")).statusCode()).isEqualTo(409);
        assertThat(get("?statementId=" + id).body()).contains("http://example.vn/once");
    }

    @Test
    void storesAStatementOnceWhenManySendItAtTheSameTime() throws Exception {
        UUID id = UUID.randomUUID();
        String activity = "http://example.vn/concurrent/" + id;
        String body = "[" + statement(activity, "\"id\":\"" + id + "\"") + "]";

        List<CompletableFuture<HttpResponse<String>>> answers = Stream.generate(() -> client.sendAsync(
                        request("", EVERYTHING)
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString()))
                .limit(16)
                .toList();

        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.get().statusCode()).isEqualTo(200));
        JsonNode found = json.readTree(get("?activity=" + encode(activity)).body());
        assertThat(found.get("statements")).hasSize(1);
    }

    @Test
    void leadsThroughAllPagesByMoreWhileOthersWrite() throws Exception {
        String activity = "http://example.vn/pages/" + UUID.randomUUID();
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            sent.add(0, json.readTree(post(statement(activity)).body()).get(0).textValue());
        }
        List<String> found = new ArrayList<>();
        String more = "/xapi/statements?limit=3&activity=" + encode(activity);
        while (!more.isEmpty()) {
            JsonNode page =
                    json.readTree(send(request(uri(more), EVERYTHING).GET()).body());
            page.get("statements")
                    .forEach(statement -> found.add(statement.get("id").textValue()));
            more = page.get("more").textValue();
            post(statement(activity));
        }

        assertThat(found).isEqualTo(sent);
    }

    @Test
    void hidesAVoidedStatementFromListsAndFindsItByItsOwnParameter() throws Exception {
        UUID id = UUID.randomUUID();
        String activity = "http://example.vn/voided/" + id;
        put(id, statement(activity));
        String voiding = """
                {"actor":{"mbox":"mailto:admin@example.vn"},
                 "verb":{"id":"http://adlnet.gov/expapi/verbs/voided"},
                 "object":{"objectType":"StatementRef","id":"%s"}}""".formatted(id);

        assertThat(post(voiding).statusCode()).isEqualTo(200);

        assertThat(get("?statementId=" + id).statusCode()).isEqualTo(404);
        assertThat(get("?voidedStatementId=" + id).statusCode()).isEqualTo(200);
        assertThat(json.readTree(get("?activity=" + encode(activity)).body()).get("statements"))
                .allSatisfy(statement ->
                        assertThat(statement.at("/verb/id").textValue()).endsWith("/voided"));
    }

    @Test
    void leavesPropertiesOfVersion2OutOfAnAnswerInVersion1() throws Exception {
        UUID id = UUID.randomUUID();
        put(id, statement("http://example.vn/2.0", """
                        "context":{"contextAgents":[
                          {"objectType":"contextAgent","agent":{"mbox":"mailto:mentor@example.vn"}}]}"""));

        HttpResponse<String> second = get("?statementId=" + id);
        HttpResponse<String> first = send(request("?statementId=" + id, EVERYTHING)
                .setHeader("X-Experience-API-Version", "1.0.3")
                .GET());

        assertThat(second.body()).contains("contextAgents");
        assertThat(first.body()).doesNotContain("contextAgents").doesNotContain("2.0.0");
        assertThat(first.headers().firstValue("X-Experience-API-Version")).contains("1.0.3");
    }

    @Test
    void refusesARequestWithoutAVersionAndNamesTheDefault() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(uri("/xapi/statements"))
                .header("Authorization", EVERYTHING)
                .GET());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("X-Experience-API-Version")).contains("2.0.0");
        assertThat(answer.body()).contains("version-header-missing");
    }

    @Test
    void refusesAnUnknownKeyAWrongSecretAndAMissingScope() throws Exception {
        HttpResponse<String> unknown = send(request("", basic("nobody", "x")).GET());
        HttpResponse<String> wrong = send(request("", basic("everything", "x")).GET());
        HttpResponse<String> forbidden =
                send(request(uri("/xapi/reports/facts"), TOOLS).POST(BodyPublishers.noBody()));

        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(unknown.headers().firstValue("WWW-Authenticate")).isPresent();
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(forbidden.statusCode()).isEqualTo(403);
        assertThat(forbidden.body()).contains("scope-missing");
    }

    @Test
    void refusesBodiesThatAreNotWhatTheySay() throws Exception {
        HttpResponse<String> multipart = send(request("", EVERYTHING)
                .setHeader("Content-Type", "multipart/mixed; boundary=x")
                .POST(BodyPublishers.ofString("--x--")));
        HttpResponse<String> notUtf8 =
                send(request("", EVERYTHING).POST(BodyPublishers.ofByteArray(new byte[] {'{', (byte) 0xC3, '}'})));
        HttpResponse<String> tooLarge =
                send(request("", EVERYTHING).POST(BodyPublishers.ofByteArray(new byte[16 * 1024 * 1024 + 1])));

        assertThat(multipart.body()).contains("multipart-malformed");
        assertThat(notUtf8.body()).contains("body-not-utf-8");
        assertThat(tooLarge.statusCode()).isEqualTo(413);
    }

    @Test
    void refusesAnUnknownParameterAndStillSaysHowFarItIsConsistent() throws Exception {
        HttpResponse<String> answer = get("?verbs=x");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("parameter-unknown");
        assertThat(answer.headers().firstValue("X-Experience-API-Consistent-Through"))
                .hasValueSatisfying(
                        through -> assertThat(Instant.parse(through)).isNotNull());
    }

    @Test
    void countsAcceptedWorkAgainstEnrolment() throws Exception {
        String base = "https://khue.io/xapi/";
        String classIri = base + "class/" + UUID.randomUUID();
        HttpResponse<String> enrolled = send(request(uri("/xapi/reports/enrolments?class=" + encode(classIri)), TOOLS)
                .PUT(BodyPublishers.ofString("""
                        {"label":"Lớp 6A","school":null,"learners":28,"asOf":"2026-09-05T00:00:00Z","source":"NRPS"}""")));
        for (String pupil : List.of("a", "b", "b")) {
            post("""
                    {"actor":{"account":{"homePage":"%1$spid","name":"teacher"}},
                     "verb":{"id":"http://activitystrea.ms/approve"},
                     "object":{"id":"%1$sproject/1",
                               "definition":{"type":"http://id.tincanapi.com/activitytype/project"}},
                     "timestamp":"2026-10-01T00:00:00Z",
                     "context":{"extensions":{"%1$sext/subject":"%2$s"},
                                "contextActivities":{"grouping":[{"id":"%3$s"}]}}}""".formatted(base, pupil, classIri));
        }

        assertThat(enrolled.statusCode()).isEqualTo(204);
        String question = "/xapi/reports/indicators/F1?from=2026-09-05&until=2027-05-31";
        JsonNode row = answered(
                        question, answer -> answer.at("/rows/0/numerator").asInt() == 2)
                .at("/rows/0");
        assertThat(row.get("key").textValue()).isEqualTo(classIri);
        assertThat(row.get("numerator").intValue()).isEqualTo(2);
        assertThat(row.get("denominator").intValue()).isEqualTo(28);
        assertThat(row.get("value").decimalValue()).isEqualByComparingTo("0.071429");
        assertThat(row.at("/denominatorSource/source").textValue()).isEqualTo("NRPS");
    }

    @Test
    void tellsEveryIndicatorWithItsFormula() throws Exception {
        JsonNode indicators = json.readTree(
                send(request(uri("/xapi/reports/indicators"), TOOLS).GET()).body());

        assertThat(indicators).hasSizeGreaterThan(5);
        for (JsonNode indicator : indicators) {
            assertThat(indicator.at("/formula/vi").textValue()).isNotBlank();
            assertThat(indicator.at("/formula/sql").textValue()).contains("figure as (", ":until");
            String days = "?from=2026-09-05&until=2027-05-31&geography=legacy";
            for (JsonNode by : indicator.get("breakdowns")) {
                String question =
                        "/xapi/reports/indicators/" + indicator.get("id").textValue() + days + "&by=" + by.textValue();
                assertThat(send(request(uri(question), TOOLS).GET()).statusCode())
                        .as(question)
                        .isEqualTo(200);
            }
        }
        assertThat(send(request(uri("/xapi/reports/indicators/T2?from=2026-09-05&until=2027-05-31&by=class"), TOOLS)
                                .GET())
                        .statusCode())
                .isEqualTo(400);
        assertThat(send(request(uri("/xapi/reports/indicators/Z9?from=2026-09-05&until=2027-05-31"), TOOLS)
                                .GET())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void notesWhoAskedForTheStatementsBehindACell() throws Exception {
        String person = "evaluator-" + UUID.randomUUID();
        HttpResponse<String> page = send(request(
                        uri(
                                "/xapi/reports/indicators/F3/statements?from=2026-09-05&until=2026-09-06&by=area&cell=inner"),
                        TOOLS)
                .header("X-Khue-On-Behalf-Of", person)
                .GET());

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(json.readTree(page.body()).get("statements").isArray()).isTrue();
        try (Connection connection = ServerForTests.databaseOfTheServer().getConnection();
                PreparedStatement select = connection.prepareStatement("""
                        select question ->> 'statements' as statements, question ->> 'cell' as cell
                          from xapi.report_query where on_behalf_of = ? and indicator = 'F3'""")) {
            select.setString(1, person);
            try (ResultSet row = select.executeQuery()) {
                assertThat(row.next()).isTrue();
                assertThat(row.getString("statements")).isEqualTo("true");
                assertThat(row.getString("cell")).isEqualTo("inner");
            }
        }
    }

    @Test
    void notesWhoAskedForWhichFigureAndWhen() throws Exception {
        String person = "evaluator-" + UUID.randomUUID();
        send(request(uri("/xapi/reports/indicators/F3?from=2026-09-05&until=2026-09-06&by=area"), TOOLS)
                .header("X-Khue-On-Behalf-Of", person)
                .GET());

        try (Connection connection = ServerForTests.databaseOfTheServer().getConnection();
                PreparedStatement select = connection.prepareStatement("""
                        select by_key, indicator, version, question ->> 'by' as by, at > now() - interval '1 hour' as lately
                          from xapi.report_query where on_behalf_of = ?""")) {
            select.setString(1, person);
            try (ResultSet row = select.executeQuery()) {
                assertThat(row.next()).isTrue();
                assertThat(row.getString("by_key")).isEqualTo("tools");
                assertThat(row.getString("indicator")).isEqualTo("F3");
                assertThat(row.getInt("version")).isPositive();
                assertThat(row.getString("by")).isEqualTo("area");
                assertThat(row.getBoolean("lately")).isTrue();
                assertThat(row.next()).isFalse();
            }
        }
    }

    @Test
    void makesAllFactsAgainWhileFiguresAreRead() throws Exception {
        HttpResponse<String> begun =
                send(request(uri("/xapi/reports/facts"), EVERYTHING).POST(BodyPublishers.noBody()));

        assertThat(begun.statusCode()).isEqualTo(202);
        JsonNode done =
                answered("/xapi/reports/facts", answer -> answer.get("rebuild").isNull());
        assertThat(Instant.parse(done.get("through").textValue())).isBeforeOrEqualTo(Instant.now());
    }

    @Test
    void tellsSourcesAndWhatFiguresCannotReadOfThem() throws Exception {
        String verb = "http://example.vn/verbs/" + UUID.randomUUID();
        post(statement("http://example.vn/source").replace("http://adlnet.gov/expapi/verbs/attended", verb));

        JsonNode sources = json.readTree(
                send(request(uri("/xapi/reports/sources"), TOOLS).GET()).body());
        JsonNode own = null;
        for (JsonNode source : sources) {
            own = source.get("name").textValue().equals("everything") ? source : own;
        }

        assertThat(own.get("day").longValue()).isPositive();
        assertThat(Instant.parse(own.get("newest").textValue()))
                .isBetween(Instant.now().minusSeconds(3600), Instant.now());
        HttpResponse<String> one =
                send(request(uri("/xapi/reports/sources/" + own.get("id").textValue()), TOOLS)
                        .GET());
        JsonNode met = json.readTree(one.body()).get("verbs").get(0);
        assertThat(one.body()).contains(verb).doesNotContain("Nguyễn Thị Bình", "binh@example.vn");
        assertThat(met.get("means").isNull()).isTrue();
        assertThat(send(request(uri("/xapi/reports/sources/" + UUID.randomUUID()), TOOLS)
                                .GET())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void findsStatementsByWhatTheStandardDoesNotAskForAndHidesPeople() throws Exception {
        String word = "Vườn-" + UUID.randomUUID();
        String school =
                "\"context\":{\"extensions\":{\"https://w3id.org/xapi/acrossx/extensions/school\":\"" + word + "\"}}";
        post(statement("http://example.vn/" + word.substring(6), school));
        post(statement("http://example.vn/other", "\"result\":{\"response\":\"trong " + word + "\"}"));

        JsonNode byText = browsed("text=" + encode(word.toLowerCase(Locale.ROOT)));
        JsonNode bySchool = browsed("school=" + encode(word));
        JsonNode first = browsed("limit=1&text=" + encode(word));
        JsonNode second = browsed(
                "limit=1&text=" + encode(word) + "&from=" + first.get("next").textValue());

        assertThat(byText.get("statements")).hasSize(2);
        assertThat(bySchool.get("statements")).hasSize(1);
        assertThat(first.at("/statements/0/id")).isEqualTo(byText.at("/statements/0/id"));
        assertThat(second.at("/statements/0/id")).isEqualTo(byText.at("/statements/1/id"));
        assertThat(byText.toString()).doesNotContain("Nguyễn Thị Bình", "binh@example.vn");
        // Nor is a hidden name found by looking for it.
        assertThat(browsed("text=" + encode("binh@example.vn")).get("statements"))
                .isEmpty();
        assertThat(send(request(uri("/xapi/reports/browser?text="), TOOLS).GET())
                        .statusCode())
                .isEqualTo(400);
        assertThat(browsed("source=" + UUID.randomUUID()).get("statements")).isEmpty();
    }

    private JsonNode browsed(String query) throws Exception {
        return json.readTree(
                send(request(uri("/xapi/reports/browser?" + query), TOOLS).GET())
                        .body());
    }

    @Test
    void takesAFileOfReferenceDataInThreeSteps() throws Exception {
        String day = "2031-01-12";
        String file = "day;title;source\r\n" + day + ";Ngày hội đọc sách;Kế hoạch 12\r\n";
        HttpResponse<String> looked = send(request(uri("/xapi/reports/reference/days-off?file=nghi.csv"), TOOLS)
                .POST(BodyPublishers.ofString(file)));
        JsonNode plan = json.readTree(looked.body());
        String address = "/xapi/reports/imports/" + plan.get("id").asLong();

        assertThat(looked.statusCode()).isEqualTo(201);
        assertThat(plan.get("added").intValue()).isEqualTo(1);
        assertThat(json.readTree(send(request(uri(address + "/effect"), TOOLS).GET())
                                .body())
                        .at("/effect/figures"))
                .isEmpty();
        HttpResponse<String> kept =
                send(request(uri(address + "/keep?digest=" + plan.get("digest").textValue()), TOOLS)
                        .POST(BodyPublishers.noBody()));
        assertThat(kept.body()).contains("\"state\":\"kept\"");
        assertThat(send(request(uri("/xapi/reports/reference/days-off?format=csv"), TOOLS)
                                .GET())
                        .body())
                .contains(day + ",Ngày hội đọc sách,Kế hoạch 12\r\n");
        assertThat(send(request(uri("/xapi/reports/imports?table=days-off"), TOOLS)
                                .GET())
                        .body())
                .contains(plan.get("sha256").textValue());
        HttpResponse<String> undone =
                send(request(uri(address + "/undo"), TOOLS).POST(BodyPublishers.noBody()));
        assertThat(undone.body()).contains("\"state\":\"undone\"");
    }

    /** Asks until the answer is what facts make of it; they come a moment after their statements. */
    private JsonNode answered(String question, Predicate<JsonNode> wanted) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        JsonNode answer;
        do {
            HttpResponse<String> response = send(request(uri(question), TOOLS).GET());
            assertThat(response.statusCode()).isEqualTo(200);
            answer = json.readTree(response.body());
        } while (!wanted.test(answer) && System.nanoTime() < deadline);
        assertThat(wanted.test(answer)).as(answer.toString()).isTrue();
        return answer;
    }

    private static String statement(String activity, String... more) {
        return """
                {"actor":{"mbox":"mailto:binh@example.vn","name":"Nguyễn Thị Bình"},
                 "verb":{"id":"http://adlnet.gov/expapi/verbs/attended"},
                 "object":{"id":"%s"}%s}""".formatted(activity, more.length == 0 ? "" : "," + String.join(",", more));
    }

    private HttpResponse<String> get(String query) throws IOException, InterruptedException {
        return send(request(query, EVERYTHING).GET());
    }

    private HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return send(request("", EVERYTHING).POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> put(UUID id, String body) throws IOException, InterruptedException {
        return send(request("?statementId=" + id, EVERYTHING).PUT(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String query, String authorization) {
        return request(uri("/xapi/statements" + query), authorization);
    }

    private static HttpRequest.Builder request(URI uri, String authorization) {
        return HttpRequest.newBuilder(uri)
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .header("X-Experience-API-Version", "2.0.0");
    }

    private static URI uri(String path) {
        return URI.create(ServerForTests.address() + path);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String basic(String name, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }
}
