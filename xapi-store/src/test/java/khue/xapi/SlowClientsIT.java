/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Senders and readers on bad lines, by accident or on purpose; more of them than the server has threads. */
@ArquillianTest
class SlowClientsIT {

    private static final int MANY = 3 * ServerForTests.THREADS;
    private static final int MORE_THAN_THREADS = ServerForTests.THREADS + 16;
    private static final String STATEMENT = """
            {"actor":{"mbox":"mailto:binh@example.vn"},
             "verb":{"id":"http://adlnet.gov/expapi/verbs/experienced"},
             "object":{"id":"http://example.vn/slow"}}""";
    private static final int LENGTH_OF_ATTACHMENT = 10_000_000;

    private final List<Socket> slow = new ArrayList<>();

    @Deployment(testable = false)
    static WebArchive store() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("application")));
    }

    @AfterEach
    void hangUp() throws IOException {
        for (Socket socket : slow) {
            socket.close();
        }
    }

    /** In one test, because all of them can be waited for at once. */
    @Test
    void servesTheQuickWhileManyOfAllKindsAreSlowAndThenGivesTheSlowUp() throws Exception {
        String statement = "/xapi/statements?attachments=true&statementId=" + statementWithALongAttachment();
        List<Socket> senders = new ArrayList<>();
        List<Socket> sendersOfAttachments = new ArrayList<>();
        List<Socket> readers = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            senders.add(bodyThatStalls(Wire.request("POST", "/xapi/statements")));
        }
        for (int i = 0; i < MORE_THAN_THREADS / 2; i++) {
            sendersOfAttachments.add(Wire.request("POST", "/xapi/statements")
                    .with("Content-Type", "multipart/mixed; boundary=b")
                    .with("Content-Length", "100000")
                    .rawBody("--b\r\n")
                    .open());
            readers.add(Wire.request("GET", statement).openNarrow());
        }
        slow.addAll(senders);
        slow.addAll(sendersOfAttachments);
        slow.addAll(readers);

        quickOnesAreServedWithin(Duration.ofSeconds(ServerForTests.LONGEST_STANDSTILL_IN_SECONDS));
        noConnectionToTheDatabaseIsHeld();
        nobodyIsWaitedFor();
        assertThat(metrics()).anyMatch(line -> line.contains("\"too-many-bodies\""));

        for (Socket sender : senders) {
            Wire.Answer answer = Wire.read(sender.getInputStream());
            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.text())
                    .contains("\"body-too-slow\"", "\"limit\":" + ServerForTests.LONGEST_BODY_IN_SECONDS);
        }
        for (Socket sender : sendersOfAttachments) {
            assertThat(statusOrNothing(sender)).isIn(0, 408);
        }
        for (Socket reader : readers) {
            assertThat(bytesUntilTheEnd(reader)).isLessThan(LENGTH_OF_ATTACHMENT);
        }
    }

    @Test
    void waitsForNoBodyOfAStranger() throws Exception {
        Instant start = Instant.now();
        for (int i = 0; i < MANY; i++) {
            slow.add(bodyThatStalls(
                    Wire.anonymous("POST", "/xapi/statements").with("X-Experience-API-Version", "2.0.0")));
            slow.add(bodyThatStalls(Wire.request("POST", "/xapi/statements?no_such=%zz")));
        }

        for (int i = 0; i < MANY; i++) {
            assertThat(Wire.read(slow.get(2 * i).getInputStream()).status()).isEqualTo(401);
            assertThat(Wire.read(slow.get(2 * i + 1).getInputStream()).status()).isEqualTo(400);
        }
        assertThat(Duration.between(start, Instant.now()))
                .isLessThan(Duration.ofSeconds(ServerForTests.LONGEST_BODY_IN_SECONDS));
    }

    @Test
    void takesAFormWhileManyFormsOfStrangersStall() throws Exception {
        for (int i = 0; i < MANY; i++) {
            slow.add(Wire.anonymous("POST", "/xapi/statements?method=PUT")
                    .with("Content-Type", "application/x-www-form-urlencoded")
                    .with("Content-Length", "100000")
                    .rawBody("content=")
                    .open());
        }
        UUID id = UUID.randomUUID();
        byte[] form = ("statementId=" + id + "&X-Experience-API-Version=1.0.3&Authorization="
                        + StoreClient.encode(Wire.basic()) + "&content=" + StoreClient.encode(STATEMENT))
                .getBytes(StandardCharsets.UTF_8);

        try (Socket socket = Wire.anonymous("POST", "/xapi/statements?method=PUT")
                .with("Content-Type", "application/x-www-form-urlencoded")
                .with("Content-Length", Integer.toString(form.length))
                .open()) {
            sendInPieces(form, socket);

            assertThat(Wire.read(socket.getInputStream()).status()).isEqualTo(204);
        }
        quickOnesAreServedWithin(Duration.ofSeconds(ServerForTests.LONGEST_BODY_IN_SECONDS));
    }

    @Test
    void takesABodyThatComesInPieces() throws Exception {
        UUID id = UUID.randomUUID();
        byte[] body = STATEMENT.getBytes(StandardCharsets.UTF_8);
        try (Socket socket = Wire.request("PUT", "/xapi/statements?statementId=" + id)
                .with("Content-Type", "application/json")
                .with("Content-Length", Integer.toString(body.length))
                .with("Accept-Encoding", "gzip")
                .open()) {
            sendInPieces(body, socket);

            assertThat(Wire.read(socket.getInputStream()).status()).isEqualTo(204);
        }
        assertThat(Wire.request("GET", "/xapi/statements?statementId=" + id)
                        .send()
                        .status())
                .isEqualTo(200);
    }

    @Test
    void refusesAChunkedBodyAsSoonAsItIsTooLarge() throws Exception {
        try (Socket socket = Wire.request("POST", "/xapi/statements")
                .with("Content-Type", "application/json")
                .with("Transfer-Encoding", "chunked")
                .open()) {
            byte[] chunk = ("10000\r\n" + " ".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            OutputStream out = socket.getOutputStream();
            for (int i = 0; i <= 16 * 16; i++) {
                out.write(chunk);
            }

            Wire.Answer answer = Wire.read(socket.getInputStream());

            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.text()).contains("\"body-too-large\"", "\"limit\":16777216");
        }
    }

    @Test
    void endsASenderWhoPromisesMoreThanItSends() throws Exception {
        try (Socket socket = Wire.request("POST", "/xapi/statements")
                .with("Content-Type", "application/json")
                .with("Content-Length", Integer.toString(STATEMENT.length() + 1))
                .rawBody(STATEMENT)
                .open()) {
            socket.shutdownOutput();

            assertThat(Wire.read(socket.getInputStream()).status()).isIn(0, 400, 408);
        }
    }

    private static Socket bodyThatStalls(Wire request) throws IOException {
        return request.with("Content-Type", "application/json")
                .with("Content-Length", "100000")
                .rawBody("[{")
                .open();
    }

    private static void sendInPieces(byte[] body, Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        for (byte piece : body) {
            socket.getOutputStream().write(piece);
        }
    }

    private static void quickOnesAreServedWithin(Duration time) throws IOException {
        Instant start = Instant.now();
        for (int i = 0; i < 5; i++) {
            assertThat(Wire.request("POST", "/xapi/statements")
                            .json(STATEMENT)
                            .send()
                            .status())
                    .isEqualTo(200);
        }
        assertThat(Duration.between(start, Instant.now())).isLessThan(time);
    }

    private static UUID statementWithALongAttachment() throws Exception {
        UUID id = UUID.randomUUID();
        byte[] data = new byte[LENGTH_OF_ATTACHMENT];
        String sum =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(data));
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write("""
                --b\r
                Content-Type: application/json\r
                \r
                {"actor":{"mbox":"mailto:binh@example.vn"},
                 "verb":{"id":"http://adlnet.gov/expapi/verbs/attended"},
                 "object":{"id":"http://example.vn/film"},
                 "attachments":[{"usageType":"http://example.vn/usage","display":{"vi":"Phim"},
                  "contentType":"video/mp4","length":%d,"sha2":"%s"}]}\r
                --b\r
                Content-Type: video/mp4\r
                Content-Transfer-Encoding: binary\r
                X-Experience-API-Hash: %s\r
                \r
                """.formatted(data.length, sum, sum).getBytes(StandardCharsets.UTF_8));
        body.write(data);
        body.write("\r\n--b--".getBytes(StandardCharsets.UTF_8));
        assertThat(Wire.request("PUT", "/xapi/statements?statementId=" + id)
                        .with("Content-Type", "multipart/mixed; boundary=b")
                        .body(body.toByteArray())
                        .send()
                        .status())
                .isEqualTo(204);
        return id;
    }

    private static void noConnectionToTheDatabaseIsHeld() throws Exception {
        await(() -> {
            try (var connection = ServerForTests.databaseOfTheServer().getConnection();
                    var statement = connection.createStatement();
                    var busy = statement.executeQuery("select count(*) from pg_stat_activity"
                            + " where backend_type = 'client backend' and state <> 'idle'"
                            + " and pid <> pg_backend_pid()")) {
                return busy.next() && busy.getInt(1) == 0;
            }
        });
    }

    /** Only the request that asks for the figure is under way. */
    private static void nobodyIsWaitedFor() throws Exception {
        await(() -> metrics().contains("xapi_requests_under_way 1"));
    }

    private static List<String> metrics() throws IOException {
        return Wire.request("GET", "/xapi/metrics").send().text().lines().toList();
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        Instant end = Instant.now().plusSeconds(3 * ServerForTests.LONGEST_STANDSTILL_IN_SECONDS);
        while (!condition.call()) {
            assertThat(Instant.now()).isBefore(end);
        }
    }

    /** @return 0 when the connection was broken off without a word */
    private static int statusOrNothing(Socket socket) throws IOException {
        try {
            return Wire.read(socket.getInputStream()).status();
        } catch (SocketException brokenOff) {
            return 0;
        }
    }

    private static long bytesUntilTheEnd(Socket socket) throws IOException {
        long count = 0;
        byte[] buffer = new byte[64 * 1024];
        try {
            for (int read = 0; read >= 0; read = socket.getInputStream().read(buffer)) {
                count += read;
            }
        } catch (SocketException brokenOff) {
            // What had come before may be gone, too.
        }
        return count;
    }
}
