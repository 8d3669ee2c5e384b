/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;

/** The language that a visitor without a visit asked for: the switch's cookie, else what the browser prefers. */
final class LanguageChoice {

    static final String COOKIE = "khue-language";

    private LanguageChoice() {}

    static Optional<Locale> of(HttpServletRequest request) {
        return VisitCookie.read(request, COOKIE).flatMap(Languages::of).or(() -> preferred(request));
    }

    private static Optional<Locale> preferred(HttpServletRequest request) {
        // Without the header, getLocales() answers the server's own language.
        return request.getHeader("Accept-Language") == null
                ? Optional.empty()
                : Collections.list(request.getLocales()).stream()
                        .flatMap(locale -> Languages.of(locale.toLanguageTag()).stream())
                        .findFirst();
    }
}
