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
import java.util.regex.Pattern;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.Messages;
import khue.tools.web.OpenTo;
import khue.tools.web.OurPages;
import khue.tools.web.PageRefused;

/** Who administers, evaluates and reads: the administrator's pages of accounts. A password that was made is shown in the answer itself, once, and kept nowhere. */
@Path("admin/accounts")
@Controller
@RequestScoped
@OpenTo(Audience.ADMINISTRATOR)
public class AccountsController {

    private static final int LONGEST_EMAIL = 254;

    /** Something before and after one @, and no space: whether it exists shows when somebody signs in with it. */
    private static final Pattern EMAIL = Pattern.compile("[^\\s@\\p{Cntrl}]+@[^\\s@\\p{Cntrl}]+");

    /** Whose address may not be somebody's already, because there is no account yet. */
    private static final UUID NOBODY = new UUID(0, 0);

    @Inject
    private Accounts accounts;

    @Inject
    private SecondFactors secondFactors;

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
    public Response create(
            @FormParam("name") String typedName,
            @FormParam("role") String typedRole,
            @FormParam("email") String typedEmail) {
        String name = Optional.ofNullable(typedName).orElse("").strip().toLowerCase(Locale.ROOT);
        Optional<Audience> role = role(typedRole);
        String email = email(typedEmail);
        Map<String, String> problems = new LinkedHashMap<>();
        if (!Accounts.NAME.matcher(name).matches()) {
            problems.put("name", say("accounts.problem.name"));
        }
        if (role.isEmpty()) {
            problems.put("role", say("accounts.problem.role"));
        }
        emailProblem(email, NOBODY).ifPresent(problem -> problems.put("email", say(problem)));
        String password = passwords.make();
        if (problems.isEmpty()
                && accounts.create(name, role.orElseThrow(), text(email), password)
                        .isEmpty()) {
            problems.put("name", say("accounts.problem.taken"));
        }
        models.put("typedName", name);
        models.put("typedRole", typedRole);
        models.put("typedEmail", email);
        if (!problems.isEmpty()) {
            models.put("problems", problems);
            return Response.status(Response.Status.BAD_REQUEST).entity(show()).build();
        }
        return tell(name, password);
    }

    @GET
    @Path("{account}")
    public String one(@PathParam("account") UUID id) {
        Account account = find(id);
        return one(account, account.role().name(), account.email().orElse(""));
    }

    @POST
    @Path("{account}")
    public Response change(
            @PathParam("account") UUID id, @FormParam("role") String typedRole, @FormParam("email") String typedEmail) {
        Account account = find(id);
        Optional<Audience> role = role(typedRole);
        String email = email(typedEmail);
        Map<String, String> problems = new LinkedHashMap<>();
        if (role.isEmpty()) {
            problems.put("role", say("accounts.problem.role"));
        }
        emailProblem(email, id).ifPresent(problem -> problems.put("email", say(problem)));
        if (problems.isEmpty() && !accounts.change(id, role.orElseThrow(), text(email))) {
            problems.put("role", say("accounts.problem.last-role"));
        }
        if (!problems.isEmpty()) {
            models.put("problems", problems);
            return Response.status(Response.Status.BAD_REQUEST)
                    .entity(one(account, typedRole, email))
                    .build();
        }
        return toPage(id, "changed");
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
    @Path("{account}/second-factor")
    public Response resetSecondFactor(@PathParam("account") UUID id) {
        secondFactors.reset(find(id).id());
        return toPage(id, "second-reset");
    }

    @POST
    @Path("{account}/unlink")
    public Response unlink(@PathParam("account") UUID id) {
        accounts.unlink(find(id).id());
        return toPage(id, "unlinked");
    }

    @POST
    @Path("{account}/deactivate")
    public Response deactivate(@PathParam("account") UUID id) {
        Account account = find(id);
        if (!accounts.deactivate(id)) {
            models.put("problem", say("accounts.problem.last"));
            return Response.status(Response.Status.CONFLICT)
                    .entity(one(account, account.role().name(), account.email().orElse("")))
                    .build();
        }
        return toPage(id, "deactivated");
    }

    @POST
    @Path("{account}/activate")
    public Response activate(@PathParam("account") UUID id) {
        find(id);
        accounts.activate(id);
        return toPage(id, "activated");
    }

    private Response toPage(UUID account, String done) {
        return Response.seeOther(ourPages.orHome("/tools/admin/accounts/" + account + "?done=accounts." + done))
                .build();
    }

    private Response tell(String name, String password) {
        models.put("name", name);
        models.put("password", password);
        return Response.ok("accounts/made.html").build();
    }

    private String show() {
        models.put("roles", roles());
        models.put("accounts", accounts.list());
        models.put("own", current.require().account().orElseThrow());
        return "accounts/accounts.html";
    }

    private String one(Account account, String role, String email) {
        models.put("roles", roles());
        models.put("account", account);
        models.put("typedRole", role);
        models.put("typedEmail", email);
        models.put("mine", current.require().account().orElseThrow().equals(account.id()));
        return "accounts/one.html";
    }

    private Map<String, String> roles() {
        Map<String, String> roles = new LinkedHashMap<>();
        Accounts.ROLES.forEach(role -> roles.put(role.name(), say("accounts.role.may." + role.name())));
        return roles;
    }

    private Account find(UUID account) {
        return accounts.find(account).orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND));
    }

    private Optional<String> emailProblem(String email, UUID account) {
        if (email.isEmpty()) {
            return Optional.empty();
        }
        if (email.length() > LONGEST_EMAIL || !EMAIL.matcher(email).matches()) {
            return Optional.of("accounts.problem.email");
        }
        return accounts.isEmailOfAnother(email, account)
                ? Optional.of("accounts.problem.email-taken")
                : Optional.empty();
    }

    private static String email(String typed) {
        return Optional.ofNullable(typed).orElse("").strip().toLowerCase(Locale.ROOT);
    }

    private static Optional<String> text(String value) {
        return Optional.of(value).filter(text -> !text.isEmpty());
    }

    private static Optional<Audience> role(String typed) {
        return Accounts.ROLES.stream().filter(role -> role.name().equals(typed)).findFirst();
    }

    private String say(String key) {
        return messages.say(current.locale(), key);
    }
}
