/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load;

import java.util.Optional;

/**
 * Rounds that do not count: the server's Java machine compiles what it runs often, for minutes. Over when two rounds in a row
 * were no faster than those before them, and the compilers are at rest.
 */
final class WarmUp {

    private static final int FEWEST = 3;

    /** What a round has to be faster than every one before, if the server is still warming up. */
    private static final double STILL_WARMING = 1.03;

    /** The compilers' part of the server's processor time from which on it is still warming up. */
    private static final double STILL_COMPILING = 0.05;

    private final int most;
    private int rounds;
    private int inARow;
    private double best;
    private boolean compiles;

    /** @param most how many rounds at most: none for a server that is warm already */
    WarmUp(int most) {
        this.most = most;
    }

    void add(double aSecond, Optional<Cpu> used) {
        rounds++;
        compiles = used.isPresent()
                && used.get().compiling().toNanos()
                        > STILL_COMPILING * used.get().server().toNanos();
        inARow = aSecond > best * STILL_WARMING ? 0 : inARow + 1;
        best = Math.max(best, aSecond);
    }

    boolean isOver() {
        return rounds >= most || (rounds >= FEWEST && inARow >= 2 && !compiles);
    }
}
