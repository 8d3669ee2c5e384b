/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load.generator;

import java.util.Arrays;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import khue.xapi.samples.Randomness;

/** A choice among numbered things that are not equally likely; whole numbers only, so that every machine chooses alike. */
final class Choice {

    private static final long PRECISION = 1L << 40;

    /** The weights of all things up to and including this one. */
    private final long[] upTo;

    private Choice(LongStream weights) {
        this.upTo = weights.toArray();
        Arrays.parallelPrefix(upTo, Long::sum);
    }

    static Choice weighted(int... weights) {
        return new Choice(Arrays.stream(weights).asLongStream());
    }

    /**
     * As popularity goes (Zipf): the thing of rank r is chosen in proportion to 1 / (r + head).
     *
     * @param head the larger, the less the first ones stand out
     */
    static Choice popular(int things, int head) {
        LongUnaryOperator weight = rank -> PRECISION / (rank + head);
        return new Choice(LongStream.rangeClosed(1, things).map(weight));
    }

    int from(Randomness random) {
        return at(random.below(total()));
    }

    long total() {
        return upTo[upTo.length - 1];
    }

    long before(int thing) {
        return thing == 0 ? 0 : upTo[thing - 1];
    }

    long weight(int thing) {
        return upTo[thing] - before(thing);
    }

    /** The thing whose share of {@link #total} holds this position. */
    int at(long position) {
        int found = Arrays.binarySearch(upTo, position + 1);
        return found >= 0 ? firstReaching(found) : -found - 1;
    }

    /** Things without weight repeat the sum of the one before them, which is the one that is meant. */
    private int firstReaching(int found) {
        int first = found;
        while (first > 0 && upTo[first - 1] == upTo[found]) {
            first--;
        }
        return first;
    }
}
