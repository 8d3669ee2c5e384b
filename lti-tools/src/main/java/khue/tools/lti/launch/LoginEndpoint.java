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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import khue.tools.lti.launch.LaunchLog.Circumstances;
import khue.tools.lti.platforms.Platform;
import khue.tools.lti.platforms.Platforms;
import khue.tools.lti.platforms.ToolUrls;
import khue.tools.lti.protocol.AuthenticationRequest;
import khue.tools.lti.protocol.LaunchReason;
import khue.tools.lti.protocol.LaunchRejected;
import khue.tools.lti.protocol.LoginInitiation;
import khue.tools.lti.protocol.Parameters;
import khue.tools.lti.protocol.TargetLink;
import khue.tools.web.Audience;
import khue.tools.web.OpenTo;
import khue.tools.web.VisitCookie;

/**
 * {@code /tools/lti/login}: an LMS initiates a login, by GET or POST, and we send the browser to that LMS's authorization endpoint.
 *
 * <p>The launch must come back to the browser that the login began in. In a window of its own a cookie shows that. In a frame browsers may
 * keep cookies from us, so there is a stop on the way: an LMS that keeps values for tools is given the cookie's secret, too; and where none
 * does, {@code /tools/lti/login/continue} sees whether the browser brings our cookie back. If it does not, the login ends here with a page
 * that begins it anew in a window of its own: later is too late, because an LMS such as Moodle honours a login hint once.
 *
 * @see <a href="https://www.imsglobal.org/spec/lti-cs-oidc/v0p1">LTI OIDC Login with Client Side postMessages 0.1</a>
 */
@Path("lti/login")
@Controller
@RequestScoped
@OpenTo(Audience.ANYBODY)
public class LoginEndpoint {

    /** Says whether a window or a frame will show the answer; Safari has it since 16.4. */
    private static final String SHOWN_IN = "Sec-Fetch-Dest";

    @Inject
    private Platforms platforms;

    @Inject
    private Logins logins;

    @Inject
    private LaunchLog log;

    @Inject
    private LaunchPages pages;

    @Inject
    private ToolUrls urls;

    @Inject
    private VisitCookie cookies;

    @Context
    private HttpServletRequest request;

    @GET
    public Response get() {
        return answer("");
    }

    @POST
    public Response post(String form) {
        return answer(form);
    }

    private Response answer(String form) {
        Circumstances circumstances = Circumstances.ofIssuer(Optional.empty());
        try {
            LoginInitiation initiation = LoginInitiation.of(Parameters.of(request.getQueryString(), form));
            circumstances = Circumstances.ofIssuer(Optional.of(initiation.issuer()));
            Platform platform = registration(initiation);
            circumstances = Circumstances.of(platform);
            Launcher.platformIsActive(platform);
            TargetLink.isOn(urls.launch(), initiation.targetLinkUri());
            return begin(platform, initiation);
        } catch (LaunchRejected rejected) {
            log.refused(circumstances, rejected.reason(), rejected.detail());
            return pages.refused(rejected.reason());
        }
    }

    /** The one registration that is meant: tenants of a hosted LMS share an issuer, and only a client id tells them apart. */
    private Platform registration(LoginInitiation initiation) {
        List<Platform> found = platforms.ofIssuer(initiation.issuer()).stream()
                .filter(platform -> initiation
                        .clientId()
                        .map(platform.registration().clientId()::equals)
                        .orElse(true))
                .toList();
        String said = "issuer " + initiation.issuer() + ", client id "
                + initiation.clientId().orElse("not given");
        if (found.isEmpty()) {
            throw new LaunchRejected(LaunchReason.PLATFORM_UNKNOWN, said);
        }
        if (found.size() > 1) {
            throw new LaunchRejected(LaunchReason.PLATFORM_AMBIGUOUS, said + ": " + found.size() + " registrations");
        }
        return found.get(0);
    }

    private Response begin(Platform platform, LoginInitiation asked) {
        LoginInitiation initiation = mayBeFramed() ? asked : asked.withoutStorage();
        Logins.Begun begun = logins.begin(platform, initiation);
        URI next = request(platform, initiation, begun.state(), begun.nonce());
        Response.ResponseBuilder answer = initiation
                .storageTarget()
                .map(target -> pages.keep(platform, target, begun, next, stop(begun)))
                .orElseGet(() -> Response.status(Response.Status.FOUND).location(isFramed() ? stop(begun) : next));
        String cookie = cookies.name(Logins.secretName(begun.state()));
        return answer.header("Set-Cookie", VisitCookie.set(cookie, begun.browserSecret(), Logins.LENGTH.toSeconds()))
                .build();
    }

    private boolean isFramed() {
        return "iframe".equals(request.getHeader(SHOWN_IN));
    }

    /** A browser that does not say so is taken to the LMS at once, unless the LMS offers help for its frame. */
    private boolean mayBeFramed() {
        return isFramed() || request.getHeader(SHOWN_IN) == null;
    }

    private URI stop(Logins.Begun begun) {
        return UriBuilder.fromUri(urls.login())
                .path("continue")
                .queryParam("state", begun.state())
                .build();
    }

    private URI request(Platform platform, LoginInitiation initiation, String state, String nonce) {
        return new AuthenticationRequest(platform.registration(), initiation, urls.launch(), state, nonce).toUri();
    }

    @GET
    @Path("continue")
    public Response goOn(@QueryParam("state") String state) {
        Optional<Login> found = Optional.ofNullable(state).flatMap(logins::look);
        Optional<Platform> platform = found.flatMap(login -> platforms.find(login.platform()));
        if (found.isEmpty() || platform.isEmpty()) {
            log.refused(
                    Circumstances.ofIssuer(Optional.empty()),
                    LaunchReason.STATE_UNKNOWN,
                    "a login of ours was expected");
            return pages.refused(LaunchReason.STATE_UNKNOWN);
        }
        Login login = found.get();
        try {
            BrowserProof.byCookie(VisitCookie.read(request, cookies.name(Logins.secretName(state))))
                    .isOf(login);
        } catch (BrowserSilent silent) {
            return pages.newWindow(silent.initiation(), silent.reason(), Response.Status.OK);
        } catch (LaunchRejected rejected) {
            log.refused(Circumstances.of(platform.get()), rejected.reason(), rejected.detail());
            return pages.refused(rejected.reason());
        }
        return Response.status(Response.Status.FOUND)
                .location(request(platform.get(), login.initiation(), state, login.nonce()))
                .build();
    }
}
