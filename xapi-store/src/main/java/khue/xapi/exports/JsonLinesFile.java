/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.exports;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A statement on each line.
 *
 * @see <a href="https://jsonlines.org/">JSON Lines</a>
 */
final class JsonLinesFile implements StatementFile<byte[]> {

    private static final int BUFFER = 64 * 1024;

    private final OutputStream out;

    JsonLinesFile(OutputStream out) {
        this.out = new BufferedOutputStream(out, BUFFER);
    }

    // Within a string of JSON a line break is always escaped (RFC 8259, 7), so every other one is white space.
    @Override
    public byte[] row(long stored, byte[] json) {
        for (int i = 0; i < json.length; i++) {
            if (json[i] == '\n' || json[i] == '\r') {
                json[i] = ' ';
            }
        }
        return json;
    }

    @Override
    public void write(byte[] line) throws IOException {
        out.write(line);
        out.write('\n');
    }

    @Override
    public void end() throws IOException {
        out.flush();
    }
}
