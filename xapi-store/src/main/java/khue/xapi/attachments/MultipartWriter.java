/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.attachments;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/**
 * Writes a multipart body part by part.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2046#section-5.1">RFC 2046, 5.1</a>
 */
public final class MultipartWriter {

    private final OutputStream out;

    /** Made of 122 random bits, so no data holds it. */
    private final String boundary = UUID.randomUUID().toString();

    private boolean begun;

    public MultipartWriter(OutputStream out) {
        this.out = out;
    }

    /** The header that announces the body. */
    public String contentType() {
        return "multipart/mixed; boundary=" + boundary;
    }

    /** Begins a part; what is written to the stream until the next one begins is its body. */
    public void part(Map<String, String> headers) throws IOException {
        write(begun ? "\r\n--" : "--");
        begun = true;
        write(boundary + "\r\n");
        for (Map.Entry<String, String> header : headers.entrySet()) {
            write(header.getKey() + ": " + header.getValue() + "\r\n");
        }
        write("\r\n");
    }

    /** Ends the body; without it a reader knows that something is missing. */
    public void end() throws IOException {
        write("\r\n--" + boundary + "--\r\n");
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
