/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.accounts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.Base64;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Passwords as they are kept: {@code pbkdf2-sha256$<iterations>$<salt>$<hash>}, by the JDK's PBKDF2 with HMAC-SHA-256. The iterations
 * stand in the text, so that a later release can raise them and still read what is there.
 */
@ApplicationScoped
class Passwords {

    static final int SHORTEST = 12;

    /** Longer ones are refused: hashing must not be a way to keep the server busy. */
    static final int LONGEST = 200;

    /** OWASP's Password Storage Cheat Sheet asks for 600,000. */
    private static final int ITERATIONS = 600_000;

    /** What is compared when nobody has the name that was typed: as slow as any, and no password matches it. */
    static final String OF_NOBODY = "pbkdf2-sha256$" + ITERATIONS + "$AAAAAAAAAAAAAAAAAAAAAA==$AAAA";

    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 256;
    private static final Pattern KEPT =
            Pattern.compile("pbkdf2-sha256\\$(\\d{1,9})\\$([A-Za-z0-9+/=]+)\\$([A-Za-z0-9+/=]+)");

    /** No letter that is read as another one: these passwords are told on the telephone. */
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final int GROUPS = 4;
    private static final int LETTERS_IN_GROUP = 5;

    private final RandomGenerator random;

    @Inject
    Passwords(RandomGenerator random) {
        this.random = random;
    }

    /** For the container's proxy. */
    protected Passwords() {
        this.random = null;
    }

    String hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        Base64.Encoder base64 = Base64.getEncoder();
        return "pbkdf2-sha256$" + ITERATIONS + "$" + base64.encodeToString(salt) + "$"
                + base64.encodeToString(derive(password, salt, ITERATIONS));
    }

    /** In constant time once derived, whether right or wrong. */
    boolean matches(String password, String kept) {
        var parts = KEPT.matcher(kept);
        if (!parts.matches() || password.length() > LONGEST) {
            return false;
        }
        byte[] salt = Base64.getDecoder().decode(parts.group(2));
        byte[] expected = Base64.getDecoder().decode(parts.group(3));
        return MessageDigest.isEqual(expected, derive(password, salt, Integer.parseInt(parts.group(1))));
    }

    /** A password of about 99 random bits, in groups that can be read out. */
    String make() {
        return letters(random, GROUPS, LETTERS_IN_GROUP);
    }

    /** Groups of letters with hyphens between them. */
    static String letters(RandomGenerator random, int groups, int lettersInGroup) {
        StringBuilder made = new StringBuilder();
        for (int group = 0; group < groups; group++) {
            made.append(group == 0 ? "" : "-");
            for (int letter = 0; letter < lettersInGroup; letter++) {
                made.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
            }
        }
        return made.toString();
    }

    private static byte[] derive(String password, byte[] salt, int iterations) {
        // The same Vietnamese letter can be typed as one code point or as several.
        char[] letters = Normalizer.normalize(password, Normalizer.Form.NFKC).toCharArray();
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(letters, salt, iterations, HASH_BITS))
                    .getEncoded();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has PBKDF2WithHmacSHA256", impossible);
        }
    }
}
