/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.subjects;

import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * What is printed on a receipt so that anybody who holds it can ask whether it is ours: sixteen letters and digits of Crockford's alphabet,
 * 80 bits of chance.
 */
record ReceiptCode(String letters) {

    static final int LENGTH = 16;

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final Pattern WELL_FORMED = Pattern.compile("[" + ALPHABET + "]{" + LENGTH + "}");
    private static final int GROUP = 4;

    ReceiptCode {
        if (!WELL_FORMED.matcher(letters).matches()) {
            throw new IllegalArgumentException("a code has " + LENGTH + " letters and digits");
        }
    }

    static ReceiptCode random(RandomGenerator random) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            letters.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new ReceiptCode(letters.toString());
    }

    /** What somebody typed: with or without hyphens, in small letters, an O for a zero, an I or L for a one. */
    static Optional<ReceiptCode> typed(String text) {
        String letters = text.toUpperCase(Locale.ROOT)
                .replaceAll("[\\s\\p{Pd}.]", "")
                .replace('O', '0')
                .replaceAll("[IL]", "1");
        return WELL_FORMED.matcher(letters).matches() ? Optional.of(new ReceiptCode(letters)) : Optional.empty();
    }

    String printed() {
        return letters.replaceAll("(.{" + GROUP + "})(?!$)", "$1-");
    }
}
