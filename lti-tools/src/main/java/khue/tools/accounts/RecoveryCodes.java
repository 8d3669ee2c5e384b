/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.accounts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Codes for the day on which the second factor is not at hand: {@value #HOW_MANY} of them, each good once, shown once. They have about 79
 * random bits each, so a plain hash keeps them: nobody can try them all.
 */
final class RecoveryCodes {

    static final int HOW_MANY = 10;

    private static final int GROUPS = 4;
    private static final int LETTERS_IN_GROUP = 4;

    private RecoveryCodes() {}

    static List<String> make(RandomGenerator random) {
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < HOW_MANY; i++) {
            codes.add(Passwords.letters(random, GROUPS, LETTERS_IN_GROUP));
        }
        return List.copyOf(codes);
    }

    /** As it is kept; however the code is typed. */
    static byte[] hash(UUID account, String typed) {
        String code = typed.toLowerCase(Locale.ROOT).replaceAll("[\\s-]", "");
        try {
            return MessageDigest.getInstance("SHA-256").digest((account + " " + code).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
