/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.outbox;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after a failure: twice as long each time, up to a limit, and a random part less than that, so that nodes which failed
 * together do not come back together.
 */
public record Backoff(Duration first, Duration longest) {

    private static final int MOST_DOUBLINGS = 30;

    public Backoff {
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("0 < first wait <= longest wait");
        }
    }

    /** @param failures in a row, at least 1 */
    Duration after(int failures, RandomGenerator random) {
        long doubled = first.toMillis() << Math.min(failures - 1, MOST_DOUBLINGS);
        long limit = Math.min(doubled, longest.toMillis());
        return Duration.ofMillis(limit / 2 + random.nextLong(limit / 2 + 1));
    }
}
