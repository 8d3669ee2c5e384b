/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Optional;
import khue.tools.settings.Settings;

/**
 * The cookie that carries a visit's secret. Inside an LMS's frame it is a third-party cookie: only {@code SameSite=None; Secure;
 * Partitioned} (CHIPS) is kept there by browsers that block the others.
 */
@ApplicationScoped
public class VisitCookie {

    @Inject
    private Settings settings;

    public String name() {
        return name("khue-visit");
    }

    /** The header's value that gives the browser the secret. */
    public String give(String secret) {
        return set(name(), secret, NewVisits.LENGTH.toSeconds());
    }

    /** The same for a visit that lasts as long as this visitor's do. */
    public String give(String secret, Audience audience) {
        return set(name(), secret, NewVisits.length(audience).toSeconds());
    }

    public String takeBack() {
        return set(name(), "", 0);
    }

    Optional<String> read(HttpServletRequest request) {
        return read(request, name());
    }

    /** A cookie's full name: the {@code __Host-} prefix wherever browsers accept it, which is by https only. */
    public String name(String plain) {
        return settings.secure() ? "__Host-" + plain : plain;
    }

    /** A {@code Set-Cookie} value with every attribute that a cookie of ours must have. */
    public static String set(String name, String value, long seconds) {
        return name + "=" + value + "; Path=/; Max-Age=" + seconds + "; Secure; HttpOnly; SameSite=None; Partitioned";
    }

    /** The one cookie of that name; none when the browser sends several, because we cannot know which one is ours. */
    public static Optional<String> read(HttpServletRequest request, String name) {
        Cookie[] cookies = request.getCookies() == null ? new Cookie[0] : request.getCookies();
        String[] values = Arrays.stream(cookies)
                .filter(cookie -> cookie.getName().equals(name))
                .map(Cookie::getValue)
                .toArray(String[]::new);
        return values.length == 1 ? Optional.of(values[0]) : Optional.empty();
    }
}
