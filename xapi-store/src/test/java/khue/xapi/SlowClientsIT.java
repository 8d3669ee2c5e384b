/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Senders on bad lines, by accident or on purpose; more of them than the server has threads. */
@ArquillianTest
class SlowClientsIT {

    private static final int MANY = 3 * ServerForTests.THREADS;
    private static final String STATEMENT = """
            {"actor":{"mbox":"mailto:binh@example.vn"},
             "verb":{"id":"http://adlnet.gov/expapi/verbs/experienced"},
             "object":{"id":"http://example.vn/slow"}}""";

    @Deployment(testable = false)
    static WebArchive store() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("application")));
    }

    @Test
    void servesTheQuickWhileManyAreSlowAndThenGivesTheSlowUp() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < MANY; i++) {
                slow.add(Wire.request("POST", "/xapi/statements")
                        .with("Content-Type", "application/json")
                        .with("Content-Length", "100000")
                        .rawBody("[{")
                        .open());
            }
            Instant start = Instant.now();
            for (int i = 0; i < 5; i++) {
                assertThat(Wire.request("POST", "/xapi/statements")
                                .json(STATEMENT)
                                .send()
                                .status())
                        .isEqualTo(200);
            }
            assertThat(Duration.between(start, Instant.now()))
                    .isLessThan(Duration.ofSeconds(ServerForTests.LONGEST_BODY_IN_SECONDS));

            for (Socket socket : slow) {
                Wire.Answer answer = Wire.read(socket.getInputStream());
                assertThat(answer.status()).isEqualTo(408);
                assertThat(answer.text()).contains("\"body-too-slow\"", "\"limit\":4");
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
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
            OutputStream out = socket.getOutputStream();
            for (byte piece : body) {
                out.write(piece);
                out.flush();
            }

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
}
