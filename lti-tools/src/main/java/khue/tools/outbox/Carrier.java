/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.outbox;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Carries the messages of one queue. Every bean of this type gets its own workers; it is called outside any transaction, by several
 * nodes at the same time, never with the same message twice at once, and again with the same message when a node died before it could
 * write down what had become of it.
 */
public interface Carrier {

    /** The queue's name; stable, because rows carry it. */
    String queue();

    /** How many messages it takes at once. */
    default int batch() {
        return 1;
    }

    /** How many batches a node carries at the same time. */
    default int workers() {
        return 1;
    }

    /**
     * Whether all messages go to one place: when that place does not answer the whole queue waits, and the oldest message goes first when
     * it is back. Otherwise each message waits by itself.
     */
    boolean oneDestination();

    /** How long to wait between attempts. */
    Backoff backoff();

    /** What became of each message; one that is left out is carried again later. */
    Map<UUID, Outcome> carry(List<Message> messages);
}
