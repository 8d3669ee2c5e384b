/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.exports;

import java.nio.charset.StandardCharsets;

/**
 * A text of a statement, or a number or a truth as it is written there, in UTF-8: most of them get from one file into another
 * as they are, and nobody needs their characters.
 */
final class Piece {

    private final byte[] bytes;
    private final int from;
    private final int length;

    Piece(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.from = from;
        this.length = to - from;
    }

    static Piece of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Piece(bytes, 0, bytes.length);
    }

    /** In which it is, with other things around it. */
    byte[] bytes() {
        return bytes;
    }

    /** Its first byte. */
    int from() {
        return from;
    }

    /** In bytes. */
    int length() {
        return length;
    }

    @Override
    public String toString() {
        return new String(bytes, from, length, StandardCharsets.UTF_8);
    }
}
