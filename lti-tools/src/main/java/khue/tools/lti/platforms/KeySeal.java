/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.platforms;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Private keys as they lie in the database: AES-256 in Galois/Counter Mode under a secret of the operator's, bound to the key's id, so that
 * rows cannot be exchanged. Without a secret they lie there as they are. Whoever has a backup of the database alone has no key.
 *
 * @see <a href="https://doi.org/10.6028/NIST.SP.800-38D">NIST SP 800-38D</a>
 */
final class KeySeal {

    private static final String PREFIX = "sealed:";
    private static final String PURPOSE = "khue: private keys in the database";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    /** The one to seal with first; the other only opens. */
    private final List<SecretKeySpec> keys;

    private final RandomGenerator random;

    /**
     * @param secret long and random; empty: nothing is sealed
     * @param former the one before, which may still have sealed something
     */
    KeySeal(Optional<String> secret, Optional<String> former, RandomGenerator random) {
        this.keys = Stream.concat(secret.stream(), former.stream())
                .map(KeySeal::key)
                .toList();
        this.random = random;
    }

    /** The secret is as random as a key already; only its length has to become right (RFC 5869, §2.2). */
    private static SecretKeySpec key(String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(PURPOSE.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return new SecretKeySpec(mac.doFinal(secret.getBytes(StandardCharsets.UTF_8)), "AES");
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has HmacSHA256", impossible);
        }
    }

    String seal(String kid, String jwk) {
        if (keys.isEmpty()) {
            return jwk;
        }
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed =
                    cipher(Cipher.ENCRYPT_MODE, keys.get(0), nonce, kid).doFinal(jwk.getBytes(StandardCharsets.UTF_8));
            return PREFIX
                    + Base64.getEncoder()
                            .encodeToString(ByteBuffer.allocate(nonce.length + sealed.length)
                                    .put(nonce)
                                    .put(sealed)
                                    .array());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has AES/GCM", impossible);
        }
    }

    /** @throws IllegalStateException when it was sealed under another secret, or for another key, or was damaged */
    String open(String kid, String kept) {
        if (!kept.startsWith(PREFIX)) {
            return kept;
        }
        return keys.stream()
                .flatMap(key -> opened(key, kid, kept).stream())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the signing key " + kid
                        + " was encrypted under another KHUE_KEY_SECRET than this one and the former one; set the right one,"
                        + " or give the keys up in the console"));
    }

    /** Whether it would be sealed anew: it is not, or only under the former secret. */
    boolean isOutdated(String kid, String kept) {
        return !keys.isEmpty()
                && (!kept.startsWith(PREFIX) || opened(keys.get(0), kid, kept).isEmpty());
    }

    private static Optional<String> opened(SecretKeySpec key, String kid, String kept) {
        byte[] bytes = Base64.getDecoder().decode(kept.substring(PREFIX.length()));
        byte[] nonce = Arrays.copyOf(bytes, NONCE_BYTES);
        try {
            byte[] jwk = cipher(Cipher.DECRYPT_MODE, key, nonce, kid)
                    .doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
            return Optional.of(new String(jwk, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException another) {
            return Optional.empty();
        }
    }

    private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce, String kid)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(kid.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
