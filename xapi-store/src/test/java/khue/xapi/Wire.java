/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** HTTP/1.1 by hand, for requests that no client library would send. One request a connection. */
final class Wire {

    private static final int PATIENCE_IN_MILLISECONDS = 60_000;
    private static final int NARROW = 16 * 1024;

    private final StringBuilder head;
    private byte[] body = {};

    private Wire(String requestLine) {
        head = new StringBuilder(requestLine).append("\r\nHost: localhost\r\nConnection: close\r\n");
    }

    /** A request with a key that may do everything, in version 2.0.0. */
    static Wire request(String method, String target) {
        return anonymous(method, target).with("Authorization", basic()).with("X-Experience-API-Version", "2.0.0");
    }

    static Wire anonymous(String method, String target) {
        return new Wire(method + " " + target + " HTTP/1.1");
    }

    Wire with(String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
        return this;
    }

    /** With the length that it has. */
    Wire body(byte[] bytes) {
        body = bytes;
        return with("Content-Length", Integer.toString(bytes.length));
    }

    Wire json(String text) {
        return with("Content-Type", "application/json").body(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Whatever the header says. */
    Wire rawBody(String bytes) {
        body = bytes.getBytes(StandardCharsets.ISO_8859_1);
        return this;
    }

    Answer send() throws IOException {
        try (Socket socket = open()) {
            return read(socket.getInputStream());
        }
    }

    /** Sends what there is and leaves the connection open. */
    Socket open() throws IOException {
        return open(new Socket());
    }

    /** The same for one who will read little or nothing: this machine takes little of the answer for it. */
    Socket openNarrow() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(NARROW);
        return open(socket);
    }

    private Socket open(Socket socket) throws IOException {
        URI server = URI.create(ServerForTests.address());
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
        socket.setSoTimeout(PATIENCE_IN_MILLISECONDS);
        byte[] start = (head + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        byte[] whole = new byte[start.length + body.length];
        System.arraycopy(start, 0, whole, 0, start.length);
        System.arraycopy(body, 0, whole, start.length, body.length);
        try {
            socket.getOutputStream().write(whole);
        } catch (IOException refusedBeforeTheEnd) {
            // The answer is there all the same.
        }
        return socket;
    }

    static String basic() {
        String pair = ServerForTests.KEYS.get("khue.lrs.key") + ":" + ServerForTests.KEYS.get("khue.lrs.secret");
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    static Answer read(InputStream in) throws IOException {
        String statusLine = line(in);
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.merge(line.substring(0, colon), line.substring(colon + 1).strip(), (a, b) -> a + ", " + b);
        }
        boolean chunked = headers.getOrDefault("Transfer-Encoding", "")
                .toLowerCase(Locale.ROOT)
                .equals("chunked");
        // Not to the end of the connection: the server keeps it for a while when a body has not come in full.
        int length = Integer.parseInt(headers.getOrDefault("Content-Length", Integer.toString(Integer.MAX_VALUE)));
        byte[] body = chunked ? chunks(in) : in.readNBytes(length);
        int status = statusLine.isEmpty() ? 0 : Integer.parseInt(statusLine.split(" ")[1]);
        return new Answer(status, headers, body);
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (int size = chunkSize(in); size > 0; size = chunkSize(in)) {
            whole.write(in.readNBytes(size));
            line(in);
        }
        return whole.toByteArray();
    }

    private static int chunkSize(InputStream in) throws IOException {
        String line = line(in);
        return line.isEmpty() ? 0 : Integer.parseInt(line, 16);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            line.write(c);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    /** @param status 0 when the server closed the connection without a word */
    record Answer(int status, Map<String, String> headers, byte[] body) {

        Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }
}
