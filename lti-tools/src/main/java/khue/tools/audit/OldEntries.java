/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import khue.tools.housekeeping.Chore;

/** Forgets changes of more than three years ago. */
@ApplicationScoped
class OldEntries implements Chore {

    @Inject
    private AuditLog log;

    @Override
    public void run() {
        log.forgetOld();
    }
}
