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
import java.util.Optional;
import java.util.function.Function;
import khue.tools.lti.launch.LaunchLog.Circumstances;
import khue.tools.lti.protocol.AuthenticationResponse;
import khue.tools.lti.protocol.LaunchReason;
import khue.tools.lti.protocol.LaunchRejected;
import khue.tools.lti.protocol.Parameters;
import khue.tools.settings.Settings;
import khue.tools.web.NewWindow;
import khue.tools.web.PageAnswer;
import khue.tools.web.PageServlet;
import khue.tools.web.VisitCookie;

/**
 * {@code POST /tools/lti/launch}: an LMS's answer to a login of ours. Every launch begins a visit with a secret of its own, whatever
 * cookie the browser brought.
 */
@WebServlet({LaunchEndpoint.PATH, LaunchEndpoint.STORED})
public class LaunchEndpoint extends PageServlet {

    static final String PATH = "/lti/launch";
    static final String STORED = PATH + "/stored";

    private static final int LONGEST_SECRET = 255;

    @Inject
    private Launcher launcher;

    @Inject
    private Logins logins;

    @Inject
    private LaunchLog log;

    @Inject
    private VisitCookie cookies;

    @Inject
    private NewWindow newWindow;

    @Inject
    private Settings settings;

    /** Security Framework 1.0, §5.1.1.3: the answer is a form post; a token in an address would stay in histories and logs. */
    @Override
    protected PageAnswer get(HttpServletRequest request) {
        log.refused(Circumstances.ofIssuer(Optional.empty()), LaunchReason.LAUNCH_BY_GET, "expected a POST");
        return LaunchPages.refused(LaunchReason.LAUNCH_BY_GET);
    }

    @Override
    protected PageAnswer post(HttpServletRequest request, String form) {
        try {
            AuthenticationResponse answer = AuthenticationResponse.of(Parameters.of(request.getQueryString(), form));
            return request.getServletPath().equals(STORED) ? stored(request, form, answer) : answered(request, answer);
        } catch (LaunchRejected rejected) {
            log.refused(Circumstances.ofIssuer(Optional.empty()), rejected.reason(), rejected.detail());
            return LaunchPages.refused(rejected.reason());
        }
    }

    private PageAnswer answered(HttpServletRequest request, AuthenticationResponse answer) {
        Optional<String> secret = VisitCookie.read(request, cookies.name(Logins.secretName(answer.state())));
        Login login = logins.find(answer.state());
        boolean keptByTheLms = login.initiation().storageTarget().isPresent();
        return secret.isEmpty() && keptByTheLms && answer.idToken().isPresent()
                ? askTheLms(login, answer)
                : launch(request, login, answer, BrowserProof.byCookie(secret), this::goOnHere);
    }

    private PageAnswer askTheLms(Login login, AuthenticationResponse answer) {
        return LaunchPages.ask(
                login.platform(), login.initiation().storageTarget().orElseThrow(), answer.state(), answer.token());
    }

    /**
     * The same answer once more, now from a page of ours with what the LMS's frame had kept. That it is a page of ours, which only reads what
     * the LMS keeps in this very browser, is what makes it a proof: elsewhere anybody could write the secret of his own login into a form.
     */
    private PageAnswer stored(HttpServletRequest request, String form, AuthenticationResponse answer) {
        Optional<String> secret = Parameters.of(null, form).optional("secret", LONGEST_SECRET);
        Login login = logins.find(answer.state());
        return launch(request, login, answer, BrowserProof.byStorage(secret), this::goOnInAWindow);
    }

    private PageAnswer launch(
            HttpServletRequest request,
            Login login,
            AuthenticationResponse answer,
            BrowserProof proof,
            Function<Arrival, PageAnswer> goOn) {
        try {
            return goOn.apply(launcher.launch(login, answer, proof, isInAFrame(request)))
                    .withCookie(VisitCookie.set(cookies.name(Logins.secretName(answer.state())), "", 0));
        } catch (BrowserSilent silent) {
            return LaunchPages.newWindow(silent.initiation(), silent.reason(), HttpServletResponse.SC_FORBIDDEN);
        } catch (LaunchRejected rejected) {
            return LaunchPages.refused(rejected.reason());
        }
    }

    private PageAnswer goOnHere(Arrival arrival) {
        PageAnswer answer = PageAnswer.seeOther(URI.create(settings.toolsUrl() + arrival.path()));
        return arrival.visit()
                .map(visit -> answer.withCookie(cookies.give(visit.secret())))
                .orElse(answer);
    }

    /** A browser that sent no cookie of the login will send none of the visit either. */
    private PageAnswer goOnInAWindow(Arrival arrival) {
        return arrival.visit()
                .map(visit -> LaunchPages.goOnInAWindow(newWindow.passOf(visit.id()), "/tools" + arrival.path()))
                .orElseGet(() -> goOnHere(arrival));
    }

    /** A browser that does not say counts as one that shows us in a frame. */
    private static boolean isInAFrame(HttpServletRequest request) {
        return !"document".equals(request.getHeader("Sec-Fetch-Dest"));
    }
}
