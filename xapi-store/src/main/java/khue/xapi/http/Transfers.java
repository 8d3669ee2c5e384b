/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.http;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The {@link Transfer}s whose threads wait for their clients at this moment. Some of them may be slow, but not so many
 * that no thread is left for others: then the slowest are broken off.
 */
final class Transfers {

    /** A quarter of the threads that the run command gives the server. */
    static final int MOST_SLOW = 32;

    /** Half a megabit a second: whoever keeps this pace is not slow. */
    static final int BYTES_A_SECOND = 64 * 1024;

    /** Nor is whoever has just fallen behind it. */
    private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(500);

    private final int seconds;
    private final LongSupplier nanoTime;
    private final Set<Transfer> waiting = ConcurrentHashMap.newKeySet();

    /** @param seconds that one transfer may keep its thread waiting, all in all */
    Transfers(int seconds, LongSupplier nanoTime) {
        this.seconds = seconds;
        this.nanoTime = nanoTime;
    }

    int seconds() {
        return seconds;
    }

    long now() {
        return nanoTime.getAsLong();
    }

    void begin(Transfer transfer) {
        waiting.add(transfer);
    }

    void end(Transfer transfer) {
        waiting.remove(transfer);
    }

    /** To be called again and again, because those who wait cannot do it. */
    void breakOffTheSlowest() {
        long now = now();
        List<Transfer.Progress> slow = waiting.stream()
                .map(transfer -> transfer.progress(now))
                .filter(progress -> progress.behind() > PATIENCE)
                .sorted(Comparator.comparingDouble(Transfer.Progress::slowness).reversed())
                .toList();
        slow.stream()
                .limit(Math.max(0, slow.size() - MOST_SLOW))
                .map(Transfer.Progress::transfer)
                .forEach(Transfer::breakOff);
    }
}
