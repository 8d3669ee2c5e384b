/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.families;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * What a printed sheet lets its reader in by: twelve letters and digits of Crockford's alphabet, which has none that are mistaken for one
 * another on paper. 60 bits of chance: nobody guesses one before it expires.
 */
record SheetCode(String letters) {

    static final int LENGTH = 12;

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final Pattern WELL_FORMED = Pattern.compile("[" + ALPHABET + "]{" + LENGTH + "}");
    private static final int GROUP = 4;

    SheetCode {
        if (!WELL_FORMED.matcher(letters).matches()) {
            throw new IllegalArgumentException("a code has " + LENGTH + " letters and digits");
        }
    }

    static SheetCode random(RandomGenerator random) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            letters.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new SheetCode(letters.toString());
    }

    /** What somebody typed: with or without hyphens, in small letters, an O for a zero, an I or L for a one. */
    static Optional<SheetCode> typed(String text) {
        String letters = text.toUpperCase(Locale.ROOT)
                .replaceAll("[\\s\\p{Pd}.]", "")
                .replace('O', '0')
                .replaceAll("[IL]", "1");
        return WELL_FORMED.matcher(letters).matches() ? Optional.of(new SheetCode(letters)) : Optional.empty();
    }

    /** As it is printed: {@code 7KQ2-M9XA-30TD}. */
    String printed() {
        return letters.replaceAll("(.{" + GROUP + "})(?!$)", "$1-");
    }

    /** What the database keeps. */
    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(letters.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
