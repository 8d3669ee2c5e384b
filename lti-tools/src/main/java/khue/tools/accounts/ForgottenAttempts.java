/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.accounts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import khue.tools.housekeeping.Chore;

/** Forgets attempts to sign in that no longer count. */
@ApplicationScoped
class ForgottenAttempts implements Chore {

    @Inject
    private SignInThrottle throttle;

    @Override
    public void run() {
        throttle.forgetOld();
    }
}
