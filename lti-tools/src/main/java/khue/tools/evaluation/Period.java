/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Optional;
import java.util.stream.Stream;

/** Days from the first to the last, both included. */
public record Period(LocalDate from, LocalDate until) {

    private static final DateTimeFormatter AS_WRITTEN_HERE =
            DateTimeFormatter.ofPattern("d/M/uuuu").withResolverStyle(ResolverStyle.STRICT);

    private static final DateTimeFormatter WRITTEN_OUT = DateTimeFormatter.ofPattern("dd/MM/uuuu");

    public Period {
        if (until.isBefore(from)) {
            throw new IllegalArgumentException("a period does not end before it begins");
        }
    }

    /** A day as addresses hold it ({@code 2026-11-22}) or as people here write it ({@code 22/11/2026}). */
    public static Optional<LocalDate> day(String text) {
        String typed = text == null ? "" : text.strip();
        return Stream.of(DateTimeFormatter.ISO_LOCAL_DATE, AS_WRITTEN_HERE)
                .flatMap(format -> parse(typed, format).stream())
                .findFirst();
    }

    /** A day as people here write it, in either language: never the month first. */
    public static String typed(LocalDate day) {
        return WRITTEN_OUT.format(day);
    }

    private static Optional<LocalDate> parse(String text, DateTimeFormatter format) {
        try {
            return Optional.of(LocalDate.parse(text, format))
                    .filter(day -> day.getYear() >= 2000 && day.getYear() < 2200);
        } catch (DateTimeParseException notADay) {
            return Optional.empty();
        }
    }
}
