/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.reports;

import java.text.Normalizer;

/** What somebody typed into a form of a report: composed letters, one kind of line end, no control characters, no blanks around it. */
final class Typed {

    private Typed() {}

    /** @return empty when the form has no such field */
    static String tidy(String typed) {
        return typed == null
                ? ""
                : Normalizer.normalize(typed, Normalizer.Form.NFC)
                        .replaceAll("\\r\\n?", "\n")
                        .replaceAll("[\\p{Cc}&&[^\\n\\t]]", "")
                        .strip();
    }

    /** A text of one line. */
    static String line(String typed) {
        return tidy(typed).replaceAll("\\s+", " ");
    }
}
