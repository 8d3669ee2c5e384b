/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import khue.xapi.attachments.MultipartReader;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** What is long takes no more memory than what is short, and what is cut off does not look complete. */
@ArquillianTest
class LongAnswersIT {

    private static final long MIB = 1024 * 1024;
    private static final StoreClient CLIENT = StoreClient.inVersion("2.0.0");

    /** Of 25 MiB each. */
    private static final int ATTACHMENTS = 4;

    private static final int BLOCKS = 100;

    @Deployment(testable = false)
    static WebArchive store() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("application")));
    }

    @Test
    void takesAndGivesAHundredMebibytesOfAttachmentsWithinBoundedMemory() throws Exception {
        UUID id = UUID.randomUUID();
        String[] sums = new String[ATTACHMENTS];
        for (int i = 0; i < ATTACHMENTS; i++) {
            sums[i] = sum(i);
        }

        try (HeapOfTheServer heap = HeapOfTheServer.connect()) {
            long riseIn = heap.riseDuring(() -> put(id, sums));
            long riseOut = heap.riseDuring(() -> assertThat(sumsOfParts(id)).containsExactlyInAnyOrder(sums));
        }
    }

    @Test
    void givesAHundredThousandStatementsInOneAnswerWithinBoundedMemory() throws Exception {
        String activity = "http://example.vn/long/" + UUID.randomUUID();
        keepStatements(100_000, activity);

        try (HeapOfTheServer heap = HeapOfTheServer.connect()) {
            long rise = heap.riseDuring(() -> {
                try (InputStream answer = open("?limit=100000&activity=" + StoreClient.encode(activity))
                        .getInputStream()) {
                    assertThat(countStatements(answer)).isEqualTo(100_000);
                }
            });
        }
    }

    @Test
    void writesFilesOfManyStatementsWithinBoundedMemory() throws Exception {
        keepStatements(100_000, "http://example.vn/files/" + UUID.randomUUID());

        try (HeapOfTheServer heap = HeapOfTheServer.connect()) {
            for (String format : List.of("csv", "jsonl", "parquet")) {
                long rise = heap.riseDuring(() -> {
                    try (InputStream file = openFile(format).getInputStream()) {
                        file.transferTo(OutputStream.nullOutputStream());
                    }
                });
            }
        }
    }

    @Test
    void refusesMoreFilesThanItCanWriteAtOnce() throws Exception {
        keepStatements(50_000, "http://example.vn/places/" + UUID.randomUUID());
        List<HttpURLConnection> unread = new ArrayList<>();
        try {
            HttpURLConnection refused = openFile("jsonl");
            while (refused.getResponseCode() == 200 && unread.size() < 10) {
                unread.add(refused);
                refused = openFile("jsonl");
            }

            assertThat(unread).hasSize(4);
            assertThat(refused.getResponseCode()).isEqualTo(503);
            assertThat(new String(refused.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("too-many-exports");
        } finally {
            for (HttpURLConnection connection : unread) {
                connection.getInputStream().close();
                connection.disconnect();
            }
        }
    }

    @Test
    void breaksTheConnectionWhenAnAnswerFailsAfterItsBeginning() throws Exception {
        UUID id = UUID.randomUUID();
        String[] sums = {sum(1000)};
        put(id, 1000, sums);
        try (var connection = ServerForTests.databaseOfTheServer().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("delete from xapi.attachment_chunk where number = 10 and content ="
                    + " (select content from xapi.attachment where sha2 = '" + sums[0] + "')");
        }

        HttpURLConnection answer = open("?attachments=true&statementId=" + id);

        assertThat(answer.getResponseCode()).isEqualTo(200);
        assertThatThrownBy(() -> answer.getInputStream().transferTo(OutputStream.nullOutputStream()))
                .isInstanceOf(IOException.class);
    }

    private static void keepStatements(int count, String activity) throws Exception {
        int batchSize = 5_000;
        String statement = """
                {"actor":{"mbox":"mailto:binh@example.vn"},
                 "verb":{"id":"http://adlnet.gov/expapi/verbs/attended"},
                 "object":{"id":"%s"},"result":{"response":"%s"}}""".formatted(activity, "x".repeat(700));
        String batch =
                IntStream.range(0, batchSize).mapToObj(i -> statement).collect(Collectors.joining(",", "[", "]"));
        for (int i = 0; i < count / batchSize; i++) {
            assertThat(CLIENT.json("POST", "/statements", batch).statusCode()).isEqualTo(200);
        }
    }

    private static int countStatements(InputStream answer) throws IOException {
        int count = 0;
        try (JsonParser parser = new JsonFactory().createParser(answer)) {
            String more = null;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                int depth = parser.getParsingContext().getNestingDepth();
                if (token == JsonToken.START_OBJECT && depth == 3) {
                    count++;
                }
                if (token == JsonToken.VALUE_STRING && "more".equals(parser.currentName())) {
                    more = parser.getText();
                }
            }
            assertThat(more).isEmpty();
        }
        return count;
    }

    private static void put(UUID id, String... sums) throws Exception {
        put(id, 0, sums);
    }

    private static void put(UUID id, int firstSeed, String... sums) throws Exception {
        String attachments = Arrays.stream(sums).map(sum -> """
                        {"usageType":"http://example.vn/usage","display":{"vi":"Phim"},"contentType":"video/mp4",
                         "length":1,"sha2":"%s"}""".formatted(sum)).collect(Collectors.joining(","));
        HttpURLConnection put = open("?statementId=" + id);
        put.setRequestMethod("PUT");
        put.setRequestProperty("Content-Type", "multipart/mixed; boundary=b");
        put.setDoOutput(true);
        put.setChunkedStreamingMode(64 * 1024);
        try (OutputStream out = put.getOutputStream()) {
            write(out, """
                    --b\r
                    Content-Type: application/json\r
                    \r
                    {"actor":{"mbox":"mailto:binh@example.vn"},
                     "verb":{"id":"http://adlnet.gov/expapi/verbs/attended"},
                     "object":{"id":"http://example.vn/film"},"attachments":[%s]}""".formatted(attachments));
            for (int i = 0; i < sums.length; i++) {
                write(out, "\r\n--b\r\nContent-Transfer-Encoding: binary\r\n");
                write(out, "X-Experience-API-Hash: " + sums[i] + "\r\n\r\n");
                Random random = new Random(firstSeed + i);
                for (int block = 0; block < BLOCKS; block++) {
                    out.write(block(random));
                }
            }
            write(out, "\r\n--b--");
        }
        assertThat(put.getResponseCode()).isEqualTo(204);
    }

    private static String[] sumsOfParts(UUID id) throws Exception {
        HttpURLConnection get = open("?attachments=true&statementId=" + id);
        try (InputStream body = get.getInputStream()) {
            MultipartReader reader = new MultipartReader(body, get.getContentType());
            reader.next();
            String[] sums = new String[ATTACHMENTS];
            for (int i = 0; i < ATTACHMENTS; i++) {
                MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
                InputStream part = reader.next().orElseThrow().body();
                byte[] step = new byte[64 * 1024];
                for (int read = part.read(step); read >= 0; read = part.read(step)) {
                    sha256.update(step, 0, read);
                }
                sums[i] = HexFormat.of().formatHex(sha256.digest());
            }
            assertThat(reader.next()).isEmpty();
            return sums;
        }
    }

    private static String sum(int seed) throws Exception {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        Random random = new Random(seed);
        for (int block = 0; block < BLOCKS; block++) {
            sha256.update(block(random));
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static byte[] block(Random random) {
        byte[] block = new byte[256 * 1024];
        random.nextBytes(block);
        return block;
    }

    private static HttpURLConnection openFile(String format) throws IOException {
        return connect("/reports/statements?format=" + format);
    }

    private static HttpURLConnection open(String query) throws IOException {
        return connect("/statements" + query);
    }

    private static HttpURLConnection connect(String path) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create(ServerForTests.address() + "/xapi" + path).toURL().openConnection();
        connection.setRequestProperty("Authorization", CLIENT.authorization());
        connection.setRequestProperty("X-Experience-API-Version", CLIENT.version());
        return connection;
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
