/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.http;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of bodies that are still arriving may be held at once, over all requests. */
final class Memory {

    private final long capacity;
    private final AtomicLong used = new AtomicLong();

    Memory(long capacity) {
        this.capacity = capacity;
    }

    static Memory ofAnEighthOfTheHeap() {
        return new Memory(Runtime.getRuntime().maxMemory() / 8);
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
