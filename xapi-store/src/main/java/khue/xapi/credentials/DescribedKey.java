/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.credentials;

import java.time.Instant;
import java.util.Optional;

/**
 * What may be told about a key; its secret is no part of it.
 *
 * @param authority who vouches for its statements, where that is not an account named as the key
 * @param fromSettings whether the settings define it, so that only they can change it
 * @param lastUsedAt to the minute, and some seconds late
 */
public record DescribedKey(
        String name,
        KeyTerms terms,
        Optional<Authority> authority,
        boolean fromSettings,
        Instant createdAt,
        Optional<Instant> revokedAt,
        Optional<Instant> lastUsedAt) {}
