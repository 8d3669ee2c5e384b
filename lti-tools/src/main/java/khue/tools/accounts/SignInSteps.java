/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.accounts;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import khue.tools.accounts.PendingSignIns.Pending;
import khue.tools.web.CurrentVisit;
import khue.tools.web.OurPages;
import khue.tools.web.VisitCookie;
import khue.tools.web.Visitor;
import khue.tools.web.Visits;

/** From a right password, or a provider's word, over the steps that are left, to a visit. */
@RequestScoped
class SignInSteps {

    @Inject
    private PendingSignIns signIns;

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
    private HttpServletRequest request;

    /** Somebody has just shown who they are. */
    Response begin(Account account, boolean byPassword, Optional<String> to) {
        Pending pending = signIns.first(account, byPassword, to);
        if (pending.step() == PendingSignIns.Step.NONE) {
            return arrive(pending);
        }
        return Response.seeOther(ourPages.orHome(page(pending)))
                .header("Set-Cookie", signIns.begin(pending))
                .build();
    }

    /** The account has another password now, which has ended the sign-in as it was. */
    Response goOnWith(Account changed, Pending before) {
        Pending now =
                new Pending(changed, before.byPassword(), before.codeGiven(), before.secondFactorNeeded(), before.to());
        return now.step() == PendingSignIns.Step.NONE ? arrive(now) : begin(changed, before.byPassword(), before.to());
    }

    /** A step was taken: the next one, or the visit. */
    Response goOn() {
        Optional<Pending> pending = signIns.of(request);
        if (pending.isEmpty()) {
            return Response.seeOther(ourPages.orHome("/tools/signin")).build();
        }
        return pending.get().step() == PendingSignIns.Step.NONE
                ? arrive(pending.get())
                : Response.seeOther(ourPages.orHome(page(pending.get()))).build();
    }

    private Response arrive(Pending pending) {
        return visit(pending, Response.seeOther(ourPages.orHome(pending.to().orElse(""))));
    }

    /**
     * The visit begins with this answer.
     *
     * @throws IllegalStateException when there is a step to go
     */
    Response visit(Pending pending, Response.ResponseBuilder answer) {
        if (pending.step() != PendingSignIns.Step.NONE) {
            throw new IllegalStateException("a step is left: " + pending.step());
        }
        Account account = pending.account();
        if (pending.byPassword()) {
            throttle.succeeded(account.name(), request.getRemoteAddr());
        }
        visits.endCurrent();
        accounts.signedIn(account.id());
        String secret = visits.begin(Visitor.signedIn(account.id(), account.role(), current.locale()));
        return answer.header("Set-Cookie", cookie.give(secret))
                .header("Set-Cookie", signIns.end(request))
                .build();
    }

    private static String page(Pending pending) {
        return "/tools/signin/"
                + switch (pending.step()) {
                    case CODE -> "code";
                    case PASSWORD -> "password";
                    case SECOND_FACTOR -> "second-factor";
                    case NONE -> throw new IllegalStateException("no step is left");
                };
    }
}
