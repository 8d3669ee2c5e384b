/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.http;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** The most recent protocol exchanges, in both directions, without any token in them. */
public final class ExchangeLog {
    private static final int KEPT = 300;

    private final Clock clock;
    private final Deque<Entry> entries = new ArrayDeque<>();

    public ExchangeLog(Clock clock) {
        this.clock = clock;
    }

    /**
     * One exchange.
     *
     * @param path the path of a request to the LMS, or the whole address of a request by the LMS
     * @param reason what was done or why it was refused; empty when there is nothing to say
     */
    public record Entry(Instant at, String method, String path, int status, String reason) {}

    public synchronized void add(String method, String path, int status, String reason) {
        entries.addLast(new Entry(clock.instant(), method, path, status, reason));
        if (entries.size() > KEPT) {
            entries.removeFirst();
        }
    }

    /** Newest first. */
    public synchronized List<Entry> entries() {
        List<Entry> newestFirst = new ArrayList<>(entries);
        Collections.reverse(newestFirst);
        return newestFirst;
    }
}
