/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.accounts;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.inject.Inject;

/** Forgets attempts to sign in that no longer count, every hour. */
@Singleton
public class ForgottenAttempts {

    @Inject
    private SignInThrottle throttle;

    @Schedule(hour = "*", minute = "23", persistent = false)
    public void forget() {
        throttle.forgetOld();
    }
}
