/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.accounts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/**
 * Asks somebody who has signed in, once more and in the middle of a visit, for what a sign-in asks: before something that nobody else may do
 * at a desk that was left open. It is throttled together with sign-ins.
 */
@ApplicationScoped
public class Confirmation {

    /** What came of it. */
    public enum Outcome {
        CONFIRMED,
        PASSWORD_WRONG,
        CODE_WRONG,
        /** Somebody else made the password and may know it. */
        PASSWORD_NOT_OWN,
        /** Too many attempts have failed; it has to be tried later. */
        LATER
    }

    @Inject
    private Accounts accounts;

    @Inject
    private SecondFactors secondFactors;

    @Inject
    private SignInThrottle throttle;

    /** Whether a code of the second factor is asked for, too. */
    public boolean asksForCode(UUID account) {
        return accounts.find(account).orElseThrow().secondFactorSince().isPresent();
    }

    /**
     * @param code of the second factor; what is typed counts for nothing where the account has none
     * @param address the network address that the request came from
     */
    public Outcome confirm(UUID account, String password, String code, String address) {
        Account owner = accounts.find(account).orElseThrow();
        if (owner.passwordIsGiven()) {
            return Outcome.PASSWORD_NOT_OWN;
        }
        if (throttle.begin(owner.name(), address).isPresent()) {
            return Outcome.LATER;
        }
        if (accounts.authenticate(owner.name(), password).isEmpty()) {
            return Outcome.PASSWORD_WRONG;
        }
        throttle.succeeded(owner.name(), address);
        if (owner.secondFactorSince().isEmpty()) {
            return Outcome.CONFIRMED;
        }
        String guarded = "code of " + account;
        if (throttle.begin(guarded, address).isPresent()) {
            return Outcome.LATER;
        }
        if (!secondFactors.accepts(owner, code)) {
            return Outcome.CODE_WRONG;
        }
        throttle.succeeded(guarded, address);
        return Outcome.CONFIRMED;
    }
}
