/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.http;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/**
 * An answer that becomes gzip once it is known to be long enough and of a type that packs; until then it is held back,
 * so that a short one goes out as it is, with its length.
 */
class PackedAnswer extends HttpServletResponseWrapper implements AutoCloseable {

    /** About what fits into one packet anyway. */
    private static final int SHORT = 1400;

    private final Body body = new Body();
    private PrintWriter writer;
    private long length = -1;

    PackedAnswer(HttpServletResponse response) {
        super(response);
    }

    @Override
    public ServletOutputStream getOutputStream() {
        return body;
    }

    @Override
    public PrintWriter getWriter() {
        if (writer == null) {
            setCharacterEncoding("UTF-8");
            writer = new PrintWriter(new OutputStreamWriter(body, StandardCharsets.UTF_8));
        }
        return writer;
    }

    @Override
    public void setContentLength(int bytes) {
        length = bytes;
    }

    @Override
    public void setContentLengthLong(long bytes) {
        length = bytes;
    }

    @Override
    public void setHeader(String name, String value) {
        if (name.equalsIgnoreCase("Content-Length")) {
            length = Long.parseLong(value);
        } else {
            super.setHeader(name, value);
        }
    }

    @Override
    public boolean isCommitted() {
        return body.out != null || super.isCommitted();
    }

    @Override
    public void resetBuffer() {
        if (isCommitted()) {
            throw new IllegalStateException("a part of the answer has been sent");
        }
        body.held = 0;
        length = -1;
    }

    @Override
    public void reset() {
        resetBuffer();
        super.reset();
    }

    @Override
    public void flushBuffer() throws IOException {
        body.flush();
        super.flushBuffer();
    }

    /** Sends what is still held; the answer is complete. */
    void finish() throws IOException {
        if (writer != null) {
            writer.flush();
        }
        body.finish();
    }

    /** Gives back the memory of a packer that did not come to its end. */
    @Override
    public void close() {
        if (body.gzip != null) {
            body.gzip.release();
        }
    }

    /**
     * Never with an entity tag, which is the sum of the bytes as they are.
     *
     * @see <a href="https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Communication.md#31-concurrency">Communication
     *     3.1</a>
     */
    private boolean packs() {
        String type = getContentType() == null ? "" : getContentType().toLowerCase(Locale.ROOT);
        return (type.startsWith("application/json") || type.startsWith("text/"))
                && !containsHeader("Content-Encoding")
                && !containsHeader("ETag")
                && getStatus() != HttpServletResponse.SC_PARTIAL_CONTENT;
    }

    private final class Body extends ServletOutputStream {

        private final byte[] buffer = new byte[SHORT];
        private int held;
        private OutputStream out;
        private Gzip gzip;

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            if (out == null && held + count <= SHORT) {
                System.arraycopy(bytes, offset, buffer, held, count);
                held += count;
                return;
            }
            begin(packs());
            out.write(bytes, offset, count);
        }

        @Override
        public void flush() throws IOException {
            if (out == null && held == 0) {
                return;
            }
            begin(packs());
            out.flush();
        }

        private void finish() throws IOException {
            if (out == null && held > 0) {
                length = held;
                begin(false);
            }
            if (gzip != null) {
                gzip.finish();
            }
            if (out != null) {
                out.flush();
            }
        }

        private void begin(boolean packed) throws IOException {
            if (out != null) {
                return;
            }
            if (packed) {
                PackedAnswer.super.setHeader("Content-Encoding", "gzip");
                gzip = new Gzip(PackedAnswer.super.getOutputStream());
                out = gzip;
            } else {
                if (length >= 0) {
                    PackedAnswer.super.setContentLengthLong(length);
                }
                out = PackedAnswer.super.getOutputStream();
            }
            out.write(buffer, 0, held);
        }

        @Override
        public void close() throws IOException {
            finish();
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new IllegalStateException("a packed answer is written by waiting for its reader");
        }
    }

    /** A flush reaches the reader with everything that was written before it. */
    private static final class Gzip extends GZIPOutputStream {

        /** Statements pack nearly as small as with the usual level 6, for half of the processor's time. */
        private static final int LEVEL = 4;

        private static final int BUFFER = 8192;

        Gzip(OutputStream out) throws IOException {
            super(out, BUFFER, true);
            def.setLevel(LEVEL);
        }

        void release() {
            def.end();
        }
    }
}
