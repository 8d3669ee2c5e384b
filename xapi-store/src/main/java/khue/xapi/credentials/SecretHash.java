/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.credentials;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A secret that can be checked but not read back: {@code pbkdf2-sha256$iterations$salt$hash}.
 *
 * <p>Slow on purpose, since people choose some of the secrets; {@link Verification} makes sure that it is paid once.
 */
public record SecretHash(String encoded) {

    private static final String SCHEME = "pbkdf2-sha256";
    private static final int ITERATIONS = 210_000;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 256;

    public SecretHash {
        if (!encoded.startsWith(SCHEME + "$") || encoded.split("\\$").length != 4) {
            throw new IllegalArgumentException("not a secret hash of a known scheme");
        }
    }

    public static SecretHash of(String secret, SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        Base64.Encoder base64 = Base64.getEncoder();
        return new SecretHash(String.join(
                "$",
                SCHEME,
                Integer.toString(ITERATIONS),
                base64.encodeToString(salt),
                base64.encodeToString(derive(secret, salt, ITERATIONS))));
    }

    public boolean matches(String secret) {
        String[] parts = encoded.split("\\$");
        byte[] salt = Base64.getDecoder().decode(parts[2]);
        byte[] expected = Base64.getDecoder().decode(parts[3]);
        return MessageDigest.isEqual(expected, derive(secret, salt, Integer.parseInt(parts[1])));
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
