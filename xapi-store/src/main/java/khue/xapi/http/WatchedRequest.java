/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.http;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** A request whose body is read while it arrives, see {@link TransferWatch}. */
class WatchedRequest extends HttpServletRequestWrapper {

    private final Transfers transfers;
    private ServletInputStream watched;

    WatchedRequest(HttpServletRequest request, Transfers transfers) {
        super(request);
        this.transfers = transfers;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (watched == null) {
            ClientConnection connection = ClientConnection.of(getRequest());
            watched = new Watched(super.getInputStream(), new Transfer(transfers, connection::endInput));
        }
        return watched;
    }

    @Override
    public BufferedReader getReader() throws IOException {
        return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }

    private final class Watched extends ServletInputStream {

        private final ServletInputStream in;
        private final Transfer transfer;

        Watched(ServletInputStream in, Transfer transfer) {
            this.in = in;
            this.transfer = transfer;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            try {
                int read = transfer.step(() -> in.read(target, offset, length));
                if (transfer.isBrokenOff() || transfer.takesTooLong()) {
                    throw refusal();
                }
                return read;
            } catch (IOException nothingCame) {
                throw refusal();
            }
        }

        /** A sender who sends nothing for long, and one who is gone: the server does not tell them apart. */
        private Failure refusal() {
            return transfer.isBrokenOff() ? ArrivingBody.tooManyAtOnce() : TimedReading.tooSlow(transfers.seconds());
        }

        @Override
        public int available() throws IOException {
            return in.available();
        }

        @Override
        public boolean isFinished() {
            return in.isFinished();
        }

        @Override
        public boolean isReady() {
            return in.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("a body with attachments is read by waiting for it");
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
