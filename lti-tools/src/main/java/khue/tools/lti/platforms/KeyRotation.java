/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.platforms;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import khue.tools.housekeeping.Chore;
import khue.tools.settings.Settings;

/** Moves our signing keys on, once an hour. */
@ApplicationScoped
class KeyRotation implements Chore {

    @Inject
    private SigningKeys keys;

    @Inject
    private Settings settings;

    @Inject
    private Clock clock;

    @Override
    public void run() {
        keys.moveOn(clock.instant(), settings.keyLife());
    }
}
