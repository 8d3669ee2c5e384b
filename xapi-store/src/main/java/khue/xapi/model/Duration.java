/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A length of time in ISO 8601:2004(E) 4.4.3.2, for example {@code PT4H35M59.14S} or {@code P4W}.
 *
 * <p>It stays text: months, days and minutes have no fixed length, so units are never converted.
 *
 * @see <a href="https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Data.md#46-iso-8601-durations">Data 4.6</a>
 */
public final class Duration {

    private static final String N = "\\d+(?:[.,]\\d+)?";
    private static final Pattern FORM = Pattern.compile("P(?:" + N + "W"
            + "|(?=\\d|T\\d)(?:" + N + "Y)?(?:" + N + "M)?(?:" + N + "D)?"
            + "(?:T(?=\\d)(?:" + N + "H)?(?:" + N + "M)?(?:" + N + "S)?)?)");
    private static final Pattern FRACTION_BEFORE_THE_LAST_UNIT = Pattern.compile("[.,]\\d+[A-Z](?=T?\\d)");
    private static final Pattern SECONDS = Pattern.compile("(\\d+)(?:[.,](\\d+))?S$");

    private Duration() {}

    public static boolean isDuration(String text) {
        return FORM.matcher(text).matches()
                && !FRACTION_BEFORE_THE_LAST_UNIT.matcher(text).find();
    }

    /** The duration without what is finer than 0.01 second: what comparisons look at. */
    public static String toHundredths(String duration) {
        Matcher seconds = SECONDS.matcher(duration);
        if (!seconds.find() || seconds.group(2) == null || seconds.group(2).length() <= 2) {
            return duration;
        }
        return duration.substring(0, seconds.start(2) + 2) + "S";
    }
}
