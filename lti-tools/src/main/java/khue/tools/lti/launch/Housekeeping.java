/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.launch;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.inject.Inject;

/** Forgets, once an hour on every node, what launches no longer need. */
@Singleton
public class Housekeeping {

    @Inject
    private Logins logins;

    @Inject
    private LaunchLog log;

    @Schedule(hour = "*", minute = "17", persistent = false, info = "forgets old logins and launches")
    void forget() {
        logins.forgetOld();
        log.forgetOld();
    }
}
