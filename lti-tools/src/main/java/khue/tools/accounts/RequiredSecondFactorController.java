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
import khue.tools.accounts.PendingSignIns.Pending;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.Messages;
import khue.tools.web.OpenTo;

/** Where a second factor is needed, whoever has none sets it up as a step of the sign-in: there is no visit before. */
@Path("signin/second-factor")
@Controller
@RequestScoped
@OpenTo(Audience.ANYBODY)
public class RequiredSecondFactorController {

    private static final String CONFIRM = "/signin/second-factor";

    @Inject
    private SecondFactors secondFactors;

    @Inject
    private SecondFactorPages pages;

    @Inject
    private PendingSignIns signIns;

    @Inject
    private SignInSteps steps;

    @Inject
    private CurrentVisit current;

    @Inject
    private Messages messages;

    @Inject
    private Models models;

    @Context
    private HttpServletRequest request;

    /** Another key each time: nobody who began a sign-in before knows this one. */
    @GET
    public Response offer() {
        Optional<Pending> pending = pending();
        if (pending.isEmpty()) {
            return steps.goOn();
        }
        Account account = pending.get().account();
        return Response.ok(pages.offer(account, secondFactors.offer(account.id()), CONFIRM, true))
                .build();
    }

    @POST
    public Response confirm(@FormParam("code") String code) {
        Optional<Pending> pending = pending();
        Optional<Totp> offered = pending.flatMap(found -> secondFactors.offered(found.account()));
        if (offered.isEmpty()) {
            return steps.goOn();
        }
        Account account = pending.get().account();
        List<String> codes =
                secondFactors.confirm(account.id(), Optional.ofNullable(code).orElse(""));
        if (codes.isEmpty()) {
            models.put("problem", messages.say(current.locale(), "accounts.second.wrong"));
            return Response.status(Response.Status.BAD_REQUEST)
                    .entity(pages.offer(account, offered.get(), CONFIRM, true))
                    .build();
        }
        signIns.codeIsGiven(request);
        Pending done = signIns.of(request).orElseThrow();
        return steps.visit(done, Response.ok(pages.codes(codes, "/")));
    }

    private Optional<Pending> pending() {
        return signIns.of(request).filter(found -> found.step() == PendingSignIns.Step.SECOND_FACTOR);
    }
}
