/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres.maintenance;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import khue.xapi.postgres.StatementKey;

/** A month (UTC) of "stored", which is a partition of {@code xapi.statement} and one of {@code xapi.link}. */
record Month(YearMonth value) {

    private static final DateTimeFormatter SUFFIX = DateTimeFormatter.ofPattern("uuuu_MM");

    static Month of(Instant instant) {
        return new Month(YearMonth.from(instant.atOffset(ZoneOffset.UTC)));
    }

    /** @param partition such as {@code statement_2026_01} */
    static Month ofPartition(String partition) {
        return new Month(YearMonth.parse(partition.substring(partition.length() - "2026_01".length()), SUFFIX));
    }

    Month plus(int months) {
        return new Month(value.plusMonths(months));
    }

    boolean isBefore(Month other) {
        return value.isBefore(other.value);
    }

    Instant start() {
        return value.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    Instant end() {
        return plus(1).start();
    }

    long firstKey() {
        return StatementKey.firstAt(start());
    }

    /** The first key of the next month. */
    long endKey() {
        return StatementKey.firstAt(end());
    }

    String statements() {
        return "statement_" + value.format(SUFFIX);
    }

    String links() {
        return "link_" + value.format(SUFFIX);
    }
}
