/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.facts;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The length of an ISO 8601 duration, where its units have one: weeks, days, hours, minutes and seconds. */
final class Seconds {

    private static final String N = "(\\d{1,12}(?:[.,]\\d+)?)";
    private static final Pattern FORM =
            Pattern.compile("P(?:" + N + "W)?(?:" + N + "D)?(?:T(?:" + N + "H)?(?:" + N + "M)?(?:" + N + "S)?)?");
    private static final long[] LENGTHS = {604_800, 86_400, 3_600, 60, 1};
    private static final BigDecimal MOST = BigDecimal.valueOf(Integer.MAX_VALUE);

    private Seconds() {}

    /** Rounded; empty for years and months, which have no fixed length, and for what is longer than 68 years. */
    static Optional<Integer> of(String duration) {
        Matcher form = FORM.matcher(duration);
        if (!form.matches()) {
            return Optional.empty();
        }
        BigDecimal seconds = BigDecimal.ZERO;
        for (int unit = 0; unit < LENGTHS.length; unit++) {
            String number = form.group(unit + 1);
            if (number != null) {
                seconds = seconds.add(
                        new BigDecimal(number.replace(',', '.')).multiply(BigDecimal.valueOf(LENGTHS[unit])));
            }
        }
        BigDecimal rounded = seconds.setScale(0, RoundingMode.HALF_UP);
        return rounded.compareTo(MOST) > 0 ? Optional.empty() : Optional.of(rounded.intValueExact());
    }
}
