/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.samples;

import java.util.Arrays;

/**
 * Writes JSON as UTF-8, fast and plainly. Names and texts are the generator's own: there is nothing to escape but the
 * backslash, and no letter beyond the Basic Multilingual Plane.
 */
public final class JsonText {

    private byte[] out;
    private int length;

    public JsonText(int expectedBytes) {
        out = new byte[expectedBytes];
    }

    public byte[] bytes() {
        return Arrays.copyOf(out, length);
    }

    public JsonText open() {
        separate();
        append('{');
        return this;
    }

    public JsonText openList() {
        separate();
        append('[');
        return this;
    }

    public JsonText open(String name) {
        name(name);
        append('{');
        return this;
    }

    public JsonText openList(String name) {
        name(name);
        append('[');
        return this;
    }

    public JsonText close() {
        append('}');
        return this;
    }

    public JsonText closeList() {
        append(']');
        return this;
    }

    public JsonText put(String name, String value) {
        name(name);
        text(value);
        return this;
    }

    public JsonText put(String name, long value) {
        return putDigits(name, Long.toString(value));
    }

    public JsonText put(String name, boolean value) {
        return putDigits(name, Boolean.toString(value));
    }

    /** A value that stands as it is, such as a number with its digits. */
    public JsonText putDigits(String name, String digits) {
        name(name);
        append(digits);
        return this;
    }

    public JsonText add(String value) {
        separate();
        text(value);
        return this;
    }

    private void name(String name) {
        separate();
        text(name);
        append(':');
    }

    private void text(String value) {
        append('"');
        append(value);
        append('"');
    }

    private void separate() {
        if (length > 0 && out[length - 1] != '{' && out[length - 1] != '[') {
            append(',');
        }
    }

    private void append(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                append(c);
            }
            append(c);
        }
    }

    private void append(char c) {
        if (out.length - length < 3) {
            out = Arrays.copyOf(out, 2 * out.length + 3);
        }
        if (c < 0x80) {
            out[length++] = (byte) c;
        } else if (c < 0x800) {
            out[length++] = (byte) (0xC0 | c >> 6);
            out[length++] = (byte) (0x80 | c & 0x3F);
        } else {
            out[length++] = (byte) (0xE0 | c >> 12);
            out[length++] = (byte) (0x80 | c >> 6 & 0x3F);
            out[length++] = (byte) (0x80 | c & 0x3F);
        }
    }
}
