/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import khue.tools.web.Formats;
import khue.tools.web.Messages;

/** Periods of a trend in words; the store names them {@code 2026-09}, {@code 2026-Q3}, {@code 2026}, {@code 2026-2027/1} or {@code 2026-2027}. */
final class PeriodNames {

    private static final Pattern MONTH = Pattern.compile("([0-9]{4})-0?([0-9]{1,2})");
    private static final Pattern QUARTER = Pattern.compile("([0-9]{4})-Q([1-4])");
    private static final Pattern SCHOOL_YEAR = Pattern.compile("([0-9]{4})-([0-9]{4})");
    private static final Pattern TERM = Pattern.compile("([0-9]{4})-([0-9]{4})/([0-9]+)");

    private final Messages messages;
    private final Locale locale;
    private final Formats formats;

    PeriodNames(Messages messages, Locale locale) {
        this.messages = messages;
        this.locale = locale;
        this.formats = new Formats(locale);
    }

    /** For an axis. */
    String brief(IndicatorReport.Part part) {
        Matcher month = MONTH.matcher(part.name());
        Matcher quarter = QUARTER.matcher(part.name());
        Matcher year = SCHOOL_YEAR.matcher(part.name());
        Matcher term = TERM.matcher(part.name());
        if (month.matches()) {
            return month.group(2) + "/" + month.group(1);
        }
        if (quarter.matches()) {
            return messages.say(locale, "evaluation.trend.name.quarter", quarter.group(2), quarter.group(1));
        }
        if (term.matches()) {
            return messages.say(
                    locale,
                    "evaluation.trend.name.term",
                    term.group(3),
                    term.group(1).substring(2),
                    term.group(2).substring(2));
        }
        return year.matches() ? year.group(1) + "–" + year.group(2) : part.name();
    }

    /** For a table: with its days, where they are not all of the period. */
    String whole(IndicatorReport.Part part) {
        return part.complete()
                ? brief(part)
                : messages.say(
                        locale,
                        "evaluation.trend.cut",
                        brief(part),
                        formats.date(part.from()),
                        formats.date(part.until()));
    }
}
