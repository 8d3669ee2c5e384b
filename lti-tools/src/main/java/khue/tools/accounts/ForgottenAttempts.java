/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.accounts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import khue.tools.housekeeping.Chore;

/** Forgets attempts to sign in that no longer count, and sign-ins that were never finished. */
@ApplicationScoped
class ForgottenAttempts implements Chore {

    @Inject
    private SignInThrottle throttle;

    @Inject
    private PendingSignIns pending;

    @Override
    public void run() {
        throttle.forgetOld();
        pending.forgetOld();
    }
}
