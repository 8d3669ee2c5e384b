/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation.reference;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import khue.tools.web.Formats;
import khue.tools.web.Messages;

/** The values of reference data as people here read them: days as they write them, and codes by what indicators call them. */
final class CellWords {

    private final Messages messages;
    private final Locale locale;

    CellWords(Messages messages, Locale locale) {
        this.messages = messages;
        this.locale = locale;
    }

    Locale locale() {
        return locale;
    }

    String of(String column, String value) {
        if (value.matches("\\d{4}-\\d{2}-\\d{2}")) {
            return day(value);
        }
        return messages.find(locale, "evaluation.cell." + column + "." + value).orElse(value);
    }

    private String day(String value) {
        try {
            return new Formats(locale).date(LocalDate.parse(value));
        } catch (DateTimeException notADay) {
            return value;
        }
    }
}
