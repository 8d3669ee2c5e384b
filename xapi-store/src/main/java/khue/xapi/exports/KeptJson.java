/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.exports;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import khue.xapi.http.Json;

/**
 * Goes through an object of JSON once, from front to back. It was checked before it was kept, so that nothing is checked
 * here: what nobody asks for is stepped over as bytes, names included, which a parser of foreign JSON may not do.
 */
final class KeptJson {

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long EACH = 0x0101010101010101L;
    private static final long EACH_HIGHEST_BIT = EACH << 7;
    private static final long QUOTES = EACH * '"';
    private static final long BACKSLASHES = EACH * '\\';

    private final byte[] json;
    private int at;
    private int nameBegins;
    private int nameEnds;

    /** Of the text that was stepped over last, whether something in it is escaped. */
    private boolean escaped;

    private boolean nameEscaped;

    /** @param json a whole object in UTF-8 */
    KeptJson(byte[] json) {
        this.json = json;
        skipSpace();
    }

    /** From before a value, which is an object, to before its first property. */
    void enter() {
        at++;
    }

    /** Goes to the value of the next property; behind the last one it leaves the object and says false. */
    boolean next() {
        while (json[at] != '"' && json[at] != '}') {
            at++;
        }
        if (json[at] == '}') {
            at++;
            return false;
        }
        nameBegins = at + 1;
        skipText();
        nameEnds = at - 1;
        nameEscaped = escaped;
        while (json[at] != ':') {
            at++;
        }
        at++;
        skipSpace();
        return true;
    }

    /** Whether this is the name of the property that was gone to. */
    boolean is(Name name) throws IOException {
        byte[] bytes = name.bytes;
        if (nameEnds - nameBegins == bytes.length) {
            return Arrays.equals(json, nameBegins, nameEnds, bytes, 0, bytes.length);
        }
        // Written with escapes a name is longer.
        return nameEscaped
                && nameEnds - nameBegins > bytes.length
                && unescaped(nameBegins, nameEnds).equals(name.text);
    }

    /** The value: a text, or a number or a truth as it is written. */
    Piece text() throws IOException {
        int begins = at;
        skip();
        if (json[begins] != '"') {
            return new Piece(json, begins, at);
        }
        return escaped ? Piece.of(unescaped(begins + 1, at - 1)) : new Piece(json, begins + 1, at - 1);
    }

    boolean truth() {
        boolean truth = json[at] == 't';
        skip();
        return truth;
    }

    /** Goes behind the value, whatever it is. */
    void skip() {
        switch (json[at]) {
            case '"' -> skipText();
            case '{', '[' -> skipNested();
            default -> skipWord();
        }
    }

    private void skipText() {
        escaped = false;
        at = quoteOrBackslash(at + 1);
        while (json[at] == '\\') {
            escaped = true;
            at = quoteOrBackslash(at + 2);
        }
        at++;
    }

    /** The first of them from here on, looked for in eight bytes at a time: there is one, as the text has an end. */
    private int quoteOrBackslash(int from) {
        int i = from;
        for (; i + Long.BYTES <= json.length; i += Long.BYTES) {
            long eight = (long) EIGHT_BYTES.get(json, i);
            long found = zeros(eight ^ QUOTES) | zeros(eight ^ BACKSLASHES);
            if (found != 0) {
                return i + Long.numberOfTrailingZeros(found) / Byte.SIZE;
            }
        }
        while (json[i] != '"' && json[i] != '\\') {
            i++;
        }
        return i;
    }

    /** The highest bit of the first byte that is zero, and of no byte before it. */
    private static long zeros(long eight) {
        return eight - EACH & ~eight & EACH_HIGHEST_BIT;
    }

    private void skipNested() {
        int depth = 0;
        do {
            switch (json[at]) {
                case '"' -> {
                    skipText();
                    continue;
                }
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                default -> {
                    // Between two values.
                }
            }
            at++;
        } while (depth > 0);
    }

    /** A number, true, false or null. */
    private void skipWord() {
        while (json[at] != ',' && json[at] != '}' && json[at] != ']' && json[at] > ' ') {
            at++;
        }
    }

    private void skipSpace() {
        while (json[at] >= 0 && json[at] <= ' ') {
            at++;
        }
    }

    /** From behind one quotation mark to before the other. */
    private String unescaped(int from, int to) throws IOException {
        return Json.mapper().readValue(json, from - 1, to - from + 2, String.class);
    }

    /** The name of a property. */
    static final class Name {

        private final String text;
        private final byte[] bytes;

        Name(String text) {
            this.text = text;
            this.bytes = text.getBytes(StandardCharsets.UTF_8);
        }
    }
}
