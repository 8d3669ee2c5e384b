/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are wrong, unusual, packed, or come from a page of another origin. */
@ArquillianTest
class RequestsIT {

    private final ObjectMapper json = new ObjectMapper();

    @Deployment(testable = false)
    static WebArchive store() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("application")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/xapi/nothing",
                "/xapi/",
                "/xapi/statements/",
                "/xapi/statements/..;/nothing",
                "/xapi/failure",
                "/xapi/index.html",
                "/xapi/WEB-INF/web.xml",
                "/xapi/META-INF/MANIFEST.MF"
            })
    void answersAPathThatIsNotThereInJson(String path) throws Exception {
        Wire.Answer answer = Wire.request("GET", path).send();

        assertThat(answer.status()).isEqualTo(404);
        assertThat(code(answer)).isEqualTo("resource-not-found");
        assertThat(answer.text()).doesNotContain("Payara");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /xapi/%zz",
        "PUT, /xapi/%zz",
        "POST, /xapi/statements%",
        "PUT, /xapi/statements/%4",
        "PUT, /xapi/%e1%bb%9/statements",
    })
    void answersAPathWithABrokenEscapeAsOneThatIsNotThere(String method, String path) throws Exception {
        Wire.anonymous("GET", "/xapi/about").send();

        Wire request = Wire.request(method, path);

        Wire.Answer answer = (method.equals("GET") ? request : request.json("{}")).send();

        assertThat(answer.status()).isEqualTo(404);
        assertThat(code(answer)).isEqualTo("resource-not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE", "PATCH", "FOO", "PROPFIND"})
    void namesTheMethodsThatAResourceTakes(String method) throws Exception {
        Wire.Answer answer = Wire.request(method, "/xapi/statements").send();

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).contains("GET, HEAD, OPTIONS, POST, PUT");
        assertThat(code(answer)).isEqualTo("method-not-allowed");
    }

    @Test
    void saysToAnybodyWhichMethodsAResourceTakes() throws Exception {
        Wire.Answer answer = Wire.anonymous("OPTIONS", "/xapi/about").send();

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Allow")).contains("GET, HEAD, OPTIONS");
    }

    @ParameterizedTest
    @CsvSource({
        "verb=%zz, parameters-not-url-encoded",
        "verb=%, parameters-not-url-encoded",
        "verb=%00, parameter-malformed",
        "verb=%ff%fe, parameters-not-url-encoded",
        "verb=%c0%80, parameters-not-url-encoded",
        "verb=%ed%a0%80, parameters-not-url-encoded",
        "limit=1&limit=2, parameter-repeated",
        "no_such=1, parameter-unknown",
    })
    void refusesAQueryThatItWouldHaveToGuess(String query, String code) throws Exception {
        Wire.Answer answer = Wire.request("GET", "/xapi/statements?" + query).send();

        assertThat(answer.status()).isEqualTo(400);
        assertThat(code(answer)).isEqualTo(code);
    }

    // A query is UTF-8 whatever the charset that a body is said to have.
    @ParameterizedTest
    @CsvSource({
        "GET, /xapi/statements?limit=1, 200",
        "GET, /xapi/reports/indicators?x=1, 400",
        "GET, /xapi/reports/indicators/F1?from=2026-09-01&until=2026-09-30, 200",
        "PUT, /xapi/reports/enrolments?class=http://example.vn/c, 400",
    })
    void readsAQueryTheSameWhateverTheCharsetOfTheBody(String method, String path, int status) throws Exception {
        Wire request = Wire.request(method, path).with("Content-Type", "text/plain; charset=utf-16");

        Wire.Answer answer =
                (method.equals("PUT") ? request.body("{}".getBytes(StandardCharsets.UTF_8)) : request).send();

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    }

    @Test
    void refusesAQueryOfThousandsOfParametersAndNamesTheLimit() throws Exception {
        Wire.Answer answer =
                Wire.request("GET", "/xapi/statements?" + "a=&".repeat(2000)).send();

        assertThat(code(answer)).isEqualTo("parameters-too-many");
        assertThat(json.readTree(answer.text()).get("limit").intValue()).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource({
        "application/json; charset=latin1, 415, charset-not-utf-8",
        "application/json; charset=\"UTF-16\", 415, charset-not-utf-8",
        "application/json;charset=utf-8, 200,",
        "APPLICATION/JSON, 200,",
        "text/plain, 400, content-type-not-json",
        "application/jsonx, 400, content-type-not-json",
    })
    void takesJsonInUtf8Only(String type, int status, String code) throws Exception {
        Wire.Answer answer = Wire.request("POST", "/xapi/statements")
                .with("Content-Type", type)
                .body("[]".getBytes(StandardCharsets.UTF_8))
                .send();

        assertThat(answer.status()).isEqualTo(status);
        if (code != null) {
            assertThat(code(answer)).isEqualTo(code);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Content-Length, -5",
        "Content-Length, 1e3",
        "Transfer-Encoding, rot13",
    })
    void refusesALengthThatIsNone(String name, String value) throws Exception {
        Wire.Answer answer = Wire.request("POST", "/xapi/statements")
                .with("Content-Type", "application/json")
                .with(name, value)
                .send();

        assertThat(answer.status()).isBetween(400, 501);
        assertThat(answer.status()).isNotEqualTo(500);
    }

    @Test
    void takesAStatementPackedByGzip() throws Exception {
        UUID id = UUID.randomUUID();

        Wire.Answer put = Wire.request("PUT", "/xapi/statements?statementId=" + id)
                .with("Content-Type", "application/json")
                .with("Content-Encoding", "gzip")
                .body(gzip(statement("http://example.vn/packed").getBytes(StandardCharsets.UTF_8)))
                .send();

        assertThat(put.status()).isEqualTo(204);
        assertThat(Wire.request("GET", "/xapi/statements?statementId=" + id)
                        .send()
                        .text())
                .contains("http://example.vn/packed");
    }

    @Test
    void stopsUnpackingABodyThatGrowsOutOfBounds() throws Exception {
        Wire.Answer answer = Wire.request("POST", "/xapi/statements")
                .with("Content-Type", "application/json")
                .with("Content-Encoding", "gzip")
                .body(gzip(new byte[64 * 1024 * 1024]))
                .send();

        assertThat(answer.status()).isEqualTo(413);
        assertThat(code(answer)).isEqualTo("gzip-ratio-too-large");
        assertThat(json.readTree(answer.text()).get("limit").intValue()).isEqualTo(200);
    }

    @Test
    void refusesGzipThatIsBrokenOrCutOff() throws Exception {
        byte[] whole = gzip(statement("http://example.vn/cut").getBytes(StandardCharsets.UTF_8));
        for (byte[] body : new byte[][] {Arrays.copyOf(whole, whole.length - 12), "no gzip".getBytes(), {}}) {
            Wire.Answer answer = Wire.request("POST", "/xapi/statements")
                    .with("Content-Type", "application/json")
                    .with("Content-Encoding", "gzip")
                    .body(body)
                    .send();

            assertThat(answer.status()).isEqualTo(400);
            assertThat(code(answer)).isEqualTo("gzip-malformed");
        }
    }

    @Test
    void refusesAnEncodingThatItDoesNotKnowAndNamesTheOneItKnows() throws Exception {
        Wire.Answer answer = Wire.request("POST", "/xapi/statements")
                .with("Content-Encoding", "br")
                .json("[]")
                .send();

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.header("Accept-Encoding")).contains("gzip");
        assertThat(code(answer)).isEqualTo("content-encoding-not-supported");
    }

    @Test
    void packsALongAnswerForWhoAsksForIt() throws Exception {
        String activity = "http://example.vn/long/" + UUID.randomUUID();
        for (int i = 0; i < 10; i++) {
            Wire.request("POST", "/xapi/statements").json(statement(activity)).send();
        }
        String target = "/xapi/statements?activity=" + activity;

        Wire.Answer plain = Wire.request("GET", target).send();
        Wire.Answer packed =
                Wire.request("GET", target).with("Accept-Encoding", "gzip, br").send();
        Wire.Answer unwanted = Wire.request("GET", target)
                .with("Accept-Encoding", "gzip;q=0, *")
                .send();
        Wire.Answer head =
                Wire.request("HEAD", target).with("Accept-Encoding", "gzip").send();

        assertThat(packed.header("Content-Encoding")).contains("gzip");
        assertThat(packed.body().length).isLessThan(plain.body().length / 2);
        assertThat(gunzip(packed.body())).isEqualTo(plain.text());
        assertThat(plain.header("Content-Encoding")).isEmpty();
        assertThat(unwanted.header("Content-Encoding")).isEmpty();
        assertThat(head.body()).isEmpty();
        assertThat(List.of(plain, packed, unwanted, head))
                .allSatisfy(
                        answer -> assertThat(answer.header("Vary").orElse("")).contains("Accept-Encoding"));
    }

    @Test
    void sendsAShortAnswerAsItIsWithItsLength() throws Exception {
        Wire.Answer answer = Wire.anonymous("GET", "/xapi/about")
                .with("Accept-Encoding", "gzip")
                .send();

        assertThat(answer.header("Content-Encoding")).isEmpty();
        assertThat(answer.header("Content-Length")).contains(Integer.toString(answer.body().length));
    }

    @Test
    void answersAPreflightWithoutAKeyAndAllowsEveryHeaderOfTheStandard() throws Exception {
        Wire.Answer answer = Wire.anonymous("OPTIONS", "/xapi/statements")
                .with("Origin", "https://content.example")
                .with("Access-Control-Request-Method", "PUT")
                .with("Access-Control-Request-Headers", "authorization,x-experience-api-version,if-match")
                .send();

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Access-Control-Allow-Origin")).contains("*");
        assertThat(answer.header("Access-Control-Allow-Methods")).contains("GET, HEAD, POST, PUT, DELETE");
        assertThat(answer.header("Access-Control-Allow-Headers").orElseThrow())
                .contains("Authorization", "Content-Type", "X-Experience-API-Version", "If-Match", "If-None-Match");
        assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/xapi/statements", "/xapi/nothing", "/xapi/statements?verb=%zz", "/xapi/about"})
    void letsAPageOfAnotherOriginReadEveryAnswerAndAlsoEveryFailure(String target) throws Exception {
        Wire.Answer answer = Wire.anonymous("GET", target)
                .with("Origin", "https://content.example")
                .send();

        assertThat(answer.header("Access-Control-Allow-Origin")).contains("*");
        assertThat(answer.header("Access-Control-Expose-Headers").orElseThrow())
                .contains("X-Experience-API-Version", "X-Experience-API-Consistent-Through", "ETag", "Last-Modified");
    }

    private String code(Wire.Answer answer) throws IOException {
        assertThat(answer.header("Content-Type").orElse("")).startsWith("application/json");
        JsonNode failure = json.readTree(answer.text());
        assertThat(failure.at("/message/vi").textValue()).isNotBlank();
        assertThat(failure.at("/message/en").textValue()).isNotBlank();
        return failure.get("code").textValue();
    }

    private static String statement(String activity) {
        return """
                {"actor":{"mbox":"mailto:binh@example.vn"},
                 "verb":{"id":"http://adlnet.gov/expapi/verbs/experienced"},
                 "object":{"id":"%s"}}""".formatted(activity);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    private static String gunzip(byte[] packed) throws IOException {
        return new String(new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes(), StandardCharsets.UTF_8);
    }
}
