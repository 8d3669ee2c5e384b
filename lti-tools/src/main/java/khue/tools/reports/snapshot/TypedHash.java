/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.reports.snapshot;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A hash as somebody typed or scanned it: all 64 hexadecimal digits, or at least the first 20, which are 80 bits and stand below each page.
 */
public record TypedHash(String digits) {

    public static final int SHORTEST = 20;

    private static final Pattern WELL_FORMED = Pattern.compile("[0-9a-f]{" + SHORTEST + ",64}");
    private static final int GROUP = 4;

    public TypedHash {
        if (!WELL_FORMED.matcher(digits).matches()) {
            throw new IllegalArgumentException("a hash has " + SHORTEST + " to 64 hexadecimal digits");
        }
    }

    /** With or without blanks and hyphens, in large or small letters. */
    public static Optional<TypedHash> typed(String text) {
        String digits = text.toLowerCase(Locale.ROOT).replaceAll("[\\s\\p{Pd}.:]", "");
        return WELL_FORMED.matcher(digits).matches() ? Optional.of(new TypedHash(digits)) : Optional.empty();
    }

    /** What stands on paper. */
    public static String beginning(String sha256) {
        return sha256.substring(0, SHORTEST).replaceAll("(.{" + GROUP + "})(?!$)", "$1-");
    }
}
