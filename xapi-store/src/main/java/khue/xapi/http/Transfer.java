/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.http;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** One long body or answer on its way, and how long its client has kept a thread waiting. All times in nanoseconds. */
final class Transfer {

    private final Transfers transfers;
    private final Runnable end;

    // The thread that waits alone writes the times, and another one looks at them meanwhile.
    private volatile long since;
    private volatile long waited;
    private volatile long behind;
    private volatile boolean brokenOff;

    /** @param end ends the wait of the thread that waits for this client */
    Transfer(Transfers transfers, Runnable end) {
        this.transfers = transfers;
        this.end = end;
    }

    /**
     * Moves a piece, which may have to wait for the client.
     *
     * @return how many bytes were moved
     */
    int step(Step step) throws IOException {
        since = transfers.now();
        transfers.begin(this);
        int moved = 0;
        try {
            moved = step.move();
            return moved;
        } finally {
            transfers.end(this);
            long time = transfers.now() - since;
            waited += time;
            // Who was ahead has no right to dawdle later.
            behind = Math.max(0, behind + time - timeFor(moved));
        }
    }

    /** Whether it had to go, because too many are slow. */
    boolean isBrokenOff() {
        return brokenOff;
    }

    boolean takesTooLong() {
        return waited > TimeUnit.SECONDS.toNanos(transfers.seconds());
    }

    /** How it stands at {@code now}, in the middle of a step. */
    Progress progress(long now) {
        long time = now - since;
        return new Progress(this, waited + time, behind + time);
    }

    void breakOff() {
        brokenOff = true;
        end.run();
    }

    private static long timeFor(int bytes) {
        return TimeUnit.SECONDS.toNanos(Math.max(0, bytes)) / Transfers.BYTES_A_SECOND;
    }

    /**
     * How a transfer stands.
     *
     * @param waited how long its thread has waited, all in all
     * @param behind how much later it is than it would be at the pace of {@link Transfers#BYTES_A_SECOND}
     */
    record Progress(Transfer transfer, long waited, long behind) {

        /** From 0, for who keeps pace, to 1, for who does nothing at all. */
        double slowness() {
            return (double) behind / waited;
        }
    }

    /** A piece of the transfer. */
    @FunctionalInterface
    interface Step {

        /** @return how many bytes were moved; less than 0 at the end */
        int move() throws IOException;
    }
}
