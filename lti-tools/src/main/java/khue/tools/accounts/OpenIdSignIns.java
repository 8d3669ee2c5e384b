/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.accounts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;
import khue.tools.web.Audience;

/**
 * Whose account somebody is to the OpenID provider. Nobody gets an account by signing in there: an administrator made it before. The first
 * time, an address that the provider has verified may say whose it is; an administrator's account is linked by its owner, from within.
 */
@ApplicationScoped
@Transactional
class OpenIdSignIns {

    @Inject
    private Accounts accounts;

    /** @throws OpenIdRefused when it is nobody's */
    Account accountOf(OpenIdToken token) {
        Optional<Account> linked = accounts.linked(token.issuer(), token.subject());
        if (linked.isPresent()) {
            return linked.get();
        }
        Account named = token.verifiedEmail()
                .flatMap(accounts::waitingFor)
                .orElseThrow(() -> new OpenIdRefused(OpenIdRefused.Reason.NOBODY, "no account has this person"));
        if (named.role() == Audience.ADMINISTRATOR) {
            throw new OpenIdRefused(OpenIdRefused.Reason.ADMINISTRATOR, "an administrator's account is not linked yet");
        }
        link(named, token);
        return named;
    }

    /** The owner of an account, signed in, says who that is to the provider. */
    void link(UUID account, OpenIdToken token) {
        link(accounts.find(account).orElseThrow(), token);
    }

    private void link(Account account, OpenIdToken token) {
        if (!accounts.link(account, token.issuer(), token.subject())) {
            throw new OpenIdRefused(OpenIdRefused.Reason.TAKEN, "the person is linked to another account");
        }
    }
}
