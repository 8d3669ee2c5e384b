/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.accounts;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.Messages;
import khue.tools.web.OpenTo;
import khue.tools.web.OurPages;
import khue.tools.web.PageRefused;
import khue.tools.web.VisitCookie;
import khue.tools.web.Visitor;

/** Signing in by the OpenID provider of the settings, and linking one's own account with it. */
@Path("")
@Controller
@RequestScoped
@OpenTo(Audience.ANYBODY)
public class OpenIdController {

    private static final Logger LOG = Logger.getLogger(OpenIdController.class.getName());
    private static final String COOKIE = "khue-oidc";
    private static final Duration LENGTH = Duration.ofMinutes(10);
    private static final int TOO_MANY_REQUESTS = 429;

    @Inject
    private OpenIdProvider provider;

    @Inject
    private OpenIdSignIns signIns;

    @Inject
    private SignInSteps steps;

    @Inject
    private SignInThrottle throttle;

    @Inject
    private Accounts accounts;

    @Inject
    private VisitCookie cookies;

    @Inject
    private CurrentVisit current;

    @Inject
    private OurPages ourPages;

    @Inject
    private RandomGenerator random;

    @Inject
    private Messages messages;

    @Inject
    private Models models;

    @Context
    private HttpServletRequest request;

    @POST
    @Path("signin/oidc")
    public Response begin(@FormParam("to") String to) {
        return leave(OpenIdAttempt.begin(random, Optional.empty(), to));
    }

    @POST
    @Path("account/oidc")
    @OpenTo({Audience.ADMINISTRATOR, Audience.EVALUATOR, Audience.READER})
    public Response beginLinking() {
        return leave(OpenIdAttempt.begin(random, current.id(), ""));
    }

    @POST
    @Path("account/oidc/unlink")
    @OpenTo({Audience.ADMINISTRATOR, Audience.EVALUATOR, Audience.READER})
    public Response unlink() {
        accounts.unlink(current.require().account().orElseThrow());
        return Response.seeOther(ourPages.orHome("/tools/account?done=accounts.unlinked"))
                .build();
    }

    @GET
    @Path("signin/oidc/callback")
    public Response comeBack(
            @QueryParam("state") String state,
            @QueryParam("code") String code,
            @QueryParam("error") String error,
            @QueryParam("iss") String issuer) {
        Optional<Duration> wait = throttle.begin(request.getRemoteAddr());
        if (wait.isPresent()) {
            long seconds = wait.get().toSeconds() + 1;
            return page(TOO_MANY_REQUESTS, messages.say(current.locale(), "accounts.signin.wait", seconds));
        }
        try {
            OpenIdAttempt attempt = VisitCookie.read(request, cookies.name(COOKIE))
                    .flatMap(OpenIdAttempt::read)
                    .filter(begun -> begun.isAnsweredBy(state))
                    .orElseThrow(() -> new OpenIdRefused(OpenIdRefused.Reason.STATE, "this browser began another"));
            if (error != null || code == null) {
                throw new OpenIdRefused(
                        OpenIdRefused.Reason.PROVIDER,
                        Optional.ofNullable(error).orElse("neither code nor error"));
            }
            requireOffered();
            OpenIdToken token =
                    provider.redeem(code, Optional.ofNullable(issuer).orElse(""), attempt);
            Response answer = attempt.linking().isPresent()
                    ? link(attempt.linking().get(), token)
                    : steps.begin(
                            signIns.accountOf(token),
                            false,
                            Optional.of(attempt.to()).filter(page -> !page.isEmpty()));
            throttle.succeeded(request.getRemoteAddr());
            return Response.fromResponse(answer)
                    .header("Set-Cookie", VisitCookie.set(cookies.name(COOKIE), "", 0))
                    .build();
        } catch (OpenIdRefused refused) {
            return refused(refused);
        }
    }

    private Response leave(OpenIdAttempt attempt) {
        requireOffered();
        try {
            return Response.seeOther(provider.authorizationRequest(attempt))
                    .header("Set-Cookie", VisitCookie.set(cookies.name(COOKIE), attempt.cookie(), LENGTH.toSeconds()))
                    .build();
        } catch (OpenIdRefused refused) {
            return refused(refused);
        }
    }

    /** In the very visit that began it: nobody links an account to somebody else by sending its owner an address. */
    private Response link(UUID visit, OpenIdToken token) {
        UUID account = current.visitor()
                .filter(visitor -> current.id().filter(visit::equals).isPresent())
                .flatMap(Visitor::account)
                .orElseThrow(() -> new OpenIdRefused(OpenIdRefused.Reason.STATE, "the visit is over"));
        signIns.link(account, token);
        return Response.seeOther(ourPages.orHome("/tools/account?done=accounts.linked"))
                .build();
    }

    private void requireOffered() {
        if (!provider.isOffered()) {
            throw new PageRefused(PageRefused.Reason.NOT_FOUND);
        }
    }

    private Response refused(OpenIdRefused refused) {
        LOG.log(
                Level.WARNING,
                "Sign-in by the OpenID provider: {0}",
                refused.getMessage().replaceAll("\\p{Cntrl}", " "));
        return page(
                refused.reason().status(),
                messages.say(current.locale(), refused.reason().sentence(), provider.name()));
    }

    private Response page(int status, String problem) {
        models.put("provider", provider.isOffered() ? provider.name() : "");
        models.put("problem", problem);
        return Response.status(status)
                .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .entity("accounts/signin.html")
                .build();
    }
}
