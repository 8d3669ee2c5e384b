/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.uploads;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;

/** What the sender says the sum of a piece is: {@code Upload-Checksum: sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=} (tus 1.0, Checksum). */
record Checksum(String algorithm, byte[] sum) {

    /** By the protocol's names; it demands SHA-1. */
    private static final Map<String, String> ALGORITHMS = new TreeMap<>(Map.of("sha1", "SHA-1", "sha256", "SHA-256"));

    static Optional<Checksum> parse(String header) throws UploadRefused {
        if (header == null) {
            return Optional.empty();
        }
        String[] pair = header.strip().split(" ", 2);
        if (pair.length != 2 || !ALGORITHMS.containsKey(pair[0])) {
            throw new UploadRefused(UploadRefused.Reason.MALFORMED);
        }
        try {
            return Optional.of(new Checksum(pair[0], Base64.getDecoder().decode(pair[1])));
        } catch (IllegalArgumentException notBase64) {
            throw new UploadRefused(UploadRefused.Reason.MALFORMED);
        }
    }

    /** The header {@code Tus-Checksum-Algorithm}. */
    static String algorithms() {
        StringJoiner names = new StringJoiner(",");
        ALGORITHMS.keySet().forEach(names::add);
        return names.toString();
    }

    MessageDigest begin() {
        try {
            return MessageDigest.getInstance(ALGORITHMS.get(algorithm));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-1 and SHA-256", impossible);
        }
    }

    boolean is(byte[] computed) {
        return MessageDigest.isEqual(sum, computed);
    }
}
