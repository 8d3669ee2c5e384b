/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.http;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes may be held at once for clients who are slow to send or to take them, over all requests. */
final class Memory {

    private final long capacity;
    private final AtomicLong used = new AtomicLong();

    Memory(long capacity) {
        this.capacity = capacity;
    }

    /** @param share 8 for an eighth */
    static Memory ofTheHeap(int share) {
        return new Memory(Runtime.getRuntime().maxMemory() / share);
    }

    /** Whether there was room; if so, it has to be given back. */
    boolean take(long bytes) {
        if (used.addAndGet(bytes) <= capacity) {
            return true;
        }
        used.addAndGet(-bytes);
        return false;
    }

    void giveBack(long bytes) {
        used.addAndGet(-bytes);
    }
}
