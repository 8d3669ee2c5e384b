/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.attachments;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A SHA-2 sum, which is how an attachment and its data find each other. Which function of the family it is shows in its
 * length.
 *
 * @param hex in lower case
 * @see <a href="https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Data.md#2411-attachments">Data 2.4.11, sha2</a>
 */
public record Sha2(String hex) {

    private static final Pattern HEX = Pattern.compile("[0-9a-f]+");
    private static final Map<Integer, String> ALGORITHMS =
            Map.of(56, "SHA-224", 64, "SHA-256", 96, "SHA-384", 128, "SHA-512");

    public Sha2 {
        if (!HEX.matcher(hex).matches() || !ALGORITHMS.containsKey(hex.length())) {
            throw new IllegalArgumentException("not a SHA-2 sum: " + hex);
        }
    }

    /** Empty when the text is no such sum in hexadecimal digits of either case. */
    public static Optional<Sha2> of(String text) {
        String hex = text.toLowerCase(Locale.ROOT);
        return HEX.matcher(hex).matches() && ALGORITHMS.containsKey(hex.length())
                ? Optional.of(new Sha2(hex))
                : Optional.empty();
    }

    public String algorithm() {
        return ALGORITHMS.get(hex.length());
    }

    MessageDigest newDigest() {
        return newDigest(algorithm());
    }

    boolean isThatOf(MessageDigest complete) {
        return hex.equals(HexFormat.of().formatHex(complete.digest()));
    }

    static MessageDigest newDigest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Java 17 has all of SHA-2", impossible);
        }
    }
}
