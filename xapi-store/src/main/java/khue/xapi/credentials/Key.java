/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.credentials;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A key as it is kept and checked: its secret only as a hash.
 *
 * @param name what a client sends as user name; a colon cannot be part of it (RFC 7617)
 * @param authority who vouches for the key's statements, where that is not an account named as the key
 * @param expiresAt from when on the key is refused
 */
public record Key(
        String name, SecretHash secret, Set<Scope> scopes, Optional<Authority> authority, Optional<Instant> expiresAt) {

    public Key {
        if (name.isBlank() || name.indexOf(':') >= 0) {
            throw new IllegalArgumentException("a key has a name without a colon");
        }
        scopes = Set.copyOf(scopes);
    }

    boolean isExpiredAt(Instant now) {
        return expiresAt.filter(end -> !now.isBefore(end)).isPresent();
    }
}
