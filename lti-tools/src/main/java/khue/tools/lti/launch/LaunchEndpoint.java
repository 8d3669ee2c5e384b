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
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import khue.tools.lti.launch.LaunchLog.Circumstances;
import khue.tools.lti.platforms.Platforms;
import khue.tools.lti.protocol.AuthenticationResponse;
import khue.tools.lti.protocol.LaunchReason;
import khue.tools.lti.protocol.LaunchRejected;
import khue.tools.lti.protocol.Parameters;
import khue.tools.settings.Settings;
import khue.tools.web.Audience;
import khue.tools.web.NewWindow;
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

    private static final int LONGEST_SECRET = 255;

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
    private NewWindow newWindow;

    @Inject
    private Platforms platforms;

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
        return answered(form, answer -> {
            Optional<String> secret = VisitCookie.read(request, cookies.name(Logins.secretName(answer.state())));
            Optional<Login> keptByTheLms = secret.isEmpty() ? keptByTheLms(answer) : Optional.empty();
            return keptByTheLms
                    .map(login -> askTheLms(login, answer))
                    .orElseGet(() -> launch(answer, BrowserProof.byCookie(secret), this::goOnHere));
        });
    }

    /** The login of this answer, if its secret was handed to the LMS's frame to keep. */
    private Optional<Login> keptByTheLms(AuthenticationResponse answer) {
        return answer.idToken()
                .flatMap(token -> logins.look(answer.state()))
                .filter(login -> login.initiation().storageTarget().isPresent());
    }

    private Response askTheLms(Login login, AuthenticationResponse answer) {
        return pages.ask(
                platforms.find(login.platform()).orElseThrow(),
                login.initiation().storageTarget().orElseThrow(),
                answer.state(),
                answer.token());
    }

    /**
     * The same answer once more, now from a page of ours with what the LMS's frame had kept. That it is a page of ours, which only reads what
     * the LMS keeps in this very browser, is what makes it a proof: elsewhere anybody could write the secret of his own login into a form.
     */
    @POST
    @Path("stored")
    public Response stored(String form) {
        return answered(
                form,
                answer -> launch(
                        answer,
                        BrowserProof.byStorage(Parameters.of(null, form).optional("secret", LONGEST_SECRET)),
                        this::goOnInAWindow));
    }

    private Response answered(String form, Function<AuthenticationResponse, Response> then) {
        try {
            return then.apply(AuthenticationResponse.of(Parameters.of(request.getQueryString(), form)));
        } catch (LaunchRejected rejected) {
            log.refused(Circumstances.ofIssuer(Optional.empty()), rejected.reason(), rejected.detail());
            return pages.refused(rejected.reason());
        }
    }

    private Response launch(
            AuthenticationResponse answer, BrowserProof proof, Function<Arrivals.Arrival, ResponseBuilder> goOn) {
        Login login = logins.take(answer.state());
        try {
            return goOn.apply(launcher.launch(login, answer, proof, isInAFrame()))
                    .header("Set-Cookie", VisitCookie.set(cookies.name(Logins.secretName(answer.state())), "", 0))
                    .build();
        } catch (BrowserSilent silent) {
            return pages.newWindow(silent.initiation(), silent.reason(), Response.Status.FORBIDDEN);
        } catch (LaunchRejected rejected) {
            return pages.refused(rejected.reason());
        }
    }

    private ResponseBuilder goOnHere(Arrivals.Arrival arrival) {
        ResponseBuilder answer = Response.seeOther(URI.create(settings.toolsUrl() + arrival.path()));
        arrival.visit().ifPresent(visit -> answer.header("Set-Cookie", cookies.give(visit.secret())));
        return answer;
    }

    /** A browser that sent no cookie of the login will send none of the visit either. */
    private ResponseBuilder goOnInAWindow(Arrivals.Arrival arrival) {
        return arrival.visit()
                .map(visit -> pages.goOnInAWindow(newWindow.passOf(visit.id()), "/tools" + arrival.path()))
                .orElseGet(() -> goOnHere(arrival));
    }

    /** A browser that does not say counts as one that shows us in a frame. */
    private boolean isInAFrame() {
        return !"document".equals(request.getHeader("Sec-Fetch-Dest"));
    }
}
