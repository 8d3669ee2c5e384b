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
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A request whose body arrives as gzip and is read unpacked; its length is not known before. */
class UnpackedRequest extends HttpServletRequestWrapper {

    private ServletInputStream unpacked;

    UnpackedRequest(HttpServletRequest request) {
        super(request);
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (unpacked == null) {
            unpacked = new Unpacked(super.getInputStream());
        }
        return unpacked;
    }

    @Override
    public BufferedReader getReader() throws IOException {
        return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
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

    private static final class Unpacked extends ServletInputStream {

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
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
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
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("an unpacked body is read by waiting for it");
        }

        @Override
        public void close() throws IOException {
            if (gzip != null) {
                gzip.close();
            }
        }
    }
}
