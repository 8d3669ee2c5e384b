/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.credentials;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that was done to a key.
 *
 * @param asker who did it; empty when the settings did
 * @param terms what the key was afterwards
 */
public record KeyEvent(Instant at, What what, Optional<Asker> asker, KeyTerms terms) {

    /** As the table and the API write it, in lower case. */
    public enum What {
        MADE,
        CHANGED,
        REVOKED
    }
}
