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
import java.util.Optional;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.Messages;
import khue.tools.web.OpenTo;
import khue.tools.web.OurPages;
import khue.tools.web.VisitCookie;
import khue.tools.web.Visitor;
import khue.tools.web.Visits;

/** Signing in and out. */
@Path("")
@Controller
@RequestScoped
@OpenTo(Audience.ANYBODY)
public class SignInController {

    private static final String VIEW = "accounts/signin.html";
    private static final int TOO_MANY_REQUESTS = 429;

    @Inject
    private Accounts accounts;

    @Inject
    private SignInThrottle throttle;

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
        models.put("to", to);
        return VIEW;
    }

    @POST
    @Path("signin")
    public Response signIn(
            @FormParam("name") String typedName,
            @FormParam("password") String typedPassword,
            @FormParam("to") String to) {
        String name = Optional.ofNullable(typedName).orElse("").strip().toLowerCase(Locale.ROOT);
        String password = Optional.ofNullable(typedPassword).orElse("");
        models.put("to", to);
        models.put("typed", name);
        Optional<Duration> wait = throttle.begin(name, request.getRemoteAddr());
        if (wait.isPresent()) {
            // Rounded up: after the time that is told, the next attempt is let through.
            long seconds = wait.get().toSeconds() + 1;
            models.put("problem", messages.say(current.locale(), "accounts.signin.wait", seconds));
            return Response.status(TOO_MANY_REQUESTS)
                    .header("Retry-After", seconds)
                    .entity(VIEW)
                    .build();
        }
        Optional<Account> account = accounts.authenticate(name, password);
        if (account.isEmpty()) {
            models.put("problem", messages.say(current.locale(), "accounts.signin.wrong"));
            return Response.status(Response.Status.UNAUTHORIZED).entity(VIEW).build();
        }
        throttle.succeeded(name, request.getRemoteAddr());
        visits.endCurrent();
        String secret =
                visits.begin(Visitor.signedIn(account.get().id(), account.get().role(), current.locale()));
        return Response.seeOther(ourPages.orHome(to))
                .header("Set-Cookie", cookie.give(secret))
                .build();
    }

    @POST
    @Path("signout")
    public Response signOut() {
        visits.endCurrent();
        return Response.seeOther(ourPages.orHome("/tools/?done=accounts.signed-out"))
                .header("Set-Cookie", cookie.takeBack())
                .build();
    }
}
