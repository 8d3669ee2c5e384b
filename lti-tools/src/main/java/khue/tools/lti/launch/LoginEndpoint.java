/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.launch;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
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
import khue.tools.web.PageAnswer;
import khue.tools.web.PageServlet;
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
@WebServlet({LoginEndpoint.PATH, LoginEndpoint.CONTINUE})
public class LoginEndpoint extends PageServlet {

    static final String PATH = "/lti/login";
    static final String CONTINUE = PATH + "/continue";

    /** Says whether a window or a frame will show the answer; Safari has it since 16.4. */
    private static final String SHOWN_IN = "Sec-Fetch-Dest";

    @Inject
    private Platforms platforms;

    @Inject
    private Logins logins;

    @Inject
    private LaunchLog log;

    @Inject
    private ToolUrls urls;

    @Inject
    private VisitCookie cookies;

    @Override
    protected PageAnswer get(HttpServletRequest request) {
        return request.getServletPath().equals(CONTINUE) ? goOn(request) : answer(request, "");
    }

    @Override
    protected PageAnswer post(HttpServletRequest request, String form) {
        return answer(request, form);
    }

    private PageAnswer answer(HttpServletRequest request, String form) {
        Circumstances circumstances = Circumstances.ofIssuer(Optional.empty());
        try {
            LoginInitiation initiation = LoginInitiation.of(Parameters.of(request.getQueryString(), form));
            circumstances = Circumstances.ofIssuer(Optional.of(initiation.issuer()));
            Platform platform = registration(initiation);
            circumstances = Circumstances.of(platform);
            Launcher.platformIsActive(platform);
            TargetLink.isOn(urls.launch(), initiation.targetLinkUri());
            return begin(request, platform, initiation);
        } catch (LaunchRejected rejected) {
            log.refused(circumstances, rejected.reason(), rejected.detail());
            return LaunchPages.refused(rejected.reason());
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

    private PageAnswer begin(HttpServletRequest request, Platform platform, LoginInitiation asked) {
        LoginInitiation initiation = mayBeFramed(request) ? asked : asked.withoutStorage();
        Logins.Begun begun = logins.begin(platform, initiation);
        URI next = authentication(platform, initiation, begun.state(), begun.nonce());
        String cookie = cookies.name(Logins.secretName(begun.state()));
        return initiation
                .storageTarget()
                .map(target -> LaunchPages.keep(platform, target, begun, next, stop(begun)))
                .orElseGet(() -> PageAnswer.found(isFramed(request) ? stop(begun) : next))
                .withCookie(VisitCookie.set(cookie, begun.browserSecret(), Logins.LENGTH.toSeconds()));
    }

    private static boolean isFramed(HttpServletRequest request) {
        return "iframe".equals(request.getHeader(SHOWN_IN));
    }

    /** A browser that does not say so is taken to the LMS at once, unless the LMS offers help for its frame. */
    private static boolean mayBeFramed(HttpServletRequest request) {
        return isFramed(request) || request.getHeader(SHOWN_IN) == null;
    }

    private URI stop(Logins.Begun begun) {
        return URI.create(urls.login() + "/continue?state=" + begun.state());
    }

    private URI authentication(Platform platform, LoginInitiation initiation, String state, String nonce) {
        return new AuthenticationRequest(platform.registration(), initiation, urls.launch(), state, nonce).toUri();
    }

    private PageAnswer goOn(HttpServletRequest request) {
        Optional<String> state = Optional.ofNullable(request.getParameter("state"));
        Login login;
        try {
            login = logins.find(state.orElse(""));
        } catch (LaunchRejected rejected) {
            log.refused(Circumstances.ofIssuer(Optional.empty()), rejected.reason(), rejected.detail());
            return LaunchPages.refused(rejected.reason());
        }
        try {
            BrowserProof.byCookie(VisitCookie.read(request, cookies.name(Logins.secretName(state.get()))))
                    .isOf(login);
        } catch (BrowserSilent silent) {
            return LaunchPages.newWindow(silent.initiation(), silent.reason(), HttpServletResponse.SC_OK);
        } catch (LaunchRejected rejected) {
            log.refused(Circumstances.of(login.platform()), rejected.reason(), rejected.detail());
            return LaunchPages.refused(rejected.reason());
        }
        return PageAnswer.found(authentication(login.platform(), login.initiation(), state.get(), login.nonce()));
    }
}
