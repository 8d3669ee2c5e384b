/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.credentials;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What can be changed about a key.
 *
 * @param label what it is for, in words of whoever made it; at most {@link #LONGEST_LABEL} characters
 * @param scopes at least one
 */
public record KeyTerms(String label, Set<Scope> scopes, Optional<Instant> expiresAt) {

    public static final int LONGEST_LABEL = 200;

    public KeyTerms {
        if (label.length() > LONGEST_LABEL) {
            throw new IllegalArgumentException("a label has at most " + LONGEST_LABEL + " characters");
        }
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException("a key has a scope");
        }
        scopes = Set.copyOf(scopes);
    }
}
