/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One kept-alive connection, HTTP/1.1 on a blocking socket. A request is one write; an answer costs the copying of its
 * bytes. Not for many threads.
 */
public final class Connection implements AutoCloseable {

    private static final int PATIENCE_IN_MILLISECONDS = 300_000;
    private static final int LONGEST_LINE = 16_384;

    private final InetSocketAddress address;
    private final byte[] buffer = new byte[65_536];
    private int position;
    private int end;
    private byte[] body = new byte[65_536];
    private Socket socket;

    private Connection(InetSocketAddress address) {
        this.address = address;
    }

    public static Connection to(Target target) throws IOException {
        return to(target.endpoint().getHost(), target.port());
    }

    public static Connection to(String host, int port) throws IOException {
        Connection connection = new Connection(new InetSocketAddress(host, port));
        connection.connect();
        return connection;
    }

    private void connect() throws IOException {
        position = 0;
        end = 0;
        socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_IN_MILLISECONDS);
        socket.connect(address, 10_000);
    }

    /** Sends once and waits for the whole answer. After a failure the next request gets a new connection. */
    public Answer send(Request request) throws IOException {
        if (socket.isClosed()) {
            connect();
        }
        try {
            socket.getOutputStream().write(request.bytes());
            return answer();
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private Answer answer() throws IOException {
        String statusLine = line();
        if (!statusLine.startsWith("HTTP/1.1 ")) {
            throw new IOException("not an answer of HTTP/1.1: " + statusLine);
        }
        int status = Integer.parseInt(statusLine.substring(9, 12));
        int length = 0;
        boolean chunked = false;
        boolean keptAlive = true;
        List<String> headers = new ArrayList<>();
        for (String header = line(); !header.isEmpty(); header = line()) {
            headers.add(header);
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).strip());
            } else if (lower.startsWith("transfer-encoding:")) {
                chunked = lower.contains("chunked");
            } else if (lower.startsWith("connection:")) {
                keptAlive = !lower.contains("close");
            }
        }
        if (chunked) {
            length = chunks();
        } else {
            read(0, length);
        }
        if (!keptAlive) {
            socket.close();
        }
        return new Answer(status, headers, body, length);
    }

    private int chunks() throws IOException {
        int length = 0;
        while (true) {
            int size = Integer.parseInt(line().replaceFirst(";.*", "").strip(), 16);
            if (size == 0) {
                while (!line().isEmpty()) {
                    // Trailers say nothing that is needed here.
                }
                return length;
            }
            read(length, size);
            length += size;
            line();
        }
    }

    private void read(int at, int size) throws IOException {
        if (body.length < at + size) {
            body = Arrays.copyOf(body, Math.max(2 * body.length, at + size));
        }
        int done = Math.min(size, end - position);
        System.arraycopy(buffer, position, body, at, done);
        position += done;
        InputStream in = socket.getInputStream();
        while (done < size) {
            int read = in.read(body, at + done, size - done);
            if (read < 0) {
                throw new EOFException("the answer ended in the middle");
            }
            done += read;
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        while (true) {
            if (position == end) {
                end = socket.getInputStream().read(buffer);
                position = 0;
                if (end < 0) {
                    end = 0;
                    throw new EOFException("the server closed the connection");
                }
            }
            int from = position;
            while (position < end && buffer[position] != '\n') {
                position++;
            }
            line.append(new String(buffer, from, position - from, StandardCharsets.ISO_8859_1));
            if (line.length() > LONGEST_LINE) {
                throw new IOException("a header without end");
            }
            if (position < end) {
                position++;
                int last = line.length() - 1;
                if (last >= 0 && line.charAt(last) == '\r') {
                    line.setLength(last);
                }
                return line.toString();
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
