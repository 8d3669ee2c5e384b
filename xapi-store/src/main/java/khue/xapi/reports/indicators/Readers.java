/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Who waits for figures: what nobody waits for gives way to them. Each node knows its own only, which is enough to be polite, and
 * nothing is wrong where it is not.
 */
@ApplicationScoped
public class Readers {

    /** Whoever was answered is likely to ask on: pages and reports ask many questions in a row. */
    static final Duration LATELY = Duration.ofSeconds(1);

    private final Clock clock;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile Instant left = Instant.MIN;

    /** For the container's proxy. */
    protected Readers() {
        this(null);
    }

    @Inject
    public Readers(Clock clock) {
        this.clock = clock;
    }

    /** Answers somebody. */
    <T> T serve(Supplier<T> answer) {
        waiting.incrementAndGet();
        try {
            return answer.get();
        } finally {
            left = clock.instant();
            waiting.decrementAndGet();
        }
    }

    /** Whether somebody waits, or did a moment ago. */
    boolean areThere() {
        return waiting.get() > 0 || left.plus(LATELY).isAfter(clock.instant());
    }
}
