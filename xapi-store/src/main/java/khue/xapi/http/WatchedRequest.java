/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.http;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/** A request whose body is read while it arrives, see {@link TransferWatch}. */
class WatchedRequest extends RequestWithBody {

    private final Transfers transfers;
    private ReadBody watched;

    WatchedRequest(HttpServletRequest request, Transfers transfers) {
        super(request);
        this.transfers = transfers;
    }

    @Override
    public ReadBody getInputStream() throws IOException {
        if (watched == null) {
            ClientConnection connection = ClientConnection.of(getRequest());
            watched = new Watched(getRequest().getInputStream(), new Transfer(transfers, connection::endInput));
        }
        return watched;
    }

    private final class Watched extends ReadBody {

        private final ServletInputStream in;
        private final Transfer transfer;

        Watched(ServletInputStream in, Transfer transfer) {
            this.in = in;
            this.transfer = transfer;
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
        public void close() throws IOException {
            in.close();
        }
    }
}
