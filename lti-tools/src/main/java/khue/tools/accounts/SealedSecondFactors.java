/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.accounts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import khue.tools.housekeeping.Chore;

/** Brings second factors under the secret that the operator has set, or changed. */
@ApplicationScoped
class SealedSecondFactors implements Chore {

    @Inject
    private SecondFactors secondFactors;

    @Override
    public void run() {
        secondFactors.sealAnew();
    }
}
