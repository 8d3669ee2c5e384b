/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.testing;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what happens in the background, and not a moment longer. */
public final class Eventually {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private Eventually() {}

    /** @throws AssertionError when it has not come true within half a minute */
    public static void eventually(String what, Callable<Boolean> isTrue) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isTrue.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("within " + PATIENCE.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }
}
