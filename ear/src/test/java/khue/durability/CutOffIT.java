/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.durability;

import static khue.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import khue.testing.Lrs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A client that is cut off in the middle of what it sends has sent nothing. */
@ExtendWith(TwoNodes.Extension.class)
class CutOffIT {

    private static final int BATCH = 50;

    private final TwoNodes nodes;
    private final Lrs lrs;
    private final UUID registration = UUID.randomUUID();
    private final Statements statements = new Statements(registration);

    CutOffIT(TwoNodes nodes) {
        this.nodes = nodes;
        this.lrs = nodes.first();
    }

    @Test
    void halfABatchLeavesNothing() throws Exception {
        List<ObjectNode> batch = IntStream.range(0, BATCH)
                .mapToObj(i -> statements.statement(UUID.randomUUID(), i, i, i + 1))
                .toList();
        byte[] body = Statements.batch(batch).getBytes(StandardCharsets.UTF_8);
        sendHalf("application/json", body);

        assertThat(lrs.post("/statements", Statements.batch(batch)).statusCode())
                .as("the same again, whole")
                .isEqualTo(200);
        assertThat(lrs.statementIds("limit=500&registration=" + registration)).hasSize(BATCH);
    }

    @Test
    void halfAnAttachmentLeavesNothing() throws Exception {
        byte[] work = ("Bài làm của " + registration + "\n").repeat(20_000).getBytes(StandardCharsets.UTF_8);
        ObjectNode statement = statements.statement(UUID.randomUUID(), 1, 2, 3);
        byte[] body = Statements.withWork(statement, work);
        sendHalf("multipart/mixed; boundary=" + Statements.BOUNDARY, body);

        eventually(() -> assertThat(contents(Statements.hash(work))).isZero());
        assertThat(lrs.statementIds("registration=" + registration)).isEmpty();
        assertThat(lrs.postMultipart("/statements", Statements.BOUNDARY, body).statusCode())
                .as("the same again, whole")
                .isEqualTo(200);
        assertThat(contents(Statements.hash(work))).isEqualTo(1);
    }

    /** Announces the whole body, sends half of it, and hangs up once the server cannot be about to answer. */
    private void sendHalf(String contentType, byte[] body) throws IOException {
        HttpRequest request = lrs.request("/statements").build();
        URI url = request.uri();
        StringBuilder head = new StringBuilder("POST %s HTTP/1.1\r\n".formatted(url.getRawPath()))
                .append("Host: %s\r\n".formatted(url.getAuthority()))
                .append("Content-Type: %s\r\n".formatted(contentType))
                .append("Content-Length: %d\r\n".formatted(body.length));
        request.headers().map().forEach((name, values) -> head.append("%s: %s\r\n".formatted(name, values.get(0))));
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.getOutputStream().write((head + "\r\n").getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body, 0, body.length / 2);
            socket.getOutputStream().flush();
        }
    }

    private long contents(String hash) throws SQLException {
        try (Connection connection = nodes.postgres().database().connectAsXapi();
                PreparedStatement select = connection.prepareStatement(
                        "select count(*) from xapi.attachment_content where sha256 = decode(?, 'hex')")) {
            select.setString(1, hash);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
