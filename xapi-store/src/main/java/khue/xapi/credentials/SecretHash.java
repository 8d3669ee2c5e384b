/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.credentials;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A secret that can be checked but not read back.
 *
 * <p>Of a secret that a person chose, {@code pbkdf2-sha256$iterations$salt$hash}: slow on purpose, since such secrets can
 * be guessed. Of a secret that we made, {@code sha256$hash}: nobody guesses 256 random bits, however fast the hash, and a
 * wrong one costs us next to nothing.
 */
public record SecretHash(String encoded) {

    private static final String SLOW = "pbkdf2-sha256";
    private static final String FAST = "sha256";
    private static final int ITERATIONS = 210_000;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 256;

    public SecretHash {
        int parts = encoded.split("\\$").length;
        boolean slow = encoded.startsWith(SLOW + "$") && parts == 4;
        boolean fast = encoded.startsWith(FAST + "$") && parts == 2;
        if (!slow && !fast) {
            throw new IllegalArgumentException("not a secret hash of a known scheme");
        }
    }

    /** The hash of a secret that a person may have chosen. */
    public static SecretHash ofChosen(String secret, SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        Base64.Encoder base64 = Base64.getEncoder();
        return new SecretHash(String.join(
                "$",
                SLOW,
                Integer.toString(ITERATIONS),
                base64.encodeToString(salt),
                base64.encodeToString(derive(secret, salt, ITERATIONS))));
    }

    /** The hash of a secret that {@link Secrets} made. */
    static SecretHash ofMade(String secret) {
        return new SecretHash(FAST + "$" + Base64.getEncoder().encodeToString(digest(secret)));
    }

    boolean isSlow() {
        return encoded.startsWith(SLOW);
    }

    public boolean matches(String secret) {
        String[] parts = encoded.split("\\$");
        byte[] expected = Base64.getDecoder().decode(parts[parts.length - 1]);
        byte[] actual = isSlow()
                ? derive(secret, Base64.getDecoder().decode(parts[2]), Integer.parseInt(parts[1]))
                : digest(secret);
        return MessageDigest.isEqual(expected, actual);
    }

    private static byte[] digest(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private static byte[] derive(String secret, byte[] salt, int iterations) {
        if (secret.isEmpty()) {
            // PBEKeySpec takes an empty password for none at all; no key has an empty secret, so nothing matches it.
            return new byte[0];
        }
        try {
            PBEKeySpec spec = new PBEKeySpec(secret.toCharArray(), salt, iterations, HASH_BITS);
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform of ours has PBKDF2WithHmacSHA256", impossible);
        }
    }

    @Override
    public String toString() {
        return "SecretHash[not shown]";
    }
}
