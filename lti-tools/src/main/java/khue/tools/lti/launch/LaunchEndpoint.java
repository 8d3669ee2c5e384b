/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.launch;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import khue.tools.lti.launch.LaunchLog.Circumstances;
import khue.tools.lti.protocol.AuthenticationResponse;
import khue.tools.lti.protocol.LaunchReason;
import khue.tools.lti.protocol.LaunchRejected;
import khue.tools.lti.protocol.Parameters;
import khue.tools.settings.Settings;
import khue.tools.web.Audience;
import khue.tools.web.OpenTo;
import khue.tools.web.VisitCookie;

/**
 * {@code POST /tools/lti/launch}: an LMS's answer to a login of ours. Every launch begins a visit with a secret of its own, whatever
 * cookie the browser brought.
 */
@Path("lti/launch")
@Controller
@RequestScoped
@OpenTo(Audience.ANYBODY)
public class LaunchEndpoint {

    @Inject
    private Launcher launcher;

    @Inject
    private Logins logins;

    @Inject
    private LaunchLog log;

    @Inject
    private LaunchPages pages;

    @Inject
    private VisitCookie cookies;

    @Inject
    private Settings settings;

    @Context
    private HttpServletRequest request;

    /** Security Framework 1.0, §5.1.1.3: the answer is a form post; a token in an address would stay in histories and logs. */
    @GET
    public Response get() {
        log.refused(Circumstances.ofIssuer(Optional.empty()), LaunchReason.LAUNCH_BY_GET, "expected a POST");
        return pages.refused(LaunchReason.LAUNCH_BY_GET);
    }

    @POST
    public Response post(String form) {
        AuthenticationResponse answer;
        Login login;
        try {
            answer = AuthenticationResponse.of(Parameters.of(request.getQueryString(), form));
            login = logins.take(answer.state());
        } catch (LaunchRejected rejected) {
            log.refused(Circumstances.ofIssuer(Optional.empty()), rejected.reason(), rejected.detail());
            return pages.refused(rejected.reason());
        }
        String cookie = cookies.name(Logins.cookieName(answer.state()));
        try {
            Arrivals.Arrival arrival = launcher.launch(login, answer, VisitCookie.read(request, cookie), isInAFrame());
            return Response.seeOther(URI.create(settings.toolsUrl() + arrival.path()))
                    .header("Set-Cookie", cookies.give(arrival.secret()))
                    .header("Set-Cookie", VisitCookie.set(cookie, "", 0))
                    .build();
        } catch (CookieKept kept) {
            return pages.newWindow(kept.initiation(), Response.Status.FORBIDDEN);
        } catch (LaunchRejected rejected) {
            return pages.refused(rejected.reason());
        }
    }

    /** A browser that does not say counts as one that shows us in a frame. */
    private boolean isInAFrame() {
        return !"document".equals(request.getHeader("Sec-Fetch-Dest"));
    }
}
