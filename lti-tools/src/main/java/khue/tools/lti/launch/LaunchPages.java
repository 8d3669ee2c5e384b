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
import java.net.URI;
import khue.tools.lti.platforms.Platform;
import khue.tools.lti.protocol.LaunchReason;
import khue.tools.lti.protocol.LoginInitiation;
import khue.tools.web.ContentSecurityPolicy;

/**
 * The pages on which a launch ends without a visit, or stops on its way. Any site may frame them: who looks at them sits in a frame of an LMS that we may not
 * even know, and would otherwise see nothing at all. They show nothing that belongs to anybody, and change
 * nothing.
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
    Response newWindow(LoginInitiation initiation, LaunchReason reason, Response.Status status) {
        models.put("initiation", initiation);
        models.put("reason", reason);
        return page(status, "lti/new-window.html");
    }

    /**
     * Hands a login's secret to the LMS's frame to keep, then goes on to the LMS.
     *
     * @param next where to go when it is kept
     * @param otherwise where to go when it is not
     */
    Response.ResponseBuilder keep(Platform platform, String target, Logins.Begun begun, URI next, URI otherwise) {
        storage(platform, target, begun.state());
        models.put("secret", begun.browserSecret());
        models.put("next", next.toString());
        models.put("otherwise", otherwise.toString());
        return builder(Response.Status.OK, "lti/storage-keep.html");
    }

    /** Asks the LMS's frame for a login's secret, and sends the LMS's answer to us again with it. */
    Response ask(Platform platform, String target, String state, String idToken) {
        storage(platform, target, state);
        models.put("state", state);
        models.put("token", idToken);
        return page(Response.Status.OK, "lti/storage-ask.html");
    }

    private void storage(Platform platform, String target, String state) {
        models.put("storageTarget", target);
        models.put("storageOrigin", platform.registration().storageOrigin());
        models.put("storageKey", Logins.secretName(state));
    }

    /** A visit that began where the browser keeps our cookies from us: it goes on in a window of its own. */
    Response.ResponseBuilder goOnInAWindow(String pass, String path) {
        models.put("pass", pass);
        models.put("to", path);
        return builder(Response.Status.OK, "lti/window.html");
    }

    private static Response page(Response.Status status, String view) {
        return builder(status, view).build();
    }

    private static Response.ResponseBuilder builder(Response.Status status, String view) {
        return Response.status(status)
                .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .header("Content-Security-Policy", ContentSecurityPolicy.framedBy("*"))
                .entity(view);
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
