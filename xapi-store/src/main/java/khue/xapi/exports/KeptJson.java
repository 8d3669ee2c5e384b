/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.exports;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import khue.xapi.http.Json;

/**
 * Goes through an object of JSON once, from front to back. It was checked before it was kept, so that nothing is checked
 * here: what nobody asks for is stepped over as bytes, names included, which a parser of foreign JSON may not do.
 */
final class KeptJson {

    private final byte[] json;

    /** A character for each byte: a Java machine looks for one of them in many at once, in texts only. */
    private final String bytes;

    /** Before which nothing is escaped; in most statements nothing is at all. */
    private final int firstEscape;

    private int at;
    private int nameBegins;
    private int nameEnds;

    /** @param json a whole object in UTF-8 */
    KeptJson(byte[] json) {
        this.json = json;
        this.bytes = new String(json, StandardCharsets.ISO_8859_1);
        int found = bytes.indexOf('\\');
        this.firstEscape = found < 0 ? json.length : found;
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
        return nameEnds - nameBegins > bytes.length
                && hasEscapes(nameBegins, nameEnds)
                && unescaped(nameBegins, nameEnds).equals(name.text);
    }

    /** The value: a text, or a number or a truth as it is written. */
    String text() throws IOException {
        int begins = at;
        skip();
        if (json[begins] != '"') {
            return new String(json, begins, at - begins, StandardCharsets.US_ASCII);
        }
        return hasEscapes(begins + 1, at - 1)
                ? unescaped(begins + 1, at - 1)
                : new String(json, begins + 1, at - begins - 2, StandardCharsets.UTF_8);
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
        int end = bytes.indexOf('"', at + 1);
        while (isEscaped(end)) {
            end = bytes.indexOf('"', end + 1);
        }
        at = end + 1;
    }

    /** Behind an odd number of backslashes. */
    private boolean isEscaped(int quote) {
        int i = quote;
        while (json[i - 1] == '\\') {
            i--;
        }
        return (quote - i) % 2 == 1;
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

    private boolean hasEscapes(int from, int to) {
        for (int i = Math.max(from, firstEscape); i < to; i++) {
            if (json[i] == '\\') {
                return true;
            }
        }
        return false;
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
