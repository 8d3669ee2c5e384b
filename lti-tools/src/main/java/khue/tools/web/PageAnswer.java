/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a {@link PageServlet} answers: where to go on, or a page.
 *
 * @param policy the page's own Content-Security-Policy; empty: that of the visit
 * @param cookies values of {@code Set-Cookie}
 */
public record PageAnswer(
        int status, Optional<URI> location, Optional<Page> page, Optional<String> policy, List<String> cookies) {

    /** @param view such as {@code web/home.html} */
    record Page(String view, Map<String, Object> models) {}

    public PageAnswer {
        cookies = List.copyOf(cookies);
    }

    /** RFC 9110, §15.4.3: what was asked for is there for the moment. */
    public static PageAnswer found(URI location) {
        return goOn(302, location);
    }

    /** RFC 9110, §15.4.4: a form was taken; what came of it is there. */
    public static PageAnswer seeOther(URI location) {
        return goOn(303, location);
    }

    private static PageAnswer goOn(int status, URI location) {
        return new PageAnswer(status, Optional.of(location), Optional.empty(), Optional.empty(), List.of());
    }

    /** @param view such as {@code web/home.html} */
    public static PageAnswer page(int status, String view, Map<String, Object> models) {
        return new PageAnswer(
                status, Optional.empty(), Optional.of(new Page(view, models)), Optional.empty(), List.of());
    }

    /** The same; any site may frame it, because it shows nothing that belongs to anybody. */
    public PageAnswer framedByAnybody() {
        return new PageAnswer(status, location, page, Optional.of(ContentSecurityPolicy.framedBy("*")), cookies);
    }

    public PageAnswer withCookie(String setCookie) {
        List<String> all = new ArrayList<>(cookies);
        all.add(setCookie);
        return new PageAnswer(status, location, page, policy, all);
    }
}
