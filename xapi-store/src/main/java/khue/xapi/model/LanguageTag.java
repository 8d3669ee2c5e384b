/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.model;

import java.util.regex.Pattern;

/**
 * A well-formed language tag of RFC 5646, 2.1, for example {@code vi}, {@code en-US} or {@code zh-Hant-TW}.
 *
 * <p>Well-formed, not registered: the registry grows, and a store must not refuse next year's tags.
 */
public final class LanguageTag {

    private static final Pattern FORM = Pattern.compile(
            "(?:(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4}|[a-z]{5,8})"
                    + "(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\\d{3}))?(?:-(?:[a-z0-9]{5,8}|\\d[a-z0-9]{3}))*"
                    + "(?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?"
                    + "|x(?:-[a-z0-9]{1,8})+"
                    + "|i-(?:ami|bnn|default|enochian|hak|klingon|lux|mingo|navajo|pwn|tao|tay|tsu)"
                    + "|sgn-(?:BE-FR|BE-NL|CH-DE)|en-GB-oed|art-lojban|cel-gaulish|no-bok|no-nyn|zh-min-nan|zh-xiang)",
            Pattern.CASE_INSENSITIVE);
    private static final int LONGEST = 100;

    private LanguageTag() {}

    public static boolean isLanguageTag(String text) {
        return isPlain(text) || (text.length() <= LONGEST && FORM.matcher(text).matches());
    }

    /** A language of two letters and nothing else, as most are. */
    private static boolean isPlain(String text) {
        return text.length() == 2 && isSmallLetter(text.charAt(0)) && isSmallLetter(text.charAt(1));
    }

    private static boolean isSmallLetter(char c) {
        return c >= 'a' && c <= 'z';
    }
}
