/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/** An answer whose first byte decides: text becomes gzip, anything else passes as it is. */
class PackedPage extends HttpServletResponseWrapper {

    private static final Pattern TEXT = Pattern.compile(
            "(?:text/|application/(?:json|javascript|manifest\\+json)|image/svg\\+xml).*", Pattern.DOTALL);
    private static final int BUFFER = 8192;

    private final Body body = new Body();
    private PrintWriter writer;
    private long length = -1;

    PackedPage(HttpServletResponse response) {
        super(response);
    }

    @Override
    public ServletOutputStream getOutputStream() {
        return body;
    }

    @Override
    public PrintWriter getWriter() {
        if (writer == null) {
            writer = new PrintWriter(new OutputStreamWriter(body, Charset.forName(getCharacterEncoding())));
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
        if (!isLength(name, value)) {
            super.setHeader(name, value);
        }
    }

    @Override
    public void addHeader(String name, String value) {
        if (!isLength(name, value)) {
            super.addHeader(name, value);
        }
    }

    /** The length of what is packed is another one, so it waits for the first byte. */
    private boolean isLength(String name, String value) {
        boolean isLength = name.equalsIgnoreCase("Content-Length");
        if (isLength) {
            length = Long.parseLong(value);
        }
        return isLength;
    }

    @Override
    public void flushBuffer() throws IOException {
        body.flush();
        super.flushBuffer();
    }

    void finish() throws IOException {
        if (writer != null) {
            writer.flush();
        }
        if (body.gzip != null) {
            body.out.close();
        }
    }

    private final class Body extends ServletOutputStream {

        private OutputStream out;
        private GZIPOutputStream gzip;

        private OutputStream out() throws IOException {
            if (out != null) {
                return out;
            }
            ServletOutputStream raw = PackedPage.super.getOutputStream();
            boolean packs = getContentType() != null
                    && TEXT.matcher(getContentType()).matches()
                    && getStatus() == SC_OK
                    && !containsHeader("Content-Encoding");
            if (packs) {
                PackedPage.super.setHeader("Content-Encoding", "gzip");
                gzip = new GZIPOutputStream(raw, BUFFER, true);
                // Krazo writes a view byte by byte, and packing a single byte costs as much as packing many.
                out = new BufferedOutputStream(gzip, BUFFER);
            } else {
                if (length >= 0) {
                    PackedPage.super.setContentLengthLong(length);
                }
                out = raw;
            }
            return out;
        }

        @Override
        public void write(int value) throws IOException {
            out().write(value);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            out().write(bytes, offset, count);
        }

        @Override
        public void flush() throws IOException {
            if (out != null) {
                out.flush();
            }
        }

        @Override
        public void close() throws IOException {
            if (out != null) {
                out.close();
            }
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new IllegalStateException("a packed page is written by waiting for its reader");
        }
    }
}
