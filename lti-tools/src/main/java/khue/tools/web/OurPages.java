/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.regex.Pattern;
import khue.tools.settings.Settings;

/** Where a form may send its visitor next: to a page of ours, whatever address it carries. */
@ApplicationScoped
public class OurPages {

    private static final Pattern PATH =
            Pattern.compile("/tools(/[A-Za-z0-9._~%@:+-]+)*/?(\\?[A-Za-z0-9._~%@:+&=,;/-]*)?");

    private static final Pattern UP = Pattern.compile("/(\\.|%2[eE]){1,2}(/|\\?|$)");

    @Inject
    private Settings settings;

    /** @param asked a path with its query, such as {@code /tools/admin?page=2}; anything else means the home page */
    public URI orHome(String asked) {
        return URI.create(
                asked != null && PATH.matcher(asked).matches()
                        ? settings.baseUrl() + asked
                        : settings.toolsUrl() + "/");
    }

    /** A part of a path that is a dot or two is not a name: browsers would go up there. */
    static boolean isOurs(String path) {
        return path != null && PATH.matcher(path).matches() && !UP.matcher(path).find();
    }
}
