/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.accounts;

import java.util.Locale;

/** Nobody is signed in by the OpenID provider, and why. */
class OpenIdRefused extends RuntimeException {

    /** Each with the HTTP status of its page; the sentence is {@code accounts.oidc.problem.<name>}. */
    enum Reason {
        /** The browser has no sign-in of ours under way, or another one: too slow, another window, a trap. */
        STATE(403),
        /** The provider ended the sign-in: the person said no, or the provider did. */
        PROVIDER(403),
        /** The provider does not answer, or not as it should: for the operator. */
        UNREACHABLE(502),
        /** The provider's token breaks a rule. */
        TOKEN(502),
        /** No account is this person's. */
        NOBODY(403),
        /** An administrator's account is linked by its owner, from within, and not by an address. */
        ADMINISTRATOR(403),
        /** The person at the provider is linked to another account already. */
        TAKEN(409);

        private final int status;

        Reason(int status) {
            this.status = status;
        }

        int status() {
            return status;
        }

        String sentence() {
            return "accounts.oidc.problem." + name().toLowerCase(Locale.ROOT);
        }
    }

    private final Reason reason;

    /** @param detail for the log; names nobody */
    OpenIdRefused(Reason reason, String detail) {
        super(reason + ": " + detail);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
