/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.credentials;

import java.util.Set;

/**
 * A key as it is kept: its secret only as a hash.
 *
 * @param name what a client sends as user name; a colon cannot be part of it (RFC 7617)
 */
public record Key(String name, SecretHash secret, Set<Scope> scopes) {

    public Key {
        if (name.isBlank() || name.indexOf(':') >= 0) {
            throw new IllegalArgumentException("a key has a name without a colon");
        }
        scopes = Set.copyOf(scopes);
    }
}
