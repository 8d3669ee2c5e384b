/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.launch;

import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import khue.tools.lti.platforms.Platform;
import khue.tools.lti.protocol.LaunchReason;
import khue.tools.lti.protocol.LoginInitiation;
import khue.tools.web.PageAnswer;

/**
 * The pages on which a launch ends without a visit, or stops on its way. Any site may frame them: who looks at them sits in a frame of an
 * LMS that we may not even know, and would otherwise see nothing at all. They show nothing that belongs to anybody, and change nothing.
 */
final class LaunchPages {

    private LaunchPages() {}

    static PageAnswer refused(LaunchReason reason) {
        return page(status(reason), "lti/refused.html", Map.of("reason", reason));
    }

    /** Offers to begin the login anew, in a window where the browser keeps no cookie from us. */
    static PageAnswer newWindow(LoginInitiation initiation, LaunchReason reason, int status) {
        return page(status, "lti/new-window.html", Map.of("initiation", initiation, "reason", reason));
    }

    /**
     * Hands a login's secret to the LMS's frame to keep, then goes on to the LMS.
     *
     * @param next where to go when it is kept
     * @param otherwise where to go when it is not
     */
    static PageAnswer keep(Platform platform, String target, Logins.Begun begun, URI next, URI otherwise) {
        Map<String, Object> models = storage(platform, target, begun.state());
        models.put("secret", begun.browserSecret());
        models.put("next", next.toString());
        models.put("otherwise", otherwise.toString());
        return page(HttpServletResponse.SC_OK, "lti/storage-keep.html", models);
    }

    /** Asks the LMS's frame for a login's secret, and sends the LMS's answer to us again with it. */
    static PageAnswer ask(Platform platform, String target, String state, String idToken) {
        Map<String, Object> models = storage(platform, target, state);
        models.put("state", state);
        models.put("token", idToken);
        return page(HttpServletResponse.SC_OK, "lti/storage-ask.html", models);
    }

    private static Map<String, Object> storage(Platform platform, String target, String state) {
        Map<String, Object> models = new HashMap<>();
        models.put("storageTarget", target);
        models.put("storageOrigin", platform.registration().storageOrigin());
        models.put("storageKey", Logins.secretName(state));
        return models;
    }

    /** A visit that began where the browser keeps our cookies from us: it goes on in a window of its own. */
    static PageAnswer goOnInAWindow(String pass, String path) {
        return page(HttpServletResponse.SC_OK, "lti/window.html", Map.of("pass", pass, "to", path));
    }

    private static PageAnswer page(int status, String view, Map<String, Object> models) {
        return PageAnswer.page(status, view, models).framedByAnybody();
    }

    private static int status(LaunchReason reason) {
        return switch (reason) {
            case LOGIN_PARAMETER_MISSING,
                    PARAMETER_REPEATED,
                    PARAMETER_UNUSABLE,
                    LAUNCH_BY_GET,
                    STATE_MISSING,
                    TOKEN_MISSING,
                    TOKEN_MALFORMED -> HttpServletResponse.SC_BAD_REQUEST;
            case KEYS_UNREACHABLE -> HttpServletResponse.SC_BAD_GATEWAY;
            default -> HttpServletResponse.SC_FORBIDDEN;
        };
    }
}
