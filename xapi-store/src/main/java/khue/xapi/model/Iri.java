/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.model;

import java.util.BitSet;

/**
 * An absolute internationalized resource identifier (RFC 3987).
 *
 * <p>Best-effort validation, which xAPI allows: a scheme, something after it, no character that RFC 3987 excludes and
 * no broken percent-encoding. Compared character by character (RFC 3987, 5.3.1), so nothing is normalised.
 */
public record Iri(String value) {

    /** The characters of ASCII that RFC 3987 excludes: controls, space and some signs. */
    private static final BitSet EXCLUDED = excluded();

    public Iri {
        if (!isIri(value)) {
            throw new IllegalArgumentException("not an absolute IRI");
        }
    }

    public static boolean isIri(String text) {
        int colon = text.indexOf(':');
        return colon > 0 && colon < text.length() - 1 && isScheme(text, colon) && holdsOnlyIriCharacters(text);
    }

    private static BitSet excluded() {
        BitSet excluded = new BitSet();
        excluded.set(0, ' ' + 1);
        "<>\"{}|\\^`".chars().forEach(excluded::set);
        excluded.set(0x7f, 0xa0 + 1);
        return excluded;
    }

    // RFC 3986, 3.1: https://www.rfc-editor.org/rfc/rfc3986#section-3.1
    private static boolean isScheme(String text, int end) {
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            boolean isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            boolean mayFollow = (c >= '0' && c <= '9') || c == '+' || c == '.' || c == '-';
            if (!isLetter && (i == 0 || !mayFollow)) {
                return false;
            }
        }
        return true;
    }

    private static boolean holdsOnlyIriCharacters(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (EXCLUDED.get(c)) {
                return false;
            }
            if (c == '%' && !isPercentEncoding(text, i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPercentEncoding(String text, int at) {
        return at + 2 < text.length()
                && Character.digit(text.charAt(at + 1), 16) >= 0
                && Character.digit(text.charAt(at + 2), 16) >= 0;
    }

    @Override
    public String toString() {
        return value;
    }
}
