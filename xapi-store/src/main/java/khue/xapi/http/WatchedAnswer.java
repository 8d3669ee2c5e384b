/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.http;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;

/** An answer that is watched once it is so long that its reader may have to be waited for, see {@link TransferWatch}. */
class WatchedAnswer extends HttpServletResponseWrapper {

    /** What is no longer than this is handed to the server, whatever its reader does. */
    private static final int SHORT = 64 * 1024;

    /** The server waits between two writes only: one of some megabytes would lie in memory until its reader takes it. */
    private static final int SLICE = 16 * 1024;

    /** The server itself would hold some megabytes for each connection. */
    private static final int MOST_HELD = 64 * 1024;

    private final HttpServletRequest request;
    private final Transfers transfers;
    private ServletOutputStream watched;

    WatchedAnswer(HttpServletRequest request, HttpServletResponse response, Transfers transfers) {
        super(response);
        this.request = request;
        this.transfers = transfers;
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        if (watched == null) {
            watched = new Watched(super.getOutputStream());
        }
        return watched;
    }

    private final class Watched extends ServletOutputStream {

        private final ServletOutputStream out;
        private long written;
        private Transfer transfer;

        Watched(ServletOutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            for (int done = 0; done < length; done += SLICE) {
                slice(bytes, offset + done, Math.min(SLICE, length - done));
            }
        }

        private void slice(byte[] bytes, int offset, int length) throws IOException {
            written += length;
            if (written <= SHORT) {
                out.write(bytes, offset, length);
                return;
            }
            if (transfer == null) {
                ClientConnection connection = ClientConnection.of(request);
                connection.holdAtMost(MOST_HELD);
                transfer = new Transfer(transfers, connection::breakOff);
            }
            transfer.step(() -> {
                out.write(bytes, offset, length);
                return length;
            });
            if (transfer.takesTooLong()) {
                throw new IOException("the reader was waited for too long");
            }
        }

        @Override
        public void flush() throws IOException {
            if (transfer == null) {
                out.flush();
                return;
            }
            transfer.step(() -> {
                out.flush();
                return 0;
            });
        }

        @Override
        public void close() throws IOException {
            out.close();
        }

        @Override
        public boolean isReady() {
            return out.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new IllegalStateException("an answer is written by waiting for its reader");
        }
    }
}
