/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.members;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Plain text out of text that an LMS escaped for HTML before it put it into JSON. */
final class HtmlText {

    private static final Pattern ENTITY =
            Pattern.compile("&(?:#(\\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos));");

    private HtmlText() {}

    /** Resolves one level: what was escaped twice is text that somebody typed. */
    static String unescape(String escaped) {
        return ENTITY.matcher(escaped)
                .replaceAll(entity -> Matcher.quoteReplacement(character(entity.group(), entity)));
    }

    private static String character(String entity, MatchResult match) {
        if (match.group(1) != null) {
            return codePoint(entity, Integer.parseInt(match.group(1)));
        }
        if (match.group(2) != null) {
            return codePoint(entity, Integer.parseInt(match.group(2), 16));
        }
        return switch (match.group(3)) {
            case "amp" -> "&";
            case "lt" -> "<";
            case "gt" -> ">";
            case "quot" -> "\"";
            default -> "'";
        };
    }

    private static String codePoint(String entity, int number) {
        return Character.isValidCodePoint(number) && !Character.isISOControl(number)
                ? Character.toString(number)
                : entity;
    }
}
