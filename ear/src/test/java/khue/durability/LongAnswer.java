/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.durability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;

/**
 * An answer that is longer than what waits between server and reader, and a reader who has stopped after its first bytes:
 * the server is in the middle of it. Read from the bare connection, where its end can be told from its breaking off.
 */
final class LongAnswer implements AutoCloseable {

    private static final int SMALL = 16 * 1024;

    /** RFC 9112, 7.1: the chunk that ends an answer. */
    private static final String LAST_CHUNK = "\r\n0\r\n\r\n";

    private final Socket socket = new Socket();
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();

    /** Asks and reads the beginning. */
    LongAnswer(HttpRequest request) throws IOException {
        URI url = request.uri();
        // Before the connection is made, or the system chooses a window that holds megabytes.
        socket.setReceiveBufferSize(SMALL);
        socket.connect(new InetSocketAddress(url.getHost(), url.getPort()));
        StringBuilder head = new StringBuilder("GET %s?%s HTTP/1.1\r\nHost: %s\r\n"
                .formatted(url.getRawPath(), url.getRawQuery(), url.getAuthority()));
        request.headers().map().forEach((name, values) -> head.append("%s: %s\r\n".formatted(name, values.get(0))));
        socket.getOutputStream().write((head + "\r\n").getBytes(StandardCharsets.US_ASCII));
        read.write(socket.getInputStream().readNBytes(SMALL));
        assertThat(read.toString(StandardCharsets.UTF_8)).startsWith("HTTP/1.1 200 ");
    }

    /** Reads on, to the end or to where the server broke off; whether that was the end. */
    boolean isWhole() {
        try {
            InputStream rest = socket.getInputStream();
            rest.transferTo(read);
        } catch (IOException brokenOff) {
            return false;
        }
        return read.toString(StandardCharsets.UTF_8).endsWith(LAST_CHUNK);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
