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
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import khue.tools.accounts.PendingSignIns.Pending;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.Messages;
import khue.tools.web.OpenTo;
import khue.tools.web.OurPages;
import khue.tools.web.VisitCookie;
import khue.tools.web.Visits;

/** Signing in, step by step, and out. */
@Path("")
@Controller
@RequestScoped
@OpenTo(Audience.ANYBODY)
public class SignInController {

    private static final String VIEW = "accounts/signin.html";
    private static final String CODE = "accounts/code.html";
    private static final String NEW_PASSWORD = "accounts/new-password.html";
    private static final int TOO_MANY_REQUESTS = 429;

    @Inject
    private Accounts accounts;

    @Inject
    private Passwords passwords;

    @Inject
    private SecondFactors secondFactors;

    @Inject
    private PendingSignIns signIns;

    @Inject
    private SignInSteps steps;

    @Inject
    private SignInThrottle throttle;

    @Inject
    private OpenIdProvider provider;

    @Inject
    private Visits visits;

    @Inject
    private VisitCookie cookie;

    @Inject
    private CurrentVisit current;

    @Inject
    private OurPages ourPages;

    @Inject
    private Messages messages;

    @Inject
    private Models models;

    @Context
    private HttpServletRequest request;

    @GET
    @Path("signin")
    public String ask(@QueryParam("to") String to) {
        return view(to);
    }

    @POST
    @Path("signin")
    public Response signIn(
            @FormParam("name") String typedName,
            @FormParam("password") String typedPassword,
            @FormParam("to") String to) {
        String name = Optional.ofNullable(typedName).orElse("").strip().toLowerCase(Locale.ROOT);
        String password = Optional.ofNullable(typedPassword).orElse("");
        models.put("typed", name);
        Optional<Duration> wait = throttle.begin(name, request.getRemoteAddr());
        if (wait.isPresent()) {
            return later(wait.get(), view(to));
        }
        Optional<Account> account = accounts.authenticate(name, password);
        if (account.isEmpty()) {
            models.put("problem", say("accounts.signin.wrong"));
            return Response.status(Response.Status.UNAUTHORIZED)
                    .entity(view(to))
                    .build();
        }
        return steps.begin(account.get(), true, Optional.ofNullable(to));
    }

    @GET
    @Path("signin/code")
    public Response askForCode() {
        return signIns.of(request)
                .filter(pending -> pending.step() == PendingSignIns.Step.CODE)
                .map(pending -> Response.ok(CODE).build())
                .orElseGet(steps::goOn);
    }

    @POST
    @Path("signin/code")
    public Response takeCode(@FormParam("code") String code) {
        Optional<Pending> pending = signIns.of(request).filter(found -> found.step() == PendingSignIns.Step.CODE);
        if (pending.isEmpty()) {
            return steps.goOn();
        }
        Account account = pending.get().account();
        String guarded = "code of " + account.id();
        Optional<Duration> wait = throttle.begin(guarded, request.getRemoteAddr());
        if (wait.isPresent()) {
            return later(wait.get(), CODE);
        }
        if (!secondFactors.accepts(account, Optional.ofNullable(code).orElse(""))) {
            models.put("problem", say("accounts.code.wrong"));
            return Response.status(Response.Status.UNAUTHORIZED).entity(CODE).build();
        }
        throttle.succeeded(guarded, request.getRemoteAddr());
        signIns.codeIsGiven(request);
        return steps.goOn();
    }

    @GET
    @Path("signin/password")
    public Response askForPassword() {
        return signIns.of(request)
                .filter(pending -> pending.step() == PendingSignIns.Step.PASSWORD)
                .map(pending -> Response.ok(NEW_PASSWORD).build())
                .orElseGet(steps::goOn);
    }

    /** Whoever was given a password chooses another one, which nobody else knows, before anything else. */
    @POST
    @Path("signin/password")
    public Response takePassword(@FormParam("new") String typed, @FormParam("again") String again) {
        Optional<Pending> pending = signIns.of(request).filter(found -> found.step() == PendingSignIns.Step.PASSWORD);
        if (pending.isEmpty()) {
            return steps.goOn();
        }
        Account account = pending.get().account();
        String password = Optional.ofNullable(typed).orElse("");
        Optional<Map.Entry<String, String>> problem = NewPassword.problem(password, again);
        if (problem.isEmpty() && passwords.matches(password, account.passwordHash())) {
            problem = Optional.of(Map.entry("new", "accounts.problem.same"));
        }
        if (problem.isPresent()) {
            models.put(
                    "problems", Map.of(problem.get().getKey(), say(problem.get().getValue(), Passwords.SHORTEST)));
            return Response.status(Response.Status.BAD_REQUEST)
                    .entity(NEW_PASSWORD)
                    .build();
        }
        accounts.changePassword(account, password);
        return steps.goOnWith(accounts.find(account.id()).orElseThrow(), pending.get());
    }

    @POST
    @Path("signout")
    public Response signOut() {
        visits.endCurrent();
        return Response.seeOther(ourPages.orHome("/tools/?done=accounts.signed-out"))
                .header("Set-Cookie", cookie.takeBack())
                .build();
    }

    private String view(String to) {
        models.put("to", to);
        models.put("provider", provider.isOffered() ? provider.name() : "");
        return VIEW;
    }

    /** Rounded up: after the time that is told, the next attempt is let through. */
    private Response later(Duration wait, String view) {
        long seconds = wait.toSeconds() + 1;
        models.put("problem", say("accounts.signin.wait", seconds));
        return Response.status(TOO_MANY_REQUESTS)
                .header("Retry-After", seconds)
                .entity(view)
                .build();
    }

    private String say(String key, Object... parameters) {
        return messages.say(current.locale(), key, parameters);
    }
}
