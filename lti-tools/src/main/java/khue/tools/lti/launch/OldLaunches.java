/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.launch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import khue.tools.housekeeping.Chore;

/** Forgets what launches no longer need. */
@ApplicationScoped
class OldLaunches implements Chore {

    @Inject
    private Logins logins;

    @Inject
    private LaunchLog log;

    @Override
    public void run() {
        logins.forgetOld();
        log.forgetOld();
    }
}
