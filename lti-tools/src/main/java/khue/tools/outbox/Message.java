/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.outbox;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Something that waits to be carried.
 *
 * @param id fixed when it was written, the same at every attempt
 * @param lane messages of one lane are carried one at a time, in the order in which they were written
 * @param payload whatever the queue's carrier understands
 * @param attempts how often it was taken, this time included
 * @param problem why the last attempt did not succeed
 * @param newest whether nothing was written to its lane after it
 */
public record Message(
        UUID id,
        long seq,
        Optional<String> lane,
        String payload,
        int attempts,
        Optional<String> problem,
        Instant createdAt,
        boolean newest) {}
