/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Days from the first to the last, both included, as the clocks in Hà Nội count them. */
public record Period(LocalDate from, LocalDate until) {

    public static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

    public Period {
        if (until.isBefore(from)) {
            throw new IllegalArgumentException("a period does not end before it starts");
        }
    }

    public Instant start() {
        return from.atStartOfDay(ZONE).toInstant();
    }

    /** The first instant after the period. */
    public Instant end() {
        return until.plusDays(1).atStartOfDay(ZONE).toInstant();
    }
}
