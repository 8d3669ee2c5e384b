/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import khue.tools.settings.Settings;

/**
 * Whether a change comes from a page of ours: its {@code Origin} is our own and, once there is a visit, it carries the visit's token
 * ({@link #PARAMETER} in a form, {@link #HEADER} from a script). What an LMS makes a browser post to us comes from elsewhere by nature
 * and is checked by the launch itself.
 */
@ApplicationScoped
public class FormOrigin {

    /** The field of a form that carries the visit's token. */
    public static final String PARAMETER = "_csrf";

    static final String HEADER = "X-CSRF-Token";

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> FROM_AN_LMS = Set.of("/lti/login", "/lti/launch", "/lti/notices");

    /** Opened without the frame's cookie; its own pass says whose visit it is. */
    private static final String NEW_WINDOW = "/window";

    @Inject
    private Settings settings;

    @Inject
    private CurrentVisit current;

    boolean accepts(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return READING.contains(request.getMethod())
                || FROM_AN_LMS.contains(path)
                || (comesFromOurOrigin(request) && (path.equals(NEW_WINDOW) || carriesTheToken(request)));
    }

    private boolean comesFromOurOrigin(HttpServletRequest request) {
        return Origins.of(settings.baseUrl()).equals(request.getHeader("Origin"));
    }

    private boolean carriesTheToken(HttpServletRequest request) {
        Optional<String> expected = current.csrfToken();
        if (expected.isEmpty()) {
            return true;
        }
        String sent = Optional.ofNullable(request.getHeader(HEADER)).orElseGet(() -> request.getParameter(PARAMETER));
        return sent != null
                && MessageDigest.isEqual(
                        sent.getBytes(StandardCharsets.UTF_8), expected.get().getBytes(StandardCharsets.UTF_8));
    }
}
