/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.settings;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.random.RandomGenerator;

/** The one place that reads the real clock and real randomness, so that tests can bring their own. */
@ApplicationScoped
class TimeAndChance {

    @Produces
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    RandomGenerator random() {
        return new SecureRandom();
    }
}
