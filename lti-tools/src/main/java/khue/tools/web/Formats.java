/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

import java.text.NumberFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How dates, times and numbers are written for a reader: {@code 22/11/2026} and {@code 1.234,5} in Vietnamese. */
public final class Formats {

    /** The clock that schools live by; a time on a page is never the server's or the browser's. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

    private final Locale locale;
    private final DateTimeFormatter date;
    private final DateTimeFormatter dateTime;

    public Formats(Locale locale) {
        this.locale = locale;
        boolean vietnamese = locale.getLanguage().equals("vi");
        this.date = DateTimeFormatter.ofPattern(vietnamese ? "dd/MM/yyyy" : "d MMM yyyy", locale);
        this.dateTime = DateTimeFormatter.ofPattern(vietnamese ? "HH:mm dd/MM/yyyy" : "d MMM yyyy, HH:mm", locale);
    }

    /** The day that it is for schools. */
    public static LocalDate today(Clock clock) {
        return LocalDate.now(clock.withZone(ZONE));
    }

    public String date(LocalDate day) {
        return date.format(day);
    }

    public String date(Instant instant) {
        return date.format(instant.atZone(ZONE));
    }

    public String dateTime(Instant instant) {
        return dateTime.format(instant.atZone(ZONE));
    }

    public String number(Number number) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(2);
        return written(format, number);
    }

    /** A part of a whole with one decimal: {@code 66,7%}. */
    public String percent(Number fraction) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMinimumFractionDigits(1);
        format.setMaximumFractionDigits(1);
        return written(format, fraction.doubleValue() * 100) + "%";
    }

    /** What is nothing after rounding has no sign. */
    private static String written(NumberFormat format, Number number) {
        String text = format.format(number);
        return text.equals(format.format(-0.0)) ? format.format(0) : text;
    }

    /** How long ago, in the one unit that matters to somebody who waits. */
    static String age(Messages messages, Locale locale, Duration age) {
        if (age.toMinutes() < 1) {
            return messages.say(locale, "web.age.now");
        }
        if (age.toHours() < 1) {
            return messages.say(locale, "web.age.minutes", age.toMinutes());
        }
        if (age.toDays() < 1) {
            return messages.say(locale, "web.age.hours", age.toHours());
        }
        return messages.say(locale, "web.age.days", age.toDays());
    }
}
