/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.model;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A point in time as xAPI writes it: ISO 8601 extended form, as narrowed by RFC 3339.
 *
 * @see <a href="https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Data.md#45-iso-8601-timestamps">Data 4.5</a>
 */
public final class Timestamp {

    private static final Pattern FORM = Pattern.compile(
            "(\\d{4}-\\d\\d-\\d\\d[Tt ]\\d\\d:\\d\\d:\\d\\d)(?:[.,](\\d{1,30}))?" + "([Zz]|[+-]\\d\\d(?::?\\d\\d)?)?");
    private static final Pattern NEGATIVE_ZERO = Pattern.compile("-00(:?00)?");
    private static final int NANOSECOND_DIGITS = 9;
    private static final String PLAIN = "0000-00-00T00:00:00";

    private Timestamp() {}

    /**
     * The instant that {@code text} names, to the nanosecond; empty when it is no timestamp. The offset {@code -00:00}
     * is refused, because it says that the place of the clock is unknown. Without any offset, UTC is taken, which
     * version 1.0.3 leaves open and version 2.0 does not allow.
     */
    public static Optional<Instant> parse(String text, XapiVersion version) {
        return isPlain(text) ? plain(text) : any(text, version);
    }

    /**
     * Whether this is in UTC with whole seconds or up to nine digits of their fraction, as most are, such as {@code
     * 2026-09-05T07:30:00.123Z}. Those are read without regular expressions.
     */
    public static boolean isPlain(String text) {
        int end = text.length() - 1;
        if (end < PLAIN.length() || end > PLAIN.length() + 1 + NANOSECOND_DIGITS || text.charAt(end) != 'Z') {
            return false;
        }
        for (int i = 0; i < end; i++) {
            char form = i < PLAIN.length() ? PLAIN.charAt(i) : i == PLAIN.length() ? '.' : '0';
            char c = text.charAt(i);
            if (form == '0' ? c < '0' || c > '9' : c != form) {
                return false;
            }
        }
        return end != PLAIN.length() + 1;
    }

    private static Optional<Instant> plain(String text) {
        int nanoseconds = 0;
        for (int i = 0; i < NANOSECOND_DIGITS; i++) {
            int at = PLAIN.length() + 1 + i;
            nanoseconds = 10 * nanoseconds + (at < text.length() - 1 ? text.charAt(at) - '0' : 0);
        }
        try {
            return Optional.of(LocalDateTime.of(
                            number(text, 0, 4),
                            number(text, 5, 7),
                            number(text, 8, 10),
                            number(text, 11, 13),
                            number(text, 14, 16),
                            number(text, 17, 19),
                            nanoseconds)
                    .toInstant(ZoneOffset.UTC));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }

    private static Optional<Instant> any(String text, XapiVersion version) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String offset = parts.group(3);
        boolean offsetIsAcceptable = offset == null
                ? version == XapiVersion.V1
                : !NEGATIVE_ZERO.matcher(offset).matches();
        if (!offsetIsAcceptable) {
            return Optional.empty();
        }
        try {
            LocalDateTime seconds = LocalDateTime.parse(
                    parts.group(1).replace(' ', 'T').replace('t', 'T'), DateTimeFormatter.ISO_LOCAL_DATE_TIME);
            ZoneOffset zone = offset == null ? ZoneOffset.UTC : ZoneOffset.of(offset.replace('z', 'Z'));
            return Optional.of(seconds.toInstant(zone).plusNanos(nanoseconds(parts.group(2))));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    private static long nanoseconds(String fraction) {
        if (fraction == null) {
            return 0;
        }
        String digits = fraction.length() > NANOSECOND_DIGITS ? fraction.substring(0, NANOSECOND_DIGITS) : fraction;
        return Long.parseLong(digits + "0".repeat(NANOSECOND_DIGITS - digits.length()));
    }
}
