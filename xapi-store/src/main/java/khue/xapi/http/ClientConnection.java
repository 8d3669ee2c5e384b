/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.http;

import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SocketChannel;

/** The connection that a request came by. */
final class ClientConnection {

    private final Object connection;

    private ClientConnection(Object connection) {
        this.connection = connection;
    }

    /** @throws IllegalStateException on another server */
    static ClientConnection of(ServletRequest request) {
        return new ClientConnection(ServerInside.call(ServerInside.grizzlyRequest(request), "getConnection"));
    }

    /** At once and in both directions: a thread that waits for the reader goes on with an IOException. */
    void breakOff() {
        ServerInside.call(connection, "terminateSilently");
    }

    /**
     * As if the sender had hung up: a thread that waits for it goes on with an IOException. It would not notice if the
     * connection were closed from this side.
     */
    void endInput() {
        try {
            ((SocketChannel) ServerInside.call(connection, "getChannel")).shutdownInput();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Beyond so many bytes that the reader has not taken, a thread that writes waits. */
    void holdAtMost(int bytes) {
        ServerInside.call(connection, "setMaxAsyncWriteQueueSize", new Class<?>[] {int.class}, bytes);
    }
}
