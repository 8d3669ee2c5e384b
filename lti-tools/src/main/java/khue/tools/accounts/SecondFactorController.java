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
import java.util.List;
import java.util.Optional;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.Messages;
import khue.tools.web.OpenTo;
import khue.tools.web.OurPages;

/** The second factor of one's own account: turning it on with an app, recovery codes, turning it off with a code. */
@Path("account/second-factor")
@Controller
@RequestScoped
@OpenTo({Audience.ADMINISTRATOR, Audience.EVALUATOR, Audience.READER})
public class SecondFactorController {

    private static final String VIEW = "accounts/second-factor.html";

    @Inject
    private Accounts accounts;

    @Inject
    private SecondFactors secondFactors;

    @Inject
    private SignInThrottle throttle;

    @Inject
    private SecondFactorPages pages;

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
    public String show() {
        return view(account());
    }

    @POST
    @Path("offer")
    public Response offer() {
        Account account = account();
        if (account.secondFactorSince().isPresent()) {
            return Response.seeOther(ourPages.orHome("/tools/account/second-factor"))
                    .build();
        }
        return Response.ok(offered(account, secondFactors.offer(account.id()))).build();
    }

    @POST
    @Path("confirm")
    public Response confirm(@FormParam("code") String code) {
        Account account = account();
        Optional<Totp> offered = secondFactors.offered(account);
        if (offered.isEmpty()) {
            return Response.seeOther(ourPages.orHome("/tools/account/second-factor"))
                    .build();
        }
        List<String> codes =
                secondFactors.confirm(account.id(), Optional.ofNullable(code).orElse(""));
        if (codes.isEmpty()) {
            models.put("problem", messages.say(current.locale(), "accounts.second.wrong"));
            return Response.status(Response.Status.BAD_REQUEST)
                    .entity(offered(account, offered.get()))
                    .build();
        }
        return tell(codes);
    }

    @POST
    @Path("codes")
    public Response renewCodes(@FormParam("code") String code) {
        Account account = account();
        return isRight(account, code) ? tell(secondFactors.renewCodes(account)) : wrong(account, "codes");
    }

    @POST
    @Path("off")
    public Response turnOff(@FormParam("code") String code) {
        Account account = account();
        if (!isRight(account, code)) {
            return wrong(account, "off");
        }
        secondFactors.turnOff(account.id());
        if (secondFactors.isNeededBy(account)) {
            accounts.endEverythingOf(account.id());
            return Response.seeOther(ourPages.orHome("/tools/signin?done=accounts.second-anew"))
                    .build();
        }
        return Response.seeOther(ourPages.orHome("/tools/account?done=accounts.second-off"))
                .build();
    }

    /** Whoever found a desk with a visit still open has no code: it guards what would lock the owner out. */
    private boolean isRight(Account account, String code) {
        String guarded = "code of " + account.id();
        boolean mayTry = throttle.begin(guarded, request.getRemoteAddr()).isEmpty();
        boolean right = mayTry
                && secondFactors.accepts(account, Optional.ofNullable(code).orElse(""));
        if (right) {
            throttle.succeeded(guarded, request.getRemoteAddr());
        }
        return right;
    }

    private Response wrong(Account account, String form) {
        models.put("wrong", form);
        models.put("problem", messages.say(current.locale(), "accounts.code.wrong"));
        return Response.status(Response.Status.BAD_REQUEST)
                .entity(view(account))
                .build();
    }

    private Response tell(List<String> codes) {
        return Response.ok(pages.codes(codes, "/account")).build();
    }

    private String view(Account account) {
        models.put("account", account);
        models.put("codesLeft", secondFactors.codesLeft(account.id()));
        models.put("needed", secondFactors.isNeededBy(account));
        return VIEW;
    }

    private String offered(Account account, Totp totp) {
        return pages.offer(account, totp, "/account/second-factor/confirm", false);
    }

    private Account account() {
        return accounts.find(current.require().account().orElseThrow()).orElseThrow();
    }
}
