/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import khue.tools.web.Formats;
import khue.tools.web.Messages;

/** Values in words, by the unit of their indicator. */
public final class FigureWords {

    /** The unit of a difference of shares that changes: mostly by less than a hundredth in a month. */
    private static final String SLOPE = "slope";

    /** Of which less than one reads better as minutes. */
    private static final String HOURS = "hours";

    private static final int MINUTES = 60;

    static final String NONE = "–";

    private final Messages messages;
    private final Locale locale;
    private final Formats formats;

    public FigureWords(Messages messages, Locale locale) {
        this.messages = messages;
        this.locale = locale;
        this.formats = new Formats(locale);
    }

    /** Whether it is a share, or a difference of shares. */
    static boolean isOfParts(String unit) {
        return List.of("share", "gap").contains(unit);
    }

    public String value(String unit, double value) {
        if (isOfParts(unit)) {
            return formats.percent(value);
        }
        if (unit.equals(HOURS) && value > 0 && value < 1) {
            return messages.say(locale, "evaluation.value.minutes", formats.number(Math.ceil(value * MINUTES)));
        }
        return messages.say(
                locale, "evaluation.value." + unit, formats.number(unit.equals(SLOPE) ? value * 100 : value));
    }

    /** A dash where there is none, and why where it is not told. */
    public String value(String unit, Optional<Double> value, boolean suppressed, int minimumGroup) {
        return suppressed
                ? hidden(minimumGroup)
                : value.map(number -> value(unit, number)).orElse(NONE);
    }

    static String hidden(int minimumGroup) {
        return "n < " + minimumGroup;
    }
}
