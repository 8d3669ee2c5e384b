/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.model;

import java.util.Optional;
import java.util.UUID;

/**
 * UUIDs in the standard string form of RFC 4122; {@link UUID#fromString} alone takes shorter ones too.
 *
 * <p>Every statement has some, so they are read without a regular expression.
 */
public final class Uuids {

    private static final int LENGTH = 36;

    private Uuids() {}

    public static boolean isUuid(String text) {
        if (text.length() != LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            char c = text.charAt(i);
            boolean fits = i == 8 || i == 13 || i == 18 || i == 23 ? c == '-' : isHexDigit(c);
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    /** Of ASCII: other scripts have digits of their own. */
    private static boolean isHexDigit(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    public static Optional<UUID> parse(String text) {
        return isUuid(text) ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }
}
