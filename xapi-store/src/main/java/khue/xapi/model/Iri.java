/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.model;

import java.util.regex.Pattern;

/**
 * An absolute internationalized resource identifier (RFC 3987).
 *
 * <p>Best-effort validation, which xAPI allows: a scheme, something after it, no character that RFC 3987 excludes and
 * no broken percent-encoding. Compared character by character (RFC 3987, 5.3.1), so nothing is normalised.
 */
public record Iri(String value) {

    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*");
    private static final String EXCLUDED = "<>\"{}|\\^`";

    public Iri {
        if (!isIri(value)) {
            throw new IllegalArgumentException("not an absolute IRI");
        }
    }

    public static boolean isIri(String text) {
        int colon = text.indexOf(':');
        return colon > 0
                && colon < text.length() - 1
                && SCHEME.matcher(text).region(0, colon).matches()
                && holdsOnlyIriCharacters(text);
    }

    private static boolean holdsOnlyIriCharacters(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || (c >= 0x7f && c <= 0xa0) || EXCLUDED.indexOf(c) >= 0) {
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
