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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.Messages;
import khue.tools.web.OpenTo;
import khue.tools.web.OurPages;
import khue.tools.web.VisitCookie;
import khue.tools.web.Visits;

/** One's own password. Changing it ends every other visit of the account: whoever else knew it is out. */
@Path("password")
@Controller
@RequestScoped
@OpenTo({Audience.ADMINISTRATOR, Audience.EVALUATOR, Audience.READER})
public class OwnPasswordController {

    private static final String VIEW = "accounts/password.html";

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
    public String ask() {
        return VIEW;
    }

    @POST
    public Response change(
            @FormParam("current") String typedCurrent,
            @FormParam("new") String typedNew,
            @FormParam("again") String again) {
        UUID id = current.require().account().orElseThrow();
        Account account = accounts.find(id).orElseThrow();
        String password = Optional.ofNullable(typedNew).orElse("");
        Map<String, String> problems = new LinkedHashMap<>();
        NewPassword.problem(password, again)
                .ifPresent(problem -> problems.put(problem.getKey(), say(problem.getValue(), Passwords.SHORTEST)));
        if (problems.isEmpty()
                && !isOwn(account, Optional.ofNullable(typedCurrent).orElse(""))) {
            problems.put("current", say("accounts.problem.current"));
        }
        if (!problems.isEmpty()) {
            models.put("problems", problems);
            return Response.status(Response.Status.BAD_REQUEST).entity(VIEW).build();
        }
        accounts.changePassword(account, password);
        String secret = visits.begin(current.require());
        return Response.seeOther(ourPages.orHome("/tools/account?done=accounts.password"))
                .header("Set-Cookie", cookie.give(secret))
                .build();
    }

    private boolean isOwn(Account account, String typed) {
        boolean mayTry = throttle.begin(account.name(), request.getRemoteAddr()).isEmpty();
        boolean own = mayTry && accounts.authenticate(account.name(), typed).isPresent();
        if (own) {
            throttle.succeeded(account.name(), request.getRemoteAddr());
        }
        return own;
    }

    private String say(String key, Object... parameters) {
        return messages.say(current.locale(), key, parameters);
    }
}
