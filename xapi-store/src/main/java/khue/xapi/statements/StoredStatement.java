/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.statements;

import java.time.Instant;
import java.util.UUID;

/**
 * A statement as the store keeps it.
 *
 * @param key its place in the order of all statements
 * @param payload the whole statement as JSON text
 * @param holdsVersion2 whether a reader of version 1.0 needs it in another form
 * @param authority the fingerprint of the Agent that vouches for it
 */
public record StoredStatement(
        long key, String payload, Instant stored, boolean holdsVersion2, boolean voided, UUID authority) {}
