/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.erasures;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * How far the erasure of a person is.
 *
 * @param deleted statements that are gone
 * @param kept statements of others that stay, without the person
 * @param attachments of the statements that are gone
 * @param documents of the person: State and Agent Profile
 */
public record Erasure(
        UUID id, Instant begunAt, Optional<Instant> doneAt, long deleted, long kept, long attachments, long documents) {

    public boolean isDone() {
        return doneAt.isPresent();
    }
}
