/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.testing;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Waits for what happens by itself in a moment. */
public final class Eventually {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private Eventually() {}

    /** Tries an assertion until it holds; when patience is at its end, its last failure is the test's. */
    public static void eventually(ThrowingCallable assertion) throws Exception {
        eventually(PATIENCE, assertion);
    }

    /** The same for what takes longer. */
    public static void eventually(Duration patience, ThrowingCallable assertion) throws Exception {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                assertion.call();
                return;
            } catch (AssertionError notYet) {
                if (System.nanoTime() > deadline) {
                    throw notYet;
                }
                Thread.sleep(PAUSE.toMillis());
            } catch (Throwable failure) {
                throw new IllegalStateException(failure);
            }
        }
    }
}
