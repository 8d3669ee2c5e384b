/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.accounts;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.Messages;
import khue.tools.web.OpenTo;
import khue.tools.web.OurPages;
import khue.tools.web.PageRefused;

/** The administrator's page of accounts. A password that was made is shown in the answer itself, once, and kept nowhere. */
@Path("admin/accounts")
@Controller
@RequestScoped
@OpenTo(Audience.ADMINISTRATOR)
public class AccountsController {

    private static final String VIEW = "accounts/accounts.html";

    @Inject
    private Accounts accounts;

    @Inject
    private Passwords passwords;

    @Inject
    private CurrentVisit current;

    @Inject
    private Messages messages;

    @Inject
    private OurPages ourPages;

    @Inject
    private Models models;

    @GET
    public String list() {
        return show();
    }

    @POST
    public Response create(@FormParam("name") String typedName, @FormParam("role") String typedRole) {
        String name = Optional.ofNullable(typedName).orElse("").strip().toLowerCase(Locale.ROOT);
        Optional<Audience> role = role(typedRole);
        Map<String, String> problems = new LinkedHashMap<>();
        if (!Accounts.NAME.matcher(name).matches()) {
            problems.put("name", say("accounts.problem.name"));
        }
        if (role.isEmpty()) {
            problems.put("role", say("accounts.problem.role"));
        }
        String password = passwords.make();
        if (problems.isEmpty()
                && accounts.create(name, role.orElseThrow(), password).isEmpty()) {
            problems.put("name", say("accounts.problem.taken"));
        }
        models.put("typedName", name);
        models.put("typedRole", typedRole);
        if (!problems.isEmpty()) {
            models.put("problems", problems);
            return Response.status(Response.Status.BAD_REQUEST).entity(show()).build();
        }
        return tell(name, password);
    }

    @POST
    @Path("{account}/password")
    public Response newPassword(@PathParam("account") UUID id) {
        Account account = find(id);
        String password = passwords.make();
        accounts.renewPassword(account, password);
        return tell(account.name(), password);
    }

    @POST
    @Path("{account}/deactivate")
    public Response deactivate(@PathParam("account") UUID id) {
        find(id);
        if (!accounts.deactivate(id)) {
            models.put("problem", say("accounts.problem.last"));
            return Response.status(Response.Status.CONFLICT).entity(show()).build();
        }
        return Response.seeOther(ourPages.orHome("/tools/admin/accounts?done=accounts.deactivated"))
                .build();
    }

    @POST
    @Path("{account}/activate")
    public Response activate(@PathParam("account") UUID id) {
        find(id);
        accounts.activate(id);
        return Response.seeOther(ourPages.orHome("/tools/admin/accounts?done=accounts.activated"))
                .build();
    }

    private Response tell(String name, String password) {
        models.put("name", name);
        models.put("password", password);
        return Response.ok("accounts/made.html").build();
    }

    private String show() {
        Map<String, String> roles = new LinkedHashMap<>();
        roles.put(Audience.EVALUATOR.name(), say("accounts.role.EVALUATOR"));
        roles.put(Audience.ADMINISTRATOR.name(), say("accounts.role.ADMINISTRATOR"));
        models.put("roles", roles);
        models.put("accounts", accounts.list());
        models.put("own", current.require().account().orElseThrow());
        return VIEW;
    }

    private Account find(UUID account) {
        return accounts.find(account).orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND));
    }

    private static Optional<Audience> role(String typed) {
        return Optional.ofNullable(typed)
                .filter(text -> text.equals(Audience.ADMINISTRATOR.name()) || text.equals(Audience.EVALUATOR.name()))
                .map(Audience::valueOf);
    }

    private String say(String key) {
        return messages.say(current.locale(), key);
    }
}
