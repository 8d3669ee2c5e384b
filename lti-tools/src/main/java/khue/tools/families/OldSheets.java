/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.families;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import khue.tools.housekeeping.Chore;

/** Forgets sheets that nobody can use any longer, and strangers who used one. */
@ApplicationScoped
class OldSheets implements Chore {

    @Inject
    private Guardians guardians;

    @Override
    public void run() {
        guardians.forgetOld();
    }
}
