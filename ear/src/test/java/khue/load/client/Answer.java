/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load.client;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What came back. It lives until the next request on its connection.
 *
 * @param headers the lines as they came, such as {@code Content-Length: 2}
 * @param body its first {@code length} bytes are the body
 */
public record Answer(int status, List<String> headers, byte[] body, int length) {

    public boolean isOk() {
        return status == 200;
    }

    /** The values of a header, in their order. */
    public List<String> header(String name) {
        String start = name + ":";
        return headers.stream()
                .filter(line -> line.regionMatches(true, 0, start, 0, start.length()))
                .map(line -> line.substring(start.length()).strip())
                .toList();
    }

    /** How often an ASCII text occurs in the body. */
    public int count(String text) {
        byte[] wanted = text.getBytes(StandardCharsets.US_ASCII);
        int found = 0;
        for (int i = 0; i <= length - wanted.length; i++) {
            int j = 0;
            while (j < wanted.length && body[i + j] == wanted[j]) {
                j++;
            }
            if (j == wanted.length) {
                found++;
            }
        }
        return found;
    }

    public String text() {
        return new String(body, 0, length, StandardCharsets.UTF_8);
    }
}
