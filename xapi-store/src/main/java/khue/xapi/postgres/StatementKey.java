/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * The number that orders statements: microseconds since 1970 of the time they were stored, and a tag below.
 *
 * <p>53 bits of microseconds last until 2255.
 */
public final class StatementKey {

    private static final int TAG_BITS = 10;
    private static final Instant LAST = Instant.parse("2255-01-01T00:00:00Z");

    private StatementKey() {}

    public static long of(long microseconds, int tag) {
        return (microseconds << TAG_BITS) + tag;
    }

    public static Instant storedAt(long key) {
        return Instant.EPOCH.plus(microseconds(key), ChronoUnit.MICROS);
    }

    /** When the statement was stored, in microseconds since 1970. */
    static long microseconds(long key) {
        return key >> TAG_BITS;
    }

    /** The first moment of the month in which the statement was stored: its partition. */
    public static Instant monthOf(long key) {
        return storedAt(key)
                .atOffset(ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.DAYS)
                .withDayOfMonth(1)
                .toInstant();
    }

    /** The smallest key of a statement that was stored after {@code instant}. */
    public static long firstAfter(Instant instant) {
        return of(microseconds(instant) + 1, 0);
    }

    /** The smallest key of a statement that was stored at {@code instant} or later. */
    public static long firstAt(Instant instant) {
        Instant truncated = instant.truncatedTo(ChronoUnit.MICROS);
        return of(microseconds(instant) + (truncated.equals(instant) ? 0 : 1), 0);
    }

    private static long microseconds(Instant instant) {
        // Years that no statement can have been stored in are as good as the ends of time.
        Instant bounded = instant.isBefore(Instant.EPOCH) ? Instant.EPOCH : instant;
        bounded = bounded.isAfter(LAST) ? LAST : bounded;
        return ChronoUnit.MICROS.between(Instant.EPOCH, bounded);
    }
}
