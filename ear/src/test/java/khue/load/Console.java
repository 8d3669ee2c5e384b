/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load;

import java.io.PrintStream;
import java.time.Duration;

/** Short lines about what goes on, each with the time since the start. */
final class Console {

    private final PrintStream out;
    private final long began = System.nanoTime();

    Console(PrintStream out) {
        this.out = out;
    }

    void say(String line) {
        Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
        out.println("[%3d:%02d] %s".formatted(elapsed.toMinutes(), elapsed.toSecondsPart(), line));
    }

    void block(String text) {
        out.println();
        out.println(text);
    }
}
