/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.accounts;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.OpenTo;

/** One's own account: by what one signs in. */
@Path("account")
@Controller
@RequestScoped
@OpenTo({Audience.ADMINISTRATOR, Audience.EVALUATOR, Audience.READER})
public class AccountController {

    @Inject
    private Accounts accounts;

    @Inject
    private SecondFactors secondFactors;

    @Inject
    private OpenIdProvider provider;

    @Inject
    private CurrentVisit current;

    @Inject
    private Models models;

    @GET
    public String show() {
        Account account =
                accounts.find(current.require().account().orElseThrow()).orElseThrow();
        models.put("account", account);
        models.put("codesLeft", secondFactors.codesLeft(account.id()));
        models.put("provider", provider.isOffered() ? provider.name() : "");
        return "accounts/account.html";
    }
}
