/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

import jakarta.servlet.http.HttpServletRequest;
import java.text.Normalizer;

/** What somebody typed into a form, tidied: composed letters, one kind of line end, no control characters, no blanks around it. */
public final class TypedText {

    private TypedText() {}

    /** @return empty when the form has no such field */
    public static String of(HttpServletRequest request, String field) {
        return tidy(request.getParameter(field));
    }

    public static String tidy(String typed) {
        return typed == null
                ? ""
                : Normalizer.normalize(typed, Normalizer.Form.NFC)
                        .replaceAll("\\r\\n?", "\n")
                        .replaceAll("[\\p{Cc}&&[^\\n\\t]]", "")
                        .strip();
    }

    /** A text of one line. */
    public static String line(String typed) {
        return tidy(typed).replaceAll("\\s+", " ");
    }
}
