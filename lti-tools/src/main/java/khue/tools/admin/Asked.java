/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.admin;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import khue.tools.web.Formats;

/** What a filter's fields say. What cannot be understood restricts nothing: the page shows what it was filtered by. */
final class Asked {

    private Asked() {}

    static Optional<UUID> id(String text) {
        try {
            return text == null || text.isBlank() ? Optional.empty() : Optional.of(UUID.fromString(text.strip()));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    /** Where a page goes on. */
    static Optional<Long> number(String text) {
        return Optional.ofNullable(text)
                .filter(digits -> digits.matches("\\d{1,18}"))
                .map(Long::valueOf);
    }

    /** As a browser writes a date: {@code 2026-11-22}. */
    static Optional<LocalDate> day(String text) {
        try {
            return text == null || text.isBlank() ? Optional.empty() : Optional.of(LocalDate.parse(text.strip()));
        } catch (DateTimeException notADay) {
            return Optional.empty();
        }
    }

    /** The first moment of a day in Việt Nam. */
    static Instant beginningOf(LocalDate day) {
        return day.atStartOfDay(Formats.ZONE).toInstant();
    }

    /** The first moment after a day. */
    static Instant endOf(LocalDate day) {
        return beginningOf(day.plusDays(1));
    }

    /** The address of the page that goes on from here; blank at the end. */
    static String older(String here, Optional<Long> next) {
        return next.map(before -> here + (here.contains("?") ? "&" : "?") + "before=" + before)
                .orElse("");
    }
}
