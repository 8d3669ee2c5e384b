/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.settings;

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
 * Keys as they lie in the database, such as those that we sign with: AES-256 in Galois/Counter Mode under a secret of the operator's, bound
 * to the key's id, so that rows cannot be exchanged. Without a secret they lie there as they are. Whoever has a backup of the database alone
 * has no key.
 *
 * @see <a href="https://doi.org/10.6028/NIST.SP.800-38D">NIST SP 800-38D</a>
 */
public final class KeySeal {

    /** It was sealed under another secret, or for another key, or was damaged. */
    public static final class Unopenable extends IllegalStateException {

        private Unopenable(String id) {
            super(id
                    + " was encrypted under another KHUE_KEY_SECRET than this one and the former one; set the right one,"
                    + " or give it up in the console: signing keys on their page, a second factor with its account");
        }
    }

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
    public KeySeal(Optional<String> secret, Optional<String> former, RandomGenerator random) {
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

    /** @param id what the key is known by, different from that of any other key of any kind */
    public String seal(String id, String key) {
        if (keys.isEmpty()) {
            return key;
        }
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed =
                    cipher(Cipher.ENCRYPT_MODE, keys.get(0), nonce, id).doFinal(key.getBytes(StandardCharsets.UTF_8));
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

    /** @throws Unopenable when neither secret opens it */
    public String open(String id, String kept) {
        if (!kept.startsWith(PREFIX)) {
            return kept;
        }
        return keys.stream()
                .flatMap(key -> opened(key, id, kept).stream())
                .findFirst()
                .orElseThrow(() -> new Unopenable(id));
    }

    /** Whether it would be sealed anew: it is not, or only under the former secret. */
    public boolean isOutdated(String id, String kept) {
        return !keys.isEmpty()
                && (!kept.startsWith(PREFIX) || opened(keys.get(0), id, kept).isEmpty());
    }

    private static Optional<String> opened(SecretKeySpec key, String id, String kept) {
        byte[] bytes = Base64.getDecoder().decode(kept.substring(PREFIX.length()));
        byte[] nonce = Arrays.copyOf(bytes, NONCE_BYTES);
        try {
            byte[] opened =
                    cipher(Cipher.DECRYPT_MODE, key, nonce, id).doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
            return Optional.of(new String(opened, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException another) {
            return Optional.empty();
        }
    }

    private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce, String id) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(id.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
