/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.credentials;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.Base64;

/** Makes the secrets of keys. */
@ApplicationScoped
class Secrets {

    /** So that a secret is known for one wherever it turns up: in a repository, in a log, in a mail. */
    static final String PREFIX = "khs_";

    private static final int RANDOM_BYTES = 32;
    private static final String NAME_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final int NAME_ENDING = 6;

    private final SecureRandom random = new SecureRandom();

    /** {@link #PREFIX} and 256 random bits, in letters that need no encoding anywhere. */
    String make() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** A few letters that keep two keys of one label apart. */
    String nameEnding() {
        StringBuilder ending = new StringBuilder();
        for (int i = 0; i < NAME_ENDING; i++) {
            ending.append(NAME_LETTERS.charAt(random.nextInt(NAME_LETTERS.length())));
        }
        return ending.toString();
    }
}
