/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.records;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * A person's id under HMAC-SHA-256, its first 160 bits written as {@value #LENGTH} characters of base32hex in lower case (RFC 4648, §7):
 * too many for two people ever to share one.
 */
final class Pseudonymisation {

    static final int LENGTH = 32;

    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = LENGTH * 5 / 8;
    private static final int RADIX = 32;

    private final SecretKey key;

    Pseudonymisation(byte[] secret) {
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    String of(UUID person) {
        byte[] id = ByteBuffer.allocate(16)
                .putLong(person.getMostSignificantBits())
                .putLong(person.getLeastSignificantBits())
                .array();
        String digits = new BigInteger(1, Arrays.copyOf(hmac(id), BYTES)).toString(RADIX);
        return "0".repeat(LENGTH - digits.length()) + digits;
    }

    private byte[] hmac(byte[] message) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(message);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
        }
    }
}
