/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A request whose body arrives as gzip and is read unpacked; its length is not known before. */
class UnpackedRequest extends RequestWithBody {

    private ReadBody unpacked;

    UnpackedRequest(HttpServletRequest request) {
        super(request);
    }

    @Override
    public ReadBody getInputStream() throws IOException {
        if (unpacked == null) {
            unpacked = new Unpacked(getRequest().getInputStream());
        }
        return unpacked;
    }

    @Override
    public int getContentLength() {
        return -1;
    }

    @Override
    public long getContentLengthLong() {
        return -1;
    }

    /** How many bytes were taken from the network. */
    private static final class Counted extends InputStream {

        private final InputStream in;
        private long count;

        Counted(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            int value = in.read();
            count += value < 0 ? 0 : 1;
            return value;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = in.read(target, offset, length);
            count += Math.max(0, read);
            return read;
        }
    }

    private static final class Unpacked extends ReadBody {

        /** Real statements pack to a tenth or a thirtieth; a bomb packs a thousandfold. */
        private static final int LARGEST_RATIO = 200;

        /** Below this even a bomb does no harm. */
        private static final long HARMLESS = 1024 * 1024;

        private final Counted packed;
        private GZIPInputStream gzip;
        private long count;
        private boolean finished;

        Unpacked(InputStream packed) {
            this.packed = new Counted(packed);
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            try {
                if (gzip == null) {
                    gzip = new GZIPInputStream(packed);
                }
                int read = gzip.read(target, offset, length);
                finished = read < 0;
                count += Math.max(0, read);
                isNoBomb();
                return read;
            } catch (ZipException | EOFException broken) {
                throw Failure.badRequest(
                        "gzip-malformed",
                        "Phần thân không phải là gzip hợp lệ và trọn vẹn.",
                        "The body is not well-formed, complete gzip.");
            }
        }

        private void isNoBomb() {
            if (count > HARMLESS && count > LARGEST_RATIO * packed.count) {
                throw new LimitExceeded(
                        413,
                        "gzip-ratio-too-large",
                        LARGEST_RATIO,
                        new Message(
                                "Phần thân nở ra hơn " + LARGEST_RATIO + " lần khi giải nén.",
                                "The body grows more than " + LARGEST_RATIO + " times when it is unpacked."));
            }
        }

        @Override
        public boolean isFinished() {
            return finished;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void close() throws IOException {
            if (gzip != null) {
                gzip.close();
            }
        }
    }
}
