/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.samples;

import java.util.UUID;

/**
 * Numbers that look random and are a function of where they are asked for: a seed and a place.
 *
 * <p>The algorithm is SplitMix64, written out here: the platform's generators promise no sequence that stays the same
 * from one release to the next.
 */
public final class Randomness {

    private static final long STEP = 0x9E3779B97F4A7C15L;

    private long state;

    private Randomness(long state) {
        this.state = state;
    }

    /** @param place such as the number of a statement: neighbours share nothing */
    public static Randomness at(long seed, long place) {
        return new Randomness(mix(mix(seed) + place * STEP));
    }

    public long next() {
        state += STEP;
        return mix(state);
    }

    /** From 0 to {@code bound} − 1. */
    public int below(int bound) {
        return (int) (((next() >>> 32) * bound) >>> 32);
    }

    /** From 0 to {@code bound} − 1, for bounds beyond an int. */
    public long below(long bound) {
        return Math.floorMod(next(), bound);
    }

    public boolean inTenThousand(int cases) {
        return below(10_000) < cases;
    }

    public <T> T among(T[] choices) {
        return choices[below(choices.length)];
    }

    /** A UUID of version 4, as RFC 9562 lays it out. */
    public UUID uuid() {
        long high = next() & ~0xF000L | 0x4000L;
        long low = next() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
        return new UUID(high, low);
    }

    private static long mix(long z) {
        long mixed = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
