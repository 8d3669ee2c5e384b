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
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import khue.xapi.attachments.MultipartReader;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statements with attachments, in and out, over HTTP. */
@ArquillianTest
class AttachmentsIT {

    private static final String EVERYTHING =
            basic(ServerForTests.KEYS.get("khue.lrs.key"), ServerForTests.KEYS.get("khue.lrs.secret"));
    private static final String BOUNDARY = "the-boundary";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ObjectMapper json = new ObjectMapper();

    @Deployment(testable = false)
    static WebArchive store() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("application")));
    }

    @Test
    void givesBackTheDataOfAnAttachmentByteByByte() throws Exception {
        UUID id = UUID.randomUUID();
        byte[] picture = randomBytes(700_000);

        HttpResponse<String> put = send(request("?statementId=" + id)
                .PUT(BodyPublishers.ofByteArray(multipart(statement("x", attachment(picture)), part(picture)))));
        HttpResponse<byte[]> got = get("?attachments=true&statementId=" + id);

        assertThat(put.statusCode()).as(put.body()).isEqualTo(204);
        List<Part> parts = parts(got);
        assertThat(parts).hasSize(2);
        assertThat(parts.get(0).header("Content-Type")).isEqualTo("application/json");
        assertThat(json.readTree(parts.get(0).body()).get("id").textValue()).isEqualTo(id.toString());
        assertThat(parts.get(1).header("Content-Type")).isEqualTo("image/png");
        assertThat(parts.get(1).header("Content-Transfer-Encoding")).isEqualTo("binary");
        assertThat(parts.get(1).header("X-Experience-API-Hash")).isEqualTo(sha("SHA-256", picture));
        assertThat(parts.get(1).header("Content-Length")).isEqualTo("700000");
        assertThat(parts.get(1).body()).isEqualTo(picture);
    }

    @Test
    void sendsNoDataUnlessItIsAskedFor() throws Exception {
        byte[] text = randomBytes(10);
        UUID id =
                posted(multipart(statement("x", attachment(text)), part(text))).get(0);

        for (String query : List.of("?statementId=" + id, "?attachments=false&statementId=" + id)) {
            HttpResponse<byte[]> got = get(query);
            assertThat(got.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
            assertThat(json.readTree(got.body()).at("/attachments/0/sha2").textValue())
                    .isEqualTo(sha("SHA-256", text));
        }
    }

    @Test
    void sendsDataOnceForAllStatementsOfAPage() throws Exception {
        byte[] shared = randomBytes(300_000);
        byte[] own = randomBytes(0);
        String activity = "http://example.vn/shared/" + UUID.randomUUID();
        posted(multipart(
                "[" + statement(activity, attachment(shared)) + ","
                        + statement(activity, attachment(shared), attachment(own)) + "," + statement(activity) + "]",
                part(shared),
                part(own)));

        List<Part> parts = parts(get("?attachments=true&activity=" + encode(activity)));

        JsonNode page = json.readTree(parts.get(0).body());
        assertThat(page.get("statements")).hasSize(3);
        assertThat(page.get("more").textValue()).isEmpty();
        assertThat(parts.subList(1, parts.size())).extracting(Part::body).containsExactlyInAnyOrder(shared, own);
    }

    @Test
    void takesEverySumOfTheFamilyAndKeepsTheSameDataOnce() throws Exception {
        byte[] data = randomBytes(1000);
        List<String> sums = new ArrayList<>();
        for (String algorithm : List.of("SHA-224", "SHA-256", "SHA-384", "SHA-512")) {
            String sum = sha(algorithm, data).toUpperCase();
            sums.add(sum);
            UUID id = posted(multipart(statement("x", attachment(sum, "a/b", "")), part(sum, data)))
                    .get(0);
            List<Part> parts = parts(get("?attachments=true&statementId=" + id));
            assertThat(parts.get(1).header("X-Experience-API-Hash")).isEqualTo(sum);
            assertThat(parts.get(1).body()).isEqualTo(data);
        }

        try (var connection = ServerForTests.databaseOfTheServer().getConnection();
                var select = connection.prepareStatement(
                        "select count(distinct content), count(*) from xapi.attachment where sha2 = any (?)")) {
            select.setArray(1, connection.createArrayOf("text", sums.toArray()));
            try (var row = select.executeQuery()) {
                row.next();
                assertThat(List.of(row.getInt(1), row.getInt(2))).containsExactly(1, 4);
            }
        }
    }

    @Test
    void answersARepetitionWithAttachmentsAsOneWithout() throws Exception {
        UUID id = UUID.randomUUID();
        byte[] data = randomBytes(100);
        byte[] once = multipart(statement("x", attachment(data)), part(data));
        byte[] other = multipart(statement("y", attachment(data)), part(data));

        assertThat(putStatus(id, once)).isEqualTo(204);
        assertThat(putStatus(id, once)).isEqualTo(204);
        assertThat(putStatus(id, other)).isEqualTo(409);
        assertThat(parts(get("?attachments=true&statementId=" + id))).hasSize(2);
    }

    @Test
    void givesNoDataToWhoOnlyKnowsItsSum() throws Exception {
        byte[] secret = randomBytes(100);
        posted(multipart(statement("x", attachment(secret)), part(secret)));
        String claim = attachment(sha("SHA-256", secret), "image/png", ",\"fileUrl\":\"http://example.vn/f\"");

        HttpResponse<String> posted = send(request("")
                .setHeader("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(statement("x", claim))));

        String id = json.readTree(posted.body()).get(0).textValue();
        assertThat(parts(get("?attachments=true&statementId=" + id))).hasSize(1);
    }

    @Test
    void showsAttachmentsOfAVoidedStatementOnlyToWhoAsksForThatOne() throws Exception {
        byte[] data = randomBytes(100);
        String activity = "http://example.vn/voided/" + UUID.randomUUID();
        UUID id = posted(multipart(statement(activity, attachment(data)), part(data)))
                .get(0);
        posted(multipart("""
                {"actor":{"mbox":"mailto:admin@example.vn"},
                 "verb":{"id":"http://adlnet.gov/expapi/verbs/voided"},
                 "object":{"objectType":"StatementRef","id":"%s"}}""".formatted(id)));

        assertThat(parts(get("?attachments=true&activity=" + encode(activity)))).hasSize(1);
        assertThat(get("?attachments=true&statementId=" + id).statusCode()).isEqualTo(404);
        assertThat(parts(get("?attachments=true&voidedStatementId=" + id))).hasSize(2);
    }

    @Test
    void takesMultipartWithoutAttachmentsAndWithFileUrlAlone() throws Exception {
        String elsewhere = attachment("0".repeat(64), "image/png", ",\"fileUrl\":\"http://example.vn/f\"");

        assertThat(posted(multipart(statement("x")))).hasSize(1);
        assertThat(posted(multipart(statement("x", elsewhere)))).hasSize(1);
        assertThat(posted(multipart("[]"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Content-Type: image/png                   | Content-Type: image/gif                    | attachment-content-type-differs",
                "Content-Transfer-Encoding: binary         | Content-Transfer-Encoding: base64          | attachment-not-binary",
                "Content-Transfer-Encoding: binary         | X-Other: x                                 | attachment-not-binary",
                "X-Experience-API-Hash:                    | X-Experience-API-Sum:                      | attachment-hash-missing",
                "X-Experience-API-Hash:                    | X-Experience-API-Hash: 0                   | attachment-hash-missing",
                "Content-Type: image/png                   | Content-Length: 3                          | attachment-length-differs",
                "the data                                  | the date                                   | attachment-hash-mismatch",
                "Content-Type: application/json            | Content-Type: text/json                    | multipart-statements-not-json",
                "--the-boundary--                          | --the-boundary-                            | multipart-malformed",
                "--the-boundary                            | --another                                  | multipart-malformed",
                "sha2\":\"                                 | sha2\":\"0                                 | statement-rejected",
                "display                                   | discplay                                   | statement-rejected",
            })
    void refusesTheRequestWithOneChange(String from, String to, String code) throws Exception {
        byte[] data = "the data".getBytes(StandardCharsets.UTF_8);
        UUID id = UUID.randomUUID();
        String valid =
                new String(multipart(statement(id.toString(), attachment(data)), part(data)), StandardCharsets.UTF_8);
        assertThat(valid).contains(from);

        HttpResponse<String> answer =
                send(request("?statementId=" + id).PUT(BodyPublishers.ofString(valid.replace(from, to))));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(json.readTree(answer.body()).get("code").textValue()).isEqualTo(code);
        assertThat(get("?statementId=" + id).statusCode()).isEqualTo(404);
        assertThat(putStatus(id, valid.getBytes(StandardCharsets.UTF_8))).isEqualTo(204);
    }

    @Test
    void refusesAnAttachmentWhoseDataIsMissingAndDataWithoutAttachment() throws Exception {
        byte[] data = randomBytes(10);

        HttpResponse<String> missing =
                send(request("").POST(BodyPublishers.ofByteArray(multipart(statement("x", attachment(data))))));
        HttpResponse<String> excess =
                send(request("").POST(BodyPublishers.ofByteArray(multipart(statement("x"), part(data)))));

        JsonNode violation = json.readTree(missing.body()).at("/violations/0");
        assertThat(violation.get("rule").textValue()).isEqualTo("attachment-has-data");
        assertThat(violation.get("pointer").textValue()).isEqualTo("/attachments/0");
        assertThat(json.readTree(excess.body()).get("code").textValue()).isEqualTo("attachment-not-declared");
    }

    @Test
    void answersHeadWithTheHeadersOfGet() throws Exception {
        byte[] data = randomBytes(10);
        UUID id =
                posted(multipart(statement("x", attachment(data)), part(data))).get(0);

        for (String query : List.of("?statementId=" + id, "?limit=1", "?limit=1&attachments=true")) {
            HttpResponse<String> head = send(request(query).method("HEAD", BodyPublishers.noBody()));
            HttpResponse<byte[]> get = get(query);
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
            assertThat(head.headers().map().keySet())
                    .containsAll(List.of("content-type", "x-experience-api-consistent-through"));
            assertThat(head.headers().firstValue("Content-Type").orElse("").split(";")[0])
                    .isEqualTo(
                            get.headers().firstValue("Content-Type").orElse("").split(";")[0]);
            assertThat(head.headers().firstValue("Last-Modified"))
                    .isEqualTo(get.headers().firstValue("Last-Modified"));
        }
    }

    private List<UUID> posted(byte[] body) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(request("").POST(BodyPublishers.ofByteArray(body)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        List<UUID> ids = new ArrayList<>();
        json.readTree(answer.body()).forEach(id -> ids.add(UUID.fromString(id.textValue())));
        return ids;
    }

    private int putStatus(UUID id, byte[] body) throws IOException, InterruptedException {
        return send(request("?statementId=" + id).PUT(BodyPublishers.ofByteArray(body)))
                .statusCode();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<byte[]> get(String query) throws IOException, InterruptedException {
        return client.send(request(query).GET().build(), BodyHandlers.ofByteArray());
    }

    private static HttpRequest.Builder request(String query) {
        return HttpRequest.newBuilder(URI.create(ServerForTests.address() + "/xapi/statements" + query))
                .header("Authorization", EVERYTHING)
                .header("Content-Type", "multipart/mixed; boundary=" + BOUNDARY)
                .header("X-Experience-API-Version", "2.0.0");
    }

    private static List<Part> parts(HttpResponse<byte[]> answer) throws IOException {
        assertThat(answer.statusCode())
                .as(new String(answer.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        MultipartReader reader = new MultipartReader(
                new ByteArrayInputStream(answer.body()),
                answer.headers().firstValue("Content-Type").orElseThrow());
        List<Part> parts = new ArrayList<>();
        for (Optional<MultipartReader.Part> part = reader.next(); part.isPresent(); part = reader.next()) {
            parts.add(new Part(part.get(), part.get().body().readAllBytes()));
        }
        return parts;
    }

    private static String statement(String activity, String... attachments) {
        return """
                {"actor":{"mbox":"mailto:binh@example.vn"},
                 "verb":{"id":"http://adlnet.gov/expapi/verbs/attended"},
                 "object":{"id":"http://example.vn/%s"},"attachments":[%s]}""".formatted(activity.replace("http://example.vn/", ""), String.join(",", attachments));
    }

    private static String attachment(byte[] data) {
        return attachment(sha("SHA-256", data), "image/png", "");
    }

    private static String attachment(String sum, String contentType, String more) {
        return """
                {"usageType":"http://example.vn/usage","display":{"vi":"Ảnh"},"contentType":"%s","length":1,
                 "sha2":"%s"%s}""".formatted(contentType, sum, more);
    }

    private static byte[] part(byte[] data) {
        return join(ascii("Content-Type: image/png\r\n"), part(sha("SHA-256", data), data));
    }

    private static byte[] part(String sum, byte[] data) {
        return join(ascii("Content-Transfer-Encoding: binary\r\nX-Experience-API-Hash: " + sum + "\r\n\r\n"), data);
    }

    private static byte[] multipart(String statements, byte[]... parts) {
        byte[] body = join(
                ascii("--" + BOUNDARY + "\r\nContent-Type: application/json\r\n\r\n"),
                statements.getBytes(StandardCharsets.UTF_8));
        for (byte[] part : parts) {
            body = join(body, ascii("\r\n--" + BOUNDARY + "\r\n"), part);
        }
        return join(body, ascii("\r\n--" + BOUNDARY + "--\r\n"));
    }

    private static byte[] join(byte[]... pieces) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            joined.writeBytes(piece);
        }
        return joined.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        new Random().nextBytes(bytes);
        return bytes;
    }

    private static String sha(String algorithm, byte[] data) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(data));
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String basic(String name, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    private record Part(MultipartReader.Part head, byte[] body) {
        String header(String name) {
            return head.header(name).orElse("");
        }
    }
}
