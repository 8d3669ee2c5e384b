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
        Pending pending = new Pending(account, byPassword, false, to);
        if (pending.step() == PendingSignIns.Step.NONE) {
            return arrive(pending);
        }
        return Response.seeOther(ourPages.orHome(page(pending)))
                .header("Set-Cookie", signIns.begin(pending))
                .build();
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

    /** @throws IllegalStateException when there is a step to go */
    Response arrive(Pending pending) {
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
        return Response.seeOther(ourPages.orHome(pending.to().orElse("")))
                .header("Set-Cookie", cookie.give(secret))
                .header("Set-Cookie", signIns.end(request))
                .build();
    }

    private static String page(Pending pending) {
        return pending.step() == PendingSignIns.Step.CODE ? "/tools/signin/code" : "/tools/signin/password";
    }
}
