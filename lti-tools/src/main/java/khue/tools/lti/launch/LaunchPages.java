/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.launch;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Models;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import khue.tools.lti.protocol.LaunchReason;
import khue.tools.lti.protocol.LoginInitiation;
import khue.tools.web.ContentSecurityPolicy;

/**
 * The pages on which a launch ends without a visit. Any site may frame them: who looks at them sits in a frame of an LMS that we may not
 * even know, and would otherwise see nothing at all. They show nothing that belongs to anybody, and change nothing.
 */
@RequestScoped
class LaunchPages {

    @Inject
    private Models models;

    Response refused(LaunchReason reason) {
        models.put("reason", reason);
        return page(status(reason), "lti/refused.html");
    }

    /** Offers to begin the login anew, in a window where the browser keeps no cookie from us. */
    Response newWindow(LoginInitiation initiation, Response.Status status) {
        models.put("initiation", initiation);
        return page(status, "lti/new-window.html");
    }

    private static Response page(Response.Status status, String view) {
        return Response.status(status)
                .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .header("Content-Security-Policy", ContentSecurityPolicy.framedBy("*"))
                .entity(view)
                .build();
    }

    private static Response.Status status(LaunchReason reason) {
        return switch (reason) {
            case LOGIN_PARAMETER_MISSING,
                    PARAMETER_REPEATED,
                    PARAMETER_UNUSABLE,
                    LAUNCH_BY_GET,
                    STATE_MISSING,
                    TOKEN_MISSING,
                    TOKEN_MALFORMED -> Response.Status.BAD_REQUEST;
            case KEYS_UNREACHABLE -> Response.Status.BAD_GATEWAY;
            default -> Response.Status.FORBIDDEN;
        };
    }
}
